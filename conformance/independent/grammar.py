"""The grammar of a line: sections 2 to 4 of docs/format.md. Not the chain, and not signatures.

Bytes are read by this file's own code; no JSON library is used, because most accept more than the
format does.
"""

import datetime
import re

LINE_BYTES = 1_048_576
DATA_DEPTH = 32
INTEGER_MAX = 2**53 - 1


class Bad(Exception):
    """The bytes leave the grammar; the argument is the reason of section 4.4."""


_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_URL = _STANDARD[:-2] + "-_"


def _sextets(text, alphabet):
    """The bytes of base64 characters, or None; unused bits must be zero."""
    value = bits = 0
    out = bytearray()
    for char in text:
        place = alphabet.find(char)
        if place < 0:
            return None
        value, bits = (value << 6 | place) & 0xFFFF, bits + 6
        if bits >= 8:
            bits -= 8
            out.append(value >> bits & 0xFF)
    if bits >= 6 or value & ((1 << bits) - 1):
        return None
    return bytes(out)


def base64(text):
    """The bytes of standard base64 with padding, or None."""
    if len(text) % 4:
        return None
    body = text[:-2] if text.endswith("==") else text.removesuffix("=")
    decoded = _sextets(body, _STANDARD)
    padding = {0: 0, 1: 2, 2: 1}
    if decoded is None or len(text) - len(body) != padding[len(decoded) % 3]:
        return None
    return decoded


def base64url(text):
    """The bytes of url-safe base64 without padding, or None."""
    return _sextets(text, _URL)


def decimal(text, most):
    """The number of a decimal without sign or leading zeros, or None."""
    if not re.fullmatch("0|[1-9][0-9]{0,19}", text) or int(text) > most:
        return None
    return int(text)


def is_time(text):
    """Whether the text is `YYYY-MM-DDTHH:MM:SS.mmmZ`, a real date from 1970 on."""
    found = re.fullmatch(
        r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{3}Z", text
    )
    if not found:
        return False
    year, month, day, hour, minute, second = map(int, found.groups())
    if year < 1970 or hour > 23 or minute > 59 or second > 59:
        return False
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def time_ms(text):
    """Milliseconds since 1970 of a time that `is_time` accepts."""
    days = datetime.date(int(text[:4]), int(text[5:7]), int(text[8:10])) - datetime.date(1970, 1, 1)
    seconds = days.days * 86400 + int(text[11:13]) * 3600 + int(text[14:16]) * 60
    return (seconds + int(text[17:19])) * 1000 + int(text[20:23])


_BARRED = re.compile("[+\\x00-\\x20\\x7f-\\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


def is_name(text):
    """Whether the text may be a key name or log origin."""
    return 1 <= len(text.encode()) <= 255 and not _BARRED.search(text)


_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_HEX4 = re.compile("[0-9a-fA-F]{4}")
_NUMBER = re.compile("-?[0-9]+")
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


class Json:
    """A reader of narrow JSON; objects become dicts, and integers ints."""

    def __init__(self, text, at=0, space=" \t", most=INTEGER_MAX):
        self.text, self.at, self.space, self.most = text, at, space, most

    def peek(self):
        return self.text[self.at : self.at + 1]

    def skip(self):
        while self.peek() and self.peek() in self.space:
            self.at += 1

    def expect(self, char):
        if self.peek() != char:
            raise Bad("json")
        self.at += 1

    def value(self, depth):
        char = self.peek()
        if char == "{":
            return self.object(depth)
        if char == "[":
            return self.array(depth)
        if char == '"':
            return self.string()
        if char == "-" or "0" <= char <= "9":
            return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        raise Bad("json")

    def object(self, depth):
        self.expect("{")
        if depth > DATA_DEPTH:
            raise Bad("too_deep")
        members = {}
        self.skip()
        if self.peek() == "}":
            self.at += 1
            return members
        while True:
            self.skip()
            if self.peek() != '"':
                raise Bad("json")
            key = self.string()
            if key in members:
                raise Bad("duplicate_key")
            self.skip()
            self.expect(":")
            self.skip()
            members[key] = self.value(depth + 1)
            self.skip()
            if self.peek() != ",":
                self.expect("}")
                return members
            self.at += 1

    def array(self, depth):
        self.expect("[")
        if depth > DATA_DEPTH:
            raise Bad("too_deep")
        items = []
        self.skip()
        if self.peek() == "]":
            self.at += 1
            return items
        while True:
            self.skip()
            items.append(self.value(depth + 1))
            self.skip()
            if self.peek() != ",":
                self.expect("]")
                return items
            self.at += 1

    def number(self):
        found = _NUMBER.match(self.text, self.at)
        digits = found.group().removeprefix("-") if found else ""
        if not 1 <= len(digits) <= 20 or (digits[0] == "0" and found.group() != "0"):
            raise Bad("number")
        self.at = found.end()
        if int(digits) > self.most or (self.peek() and self.peek() in ".eE"):
            raise Bad("number")
        return int(found.group())

    def string(self):
        self.expect('"')
        parts = []
        while True:
            plain = _PLAIN.match(self.text, self.at)
            parts.append(plain.group())
            self.at = plain.end() + 1
            char = self.text[plain.end() : self.at]
            if char == '"':
                return "".join(parts)
            if char != "\\":
                raise Bad("string")
            parts.append(self.escape())

    def escape(self):
        char = self.peek()
        self.at += 1
        if char and char in _SIMPLE:
            return _SIMPLE[char]
        if char != "u":
            raise Bad("string")
        unit = self.unit()
        if 0xD800 <= unit <= 0xDBFF and self.text.startswith("\\u", self.at):
            self.at += 2
            low = self.unit()
            if not 0xDC00 <= low <= 0xDFFF:
                raise Bad("surrogate")
            return chr(0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF))
        if 0xD800 <= unit <= 0xDFFF:
            raise Bad("surrogate")
        return chr(unit)

    def unit(self):
        found = _HEX4.match(self.text, self.at)
        if not found:
            raise Bad("string")
        self.at = found.end()
        return int(found.group(), 16)


