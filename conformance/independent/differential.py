#!/usr/bin/env python3
"""Holds the independent verifier against the library on random logs, sound and damaged.

    differential.py [--cases 500] [--seed 1] [--keep FOLDER] PROGRAM

PROGRAM is the example `first_place` of interview-core. Sessions are made here, with signatures that
hold and parts that don't fit; then bytes, lines and files are damaged. Verdict, first place and
whether the log passes must be equal. Exit status 1 on any difference.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile

from grammar import json_file
from options import Options, Unable
from verify import verify
from writer import T0, ULID, Signer, Writer, b64, json, note, sha256, ticket_text

ORIGINS = ["relay.example/s/" + ULID, 'q"\\uote/\u00fc\U0001f600', "offline.invalid/s/" + ULID]
RELAY = Signer("relay.example/tickets", 2, 1)
WITNESS = Signer("witness.example/w1", 3, 4)
SECOND = Signer("w2\u00e9", 4, 4)
STRANGER = Signer("stranger", 5, 4)
FORGER = Signer("witness.example/w1", 6, 4)
P = 2**255 - 19
WEAK = [bytes(32), (1).to_bytes(32, "little"), (P + 1).to_bytes(32, "little"), (2).to_bytes(32, "little")]
WEAK += [(0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7).to_bytes(32, "little")]

VALUES = """0 1 -1 -0 01 1.5 1e3 9007199254740991 9007199254740992 -9007199254740991 1234567890123456
12345678901234567 true false null nul [] {} [1,2] [1,] {"a":1,"a":2} {"a":1,"\\u0061":2} {"a":{"b":[]}}
"x" "\\u0000" "\\ud800" "\\ud83d\\ude00" "\\udc00" "\\uD83D" "\\ud800\\u0041" "\\x" "\\u12g4" "\t" "\x7f"
"\u2028" "\xe9" "\\/" "\\"" "unended [ ] "a" "b" """.split(" ")
VALUES += ["[" * n + "]" * n for n in (30, 31, 32, 33)] + ['{"a":' * 31 + "1" + "}" * 31]
KINDS = ["user_prompt", "tool_call", "heartbeat", "x.acme.thing", "new_kind", "X", "x.acme", "a" * 48]
KINDS += ["a" * 49, "line_salt", "session_start", "log_start", "session_end", "anchor", "chaos"]
TIMES = ["2024-02-29T00:00:00.000Z", "2023-02-29T00:00:00.000Z", "1969-12-31T23:59:59.999Z"]
TIMES += ["9999-12-31T23:59:59.999Z", "2024-01-01T00:00:60.000Z", "2024-01-01T00:00:00.00Z"]


class Case:
    """One random bundle with its options."""

    def __init__(self, rng):
        self.rng = rng
        self.files, self.options = {}, {"trusted_keys": [], "policy": {}, "context": {}}
        self.build()
        for _ in range(rng.choice([0, 0, 0, 0, 1, 1, 2])):
            self.damage()

    def odd(self, percent=4):
        """Whether this time something is out of the ordinary."""
        return self.rng.random() * 100 < percent

    def build(self):
        rng = self.rng
        origin = rng.choice(ORIGINS)
        session = Signer(origin, 1, 1)
        public = session.public if not self.odd(2) else rng.choice(WEAK)
        ticket = self.ticket(origin, public) if self.odd(60) else None
        first = bytes(32) if ticket is None else sha256(ticket.encode())
        writer = Writer(origin, first if not self.odd(2) else rng.randbytes(32))
        self.start(writer, public, ticket)
        if not self.odd(2):
            writer.append("line_salt", {"salt": "A" * 43} if not self.odd(2) else {"salt": "A"})
        heads = [(0, sha256(b""))]
        anchored = 0
        for _ in range(rng.choice([0, 1, 3, 10, 40])):
            size = len(writer.lines)
            heads.append((size, writer.tree.root(size)))
            if self.odd(12) and size > anchored:
                self.anchor(writer, session)
                anchored = size
            else:
                self.event(writer)
        files = {}
        for name in ("changes.diff", "commits.json"):
            if self.odd(70):
                files[name] = rng.randbytes(rng.choice([0, 5, 50]))
        sealed = self.odd(80)
        artefacts = self.end(writer, files) if sealed else []
        heads.append((len(writer.lines), writer.tree.root(len(writer.lines))))
        for _ in range(self.odd(5) and rng.randint(1, 3)):
            line = rng.randrange(len(writer.lines))
            if not writer.lines[line].startswith(b"~"):
                writer.redact(line)
        if self.odd(3):
            self.event(writer)
        self.files = files | {"events.jsonl": writer.events()}
        if sealed and not self.odd(3) or self.odd(5):
            self.files["manifest.json"] = self.manifest(writer, session, artefacts)
        self.choose_options(ticket, heads, session)

    def ticket(self, origin, public):
        changes = {}
        if self.odd():
            name = self.rng.choice(["origin", "code", "problem", "limit", "issued", "nonce", "header"])
            changes[name] = self.rng.choice(["x", "", "01", "9007199254740992", "a b", str(T0 + 9)])
        text = ticket_text(origin, public, **changes) + ("more\n" if self.odd(1) else "")
        signer = STRANGER if self.odd() else RELAY
        line = signer.line(text if not self.odd() else text + "x")
        return note(text, *[line] * self.rng.choice([1, 1, 1, 2]))

    def start(self, writer, public, ticket):
        rng = self.rng
        data = {
            "format": "interview-log/1",
            "session": ULID,
            "log_origin": writer.origin,
            "recorder": {"name": "test", "version": "1"},
            "capture": "full",
            "session_key": b64(public),
        }
        if ticket is not None or self.odd(20):
            problem = sha256(b"problem").hex()
            data["interview"] = {"code": "INT-4829-XK", "problem_sha256": problem, "time_limit_ms": 3600000}
        if ticket is not None:
            data["ticket"] = ticket
        if self.odd(20):
            data["continues"] = {"session": ULID[:-1] + "1", "size": 7, "leaf_hash": "ab" * 32}
        if self.odd(6):
            name = rng.choice(list(data) + ["model", "host", "other", "tokens"])
            data[name] = rng.choice(["", "x", 1, None, [], {}, "interview-log/2", "f" * 64])
        if self.odd(3):
            del data[rng.choice(list(data))]
        kind = "session_start"
        if self.odd(5):
            kind = rng.choice(["log_start", "log_start", "user_prompt"])
        writer.append(kind, data)

    def event(self, writer):
        rng, changes = self.rng, {}
        kind = "user_prompt"
        if self.odd(20):
            kind = rng.choice(KINDS[:6])
        if self.odd(3):
            kind = rng.choice(KINDS)
        data = json({"text": rng.choice(["hi", "\u00fc\n", '"', "\U0001f600"])})
        if self.odd(10):
            data = '{"text":"x",' + " " * self.odd(9) + f'"k":{rng.choice(VALUES)}' + "}"
        if self.odd(2):
            name = rng.choice(["seq", "at", "origin", "salt", "prev", "more"])
            odd = {"seq": rng.choice(["1", "01", "-1", "99"]), "at": f'"{rng.choice(TIMES)}"'}
            odd |= {"origin": rng.choice(['"candidate"', '"x.acme"', '"me"', '"x."'])}
            odd |= {"salt": f'"{"A" * 21}{rng.choice("BQgw_")}"', "prev": f'"{"0" * 64}"', "more": "1"}
            changes[name] = odd[name]
        writer.append(kind, data, "candidate", **changes)

    def signatures(self, text, session):
        rng = self.rng
        lines = [session.line(text if not self.odd(2) else text + "x")]
        for signer in (WITNESS, SECOND, STRANGER, RELAY, FORGER):
            if self.odd(60 if signer is WITNESS else 2 if signer is FORGER else 10):
                seconds = T0 + rng.randint(-5, 400)
                lines.append(signer.line(text if not self.odd(1) else text + "x", seconds))
        if self.odd(2):
            rng.shuffle(lines)
        if self.odd(1):
            lines += [STRANGER.line(text)] * rng.randint(11, 16)
        return lines

    def anchor(self, writer, session):
        rng, size = self.rng, len(writer.lines)
        changes = {}
        if self.odd(5):
            size = rng.choice([0, 1, size - 1, size + 1])
        if self.odd(3):
            name = rng.choice(["origin", "size", "root", "extension"])
            changes[name] = rng.choice(["x", "", "01", b64(bytes(32)), b64(bytes(31))])
        text = writer.checkpoint(size, **changes)
        writer.append("anchor", {"note": note(text, *self.signatures(text, session))[self.odd(1) :]})

    def end(self, writer, files):
        rng = self.rng
        kinds = writer.kinds | {"session_end": writer.kinds.get("session_end", 0) + 1}
        counts = {"lines": len(writer.lines) + 1, "kinds": kinds}
        artefacts = [
            {"name": name, "bytes": len(raw), "sha256": sha256(raw).hex()}
            for name, raw in sorted(files.items())
        ]
        if self.odd(3):
            counts["lines"] += rng.choice([-1, 1])
        if self.odd(3):
            counts["kinds"] = kinds | {rng.choice(["user_prompt", "other"]): 3}
        if self.odd(3):
            artefacts.append({"name": rng.choice(["x", "changes.diff"]), "bytes": 0, "sha256": "0" * 64})
        if self.odd(3) and artefacts:
            artefacts[0][rng.choice(["bytes", "more"])] = 3
        if self.odd(5):
            files[rng.choice(["changes.diff", "commits.json"])] = b"other"
        if self.odd(5) and files:
            files.pop(rng.choice(list(files)))
        end = {"reason": "submitted", "counts": counts, "artefacts": artefacts}
        if self.odd(3):
            end[rng.choice(["reason", "git", "artefacts", "call"])] = rng.choice(["A", 1, [], {}])
        writer.append("session_end", end)
        return artefacts if isinstance(end["artefacts"], list) else []

    def manifest(self, writer, session, artefacts):
        rng, size = self.rng, len(writer.lines)
        if self.odd(5):
            size += rng.choice([-1, 1])
        text = writer.checkpoint(max(size, 0))
        manifest = {
            "format": "interview-log/1",
            "session": ULID,
            "log_origin": writer.origin,
            "lines": len(writer.lines),
            "head": writer.head.hex(),
            "artefacts": [{n: a[n] for n in ("name", "bytes", "sha256")} for a in artefacts],
            "final_note": note(text, *self.signatures(text, session)),
        }
        if self.odd(3):
            manifest[rng.choice(list(manifest) + ["more"])] = rng.choice(["x", 1, None])
        raw = json(manifest).encode() + b"\n"
        if self.odd(3):
            raw = rng.choice([raw[:-1], raw + b"\n", raw.replace(b":", b": ", 1), b"", b"[]\n", b"{}\n"])
        return raw

    def choose_options(self, ticket, heads, session):
        rng, policy, context = self.rng, self.options["policy"], self.options["context"]
        for signer in (RELAY, WITNESS, SECOND, session):
            if self.odd(70 if signer in (RELAY, WITNESS) else 20):
                if self.odd(70):
                    self.options["trusted_keys"].append(signer.vkey())
                else:
                    key = {"vkey": signer.vkey()}
                    if self.odd(50):
                        key[rng.choice(["not_before", "not_after"])] = "2026-09-21T14:14:20.000Z"
                    policy.setdefault("keys", []).append(key)
        if self.odd(20):
            context["expected_ticket"] = ticket if ticket and not self.odd(20) else "other"
        if self.odd(30):
            size, root = rng.choice(heads)
            size, root = (size + 1, root) if self.odd(10) else (size, root)
            context["heads"] = [{"size": size, "root": root.hex()}]
        if self.odd(20):
            other = {"session": ULID[:-1] + "1", "size": rng.choice([7, 8, None])}
            context["sessions"] = [other | {"leaf_hash": rng.choice(["ab" * 32, "ac" * 32, None])}]
        if self.odd(30):
            most = rng.choice([None, 0, 60, 1000])
            cosigned = [WITNESS.vkey()] if self.odd(50) else []
            policy["demands"] = {"ticket": self.odd(50), "cosigned": cosigned, "max_unanchored_s": most}

    def damage(self):
        rng = self.rng
        name = "events.jsonl" if self.odd(85) else rng.choice(list(self.files))
        raw = self.files[name]
        lines = raw.split(b"\n")
        at, line = rng.randrange(len(raw) + 1), rng.randrange(len(lines))
        how = rng.randrange(16)
        if how < 3 and at < len(raw):
            byte = rng.choice([raw[at] ^ 1, raw[at] ^ 0x20, 0, 0x20, 0x0A, 0x0D, rng.randrange(256)])
            raw = raw[:at] + bytes([byte]) + raw[at + 1 :]
        elif how == 3:
            raw = raw[:at] + rng.choice([b"\n", b"\0", b" ", b"\r", b"\xff", b"~", b'"']) + raw[at:]
        elif how == 4:
            raw = raw[:at] + raw[at + rng.choice([1, 1, 5, 500]) :]
        elif how == 5:
            raw = raw[:at]
        elif how == 6:
            raw = b"\n".join(lines[: -1 - line % 4]) + b"\n"
        elif how == 7:
            raw = b"\n".join(lines[:line] + lines[line + 1 :])
        elif how == 8:
            raw = b"\n".join(lines[: line + 1] + lines[line:])
        elif how == 9:
            other = rng.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
            raw = b"\n".join(lines)
        elif how == 10:
            raw = raw.replace(b"\n", b"\r\n", rng.choice([-1, -1, 1, 3]))
        elif how == 11:
            raw += rng.choice([b"x", b"\n", b"\0" * 9, lines[line], b"~" + b"0" * 64 + b"\n", b"bad\n"])
        elif how == 12:
            raw = rng.choice([b"\xef\xbb\xbf", b"\n", b'{"type": "x"}\n', b" "]) + raw
        elif how == 13:
            raw = rng.choice([b"", b"\n", b'{"type": 1}\n', b"\0\n\0\n", b"~" + b"0" * 64 + b"\n"])
        elif how == 14:
            lines[line] = lines[line].replace(b'"', rng.choice([b"\\u0022", b"'"]), 1)
            raw = b"\n".join(lines)
        else:
            lines[line] = lines[line] + rng.choice([b"\r", b" ", b"}", b"x" * 1_048_577, b"\0"])
            raw = b"\n".join(lines)
        if how == 13 and name != "events.jsonl":
            del self.files[name]
        else:
            self.files[name] = raw


def ours(case):
    try:
        result = verify(dict(case.files), Options(json(case.options)))
    except Unable:
        return {"error": True}
    passes = result["verdict"] == "intact" and not result["unmet"]
    place = result["first_place"]
    return {"verdict": result["verdict"], "first_place": place, "passes": passes}, result["code"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder in which cases that differ are kept")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    differences, verdicts, codes = 0, {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        base = arguments.keep or scratch
        done = 0
        while done < arguments.cases:
            batch = [Case(rng) for _ in range(min(200, arguments.cases - done))]
            folders = []
            for place, case in enumerate(batch):
                folder = os.path.join(base, f"{arguments.seed}-{done + place}")
                os.makedirs(folder, exist_ok=True)
                for name, raw in case.files.items() | {("options.json", json(case.options).encode())}:
                    with open(os.path.join(folder, name), "wb") as file:
                        file.write(raw)
                folders.append(folder)
            answer = subprocess.run(
                [arguments.program], input="\n".join(folders) + "\n", capture_output=True, text=True, check=True
            )
            for case, folder, line in zip(batch, folders, answer.stdout.splitlines(), strict=True):
                theirs = json_file(line)
                code = theirs.pop("code", None)
                mine, my_code = ours(case)
                verdicts[mine["verdict"]] = verdicts.get(mine["verdict"], 0) + 1
                codes[my_code] = codes.get(my_code, 0) + 1
                if mine != theirs:
                    differences += 1
                    print(f"{folder}:\n  here    {my_code} {mine}\n  library {code} {theirs}")
                if mine == theirs or not arguments.keep:
                    for name in os.listdir(folder):
                        os.remove(os.path.join(folder, name))
                    os.rmdir(folder)
            done += len(batch)
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    print(f"{arguments.cases} cases of seed {arguments.seed} ({told}), {differences} differences")
    print("first causes: " + ", ".join(f"{name} {n}" for name, n in sorted(codes.items(), key=str)))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
