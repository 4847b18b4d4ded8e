"""Random logs of the legacy format, with the traps of numbers, strings and keys in random spelling,
and random damage. Which verdict they get is the business of legacy_differential.
"""

import hashlib
import json
import math
import struct

# Spelling. Values are made as JSON text, so that the same value comes in many spellings.


def text_of_integer(r):
    kind = r.randrange(12)
    if kind == 0:
        return "-0"
    if kind == 1:
        return str(r.choice([-1, 1]) * (2 ** r.choice([31, 53, 63, 64, 1023, 1024]) + r.randrange(-2, 3)))
    if kind == 2:
        return r.choice(["", "-"]) + str(r.randrange(1, 10)) + "0" * r.randrange(15, 330)
    if kind == 3:
        digits = r.choice([4299, 4300, 4300, 4301]) if r.random() < 0.1 else r.randrange(20, 500)
        return r.choice(["", "-"]) + "1" + "".join(r.choices("0123456789", k=digits - 1))
    return str(r.choice([r.randrange(-9, 10), r.randrange(-(10**6), 10**6), r.randrange(-(10**18), 10**18)]))


def random_double(r):
    kind = r.randrange(8)
    if kind == 0:
        value = struct.unpack("<d", r.randbytes(8))[0]
        return value if math.isfinite(value) else 0.5
    if kind == 1:
        return math.ldexp(r.choice([1.0, -1.0]), r.randrange(-1074, 1024))
    if kind == 2:
        return math.nextafter(10.0 ** r.randrange(-6, 24), r.choice([0.0, math.inf]))
    if kind == 3:
        return 5e-324 * r.randrange(0, 1000)
    if kind == 4:
        return r.randrange(10**6) / 10 ** r.randrange(7)
    if kind == 5:
        return float(r.randrange(2**53 - 5, 2**53 + 5) << r.randrange(3))
    if kind == 6:
        return r.choice([0.0, -0.0, 1e16, 1e15, 9999999999999998.0, 1e-4, 1e-5, 1e22, 1e23, 1.7976931348623157e308])
    return r.uniform(-2e9, 2e9)