def json_object(text):
    """The members of a text that is one JSON object of section 4.3 and nothing else."""
    reader = Json(text)
    value = reader.object(1)
    if reader.at != len(text):
        raise Bad("trailing")
    return value


def json_file(text):
    """The value of JSON that isn't part of a log: any white space, and integers of 64 bits."""
    reader = Json(text, space=" \t\r\n", most=2**64 - 1)
    reader.skip()
    value = reader.value(1)
    reader.skip()
    if reader.at != len(text):
        raise Bad("trailing")
    return value


_WORD = "[a-z][a-z0-9_]{0,%d}"
_VENDOR = _WORD % 31
TOKEN = re.compile(_WORD % 47)
_KIND = re.compile(rf"{_WORD % 47}|x\.{_VENDOR}\.{_VENDOR}")
_ORIGIN = re.compile(
    rf"recorder|candidate|assistant|tool|editor|relay|interviewer|x\.{_VENDOR}"
)
_ENVELOPE = re.compile(
    r'\{"prev":"(?P<prev>[0-9a-f]{64})","seq":(?P<seq>0|[1-9][0-9]{0,15})'
    r',"at":"(?P<at>[^"]{24})","kind":"(?P<kind>[^"]*)","origin":"(?P<origin>[^"]*)"'
    r',"salt":"[A-Za-z0-9_-]{21}[AQgw]","data":(?=\{)'
)


class Event:
    """An event as it stands in a line."""

    def __init__(self, prev, seq, kind, data):
        self.prev, self.seq, self.kind, self.data = prev, seq, kind, data


def read_line(line):
    """An `Event`, or the hash of a redacted line as bytes; `Bad` for every other line."""
    if len(line) > LINE_BYTES:
        raise Bad("too_long")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("not_utf8") from None
    if not text:
        raise Bad("empty")
    if text[0] == "~":
        if not re.fullmatch("~[0-9a-f]{64}", text):
            raise Bad("redacted")
        return bytes.fromhex(text[1:])
    found = _ENVELOPE.match(text)
    if not found:
        raise Bad("envelope")
    if not is_time(found["at"]):
        raise Bad("at")
    if not _KIND.fullmatch(found["kind"]):
        raise Bad("kind")
    if not _ORIGIN.fullmatch(found["origin"]):
        raise Bad("origin")
    reader = Json(text, found.end())
    data = reader.object(1)
    if text[reader.at :] != "}":
        raise Bad("trailing")
    return Event(bytes.fromhex(found["prev"]), int(found["seq"]), found["kind"], data)
