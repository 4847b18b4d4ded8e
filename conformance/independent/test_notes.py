#!/usr/bin/env python3
"""Strictness of keys and signatures, against the Ed25519 vectors of C2SP/CCTV.

    test_notes.py        reads $INTERVIEW_SHARED/vectors, by default ../shared beside the repository
"""

import os
import sys

from grammar import json_file
from notes import holds, is_point

REFUSED = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
P = 2**255 - 19


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    shared = os.environ.get("INTERVIEW_SHARED", os.path.join(root, "..", "shared"))
    path = os.path.join(shared, "vectors", "C2SP_CCTV", "ed25519", "ed25519vectors.json")
    wrong = accepted = 0
    for y in range(P, 2**255):
        for sign in (0, 1):
            wrong += is_point((y | sign << 255).to_bytes(32, "little"))
    if not os.path.isfile(path):
        print(f"NOT RUN: Ed25519 vectors of CCTV: no third-party data at {path}", file=sys.stderr)
        return 1 if wrong else 0
    with open(path, encoding="utf-8") as file:
        vectors = json_file(file.read())
    for vector in vectors:
        key, signature = bytes.fromhex(vector["key"]), bytes.fromhex(vector["sig"])
        found = is_point(key) and holds(key, vector["msg"].encode(), signature)
        accepted += found
        wrong += found != REFUSED.isdisjoint(vector["flags"] or [])
    print(f"{len(vectors)} signatures, {accepted} accepted, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
