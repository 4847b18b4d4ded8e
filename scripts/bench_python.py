"""What the Python package takes, a line of JSON for each figure: bench_python.py LOG LEGACY SCRATCH

`LOG` is a log in format 1, `LEGACY` the folder of a legacy session. scripts/bench.py sets them beside
what they are compared with.
"""

import json
import os
import shutil
import statistics
import sys
import time
from pathlib import Path

import interview_core

ROUNDS = 7
APPENDS = 20_000
SESSIONS = 2_000


def main(log: Path, legacy: Path, scratch: Path) -> None:
    lines = log.read_bytes()
    tell("verify", ms=best(lambda: interview_core.verify(lines), time.perf_counter))
    policy = {"policy": {"format": "legacy"}}
    tell("legacy", ms=best(lambda: interview_core.verify(legacy, policy), time.process_time))
    append(scratch / "append")
    many(scratch / "many")


def best(work, clock) -> float:
    """The shortest of some rounds, in ms."""
    rounds = []
    for _ in range(ROUNDS):
        started = clock()
        work()
        rounds.append(clock() - started)
    return min(rounds) * 1e3


def append(folder: Path) -> None:
    """Appends to a session on disk, without sync."""
    shutil.rmtree(folder, ignore_errors=True)
    start = {"recorder": {"name": "bench", "version": "1"}}
    words = ["please", "make", "the", "parser", "faster", "and", "keep", "its", "tests"]
    text = " ".join(words[n % len(words)] for n in range(48))
    data, rounds = {"text": text}, []
    with interview_core.Journal.start(folder, start, {"sync": "never"}) as journal:
        for _ in range(APPENDS):
            started = time.perf_counter_ns()
            journal.append("user_prompt", "candidate", data)
            rounds.append(time.perf_counter_ns() - started)
    tell("python_append", us=statistics.median(rounds) / 1e3)


def many(folder: Path) -> None:
    """Many sessions, on one core and on two."""
    shutil.rmtree(folder, ignore_errors=True)
    start = {"recorder": {"name": "bench", "version": "1"}}
    with interview_core.Journal.start(folder, start, {"sync": "never"}) as journal:
        for _ in range(500):
            journal.append("user_prompt", "candidate", {"text": "x" * 400})
        journal.finish(journal.seal("submitted"))
    paths = [folder] * SESSIONS
    cores = sorted(os.sched_getaffinity(0))[:2]
    seconds = {}
    for use in (cores[:1], cores):
        # One thread beside the caller's would use two cores as well: what counts are the cores.
        os.sched_setaffinity(0, use)
        rounds = []
        for _ in range(3):
            started = time.perf_counter()
            results = list(interview_core.verify_many(paths, threads=len(use)))
            rounds.append(time.perf_counter() - started)
            assert {it.report.verdict for it in results if it.report} == {"intact"}
        seconds[len(use)] = min(rounds)
    tell("verify_many", one_ms=seconds[1] * 1e3, two_ms=seconds[2] * 1e3)


def tell(name: str, **figures: float) -> None:
    print(json.dumps({"name": name, **figures}), flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
