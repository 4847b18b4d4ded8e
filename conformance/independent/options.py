"""The options of a verification: section 15.1 of docs/format.md, read from JSON."""

import re

from grammar import Bad, is_time, json_file, time_ms
from notes import Key, Unusable

MOST = 1024
U64, I64 = 2**64 - 1, 2**63 - 1


class Unable(Exception):
    """The work can't be done: unusable options, no such path, another format."""


class Options:
    """Options whose every member was checked."""

    def __init__(self, text="{}"):
        try:
            value = json_file(text)
        except Bad as reason:
            raise Unable(f"the options aren't JSON: {reason}") from None
        top = members(value, policy={}, trusted_keys=[], context={})
        policy = members(
            top["policy"],
            profile="standard",
            format="1",
            keys=[],
            demands={},
            clock_step_ms=30_000,
        )
        context = members(
            top["context"], received_at=None, expected_ticket=None, heads=[], sessions=[]
        )
        demands = members(policy["demands"], ticket=False, cosigned=[], max_unanchored_s=None)
        need(isinstance(policy["profile"], str), "profile")
        need(policy["format"] in ("1", "legacy", "auto"), "format")
        need(is_count(policy["clock_step_ms"], I64), "clock_step_ms")
        need(isinstance(demands["ticket"], bool), "ticket")
        need(demands["max_unanchored_s"] is None or is_count(demands["max_unanchored_s"]), "max")
        need(context["expected_ticket"] is None or isinstance(context["expected_ticket"], str), "ticket")
        moment(context["received_at"])
        self.format = policy["format"]
        self.expected_ticket = context["expected_ticket"]
        self.demands = demands
        self.keys = [usable(vkey) for vkey in listed(top["trusted_keys"])]
        self.keys += [self.policy_key(entry) for entry in listed(policy["keys"])]
        self.heads = [self.head(entry) for entry in listed(context["heads"])]
        self.sessions = [self.session(entry) for entry in listed(context["sessions"])]
        most = max(len(self.keys), len(self.heads), len(self.sessions))
        need(most <= MOST, f"more than {MOST} keys, heads or sessions")
        demands["cosigned"] = [wanted_key(vkey) for vkey in listed(demands["cosigned"])]

    @staticmethod
    def policy_key(entry):
        entry = members(entry, vkey=None, not_before=None, not_after=None)
        key = usable(entry["vkey"])
        for name in ("not_before", "not_after"):
            ms = moment(entry[name])
            if ms is not None:
                setattr(key, name, ms)
        return key

    @staticmethod
    def head(entry):
        entry = members(entry, size=None, root=None, time=None)
        need(is_count(entry["size"]) and is_digest(entry["root"]), "heads")
        moment(entry["time"])
        return entry["size"], bytes.fromhex(entry["root"])

    @staticmethod
    def session(entry):
        entry = members(entry, session=None, size=None, leaf_hash=None)
        need(isinstance(entry["session"], str), "session")
        need(entry["size"] is None or is_count(entry["size"]), "size")
        need(entry["leaf_hash"] is None or is_digest(entry["leaf_hash"]), "leaf_hash")
        return entry["session"], entry["size"], entry["leaf_hash"]


def need(holds, name):
    if not holds:
        raise Unable(f"the options can't be used: {name}")


def members(value, **defaults):
    need(isinstance(value, dict) and set(value) <= set(defaults), ", ".join(defaults))
    return defaults | value


def listed(value):
    need(isinstance(value, list), "a list")
    return value


def is_count(value, most=U64):
    return type(value) is int and 0 <= value <= most


def is_digest(value):
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{64}", value))


def moment(value):
    """Milliseconds of a time, or None for null."""
    need(value is None or (isinstance(value, str) and is_time(value)), "a time")
    return None if value is None else time_ms(value)


def usable(vkey):
    need(isinstance(vkey, str), "a verifier key")
    try:
        return Key.parse(vkey)
    except Unusable:
        raise Unable(f"`{vkey}` is no usable verifier key") from None


def wanted_key(vkey):
    """A key that a demand names; one that can't be used is a demand that can't be met."""
    need(isinstance(vkey, str), "cosigned")
    try:
        return Key.parse(vkey)
    except Unusable:
        return None
