#!/usr/bin/env python3
"""Runs the shell verifier of docs/format.md on every vector that says whether the chain holds.

    shell.py FORMAT.md VECTORS

The script is what stands between ```sh and ``` in the document. Each line costs it some processes,
so logs of more than 2,000 lines are left out, and counted. Exit status 1 on any disagreement.
"""

import os
import re
import subprocess
import sys
import tempfile

from vectors import content, load

LINES = 2_000


def script(document):
    with open(document, encoding="utf-8") as file:
        blocks = re.findall(r"^```sh\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)
    if len(blocks) != 1:
        sys.exit(f"{document}: {len(blocks)} blocks of sh instead of one")
    return blocks[0]


def main(document, vectors):
    judged, disagreements, long = 0, 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        chain, events = os.path.join(scratch, "chain.sh"), os.path.join(scratch, "events.jsonl")
        with open(chain, "w", encoding="utf-8") as file:
            file.write(script(document))
        for name in sorted(os.listdir(vectors)):
            folder = os.path.join(vectors, name)
            if not os.path.isfile(os.path.join(folder, "vector.json")):
                continue
            vector = load(folder)
            expected = vector["expected"].get("chain_holds")
            if expected is None:
                continue
            raw = content(folder, vector["input"]["events"])
            if raw.count(b"\n") > LINES:
                long += 1
                continue
            with open(events, "wb") as file:
                file.write(raw)
            done = subprocess.run(["sh", chain, events], capture_output=True, text=True)
            judged += 1
            form = "chain holds\n" if expected else r"chain broken at line [0-9]+\n"
            if not re.fullmatch(form, done.stdout) or done.returncode != (not expected):
                disagreements += 1
                print(f"{name}: found {done.stdout!r} {done.stderr!r}, expected {expected}")
    if long:
        print(f"not run: {long} vectors of more than {LINES} lines", file=sys.stderr)
    print(f"{judged} vectors, {disagreements} disagreements")
    return 1 if disagreements or not judged else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
