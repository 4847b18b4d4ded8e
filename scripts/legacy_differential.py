#!/usr/bin/env python3
"""Random legacy logs, verified and flagged by this library and by interviewsignal 0.9.25 itself.

Every case is a folder with events.jsonl and perhaps manifest.json, made from a seed: random JSON with
the traps of numbers, strings and keys in random spelling, then random damage to lines and bytes. The
verdicts must be equal to the character, Python's numbers included, and so must be the events that are
told as spelled otherwise than json.dumps does, or as having a key twice, and ids and severities of the
flags. Behind them come cases made for the edges of the flags' rules (legacy_flag_cases). Nesting stays outside 900 to 1,100
levels, where the original depends on its Python build.

    .venv/bin/python scripts/legacy_differential.py [--cases N] [--flag-cases N] [--seed S] [--keep FOLDER]

Ends with 1 if any verdict differs, and then keeps the folders of the cases that do.
"""

import argparse
import collections
import functools
import json
import math
import operator
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import legacy_flag_cases
from legacy_random_logs import random_bytes_of, random_log, random_manifest

ROOT = pathlib.Path(__file__).resolve().parent.parent
MEMBERS = (
    "ok event_count chain_intact manifest_ok broken_at broken_event_type hash_mismatch_count "
    "session_start session_end elapsed_minutes final_hash"
).split()
SURROGATE = re.compile("[\ud800-\udfff]")


