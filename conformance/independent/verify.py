#!/usr/bin/env python3
"""An independent verifier of interview-log/1, written from docs/format.md.

    verify.py PATH [--options FILE] [--json]     PATH: bundle folder, ustar archive or events.jsonl
    verify.py --vectors FOLDER                   every vector; exit status 1 on a disagreement

It shares no code with the library, and needs Python 3.9 and the package `cryptography`. It gives
the verdict and the first place of section 15.2. Exit status: 0 intact and all demands met, 1 not,
2 could not. Legacy logs, zstd archives, flags, evidence and scores are not its business.
"""

import argparse
import os
import re
import sys

from grammar import Bad, json_file
from log import ARTEFACTS, EVENTS, MANIFEST, Log
from options import Options, Unable

NAMES = (EVENTS, *ARTEFACTS, MANIFEST)
ZSTD = b"\x28\xb5\x2f\xfd"


class BadArchive(Exception):
    """The archive isn't in the form of section 14.2."""


def read_bundle(path):
    """The files of a bundle by name."""
    try:
        if os.path.isdir(path):
            files = {}
            for name in NAMES:
                inside = os.path.join(path, name)
                if os.path.isfile(inside) and not os.path.islink(inside):
                    with open(inside, "rb") as file:
                        files[name] = file.read()
            if EVENTS not in files:
                raise Unable(f"`{path}` holds no {EVENTS}")
            return files
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise Unable(f"`{path}`: {error.strerror}") from None
    if content.startswith(ZSTD):
        raise Unable("zstd archives aren't read; unpack it with `zstd -d` first")
    if is_archive(content):
        return read_archive(content)
    return {EVENTS: content}


def is_archive(content):
    named = content[257:262] == b"ustar" and b"\0" in content[:257]
    return named or content.startswith(b"events.jsonl\0")


def read_archive(content):
    """The files of an archive in the form of section 14.2."""
    files, at, left = {}, 0, list(NAMES)
    while content[at : at + 512] != bytes(512):
        name, size = read_header(content[at : at + 512])
        if name not in left or (name != EVENTS and not files):
            raise BadArchive("a name that isn't allowed here")
        left = left[left.index(name) + 1 :]
        if size > (2**32 if name == EVENTS else 65_536 if name == MANIFEST else 2**28):
            raise BadArchive("a file that is too large")
        start, at = at + 512, at + 512 + size + -size % 512
        files[name] = content[start : start + size]
        if len(files[name]) < size or content[start + size : at] != bytes(-size % 512):
            raise BadArchive("an entry that isn't whole")
    if EVENTS not in files or content[at:] != bytes(1024):
        raise BadArchive("no events, or an end that isn't two blocks")
    return files


def read_header(header):
    """Name and size of an entry."""
    if len(header) < 512:
        raise BadArchive("it ends too early")
    if header[257:265] != b"ustar\x0000" or header[156:157] != b"0":
        raise BadArchive("an entry that isn't a plain file")
    if header[157:257] != bytes(100) or header[345:] != bytes(167):
        raise BadArchive("a link or a prefix")
    total = sum(header[:148]) + sum(header[156:]) + 8 * 32
    if header[148:156] != b"%06o\0 " % total:
        raise BadArchive("a wrong checksum")
    number = re.compile(rb"[0-7]+[\0 ]+")
    for start, end in ((100, 108), (108, 116), (116, 124), (136, 148)):
        if not number.fullmatch(header[start:end]):
            raise BadArchive("a number that isn't octal")
    for start, end in ((329, 337), (337, 345)):
        if not re.fullmatch(rb"\0+|0+[\0 ]+", header[start:end]):
            raise BadArchive("a device")
    for start, end in ((0, 100), (265, 297), (297, 329)):
        if not re.fullmatch(rb"[^\0]*\0*", header[start:end]):
            raise BadArchive("bytes behind a name")
    if not re.fullmatch(rb"[0-7]{11}[\0 ]", header[124:136]):
        raise BadArchive("a size that isn't octal")
    return header[:100].rstrip(b"\0").decode("latin-1"), int(header[124:135], 8)


def is_format_1(files):
    """Section 15.11: what `auto` takes for format 1."""
    lines = files[EVENTS].split(b"\n", 2)[:2]
    if any(line.startswith(b'{"prev":"') for line in lines):
        return True
    try:
        manifest = json_file(files.get(MANIFEST, b"").decode("utf-8"))
    except (Bad, UnicodeDecodeError):
        return False
    return isinstance(manifest, dict) and "format" in manifest


def verify(files, options):
    """{verdict, first_place, code, unmet} of a bundle."""
    if options.format == "legacy" or (options.format == "auto" and not is_format_1(files)):
        raise Unable("a legacy log isn't read here")
    log = Log(files, options)
    log.run()
    verdict, cause = log.verdict()
    return {
        "verdict": verdict,
        "first_place": cause and cause[2],
        "code": cause and cause[1],
        "unmet": log.unmet(),
    }


def verify_path(path, options):
    try:
        return verify(read_bundle(path), options)
    except BadArchive as reason:
        place = {"file": None, "line": None, "seq": None}
        return {
            "verdict": "unreadable",
            "first_place": place,
            "code": "bad_archive",
            "unmet": [],
            "reason": str(reason),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("path", nargs="?", help="bundle folder, ustar archive or events.jsonl")
    parser.add_argument("--options", help="a file with options as JSON")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--vectors", help="a folder of vectors")
    arguments = parser.parse_args()
    if arguments.vectors:
        import vectors

        return vectors.run(arguments.vectors)
    if not arguments.path:
        parser.error("a path or --vectors")
    try:
        text = "{}"
        if arguments.options:
            with open(arguments.options, encoding="utf-8") as file:
                text = file.read()
        result = verify_path(arguments.path, Options(text))
    except (Unable, OSError, UnicodeDecodeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if arguments.json:
        print(to_json({name: result[name] for name in ("verdict", "first_place")}))
    else:
        place = result["first_place"] or {}
        where = f" at {place['file']}" if place.get("file") else ""
        where += f" line {place['line']}" if place.get("line") is not None else ""
        print(result["verdict"] + where + (f": {result['code']}" if result["code"] else ""))
        for demand in result["unmet"]:
            print(f"demand not met: {demand}")
    return 0 if result["verdict"] == "intact" and not result["unmet"] else 1


def to_json(value):
    """The little JSON that is printed: no string in it needs an escape."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ",".join(f'"{name}":{to_json(v)}' for name, v in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else str(value)


if __name__ == "__main__":
    sys.exit(main())
