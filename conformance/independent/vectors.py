"""Runs the vectors of conformance/vectors that this verifier can judge. Reads vector.json with its
own code, and doesn't look at the Reports that the library recorded."""

import os
import sys
from json import loads

from grammar import Bad, json_file
from log import EVENTS, MANIFEST
from options import Options, Unable
from verify import ZSTD, BadArchive, is_format_1, read_archive, to_json, verify
from writer import json

ROLES = {"events": EVENTS, "manifest": MANIFEST, "diff": "changes.diff", "commits": "commits.json"}


def content(folder, given):
    """The bytes of an input: a file's name, or `parts` that are joined."""
    if isinstance(given, str):
        with open(os.path.join(folder, given), "rb") as file:
            return file.read()
    joined = b""
    for part in given["parts"]:
        if "file" in part:
            joined += content(folder, part["file"])
        elif "text" in part:
            joined += part["text"].encode()
        elif "hex" in part:
            joined += bytes.fromhex(part["hex"])
        else:
            joined += part["repeat"].encode() * part["count"]
    return joined


def load(folder):
    with open(os.path.join(folder, "vector.json"), encoding="utf-8") as file:
        text = file.read()
    # What isn't judged here may hold what the format's JSON doesn't, fractions say.
    vector = loads(text)
    return json_file(text) if is_judged(vector) else vector


def is_judged(vector):
    is_bundle = "archive" in vector["input"] or vector["operation"] in ("verify", "verifier")
    return "files" in vector["expected"] or is_bundle or vector["operation"] == "sniff"


def bundle(folder, vector):
    """The files of a vector's bundle by name: those given, or those that a script must leave."""
    given = vector["input"]
    if "files" in vector["expected"]:
        left = vector["expected"]["files"]
        if any("sha256" in told for told in left.values() if isinstance(told, dict)):
            raise Unable("long files")
        return {name: content(folder, told) for name, told in left.items()}
    if "archive" in given:
        raw = content(folder, given["archive"])
        if raw.startswith(ZSTD) or raw[1:4] == b"\x2a\x4d\x18":
            raise Unable("zstd")
        is_archive = raw[257:262] == b"ustar" or raw.startswith(b"events.jsonl\0")
        return read_archive(raw) if is_archive else {EVENTS: raw}
    return {name: content(folder, given[role]) for role, name in ROLES.items() if role in given}


def judge(folder, vector):
    """(what is found, what is expected), or `Unable` where this verifier doesn't judge it."""
    if not is_judged(vector):
        raise Unable(vector["operation"])
    expected = vector["expected"]
    if vector["operation"] == "sniff":
        files = bundle(folder, vector)
        return "interview-log/1" if is_format_1(files) else "legacy", expected["output"]
    try:
        options = Options(json(vector["options"] or {}))
    except Unable:
        return {"error": "invalid_options"}, {"error": expected.get("error")}
    if expected.get("error"):
        raise Unable("errors of the interface")
    try:
        result = verify(bundle(folder, vector), options)
    except BadArchive:
        place = {"file": None, "line": None, "seq": None}
        result = {"verdict": "unreadable", "first_place": place, "unmet": []}
    passes = result["verdict"] == "intact" and not result["unmet"]
    found = {
        "verdict": result["verdict"],
        "place": result["first_place"],
        "exit_status": 0 if passes else 1,
    }
    return found, {name: expected.get(name) for name in found}


def run(folder):
    """Prints each disagreement and the count; exit status 1 where there is one."""
    judged, disagreements, others = 0, 0, {}
    for name in sorted(os.listdir(folder)):
        inside = os.path.join(folder, name)
        if not os.path.isfile(os.path.join(inside, "vector.json")):
            continue
        try:
            vector = load(inside)
            found, expected = judge(inside, vector)
        except Unable as reason:
            others[str(reason)] = others.get(str(reason), 0) + 1
            continue
        except (Bad, KeyError, OSError) as error:
            found, expected = f"no vector: {error}", None
        judged += 1
        if found != expected:
            disagreements += 1
            print(f"{name}: found {to_json(found)}, expected {to_json(expected)}")
    told = ", ".join(f"{count} {what}" for what, count in sorted(others.items()))
    if told:
        print(f"not judged here: {told}", file=sys.stderr)
    print(f"{judged} vectors, {disagreements} disagreements")
    return 1 if disagreements or not judged else 0
