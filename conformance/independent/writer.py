"""A small writer of interview-log/1 for tests: sessions with tickets, anchors and manifests.

Every part can be replaced, so that it also writes what no recorder would. The keys are of public
seeds. It shares code with the verifier beside it only where bytes are spelled, never checked.
"""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from manifest import quoted
from tree import Tree, sha256

ULID = "01JD0000000000000000000000"
SALT = "AAAAAAAAAAAAAAAAAAAAAA"
T0 = 1_790_000_000


def b64(raw):
    return base64.b64encode(raw).decode()


def b64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def json(value):
    """JSON without white space, strings as the manifest spells them."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{quoted(k)}:{json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(json, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    words = {True: "true", False: "false", None: "null"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


class Signer:
    """A named key that signs notes."""

    def __init__(self, name, seed, kind):
        self.name, self.kind = name, kind
        self.key = Ed25519PrivateKey.from_private_bytes(bytes([seed] * 32))
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        blob = name.encode() + b"\n" + bytes([kind]) + self.public
        self.id = hashlib.sha256(blob).digest()[:4]

    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def line(self, text, seconds=T0):
        """The signature line under a text."""
        if self.kind == 4:
            message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
            signature = seconds.to_bytes(8, "big") + self.key.sign(message)
        else:
            signature = self.key.sign(text.encode())
        return f"\u2014 {self.name} {b64(self.id + signature)}\n"


def note(text, *signatures):
    return text + "\n" + "".join(signatures)


def ticket_text(log, public, **changes):
    fields = {
        "header": "interview-ticket/1",
        "origin": log,
        "key": b64(public),
        "code": "INT-4829-XK",
        "problem": sha256(b"problem").hex(),
        "limit": "3600000",
        "issued": str(T0),
        "nonce": b64url(bytes(16)),
    }
    return "".join(f"{value}\n" for value in (fields | changes).values())


class Writer:
    """Appends lines; `lines` are bytes without LF."""

    def __init__(self, origin, first_prev=bytes(32)):
        self.origin, self.head = origin, first_prev
        self.lines, self.tree, self.kinds = [], Tree(), {}

    def append(self, kind, data, actor="recorder", **changes):
        """An event; `data` is a dict or JSON text, `changes` replace members of the envelope."""
        parts = {
            "prev": quoted(self.head.hex()),
            "seq": str(len(self.lines)),
            "at": f'"2026-11-20T12:{len(self.lines) // 60 % 60:02}:{len(self.lines) % 60:02}.000Z"',
            "kind": quoted(kind),
            "origin": quoted(actor),
            "salt": quoted(SALT),
            "data": data if isinstance(data, str) else json(data),
        } | changes
        line = "{" + ",".join(f'"{name}":{value}' for name, value in parts.items()) + "}"
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        self.raw(line.encode("utf-8", "surrogatepass"))

    def raw(self, line):
        self.lines.append(line)
        self.head = sha256(b"\x00" + line)
        self.tree.append(self.head)

    def redact(self, line):
        """Replaces a line by its hash; the chain stays as it is."""
        self.lines[line] = b"~" + sha256(b"\x00" + self.lines[line]).hex().encode()

    def checkpoint(self, lines=None, **changes):
        lines = len(self.lines) if lines is None else lines
        fields = {
            "origin": self.origin,
            "size": str(lines),
            "root": b64(self.tree.root(min(lines, len(self.lines)))),
        }
        return "".join(f"{value}\n" for value in (fields | changes).values())

    def events(self):
        return b"".join(line + b"\n" for line in self.lines)
