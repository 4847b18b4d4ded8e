"""Keys, signatures and signed notes: sections 7 to 9 and 12 of docs/format.md.

Which keys and signatures are in order is decided here; only the curve equation itself is left to
the package `cryptography`.
"""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from grammar import base64, base64url, decimal, is_name

ED25519, COSIGNATURE = 0x01, 0x04
NOTE_BYTES, NOTE_SIGNATURES = 16_384, 16
UNIX_SECONDS_MAX = 253_402_300_799

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_SMALL_ORDER = (
    0,
    1,
    _P - 1,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
)


class Unusable(Exception):
    """The text isn't what it should be."""


def is_point(encoded):
    """Whether 32 bytes are the canonical encoding of a point whose order isn't small."""
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    if len(encoded) != 32 or y >= _P or y in _SMALL_ORDER:
        return False
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    return pow(square, (_P - 1) // 2, _P) == 1


def holds(public_key, message, signature):
    """Whether the signature is one of this usable key over the message, strictly."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= _L:
        return False
    if not is_point(signature[:32]):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


class Key:
    """A named public key for one type of signature."""

    def __init__(self, name, kind, public):
        if not is_name(name) or not is_point(public):
            raise Unusable("key")
        self.name, self.kind, self.public = name, kind, public
        self.id = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]
        self.not_before, self.not_after = float("-inf"), float("inf")

    @staticmethod
    def parse(vkey):
        parts = vkey.split("+", 2)
        raw = base64(parts[2]) if len(parts) == 3 else None
        if raw is None or len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE):
            raise Unusable("vkey")
        key = Key(parts[0], raw[0], raw[1:])
        if key.id.hex() != parts[1]:
            raise Unusable("key id")
        return key

    def counts_at(self, ms):
        return self.not_before <= ms <= self.not_after


class Note:
    """A signed note: its text, and (name, key id, signature) of each signature line."""

    def __init__(self, note):
        raw = note.encode()
        if len(raw) > NOTE_BYTES or any(byte < 0x20 and byte != 0x0A for byte in raw):
            raise Unusable("note")
        end = note.rfind("\n\n")
        if end < 0 or len(note) < end + 3 or not note.endswith("\n"):
            raise Unusable("note")
        self.text = note[: end + 1]
        lines = note[end + 2 : -1].split("\n")
        if len(lines) > NOTE_SIGNATURES:
            raise Unusable("note")
        self.signatures = [self._signature(line) for line in lines]

    @staticmethod
    def _signature(line):
        dash, name, encoded = (line.split(" ", 2) + ["", ""])[:3]
        raw = base64(encoded)
        if dash != "\u2014" or not is_name(name) or raw is None or len(raw) < 5:
            raise Unusable("signature line")
        return name, raw[:4], raw[4:]

    def by(self, key):
        """The signatures that bear the key's name and id."""
        return [sig for name, key_id, sig in self.signatures if (name, key_id) == (key.name, key.id)]

    def status(self, key):
        """None without a signature by a key of type 0x01, else whether all of them hold."""
        found = self.by(key)
        return all(holds(key.public, self.text.encode(), sig) for sig in found) if found else None

    def cosigned_ms(self, key, signature):
        """Time in ms of a cosignature by a key of type 0x04, or None where it doesn't hold."""
        seconds = int.from_bytes(signature[:8], "big")
        message = f"cosignature/v1\ntime {seconds}\n{self.text}".encode()
        if len(signature) != 72 or seconds >= 2**63 or not holds(key.public, message, signature[8:]):
            return None
        return seconds * 1000


class Checkpoint:
    """The three lines of a checkpoint."""

    def __init__(self, text):
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not is_name(lines[0]):
            raise Unusable("checkpoint")
        self.origin = lines[0]
        self.size = decimal(lines[1], 2**64 - 1)
        self.root = base64(lines[2])
        if self.size is None or self.root is None or len(self.root) != 32:
            raise Unusable("checkpoint")


class Ticket:
    """The eight lines of a ticket, and the note that they stand in."""

    def __init__(self, note):
        self.note = Note(note)
        lines = self.note.text.split("\n")
        if len(lines) != 9 or lines[0] != "interview-ticket/1" or lines[8]:
            raise Unusable("ticket")
        self.origin, self.session_key, self.code, self.problem = lines[1:5]
        self.limit_ms = decimal(lines[5], 2**53 - 1)
        self.issued_s = decimal(lines[6], UNIX_SECONDS_MAX)
        key, nonce = base64(self.session_key), base64url(lines[7])
        if not is_name(self.origin) or key is None or not is_point(key):
            raise Unusable("ticket")
        if not 1 <= len(self.code) <= 64 or not all("!" <= char <= "~" for char in self.code):
            raise Unusable("ticket")
        if len(self.problem) != 64 or not set(self.problem) <= set("0123456789abcdef"):
            raise Unusable("ticket")
        if None in (self.limit_ms, self.issued_s, nonce) or len(nonce) != 16:
            raise Unusable("ticket")
