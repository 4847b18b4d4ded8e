"""A session from its start to the sealed bundle, through a journal and through a recorder."""

from __future__ import annotations

import json
from pathlib import Path

import interview_core as core
import pytest
from interview_core import testing
from interview_core.options import StartOptions
from sessions import DIFF, START

WITNESS = {"name": "witness.example/w", "key_seed": "07" * 32}


def cosignatures(note: str) -> str:
    """What a witness answers: its own lines of the cosigned note."""
    cosigned = testing.cosign(note, time_s=1_900_000_000, **WITNESS)
    return cosigned.removeprefix(note)


def test_a_session_is_recorded_anchored_sealed_and_verified(tmp_path: Path) -> None:
    with core.Journal.start(tmp_path / "s", START, {"sync": "never"}) as journal:
        assert journal.path == tmp_path / "s" and "s" in repr(journal)
        entry = journal.append("user_prompt", "candidate", {"text": "hello \ud800"})
        assert entry.seq == 2 and len(entry.leaf_hash) == 64
        before = journal.snapshot()
        assert (before.facts.lines, before.facts.head) == (3, entry.leaf_hash)
        assert before.has_key and not before.is_sealed
        assert journal.anchor_due()
        request = journal.anchor_request()
        assert request is not None and (request.size, request.old_size) == (3, 0)
        assert request.body.startswith("old 0\n") and request.note in request.body
        assert request.refused(404) == ("leave", None)
        receipt = journal.apply_anchor(request, cosignatures(request.note))
        assert journal.snapshot().anchored == 3 and receipt.seq == 3
        assert journal.anchor_request() is None
        sealing = journal.seal("submitted", diff=DIFF)
        assert sealing.body is not None and sealing.note in sealing.body
        bundle = journal.finish(sealing)
        assert journal.snapshot().is_sealed
    report = core.verify(bundle)
    assert (report.verdict, report.assurance.self_signed) == ("intact", True), report.findings
    assert report.assurance.anchors == 1


def test_a_request_holds_others_off_until_it_is_closed(tmp_path: Path) -> None:
    one = core.Journal.start(tmp_path / "s", START)
    two = core.Journal.open(tmp_path / "s")
    request = one.anchor_request()
    assert request is not None
    assert two.anchor_request() is None
    with request:
        assert two.anchor_request() is None
    again = two.anchor_request()
    assert again is not None
    with pytest.raises(core.StateError) as raised:
        one.apply_anchor(request, cosignatures(request.note))
    assert raised.value.code == "closed"
    del again
    assert one.anchor_request() is not None


def test_a_rolled_back_session_goes_on_in_a_new_one(tmp_path: Path) -> None:
    journal = core.Journal.start(tmp_path / "s", START)
    request = journal.anchor_request()
    assert request is not None
    assert request.refused(409, 1) == ("ask_again", 1)
    assert request.refused(409, 900) == ("give_up", 900)
    request.close()
    with pytest.raises(core.StateError):
        request.refused(409, 900)
    follower = journal.continue_as_new(tmp_path / "t", START, head_size=900)
    old = journal.snapshot()
    facts = follower.snapshot().facts
    assert old.closed == "head_unknown" and facts.continues is not None
    assert facts.continues.session == old.facts.session
    with pytest.raises(core.StorageError) as raised:
        journal.append("user_prompt", "candidate", {"text": "x"})
    assert raised.value.code == "key_lost"


def test_an_identity_is_made_before_the_session(tmp_path: Path) -> None:
    identity = core.Journal.new_identity("relay.example")
    start: StartOptions = {**START, "identity": identity}
    with core.Journal.start(tmp_path / "s", start) as journal:
        facts = journal.snapshot().facts
    assert (facts.session, facts.log_origin) == (identity["session"], identity["log_origin"])


def test_a_recorder_gives_the_bytes_of_a_session() -> None:
    identity = core.Journal.new_identity()
    recorder, events = core.Recorder.start({**START, "identity": identity})
    events += recorder.append("user_prompt", "candidate", '{"text":"as JSON"}')
    note = recorder.checkpoint()
    events += recorder.anchor(testing.cosign(note, time_s=1_900_000_000, **WITNESS))
    recorder = core.Recorder.resume(events, identity["key_seed"])
    assert recorder.facts().lines == 4
    events += recorder.end("submitted", diff=DIFF)
    manifest = recorder.finish(recorder.checkpoint())
    report = core.verify(events, manifest=manifest, diff=DIFF)
    assert report.verdict == "intact", report.findings
    with pytest.raises(core.StateError) as raised:
        recorder.checkpoint()
    assert raised.value.code == "closed"
    with pytest.raises(core.InterviewError) as other:
        core.Recorder.resume(events, core.Journal.new_identity()["key_seed"])
    assert other.value.code == "invalid_key"


def test_a_change_is_told_under_the_salt_of_the_log(tmp_path: Path) -> None:
    before, after = b"one\ntwo\n", bytearray(b"one\n2\n")
    with core.Journal.start(tmp_path / "s", START) as journal:
        (change,) = journal.observe(before, after)
        assert change.hunks is not None and (change.hunks[0].at, change.hunks[0].removed) == (1, 1)
        assert not change.full and change.part is None
        data = {"path": "a", **change.to_dict()}
        assert list(data) == ["path", "before", "after", "hunks"]
        journal.append("file_change", "editor", data)
        log = (tmp_path / "s" / "bundle" / "events.jsonl").read_bytes()
        assert core.observe(log, before, memoryview(after)) == (change,)
        (whole,) = journal.observe(None, after, full=True)
        assert whole.full and whole == core.observe(log, None, after, full=True)[0]
    with pytest.raises(core.StateError):
        journal.observe(None, None)
    recorder, lines = core.Recorder.start({**START, "identity": core.Journal.new_identity()})
    (change,) = core.observe(lines, None, b"")
    lines += recorder.append("file_change", "editor", {"path": "a", **change.to_dict()})
    assert recorder.facts().lines == 3
    for wrong in (b"", lines[:100], lines.split(b"\n", 1)[1]):
        with pytest.raises(core.InputError) as raised:
            core.observe(wrong, None, None)
        assert raised.value.code == "invalid_log"
    with pytest.raises(TypeError):
        core.observe("text", None, None)  # type: ignore[arg-type]


def test_the_same_stamps_make_the_same_bytes() -> None:
    start: StartOptions = {
        **START,
        "identity": core.Journal.new_identity(),
        "line_salt": "01" * 32,
    }
    stamps = [("2026-01-02T03:04:05.678Z", bytes([n] * 16)) for n in range(2)]

    def made() -> bytes:
        with testing.stamps(*stamps):
            return core.Recorder.start(start)[1]

    assert made() == made() != core.Recorder.start(start)[1]
    assert json.loads(made().split(b"\n")[0])["at"] == stamps[0][0]
    with testing.stamps(("yesterday", bytes(16))), pytest.raises(ValueError, match="a time"):
        core.Recorder.start(start)
