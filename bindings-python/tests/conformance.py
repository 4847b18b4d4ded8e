"""Runs every conformance vector through the package's public names; the Report that is compared is
built from the typed objects' own fields. `python conformance.py` prints how many ran.

What a vector is stands in conformance/README.md.
"""

from __future__ import annotations

import collections
import fcntl
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import interview_core as core
from interview_core import testing
from interview_core.results import Evidence, Flag, Observed, Report

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "conformance" / "vectors"
SURFACE = ROOT / "conformance" / "surface.json"
Json = Any


class Vector:
    """A vector, and the folder that its files lie in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        described = json.loads((folder / "vector.json").read_bytes())
        self.name: str = described["name"]
        self.operation: str = described["operation"]
        self.input: dict[str, Json] = described["input"]
        self.options: Json = described["options"]
        self.expected: dict[str, Json] = described["expected"]

    def content(self, given: Json) -> bytes:
        """An input that is bytes: a file's name, or parts."""
        if isinstance(given, str):
            return (self.folder / given).read_bytes()
        return b"".join(self._part(part) for part in given["parts"])

    def _part(self, part: dict[str, Json]) -> bytes:
        if "file" in part:
            return self.content(part["file"])
        if "text" in part:
            return str(part["text"]).encode()
        if "hex" in part:
            return bytes.fromhex(part["hex"])
        return str(part["repeat"]).encode() * int(part["count"])

    def perhaps(self, role: str) -> bytes | None:
        """An input that may be left out."""
        return self.content(self.input[role]) if role in self.input else None

    def beside(self) -> dict[str, Json]:
        """The files beside the log."""
        return {role: self.perhaps(role) for role in ("manifest", "diff", "commits")}


class Outcome:
    """What an operation gave: a Report, JSON, bytes by role, or several Reports."""

    def __init__(self) -> None:
        self.report: Report | None = None
        self.output: Json = None
        self.files: dict[str, bytes] | None = None
        self.reports: list[Report | str] | None = None
        self.left: dict[str, bytes] | None = None
        self.requests: list[str | None] = []
        self.error: str | None = None


def load() -> Iterator[Vector]:
    """Every vector, ordered by name."""
    for folder in sorted(VECTORS.iterdir()):
        if folder.is_dir():
            yield Vector(folder)


def rebuilt(report: Report) -> Report:
    """The same Report through plain JSON types and back: nothing of the core's text is left."""
    again = Report.from_dict(report.to_dict())
    assert again == report
    return again


def verify(vector: Vector, outcome: Outcome) -> None:
    events = vector.content(vector.input["events"])
    outcome.report = core.verify(events, vector.options, **vector.beside())


def verifier(vector: Vector, outcome: Outcome) -> None:
    events = memoryview(vector.content(vector.input["events"]))
    verifier = core.Verifier(vector.options)
    sizes, place, turn = vector.input["chunks"], 0, 0
    while place < len(events):
        size = max(1, min(sizes[turn % len(sizes)], len(events) - place))
        verifier.push(events[place : place + size])
        place, turn = place + size, turn + 1
    outcome.report = verifier.finish(**vector.beside())
    if vector.input.get("then") == "push":
        verifier.push(b"x")
    elif vector.input.get("then") == "finish":
        verifier.finish(**vector.beside())


def attribute(vector: Vector, outcome: Outcome) -> None:
    events = vector.content(vector.input["events"])
    found = core.attribute(events, vector.options, **vector.beside())
    outcome.output = None if found is None else Evidence.from_dict(found.to_dict()).to_dict()


def flags(vector: Vector, outcome: Outcome) -> None:
    events = vector.content(vector.input["events"])
    found = core.flags(events, vector.options, **vector.beside())
    outcome.output = None if found is None else [Flag.from_dict(it.to_dict()).to_dict() for it in found]


def prove(vector: Vector, outcome: Outcome) -> None:
    events = vector.content(vector.input["events"])
    proof = core.prove(events, vector.input["seq"], **vector.beside())
    outcome.files = {"proof": proof.encode()}


def verify_proof(vector: Vector, outcome: Outcome) -> None:
    shown = core.verify_proof(
        vector.content(vector.input["line"]),
        vector.content(vector.input["proof"]),
        key=vector.input.get("key"),
        first_line=None if "key" in vector.input else vector.perhaps("first_line"),
        options=vector.options,
    )
    outcome.output = shown.to_dict()


