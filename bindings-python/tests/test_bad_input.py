"""Wrong use raises a typed error with a code, and leaves no lock behind."""

from __future__ import annotations

import gc
import io
import mmap
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import interview_core as core
import pytest
from interview_core import testing
from sessions import START, log, sealed

ANY: Any = object()


def code(call: Callable[[], object]) -> str:
    """The code of the error that a call ends in."""
    with pytest.raises(core.InterviewError) as raised:
        call()
    assert str(raised.value) and raised.value.code in {it.code for it in core.error_codes()}
    return raised.value.code


@pytest.mark.parametrize(
    "call",
    [
        lambda: core.verify(ANY),
        lambda: core.verify(7),  # type: ignore[arg-type]
        lambda: core.verify(None),  # type: ignore[arg-type]
        lambda: core.verify(b"", {"policy": ANY}),
        lambda: core.verify(b"", manifest="text"),  # type: ignore[arg-type]
        lambda: core.verify(io.StringIO("text")),  # type: ignore[arg-type]
        lambda: core.Verifier().push("text"),  # type: ignore[arg-type]
        lambda: core.Verifier().push(None),  # type: ignore[arg-type]
        lambda: core.overtime("1", 1),  # type: ignore[arg-type]
        lambda: core.overtime(1.5, 1),  # type: ignore[arg-type]
        lambda: core.overtime(1, 1, 7.5),  # type: ignore[arg-type]
        lambda: core.redact(b"", ["1"]),  # type: ignore[list-item]
        lambda: core.redact(b"", 1),  # type: ignore[arg-type]
        lambda: core.prove(b"", None),  # type: ignore[arg-type]
        lambda: core.verify_many(7),  # type: ignore[arg-type]
        lambda: core.Journal(ANY),
        lambda: core.Recorder(ANY),
        lambda: core.Journal.open(7),  # type: ignore[arg-type]
        lambda: core.Recorder.resume(b"", 7),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_type_is_a_type_error(call: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        call()


def test_numbers_out_of_range_are_python_s_own() -> None:
    for number in (-1, 1 << 64):
        with pytest.raises(OverflowError):
            core.overtime(number, 1)
    with pytest.raises(ValueError, match="either"):
        core.verify_proof(b"", b"")


def test_options_that_can_t_be_used_have_a_code() -> None:
    options: Any
    for options in ({"more": 1}, [1], "text", {"policy": {"clock_step_ms": -1}}, {"context": float("nan")}):
        assert code(lambda: core.verify(b"", options)) == "invalid_options"
    circular: dict[str, Any] = {}
    circular["policy"] = circular
    with pytest.raises(ValueError, match="[Cc]ircular"):
        core.verify(b"", circular)  # type: ignore[arg-type]
    assert code(lambda: core.Journal.start("s", {})) == "invalid_options"  # type: ignore[typeddict-item]
    assert code(lambda: core.Recorder.start(START)) == "invalid_options"


def test_what_is_finished_or_closed_says_so(tmp_path: Path) -> None:
    verifier = core.Verifier()
    verifier.push(b"x")
    verifier.finish()
    assert code(verifier.finish) == "closed"
    assert code(lambda: verifier.push(b"x")) == "closed"
    journal = core.Journal.start(tmp_path / "s", START)
    request = journal.seal("submitted")
    assert code(lambda: journal.append("user_prompt", "candidate", {"text": "x"})) == "sealed"
    journal.finish(request)
    assert code(lambda: journal.finish(request)) == "closed"
    assert code(lambda: journal.seal("submitted")) == "sealed"
    journal.close()
    journal.close()
    assert code(journal.snapshot) == "closed"
    assert code(lambda: journal.__enter__().anchor_due()) == "closed"
    assert code(lambda: core.Journal.start(tmp_path / "s", START)) == "exists"


def test_calls_out_of_order_have_a_code() -> None:
    recorder, _ = core.Recorder.start({**START, "identity": core.Journal.new_identity()})
    note = recorder.checkpoint()
    recorder.append("user_prompt", "candidate", {"text": "x"})
    assert code(lambda: recorder.finish(note)) == "anchor_state"
    assert code(recorder.checkpoint) == "closed"
    recorder, _ = core.Recorder.start({**START, "identity": core.Journal.new_identity()})
    assert code(lambda: recorder.anchor(note)) == "anchor_state"
    assert code(lambda: recorder.anchor("no note")) == "invalid_note"
    assert code(lambda: recorder.append("anchor", "recorder", {"note": "x"})) == "invalid_event"
    assert code(lambda: recorder.append("user_prompt", "candidate", {"text": float("nan")})) == "invalid_event"
    assert code(lambda: recorder.append("user_prompt", "candidate", "no json")) == "invalid_event"
    recorder.end("submitted")
    assert code(lambda: recorder.end("submitted")) == "sealed"


def test_a_file_that_vanishes_has_a_code(tmp_path: Path) -> None:
    assert code(lambda: core.verify(tmp_path / "nowhere")) == "not_found"
    assert code(lambda: core.verify(tmp_path)) == "not_found"
    assert code(lambda: core.Journal.open(tmp_path / "nowhere")) == "not_found"
    os.mkfifo(tmp_path / "fifo")
    assert code(lambda: core.verify(tmp_path / "fifo")) == "io"
    journal = core.Journal.start(tmp_path / "s", START, {"lock_wait_ms": 0})
    shutil.rmtree(tmp_path / "s")
    assert code(journal.snapshot) in {"not_found", "io", "invalid_log"}
    with pytest.raises(ValueError, match="closed file"):
        file = io.BytesIO(log(2))
        file.close()
        core.verify(file)


class File:
    """A file object that does what it is told at its third call."""

    def __init__(self, third: Callable[[int], Any]) -> None:
        self.third, self.calls = third, 0

    def read(self, size: int) -> Any:
        self.calls += 1
        return self.third(size) if self.calls == 3 else b"x" * 100


def test_what_a_file_object_raises_comes_out() -> None:
    def raises(_: int) -> bytes:
        raise ZeroDivisionError("read")

    with pytest.raises(ZeroDivisionError, match="read"):
        core.verify(File(raises))
    with pytest.raises(ZeroDivisionError, match="read"):
        core.transcript(File(raises))
    with pytest.raises(TypeError, match="must give bytes"):
        core.verify(File(lambda _: "text"))
    with pytest.raises(TypeError, match="must give bytes"):
        core.verify(File(lambda _: None))
    with pytest.raises(ValueError, match="more than it was asked for"):
        core.verify(File(lambda size: b"x" * (size + 1)))


def test_what_a_callback_raises_comes_out(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")
    lengths: list[int] = []
    core.verify(bundle, progress=lengths.append)
    assert lengths[-1] == (bundle / "events.jsonl").stat().st_size

    def raises(_: int) -> None:
        raise ZeroDivisionError("told")

    for source in (bundle, (bundle / "events.jsonl").read_bytes()):
        with pytest.raises(ZeroDivisionError, match="told"):
            core.verify(source, progress=raises)
    with pytest.raises(TypeError):
        core.verify(bundle, progress=7)  # type: ignore[arg-type]
    with pytest.raises(SystemExit):
        core.verify(bundle, progress=lambda _: sys.exit(3))


def test_a_callback_may_call_the_library(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")
    inner: list[str] = []
    core.verify(bundle, progress=lambda _: inner.append(core.verify(bundle).verdict))
    assert set(inner) == {"intact"}


@pytest.mark.parametrize("form", ["path", "many"])
def test_ctrl_c_ends_a_call(form: str, tmp_path: Path) -> None:
    # As long as a verification would take hours, only the interruption can end it.
    endless = tmp_path / "events.jsonl"
    with endless.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(KeyboardInterrupt), interrupted():
        if form == "path":
            core.verify(endless)
        else:
            list(core.verify_many([endless, endless], threads=2))


def test_ctrl_c_ends_a_push() -> None:
    # One that is interrupted is closed; the interruption may also come between two of them.
    for _ in range(10):
        verifier = core.Verifier()
        with pytest.raises(KeyboardInterrupt), interrupted():
            while True:
                verifier.push(ZEROS)
        try:
            verifier.finish()
        except core.StateError as error:
            assert error.code == "closed"
            return
    pytest.fail("no push was interrupted")


def test_a_handler_of_signals_may_not_use_the_verifier_that_it_interrupts() -> None:
    verifier = core.Verifier()
    codes: list[str] = []

    def handle(*_: object) -> None:
        try:
            verifier.push(b"")
        except core.StateError as error:
            codes.append(error.code)
            raise KeyboardInterrupt from None

    before = signal.signal(signal.SIGINT, handle)
    try:
        with pytest.raises(KeyboardInterrupt), interrupted():
            while True:
                verifier.push(ZEROS)
    finally:
        signal.signal(signal.SIGINT, before)
    assert codes == ["closed"]


def test_a_fault_of_the_library_is_an_error() -> None:
    with pytest.raises(core.InterviewError) as raised:
        testing.panic()
    assert raised.value.code == "internal"


def test_requests_are_told_from_other_objects(tmp_path: Path) -> None:
    wrong: Any = "request"
    with core.Journal.start(tmp_path / "s", START) as journal:
        with pytest.raises(TypeError, match="AnchorRequest"):
            journal.apply_anchor(wrong, "")
        with pytest.raises(TypeError, match="SealRequest"):
            journal.finish(wrong)
    with pytest.raises(UnicodeEncodeError):
        core.verify("no \ud800 name")


@contextmanager
def interrupted() -> Iterator[None]:
    """Within it, another thread sends an interruption to this one, the main one."""
    main = threading.main_thread().ident
    assert main is not None
    started = threading.Event()

    def interrupt() -> None:
        started.wait()
        signal.pthread_kill(main, signal.SIGINT)

    # A job in the background may have been told to ignore it.
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        started.set()
        yield
    finally:
        thread.join()
        signal.signal(signal.SIGINT, before)


ZEROS = bytes(64 << 20)


def test_a_lock_is_not_left_behind(tmp_path: Path) -> None:
    options: Any = {"lock_wait_ms": 0}
    journal = core.Journal.start(tmp_path / "s", START, options)
    other = core.Journal.open(tmp_path / "s", options)
    for _ in range(50):
        code(lambda: journal.append("user_prompt", "candidate", "no json"))
        code(lambda: journal.append("no kind!", "candidate", {}))
        other.append("user_prompt", "candidate", {"text": "x"})
    request = journal.anchor_request()
    assert request is not None
    code(lambda: journal.apply_anchor(request, "no answer"))
    again = other.anchor_request()
    assert again is not None
    del again, request
    gc.collect()
    assert journal.anchor_request() is not None


def test_a_huge_buffer_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = 2_200_000_000
    meminfo = Path("/proc/meminfo").read_text() if Path("/proc/meminfo").exists() else ""
    free = [int(it.split()[1]) * 1024 for it in meminfo.splitlines() if "MemAvailable" in it]
    with (tmp_path / "huge").open("w+b") as file:
        file.truncate(size)
        with mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) as mapped:
            told: list[int] = []
            assert core.verify(mapped, progress=told.append).verdict == "unreadable"
            assert told[-1] == size
            if sum(free) < 3 * size:
                with capsys.disabled():
                    print("NOT RUN: a buffer of 2 GB in memory: there is too little of it")
                return
            mapped.seek(0)
            with memoryview(mapped) as view:
                assert core.verify(view).verdict == "unreadable"


def test_a_process_that_ends_in_the_middle_ends(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")
    script = f"""
import itertools, interview_core as core
many = core.verify_many(itertools.repeat({str(bundle)!r}), threads=2)
print(next(many).report.verdict)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=120, check=True)
    assert (done.stdout, done.stderr) == (b"intact\n", b"")