def write_cases(folder, cases, flag_cases, seed):
    for number in range(cases, cases + flag_cases):
        case = folder / f"{number:06d}"
        case.mkdir()
        events, manifest = legacy_flag_cases.case(random.Random(f"{seed}/flags/{number - cases}"))
        (case / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
        (case / "manifest.json").write_text(json.dumps(manifest))
    for number in range(cases):
        r = random.Random(f"{seed}/{number}")
        lines, last = random_log(r)
        case = folder / f"{number:06d}"
        case.mkdir()
        (case / "events.jsonl").write_bytes(random_bytes_of(r, lines))
        manifest = random_manifest(r, last)
        if manifest is not None:
            (case / "manifest.json").write_bytes(manifest)


def told(value):
    """A member's value as the Report tells it."""
    text = show(value)
    if not has_surrogate_key(value):
        return text
    # Two such keys would be the same one.
    return json.dumps(f"{text}… ({len(text.encode())} bytes)", ensure_ascii=False)


def has_surrogate_key(value):
    if isinstance(value, dict):
        return any(map(SURROGATE.search, value)) or any(map(has_surrogate_key, value.values()))
    return isinstance(value, list) and any(map(has_surrogate_key, value))


def show(value):
    """A value as the Report writes it: compact, keys sorted, NaN and infinities as strings, U+FFFD for
    lone surrogates."""
    if isinstance(value, float) and not math.isfinite(value):
        return '"' + json.dumps(value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(show, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(show(key) + ":" + show(value[key]) for key in sorted(value)) + "}"
    return SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False))


def original(folder, names):
    """The verdicts of interviewsignal, one line of JSON each."""
    # It keeps its state under the home folder.
    os.environ["HOME"] = str(folder / "home")
    try:
        from interview.core import integrity
    except ImportError:
        print("NOT RUN: legacy differential: interviewsignal isn't installed; run scripts/setup test")
        sys.exit(0)
    integrity.SESSIONS_DIR = folder
    for name in names:
        try:
            verdict = integrity.verify_session(name)
        except Exception as raised:  # noqa: BLE001, whatever it raises is its answer
            yield '{"raises":"' + type(raised).__name__ + '"}'
        else:
            yield "{" + ",".join(f'"{member}":{told(verdict[member])}' for member in MEMBERS) + "}"


def naive_sum(numbers):
    return functools.reduce(operator.add, numbers, 0)


def original_flags(case):
    """The flags of interviewsignal on the events before the first line that isn't JSON."""
    from interview.core import flags as original
    from interview.core.flags import compute_flags

    # Since 3.12 `sum` carries what floats lose; the recorded verdicts, and ours, are those of 3.11.
    original.sum = naive_sum
    events, manifest = [], {}
    try:
        for line in (case / "events.jsonl").read_text(encoding="utf-8").splitlines():
            if line.strip():
                events.append(json.loads(line.strip()))
    except UnicodeDecodeError:
        return "unread"
    except (ValueError, RecursionError):
        pass
    try:
        manifest = json.loads((case / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        pass
    return ",".join(f"{flag['severity']}:{flag['id']}" for flag in compute_flags(events, manifest))


def ours(folder, names):
    """Our verdicts, one line of JSON each."""
    command = "cargo run --quiet --locked --example legacy_verdicts".split()
    folders = "".join(f"{folder / name}\n" for name in names)
    run = subprocess.run(command, cwd=ROOT, input=folders, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.removesuffix("\n").split("\n")


def accepted_spellings(data):
    """The events that json.dumps would spell otherwise, and those with a key twice, as we tell them."""
    respelled, duplicate = [], []
    try:
        lines = [line for line in data.decode().splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        # Only whole lines before the byte are looked at.
        lines = (data[: error.start].decode() + "|").splitlines()[:-1]
        lines = [line for line in lines if line.strip()]
    for event, line in enumerate(lines):
        seen_twice = []

        def members(pairs, seen_twice=seen_twice):
            seen_twice += [key for key, times in collections.Counter(key for key, _ in pairs).items() if times > 1]
            return Pairs(pairs)

        try:
            value = json.loads(line.strip(), object_pairs_hook=members)
        except (ValueError, RecursionError):
            break
        if seen_twice:
            duplicate.append(str(event))
        keys = [key for key, _ in value] if isinstance(value, Pairs) else []
        reordered = sorted(keys) == sorted(WRITTEN_ORDER) and keys != WRITTEN_ORDER
        # The helper nests deeper than json.dumps does.
        sys.setrecursionlimit(10_000)
        if dumped(value) != line or reordered:
            respelled.append(str(event))
        sys.setrecursionlimit(1_000)
    # No more than these are listed.
    return ",".join(respelled[:47]), ",".join(duplicate[:47])


WRITTEN_ORDER = ["type", "timestamp", "prev_hash", "payload", "hash"]


class Pairs(list):
    """The members of an object, with its duplicates."""


def dumped(value):
    if isinstance(value, Pairs):
        return "{" + ", ".join(json.dumps(key) + ": " + dumped(member) for key, member in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(dumped, value)) + "]"
    return json.dumps(value)


def kind_of(verdict):
    verdict = json.loads(verdict.partition("\t")[0])
    if "raises" in verdict:
        return verdict["raises"]
    if verdict["broken_event_type"] == "parse_error" and not verdict["final_hash"]:
        return "parse error"
    if not verdict["event_count"]:
        return "empty"
    words = [word for word in ("chain_intact", "manifest_ok") if not verdict[word]]
    return "not " + " and ".join(words) if words else "ok"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cases", type=int, default=2500)
    arguments.add_argument("--flag-cases", type=int, default=2000)
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--keep", type=pathlib.Path, help="folder for the cases")
    options = arguments.parse_args()
    folder = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="legacy-differential-"))
    folder.mkdir(parents=True, exist_ok=True)

    write_cases(folder, options.cases, options.flag_cases, options.seed)
    names = sorted(path.name for path in folder.iterdir() if path.name.isdigit())
    mine = ours(folder, names)
    theirs = ["\t".join((verdict, *accepted_spellings((folder / name / "events.jsonl").read_bytes()), original_flags(folder / name))) for name, verdict in zip(names, original(folder, names), strict=True)]
    if len(mine) != len(theirs):
        sys.exit(f"{len(mine)} verdicts for {len(theirs)} cases")

    kinds = collections.Counter(map(kind_of, theirs))
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    flags = collections.Counter(flag for answer in theirs for flag in answer.rpartition("\t")[2].split(",") if flag)
    print(", ".join(f"{count} {flag}" for flag, count in flags.most_common()))
    different = [names[i] for i in range(len(names)) if mine[i] != theirs[i]]
    for name in different[:10]:
        print(f"\n{folder / name}\n  original {theirs[int(name)][:1000]}\n  ours     {mine[int(name)][:1000]}")
    print(f"{len(names)} cases, {len(different)} differences")
    if different:
        sys.exit(1)
    if not options.keep:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()


if __name__ == "__main__":
    main()