def redact(vector: Vector, outcome: Outcome) -> None:
    copy = core.redact(vector.content(vector.input["events"]), vector.input["seqs"])
    outcome.files = {"events": copy}


def observe(vector: Vector, outcome: Outcome) -> None:
    told = core.observe(
        vector.content(vector.input["events"]),
        vector.perhaps("before"),
        vector.perhaps("after"),
        full=vector.input.get("full", False),
    )
    again = [Observed.from_dict(it.to_dict()) for it in told]
    assert again == list(told)
    outcome.files = {"observed": f"[{','.join(it.to_json() for it in again)}]".encode()}


def sniff(vector: Vector, outcome: Outcome) -> None:
    events = vector.content(vector.input["events"])
    outcome.output = core.sniff(events, manifest=vector.perhaps("manifest"))


def overtime(vector: Vector, outcome: Outcome) -> None:
    outcome.output = core.overtime(**vector.input).to_dict()


def adjusted_score(vector: Vector, outcome: Outcome) -> None:
    outcome.output = core.adjusted_score(**vector.input)


def transcript(vector: Vector, outcome: Outcome) -> None:
    written = core.transcript(vector.content(vector.input["events"]), vector.input["options"])
    outcome.files = {"transcript": written.encode()}


def error_codes(vector: Vector, outcome: Outcome) -> None:
    codes, claim = [code.to_dict() for code in core.error_codes()], vector.input["claim"]
    outcome.output = codes == claim if isinstance(claim, list) else claim in codes


def default_policy(vector: Vector, outcome: Outcome) -> None:
    policy = core.default_policy(vector.input.get("policy"))
    canonical = json.dumps(policy, ensure_ascii=False, separators=(",", ":"))
    outcome.output = canonical if "policy" in vector.input else canonical == vector.input["claim"]


def policy_schema(vector: Vector, outcome: Outcome) -> None:
    outcome.output = core.policy_schema().encode() == vector.content(vector.input["claim"])


def version(vector: Vector, outcome: Outcome) -> None:
    outcome.output = core.version() == vector.input["claim"]


def put(vector: Vector, given: dict[str, Json], path: Path) -> Path:
    """Puts an input where a path can name it."""
    archive = given.get("archive", given.get("load"))
    if archive is not None:
        path.write_bytes(vector.content(archive))
    for name, content in given.get("folder", {}).items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(vector.content(content))
    return path


def verify_many(vector: Vector, outcome: Outcome) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        bundles = enumerate(vector.input["bundles"])
        paths = [put(vector, given, Path(scratch) / str(place)) for place, given in bundles]
        outcome.reports = []
        for verified in core.verify_many(paths, vector.options, threads=2):
            if verified.report is not None:
                outcome.reports.append(rebuilt(verified.report))
            elif verified.error is not None:
                outcome.reports.append(verified.error.code)


def recorder(vector: Vector, outcome: Outcome) -> None:
    given = vector.input
    stamps = iter([(it["at"], bytes.fromhex(it["salt"])) for it in given["stamps"]])
    start: Json = dict(given["start"])
    identity = {name: start.pop(name) for name in ("session", "log_origin")}
    start["identity"] = {**identity, "key_seed": given["key_seed"]}
    start["line_salt"] = given["line_salt"]
    with testing.stamps(next(stamps), next(stamps)):
        recorder, events = core.Recorder.start(start)
    outcome.files = {}
    for step in given["steps"]:
        ((name, step),) = step.items()
        if name == "append":
            data = step["data"]
            data = data if isinstance(data, str) else vector.content(data).decode(errors="replace")
            with testing.stamps(next(stamps)):
                events += recorder.append(step["kind"], step["origin"], data)
        elif name == "anchor":
            note = cosigned(recorder.checkpoint(), step["cosigners"])
            with testing.stamps(next(stamps)):
                events += recorder.anchor(note)
        elif name == "receipt":
            if step["asked"]:
                recorder.checkpoint()
            with testing.stamps(next(stamps)):
                events += recorder.anchor(step["note"])
        elif name == "end":
            files = {role: step[role].encode() for role in ("diff", "commits") if step.get(role)}
            with testing.stamps(next(stamps)):
                events += recorder.end(step["reason"], git=step.get("git"), **files)
        elif name == "resume":
            recorder = core.Recorder.resume(events, step["key_seed"])
        elif name == "finish":
            note = cosigned(recorder.checkpoint(), step["cosigners"])
            outcome.files["manifest"] = recorder.finish(note)
        else:
            raise AssertionError(f"no step `{name}`")
    outcome.files["events"] = events


