"""A log may come in any form, and gives the same Report in each."""

from __future__ import annotations

import array
import io
import mmap
from pathlib import Path
from typing import Any

import interview_core as core
import pytest
from sessions import log, sealed


def test_every_form_of_a_log_gives_the_same_report(tmp_path: Path) -> None:
    lines = log(20)
    path = tmp_path / "events.jsonl"
    path.write_bytes(lines)
    expected = core.verify(lines)
    assert expected.session is not None and expected.session.lines == 22
    with path.open("rb") as file, path.open("rb") as other:
        mapped = mmap.mmap(other.fileno(), 0, access=mmap.ACCESS_READ)
        forms: list[Any] = [
            bytearray(lines), memoryview(lines), memoryview(lines)[:], array.array("B", lines),
            path, str(path), tmp_path, file, io.BytesIO(lines), mapped, memoryview(mapped),
        ]  # fmt: skip
        for form in forms:
            assert core.verify(form) == expected, type(form)
    every_second = memoryview(b"".join(bytes([byte, 0]) for byte in lines))[::2]
    assert core.verify(every_second) == expected
    verifier = core.Verifier()
    for chunk in (lines[:100], bytearray(lines[100:200]), memoryview(lines)[200:]):
        verifier.push(chunk)
    assert verifier.finish() == expected


def test_a_bundle_is_the_same_as_a_folder_and_in_parts(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")
    whole = core.verify(bundle)
    assert whole.verdict == "intact", whole.findings
    assert core.verify(tmp_path / "session") == whole
    names = {"manifest": "manifest.json", "diff": "changes.diff", "commits": "commits.json"}
    beside = {role: (bundle / name).read_bytes() for role, name in names.items()}
    events = (bundle / "events.jsonl").read_bytes()
    given = {role: memoryview(content) for role, content in beside.items()}
    assert core.verify(events, None, **given) == whole  # type: ignore[arg-type]
    assert core.attribute(bundle) == whole.evidence
    assert core.flags(bundle) == whole.flags
    with pytest.raises(TypeError, match="go with a log in bytes"):
        core.verify(bundle, diff=beside["diff"])


def test_other_operations_take_every_form_too(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")
    events = (bundle / "events.jsonl").read_bytes()
    assert core.sniff(bundle) == core.sniff(events) == core.sniff(io.BytesIO(events))
    assert core.transcript(bundle) == core.transcript(bytearray(events))
    assert core.redact(bundle, [3]) == core.redact(events, (3,)) != events
    proof = core.prove(bundle, 2)
    first, _, line = events.split(b"\n")[:3]
    shown = core.verify_proof(line, proof, first_line=first)
    assert (shown.seq, shown.size) == (2, events.count(b"\n"))


def test_options_are_any_mapping(tmp_path: Path) -> None:
    from types import MappingProxyType

    bundle = sealed(tmp_path / "session")
    only_log = core.verify(bundle, {"only_log": True})
    assert only_log.evidence is None and only_log.flags is None
    assert core.verify(bundle, MappingProxyType({"only_log": True})) == only_log  # type: ignore[arg-type]
    policy = core.default_policy()
    assert core.verify(bundle, {"policy": policy}) == core.verify(bundle)
    assert core.default_policy({"clock_step_ms": 7})["clock_step_ms"] == 7
