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
    if content[257:262] == b"ustar" or path.endswith(".tar"):
        return read_archive(content)
    return {EVENTS: content}


def read_archive(content):
    """The files of an archive in the form of section 14.2."""
    files, at, left = {}, 0, list(NAMES)
    while content[at : at + 512] != bytes(512):
        header = content[at : at + 512]
        if len(header) < 512:
            raise BadArchive("it ends too early")
        name = header[:100].rstrip(b"\0").decode("latin-1")
        if name not in left or header[len(name) : 100].strip(b"\0"):
            raise BadArchive("a name that isn't allowed here")
        left = left[left.index(name) + 1 :]
        form = (header[156:157], header[257:265], header[157:257], header[345:500])
        if form != (b"0", b"ustar\x0000", bytes(100), bytes(155)):
            raise BadArchive("an entry that isn't a plain file")
        total = sum(header[:148]) + sum(header[156:]) + 8 * 32
        if octal(header[148:156]) != total:
            raise BadArchive("a wrong checksum")
        size = octal(header[124:136])
        if size > (2**32 if name == EVENTS else 65_536 if name == MANIFEST else 2**28):
            raise BadArchive("a file that is too large")
        data = content[at + 512 : at + 512 + size]
        padding = -size % 512
        at += 512 + size + padding
        if len(data) < size or content[at - padding : at] != bytes(padding):
            raise BadArchive("an entry that isn't whole")
        files[name] = data
    if EVENTS not in files or content[at:] != bytes(1024):
        raise BadArchive("no events, or an end that isn't two blocks")
    return files


def octal(field):
    digits = field.rstrip(b"\0 ")
    if not digits or not set(digits) <= set(b"01234567"):
        raise BadArchive("a number that isn't octal")
    return int(digits, 8)


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
