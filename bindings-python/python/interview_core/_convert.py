"""Between Python's types and what the native half takes: bytes and JSON text."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, Union, cast

from ._native import plain_json

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Readable(Protocol):
    """A file object that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


Source = Union["ReadableBuffer", str, "os.PathLike[str]", Readable]
"""Where a log comes from: its bytes or those of an archive, a path, or a binary file object."""

Stamp = tuple[str, bytes]
"""The time and the 16 bytes of salt of a line."""

STAMPS: ContextVar[Sequence[Stamp] | None] = ContextVar("interview_core.stamps", default=None)
"""Set by `interview_core.testing`; else the system gives times and salts."""

_Result = TypeVar("_Result", covariant=True)


class _Type(Protocol[_Result]):
    def from_dict(self, data: Mapping[str, Any], /) -> _Result: ...


def source(src: Source) -> bytes | str | Readable:
    """A source as the native half takes it; a buffer other than bytes is copied once."""
    if isinstance(src, bytes):
        return src
    if isinstance(src, (str, os.PathLike)):
        # What can't be the name of a file is told here.
        return os.fsdecode(os.fsencode(src))
    if hasattr(src, "read"):
        return cast(Readable, src)
    return data(src)


def must_be(kind: type, value: object) -> None:
    """Refuses what isn't of the type."""
    if not isinstance(value, kind):
        raise TypeError(f"a {kind.__name__} is needed, not {type(value).__name__}")


def data(buffer: ReadableBuffer) -> bytes:
    """The bytes of a buffer."""
    return buffer if isinstance(buffer, bytes) else bytes(memoryview(buffer))


def perhaps(buffer: ReadableBuffer | None) -> bytes | None:
    """The bytes of a buffer that may be left out."""
    return None if buffer is None else data(buffer)


def text(options: Mapping[str, Any]) -> str:
    """Options as JSON; what can't be used is the library's to say."""
    plain = plain_json(options)
    return _JSON.encode(options) if plain is None else plain


def perhaps_text(options: Mapping[str, Any] | None) -> str | None:
    """Options that may be left out."""
    return None if options is None else text(options)


def payload(event: Mapping[str, Any] | str) -> str:
    """An event's data as JSON. Text is taken for JSON as it stands."""
    return event if isinstance(event, str) else text(event)


def read(kind: _Type[_Result], written: str) -> _Result:
    """A result from its JSON."""
    return kind.from_dict(json.loads(written))


def _plain(value: object) -> object:
    """What JSON has no type for: results are given as their members, mappings as objects."""
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "to_dict"):
        plain: object = value.to_dict()
        return plain
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return list(value)
    raise TypeError(f"an option can't be of type {type(value).__name__}")


# `json.dumps` would make one for each call.
_JSON = json.JSONEncoder(default=_plain)