def text_of_float(r):
    kind = r.randrange(10)
    if kind == 0:
        return r.choice(["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "1E5", "1e+5", "0e0", "-0.0e-0"])
    if kind == 1:
        whole = r.choice(["0", str(r.randrange(1, 10**9))])
        return f"{r.choice(['', '-'])}{whole}.{''.join(r.choices('0123456789', k=r.choice([1, 5, 17, 25, 800])))}"
    if kind == 2:
        return f"{r.randrange(1, 10**6)}{r.choice(['', '.5', '.000'])}{r.choice('eE')}{r.choice(['', '+', '-'])}{r.choice(['0', '00', '007', '15', '16', '22', '307', '308', '309', '324', '99999999999999999999'])}"
    if kind == 3:
        zeros = "0" * r.choice([3, 30, 400, 70000 if r.random() < 0.2 else 40])
        return r.choice([f"0.{zeros}1e{len(zeros)}", f"1{zeros}e-{len(zeros)}", f"0.{zeros}", f"3.{zeros}", f"12{zeros}.5"])
    if kind == 4:
        # Halfway between two doubles, with and without something behind it.
        base = r.randrange(2**53, 2**54, 2) + 1
        return f"{base}.{'0' * r.randrange(1, 40)}{r.choice(['', '1'])}" + r.choice(["", "e3", "E-7"])
    spelled = repr(random_double(r))
    return spelled + "0" * r.randrange(3) if kind == 5 and "e" not in spelled else spelled


def random_characters(r):
    alphabets = [
        lambda: chr(r.randrange(0x20, 0x7F)),
        lambda: r.choice("abcAZ_019"),
        lambda: r.choice("\"\\/\b\f\n\r\t"),
        lambda: chr(r.randrange(0x20)),
        lambda: r.choice("\x7f\x80\x85\xa0\xe9\u0301\u2028\u2029\u3000\ufeff\uffff\ue000"),
        lambda: chr(r.randrange(0x80, 0xD800)),
        lambda: chr(r.randrange(0xE000, 0x110000)),
        lambda: chr(r.randrange(0xD800, 0xE000)),
        lambda: r.choice(["\U0001f600", "\ud83d", "\ude00", "\ud83d\ude00"]),
    ]
    chosen = r.choices(alphabets, k=r.randrange(1, 4))
    return "".join(r.choice(chosen)() for _ in range(r.choice([0, 1, 2, 3, 7, 20, 60])))


SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b", "/": "\\/"}


def spell_string(r, characters, wild):
    """The characters as a JSON string: as json.dumps does, or each in a way of its own."""
    if not wild:
        return json.dumps(characters)
    spelled = []
    for character in characters:
        code = ord(character)
        escape_all = r.random() < 0.2
        raw = code >= 0x20 and character not in '"\\' and not 0xD800 <= code < 0xE000
        # A raw line end cuts the line; that is tried, but not often.
        if character in "\x85\u2028\u2029" and r.random() < 0.9:
            raw = False
        if raw and not escape_all:
            spelled.append(character)
        elif character in SHORT and r.random() < 0.6:
            spelled.append(SHORT[character])
        else:
            units = character.encode("utf-16-be", "surrogatepass")
            for high, low in zip(units[::2], units[1::2], strict=True):
                digits = f"{high:02x}{low:02x}"
                spelled.append("\\u" + (digits.upper() if r.random() < 0.3 else digits))
    return '"' + "".join(spelled) + '"'


class Spelling:
    """How one line is spelled."""

    def __init__(self, r):
        self.r = r
        self.wild = r.random() < 0.4
        self.gaps = r.choice(["dumped", "dumped", "compact", "wild"]) if self.wild else "dumped"

    def gap(self):
        return self.r.choice(["", "", " ", "  ", "\t", " \t "]) if self.gaps == "wild" else ""

    def comma(self):
        return {"dumped": ", ", "compact": ","}.get(self.gaps) or self.gap() + "," + self.gap()

    def colon(self):
        return {"dumped": ": ", "compact": ":"}.get(self.gaps) or self.gap() + ":" + self.gap()

    def string(self, characters):
        return spell_string(self.r, characters, self.wild)

    def container(self, brackets, items):
        return brackets[0] + self.gap() + self.comma().join(items) + self.gap() + brackets[1]

    def object(self, members):
        return self.container("{}", [self.gap() + key + self.colon() + value for key, value in members])

    def value(self, depth=0):
        r = self.r
        kind = r.randrange(8 if depth < 4 else 5)
        if kind == 0:
            return text_of_integer(r)
        if kind == 1:
            return text_of_float(r)
        if kind == 2:
            return r.choice(["null", "true", "false"])
        if kind <= 4:
            return self.string(random_characters(r))
        size = r.choice([0, 1, 2, 3, 6, 25 if depth == 0 else 4])
        if kind == 5:
            return self.container("[]", [self.value(depth + 1) for _ in range(size)])
        keys = [random_characters(r) for _ in range(size)]
        if keys and r.random() < 0.3:
            keys += r.choices(keys, k=r.randrange(1, 3))
        if r.random() < 0.3:
            keys = [r.choice(["", "a", "b", "ab", "A", "\xe9", "e\u0301", "\uffff", "\U0001f600", "\ud800"]) for _ in keys]
        return self.object([(self.string(key), self.value(depth + 1)) for key in keys])

    def nested(self):
        r = self.r
        depth = r.choice([r.randrange(1, 890), r.randrange(1101, 1400), 5000])
        opens = r.choice([["["], ['{"a":'], ["[", '{"k": ', '{"b": 1, "a": ']])
        chosen = [r.choice(opens) for _ in range(depth)]
        closes = "".join("]" if part == "[" else "}" for part in reversed(chosen))
        return "".join(chosen) + "[]" + (closes if r.random() < 0.9 else closes[:-1])


# Logs.


def random_time(r, now):
    if r.random() < 0.85:
        return repr(now)
    return r.choice(
        [
            lambda: text_of_integer(r),
            lambda: text_of_float(r),
            lambda: repr(random_double(r)),
            lambda: str(int(now)),
            lambda: r.choice(["null", "true", "false", '""', '"1"', "[]", "[1]", "{}", '{"a": 1}', "0", "0.0", "-0.0"]),
        ]
    )()


def short_hash(prev, body):
    return hashlib.sha256((prev + json.dumps(body, sort_keys=True)).encode()).hexdigest()[:16]


# Values with what Python takes for equal to them, or for nearly so.
EQUALS = {
    "5": ["5.0", "5e0", "6", '"5"'],
    "true": ["1", "1.0", "2", "false"],
    "[NaN]": ["[NaN]", "[Infinity]", "[]"],
    "NaN": ["NaN", "null"],
    "1e400": ["Infinity", "-Infinity"],
    '{"a": [1, 2.0]}': ['{"a": [true, 2]}', '{"a": 0, "a": [1.0, 2]}', '{"b": [1, 2]}', '{"a": [1, 2], "b": 0}'],
    "9007199254740993": ["9007199254740992.0", "9007199254740993.0", "9007199254740993"],
    "100000000000000000000000": ["1e23", "99999999999999991611392"],
    "1e23": ["99999999999999991611392", "100000000000000000000000"],
    "null": ["null", '"x"'],
    "0": ['"x"', "0.0"],
    '"\\ud800"': ['"\\uD800"', '"\\ud801"'],
}


def random_event(r, prev, kind, now):
    """A line and the hash that it stores."""
    s = Spelling(r)
    payload = s.nested() if r.random() < 0.03 else s.value()
    if r.random() < 0.02:
        kind = s.value(3)
    else:
        kind = s.string(kind)
    members = [('"type"', kind), ('"timestamp"', random_time(r, now)), ('"payload"', payload)]
    if r.random() < 0.1:
        members.append((s.string(random_characters(r)), s.value(3)))
    if r.random() < 0.04:
        members.pop(r.randrange(len(members)))
    if r.random() < 0.04 and members:
        key, _ = r.choice(members)
        members.insert(r.randrange(len(members) + 1), (key, s.value(3)))
    named = json.dumps(prev) if isinstance(prev, str) else s.value(3)
    if r.random() < 0.01:
        named = r.choice(['"\\ud800"', "5", "null", "[]", '"\\u00e9x"', '"x\\udfff"', s.value(3)])
    try:
        body = json.loads("{" + ", ".join(f"{key}: {value}" for key, value in members) + "}")
        body = {key: value for key, value in body.items() if key not in ("hash", "prev_hash")}
        stored = short_hash(json.loads(named), body)
    except (ValueError, TypeError, RecursionError):
        stored = "0" * 16
    if r.random() < 0.02:
        stored = r.choice([stored.upper(), stored[:-1], "", "0", r.randbytes(8).hex()])
    hashed = json.dumps(stored)
    if r.random() < 0.02:
        hashed = r.choice([*EQUALS, s.value(3)])
    links = [('"prev_hash"', named), ('"hash"', hashed)]
    if r.random() < 0.01:
        links.pop(r.randrange(2))
    if r.random() < 0.3:
        members += links
        r.shuffle(members)
    else:
        members[2:2] = links[:1]
        members += links[1:]
    try:
        stored = json.loads(hashed)
    except (ValueError, RecursionError):
        stored = ""
    return s.object(members), stored


def random_log(r):
    lines, prev = [], ""
    now = r.choice([1790000000.0 + r.random(), 1000.0, r.uniform(0, 1e10)])
    count = r.choice([0] + [1, 2, 2, 2, 3, 3, 5, 12] * 4)
    for index in range(count):
        kind = r.choice(["tool_call", "user_prompt", "session_start", "session_end", "\xe9"])
        if index == 0 and r.random() < 0.8:
            kind = "session_start"
        if index == count - 1 and index and r.random() < 0.8:
            kind = "session_end"
        line, prev = random_event(r, prev, kind, now)
        lines.append(line)
        # Multiples of 1.5 s are where tenths of minutes are rounded to even.
        now += r.choice([r.random() * 100, 1.5 * r.randrange(400), 15.0, 45.0, -3.0])
    return lines, prev


def damage_lines(r, lines):
    kind = r.randrange(7)
    at = r.randrange(len(lines))
    other = r.randrange(len(lines))
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = lines[at][: r.randrange(len(lines[at]) + 1)]
    elif kind == 4:
        lines.insert(at, r.choice(["5", '"abc"', "null", "[]", "{}", "tru", "[1,]", "01", "NaN", "{]", '"\ud800"', '"\t"']))
    elif kind == 5:
        lines[at] = lines[at] + r.choice([lines[other], "x", ",", "}", "\x00", "\ufeff", "\x1f", "\u180e"])
    else:
        spot = r.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:spot] + r.choice(["0", "-", ".", "e", '"', "\\", "\\u12", " ", "\u2028", "[", "}"]) + lines[at][spot:]


SPACES = " \t\x0b\x0c\r\n\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"


def random_bytes_of(r, lines):
    """The lines as a file, with random line ends and damage to single bytes."""
    if lines and r.random() < 0.3:
        damage_lines(r, lines)
    ends = r.choice([["\n"]] * 6 + [["\r\n"], ["\r"], ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]])
    text = "".join(line + r.choice(ends) for line in lines)
    if r.random() < 0.1:
        text = r.choice([text.rstrip("\n"), text + "\n\n", " \n" + text, "\ufeff" + text, "\n" + text + "\x0c"])
    if r.random() < 0.1:
        text = "".join(r.choice(SPACES) * (line != "") + line + r.choice(SPACES) for line in text.splitlines(True))
    data = bytearray(text.encode("utf-8", "surrogatepass" if r.random() < 0.01 else "replace"))
    if data and r.random() < 0.12:
        for _ in range(r.choice([1, 1, 2, 5])):
            at = r.randrange(len(data))
            kind = r.randrange(4)
            if kind == 0:
                data[at] ^= 1 << r.randrange(8)
            elif kind == 1:
                data[at] = r.randrange(128)
            elif kind == 2:
                data[at:at] = r.choice([b"\xff", b"\xc2", b"\xe2\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\x00"])
            else:
                del data[at:]
                break
    return bytes(data)


