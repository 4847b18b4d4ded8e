"""The payloads of the frame kinds, as the table of section 21 of docs/format.md gives them.

Whether another kind's payload fits changes no verdict, so no other kind stands here.
"""

import re

from grammar import INTEGER_MAX, TOKEN, base64, base64url, is_name, is_time

_HEX = re.compile("[0-9a-f]*")


def _hex(*lengths):
    return lambda v: isinstance(v, str) and len(v) in lengths and bool(_HEX.fullmatch(v))


def _count(value):
    return type(value) is int and 0 <= value <= INTEGER_MAX


def _text(value):
    return isinstance(value, str)


def _token(value):
    return isinstance(value, str) and bool(TOKEN.fullmatch(value))


def _time(value):
    return isinstance(value, str) and is_time(value)


def _ulid(value):
    return isinstance(value, str) and bool(
        re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", value)
    )


def _key(value):
    return isinstance(value, str) and len(base64(value) or b"") == 32


def _salt(value):
    return isinstance(value, str) and len(base64url(value) or b"") == 32


def _origin(value):
    return isinstance(value, str) and is_name(value)


def _list(item):
    return lambda value: isinstance(value, list) and all(map(item, value))


def _map(item):
    return lambda value: isinstance(value, dict) and all(map(item, value.values()))


def _object(required, optional=None):
    return lambda value: isinstance(value, dict) and fits(value, required, optional or {})


def fits(value, required, optional):
    """Whether all required members are there, and every member that is named has its type."""
    types = required | optional
    return all(name in value for name in required) and all(
        types[name](member) for name, member in value.items() if name in types
    )


_COMMON = {
    "adapter": _token,
    "via": _token,
    "occurred_at": _time,
    "conversation": _text,
    "turn": _text,
    "call": _text,
    "agent": _text,
    "agent_type": _text,
    "mode": _text,
    "model": _text,
    "tokens": _object(
        {},
        dict.fromkeys(("input", "output", "cache_read", "cache_write", "reasoning"), _count),
    ),
    "clipped": _count,
    "redactions": _map(_count),
    "adapted": _list(
        _object({"at": _text, "what": _token}, {"bytes": _count, "sha256": _hex(64)})
    ),
    "statement": _text,
}

_PROGRAM = _object({"name": _text, "version": _text})
_OBJECT_ID = _hex(40, 64)

# kind: (required members, optional members)
FRAME = {
    "session_start": (
        {
            "format": _text,
            "session": _ulid,
            "log_origin": _origin,
            "recorder": _PROGRAM,
            "capture": _token,
            "session_key": _key,
        },
        {
            "interview": _object(
                {"code": _text, "problem_sha256": _hex(64), "time_limit_ms": _count}
            ),
            "host": _PROGRAM,
            "ticket": _text,
            "continues": _object({"session": _ulid, "size": _count, "leaf_hash": _hex(64)}),
            "system": _text,
        },
    ),
    "log_start": (
        {"format": _text, "log_origin": _origin},
        {"session_key": _key, "purpose": _text},
    ),
    "line_salt": ({"salt": _salt}, {}),
    "anchor": ({"note": _text}, {}),
    "session_end": (
        {
            "reason": _token,
            "counts": _object({"lines": _count, "kinds": _map(_count)}),
            "artefacts": _list(_object({"name": _text, "bytes": _count, "sha256": _hex(64)})),
        },
        {
            "git": _object(
                {
                    "base_tree": _OBJECT_ID,
                    "end_tree": _OBJECT_ID,
                    "hash": _token,
                    "version": _text,
                }
            )
        },
    ),
}


def fits_kind(kind, data):
    """Whether the payload fits the frame kind."""
    required, optional = FRAME[kind]
    return fits(data, required, _COMMON | optional)
