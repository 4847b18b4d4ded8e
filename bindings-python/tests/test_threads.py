"""Heavy calls let other threads run, and objects bear being shared."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import cast

import interview_core as core
import pytest
from sessions import START, log, sealed


@pytest.fixture()
def no_switching() -> Iterator[None]:
    """No thread is made to let go of the interpreter: only a call that lets go lets others run."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1_000)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("no_switching")
@pytest.mark.parametrize("name", ["verify", "push", "transcript", "attribute", "redact", "prove"])
def test_two_threads_are_in_the_library_at_once(name: str, tmp_path: Path) -> None:
    lines = log(400)
    bundle = sealed(tmp_path / "session")
    calls: dict[str, Callable[[], object]] = {
        "verify": lambda: core.verify(lines),
        "push": lambda: core.Verifier().push(lines),
        "transcript": lambda: core.transcript(lines),
        "attribute": lambda: core.attribute(lines),
        "redact": lambda: core.redact(lines, [5]),
        "prove": lambda: core.prove(bundle, 1),
    }
    order: list[str] = []
    start = threading.Barrier(2)

    def work(thread: str) -> None:
        start.wait()
        for _ in range(40):
            order.append(thread)
            calls[name]()

    run(lambda: work("a"), lambda: work("b"))
    changes = sum(one != other for one, other in zip(order, order[1:], strict=False))
    # One after the other they would change once.
    assert len(order) == 80 and changes > 2, "".join(order)


def test_a_journal_waits_for_its_lock_without_the_interpreter(tmp_path: Path) -> None:
    journal = core.Journal.start(tmp_path / "s", START, {"lock_wait_ms": 120_000})
    locks = [it for it in (tmp_path / "s" / "private").iterdir() if it.name.endswith("lock")]
    handles = [os.open(it, os.O_RDONLY) for it in locks]
    for handle in handles:
        fcntl.flock(handle, fcntl.LOCK_EX)
    waiting = threading.Event()

    def append() -> None:
        waiting.set()
        journal.append("user_prompt", "candidate", {"text": "x"})

    def let_go() -> None:
        waiting.wait()
        # The other thread is on its way into the call, or waits there: this one runs all the same.
        for handle in handles:
            os.close(handle)

    assert handles
    run(append, let_go)
    assert journal.snapshot().facts.lines == 3


def test_eight_threads_share_a_journal(tmp_path: Path) -> None:
    journal = core.Journal.start(tmp_path / "s", START, {"sync": "never"})

    def append(thread: int) -> list[int]:
        data = {"text": f"thread {thread}"}
        return [journal.append("user_prompt", "candidate", data).seq for _ in range(25)]

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for numbers in pool.map(append, range(8)) for number in numbers]
    assert sorted(numbers) == list(range(2, 202))
    journal.finish(journal.seal("submitted"))
    assert core.verify(tmp_path / "s").verdict == "intact"


def test_eight_threads_share_a_recorder_and_a_verifier() -> None:
    recorder, lines = core.Recorder.start({**START, "identity": core.Journal.new_identity()})

    def append(thread: int) -> list[bytes]:
        data = {"text": f"thread {thread}"}
        return [recorder.append("user_prompt", "candidate", data) for _ in range(25)]

    verifier = core.Verifier()
    with ThreadPoolExecutor(8) as pool:
        written: list[bytes] = [line for more in pool.map(append, range(8)) for line in more]
        list(pool.map(lambda line: verifier.push(line), written))
        outcomes = list(pool.map(lambda _: outcome(verifier.finish), range(8)))
    written.sort(key=lambda line: int(json.loads(line)["seq"]))
    lines += b"".join(written)
    report = core.verify(lines)
    assert report.session is not None and report.session.lines == 202
    assert [it.code for it in report.findings if it.severity == "error"] == []
    assert sorted(outcomes) == ["closed"] * 7 + ["report"]


def outcome(call: Callable[[], object]) -> str:
    try:
        call()
    except core.InterviewError as error:
        return error.code
    return "report"


def test_eight_threads_verify_and_close_at_once(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")
    expected = core.verify(bundle)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: core.verify(bundle).to_json(), range(64))) == {
            expected.to_json()
        }
    journal = core.Journal.open(tmp_path / "session")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: journal.close(), range(8)))
    assert outcome(journal.snapshot) == "closed"


def test_asyncio_through_a_thread(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")

    async def main() -> list[core.Report]:
        return await asyncio.gather(*(asyncio.to_thread(core.verify, bundle) for _ in range(4)))

    assert {report.verdict for report in asyncio.run(main())} == {"intact"}


def run(*works: Callable[[], object]) -> None:
    """Runs each in a thread of its own, and raises what one raised."""
    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(work) for work in works]:
            future.result()


def test_forked_processes_share_a_journal(tmp_path: Path) -> None:
    journal = core.Journal.start(tmp_path / "s", START, {"sync": "never"})
    parts = [(str(number), "x" * 200) for number in range(300)]

    def record(name: str) -> None:
        for number, text in parts:
            journal.append("user_prompt", "candidate", {"text": f"{name} {number} {text}"})

    children = [fork(partial(record, name)) for name in ("a", "b", "c")]
    record("parent")
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
    journal.append("user_prompt", "candidate", {"text": "last"})
    report = core.verify(tmp_path / "s")
    assert report.session is not None and report.session.lines == 2 + 4 * len(parts) + 1
    assert report.verdict == "incomplete"


def test_a_forked_process_takes_no_lock_away(tmp_path: Path) -> None:
    with core.Journal.start(tmp_path / "s", START, {"lock_wait_ms": 0}) as journal:
        journal.append("user_prompt", "candidate", {"text": "a"})
        with cast(core.AnchorRequest, journal.anchor_request()):
            child = fork(journal.close)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            with core.Journal.open(tmp_path / "s", {"lock_wait_ms": 0}) as other:
                assert other.anchor_request() is None


def test_a_forked_process_has_none_of_the_verifications(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "s")
    results = core.verify_many([bundle] * 20, threads=2)
    assert next(results).report is not None

    def work() -> None:
        with pytest.raises(core.StateError) as raised:
            list(results)
        assert raised.value.code == "closed"

    child = fork(work)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(list(results)) == 19


def fork(work: Callable[[], None]) -> int:
    """A child that does the work, and ends with 0 where nothing was raised."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child