def cosigned(note: str, cosigners: list[Json]) -> str:
    for witness in cosigners:
        note = testing.cosign(note, **witness)
    return note


def journal(vector: Vector, outcome: Outcome) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        if "steps" in vector.input:
            Script(vector, Path(scratch) / "session", outcome).run()
            return
        path = put(vector, vector.input, Path(scratch) / "bundle")
        if "load" not in vector.input:
            outcome.report = core.verify(path, vector.options)
            return
        # The package gives no bundle's bytes: what can be seen of a loaded one is its Report, which
        # must be that of the files that the vector expects.
        expected: Json = {role: vector.content(it) for role, it in vector.expected.get("output", {}).items()}
        events = expected.pop("events", b"")
        loaded = core.attribute(path)
        assert loaded == core.attribute(events, **expected)
        assert core.verify(path).to_json() == core.verify(events, **expected).to_json()
        outcome.files = {"events": events, **expected}


class Script:
    """The steps of a journal, done in a real folder."""

    def __init__(self, vector: Vector, folder: Path, outcome: Outcome) -> None:
        self.vector, self.folder, self.outcome = vector, folder, outcome
        self.options = vector.input.get("journal", {})
        self.options.setdefault("lock_wait_ms", 0)
        self.journal: core.Journal | None = None
        self.sealing: core.SealRequest | None = None
        self.held: list[int] = []

    def run(self) -> None:
        try:
            for step in self.vector.input["steps"]:
                ((name, step),) = step.items()
                self.step(name, step)
            self.outcome.report = core.verify(self.folder, self.vector.options)
        except core.InterviewError as error:
            self.outcome.error = error.code
        finally:
            for handle in self.held:
                os.close(handle)
            bundle = self.folder / "bundle"
            files = sorted(bundle.iterdir()) if bundle.is_dir() else []
            self.outcome.left = {it.name: it.read_bytes() for it in files if it.is_file()}

    def step(self, name: str, step: dict[str, Json]) -> None:
        method: Callable[[dict[str, Json]], None] = getattr(self, f"step_{name}")
        if "salt" in step:
            with testing.stamps((step["at"], bytes.fromhex(step["salt"]))):
                method(step)
        else:
            method(step)

    def open_journal(self) -> core.Journal:
        assert self.journal is not None, "no journal is open"
        return self.journal

    def step_start(self, step: dict[str, Json]) -> None:
        start: Json = {name: it for name, it in step.items() if name not in ("at", "salt")}
        self.journal = core.Journal.start(self.folder, start, self.options)

    def step_open(self, step: dict[str, Json]) -> None:
        if self.journal is not None:
            self.journal.close()
        self.journal = self.sealing = None
        self.journal = core.Journal.open(self.folder, self.options)

    def step_append(self, step: dict[str, Json]) -> None:
        data = step["data"]
        data = data if isinstance(data, str) else self.vector.content(data).decode(errors="replace")
        self.open_journal().append(step["kind"], step["origin"], data)

    def step_anchor(self, step: dict[str, Json]) -> None:
        journal, answer = self.open_journal(), step.get("answer")
        request = journal.anchor_request(step.get("old_size"))
        self.outcome.requests.append(None if request is None else request.body)
        if request is None:
            assert answer is None, "an answer to no request"
        elif answer is None:
            request.close()
        else:
            journal.apply_anchor(request, answer)

    def step_seal(self, step: dict[str, Json]) -> None:
        given: Json = {role: self.vector.content(step[role]) for role in ("diff", "commits") if step.get(role)}
        sealing = self.open_journal().seal(step["reason"], git=step.get("git"), **given)
        self.outcome.requests.append(sealing.body)
        self.sealing = sealing

    def step_finish(self, step: dict[str, Json]) -> None:
        sealing, self.sealing = self.sealing, None
        assert sealing is not None, "nothing is sealed"
        self.open_journal().finish(sealing, step.get("answer"))

    def step_write(self, step: dict[str, Json]) -> None:
        path = self.folder / step["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.vector.content(step["bytes"]))

    def step_extend(self, step: dict[str, Json]) -> None:
        with (self.folder / step["path"]).open("ab") as file:
            file.write(self.vector.content(step["bytes"]))

    def step_remove(self, step: dict[str, Json]) -> None:
        (self.folder / step["path"]).unlink()

    def step_hold(self, step: dict[str, Json]) -> None:
        handle = os.open(self.folder / step["path"], os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.held.append(handle)

    def step_refused(self, step: dict[str, Json]) -> None:
        ((name, inner),) = step["step"].items()
        try:
            self.step(name, inner)
        except core.InterviewError as error:
            assert error.code == step["error"], f"`{error.code}`, not `{step['error']}`"
        else:
            raise AssertionError(f"no error `{step['error']}`")


OPERATIONS: dict[str, Callable[[Vector, Outcome], None]] = {
    operation.__name__: operation
    for operation in (
        sniff, verify, verifier, attribute, flags, verify_many, journal, recorder, observe,
        prove, verify_proof, redact, overtime, adjusted_score, transcript, error_codes,
        default_policy, policy_schema, version,
    )
}  # fmt: skip


def run(vector: Vector) -> None:
    """Runs a vector; raises AssertionError where the outcome isn't the one expected."""
    outcome = Outcome()
    try:
        OPERATIONS[vector.operation](vector, outcome)
    except core.InterviewError as error:
        outcome = Outcome()
        outcome.error = error.code
    expected = vector.expected
    if outcome.left is not None:
        same("files", sorted(outcome.left), sorted(expected["files"]))
        for name, content in outcome.left.items():
            whole(vector, name, content, expected["files"][name])
        same("requests", outcome.requests, expected["requests"])
    same("error", outcome.error, expected.get("error"))
    if outcome.error is not None:
        return
    if outcome.report is not None:
        report = rebuilt(outcome.report)
        same("verdict", report.verdict, expected.get("verdict"))
        cause = next((it for it in report.findings if it.code == expected.get("finding")), None)
        if expected.get("finding") is not None:
            assert cause is not None, f"no finding {expected['finding']}"
        whole(vector, "report", report.to_json().encode(), expected["report"], end=b"\n")
    elif outcome.reports is not None:
        told = [{"error": it} if isinstance(it, str) else {"verdict": it.verdict} for it in outcome.reports]
        same("outcomes", told, expected["output"])
        lines = [
            json.dumps({"error": it}, separators=(",", ":")) if isinstance(it, str) else it.to_json()
            for it in outcome.reports
        ]
        whole(vector, "reports", "\n".join(lines).encode(), expected["report"], end=b"\n")
    elif outcome.files is not None:
        same("outputs", sorted(outcome.files), sorted(expected["output"]))
        for role, content in outcome.files.items():
            same(role, content, vector.content(expected["output"][role]))
    else:
        assert "output" in expected, "an output where none is expected"
        same("output", outcome.output, expected["output"])


def same(what: str, found: object, expected: object) -> None:
    assert found == expected, f"{what}: found {found!r:.800}, expected {expected!r:.800}"


def whole(vector: Vector, what: str, content: bytes, expected: Json, end: bytes = b"") -> None:
    """Compares bytes with a file, or with its hash."""
    if isinstance(expected, dict) and "sha256" in expected:
        same(f"sha256 of {what}", hashlib.sha256(content).hexdigest(), expected["sha256"])
    else:
        same(what, content + end, vector.content(expected))


def run_all() -> tuple[dict[str, int], list[str]]:
    """How many vectors ran by operation, and what went wrong."""
    ran: dict[str, int] = collections.Counter()
    wrong = []
    for vector in load():
        try:
            run(vector)
        except Exception as error:  # noqa: BLE001: all that goes wrong is told, with its vector
            wrong.append(f"{vector.name}: {type(error).__name__}: {error}")
        ran[vector.operation] += 1
    missing = [it["operation"] for it in json.loads(SURFACE.read_bytes())["operations"]]
    wrong += [f"no vector of `{operation}` ran" for operation in missing if not ran[operation]]
    return ran, wrong


def main() -> int:
    ran, wrong = run_all()
    print("\n".join(wrong), end="\n" if wrong else "")
    print(f"{sum(ran.values())} vectors run, {len(wrong)} red")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