def random_manifest(r, last):
    """The bytes of a manifest, or None."""
    kind = r.randrange(16)
    try:
        right = next((text for text in EQUALS if text != "NaN" and json.loads(text) == last), json.dumps(last))
    except (ValueError, RecursionError):
        right = '""'
    if kind < 4:
        return None
    if kind < 10:
        # As it stands, unless it is one of those that have equals.
        hashed = r.choice(EQUALS.get(right) or [right])
    elif kind == 10:
        hashed = r.choice(['"deadbeefdeadbeef"', "5", "1.0", "true", "[NaN]", "NaN", '"\\ud800"'])
    elif kind == 11:
        hashed = r.choice(['""', "null", "0", "-0.0", "false", "[]", "{}"])
    elif kind == 12:
        hashed = Spelling(r).value(2)
    elif kind == 13:
        whole = r.choice(["", "[]", "5", "null", '"x"', "{}", "{", "\ufeff" + '{"final_hash": "zz"}', "\xa0" + '{"final_hash": "zz"}', '{"final_hash": "zz"} x', '{"a": ' + "9" * 4301 + ', "final_hash": "zz"}', "[" * 5000])
        return whole.encode()
    elif kind == 14:
        return b'{"final_hash": "zz\xff"}'
    else:
        hashed = '"zz", "final_hash": ' + right
    gap = r.choice(["\n  ", "\r\n", "\r", " ", ""])
    rest = f'"event_count": 3,{gap}"git_diff": {json.dumps(random_characters(r))}'
    text = f'{{{gap}"code": "INT",{gap}"final_hash": {hashed},{gap}{rest}{gap}}}'
    return text.encode("utf-8", "replace")
