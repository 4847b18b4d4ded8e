"""Many verifications: in order, lazily, and each error beside its path."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import interview_core as core
import pytest
from sessions import sealed


def test_results_come_in_order_with_their_errors(tmp_path: Path) -> None:
    paths: list[Path | str] = []
    for number in range(30):
        folder = tmp_path / f"{number}"
        if number % 10 != 7:
            sealed(folder, number % 4)
        paths.append(folder if number % 2 else str(folder))
    told: list[int] = []
    results = list(core.verify_many(paths, threads=2, progress=told.append))
    assert [it.path for it in results] == paths
    assert told == list(range(1, 31))
    for number, (path, report, error) in enumerate(results):
        if number % 10 == 7:
            assert report is None and error is not None and error.code == "not_found", path
            assert isinstance(error, core.StorageError)
        else:
            assert error is None and report == core.verify(path)
    assert list(core.verify_many([])) == []


def test_paths_may_be_endless(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")
    taken = 0

    def paths() -> Iterator[Path]:
        nonlocal taken
        for _ in itertools.count():
            taken += 1
            yield bundle

    many = core.verify_many(paths(), threads=2)
    assert taken == 0
    first = list(itertools.islice(many, 20))
    assert {it.report.verdict for it in first if it.report} == {"intact"}
    assert taken <= 20 + 8
    many.close()  # type: ignore[attr-defined]
    assert list(many) == []


def test_what_the_caller_raises_comes_out(tmp_path: Path) -> None:
    bundle = sealed(tmp_path / "session")

    def paths() -> Iterator[Path]:
        yield bundle
        raise LookupError("no more paths")

    def told(_: int) -> None:
        raise ZeroDivisionError("told")

    with pytest.raises(LookupError, match="no more paths"):
        list(core.verify_many(paths()))
    with pytest.raises(ZeroDivisionError, match="told"):
        list(core.verify_many([bundle] * 50, progress=told))
    with pytest.raises(TypeError):
        list(core.verify_many([bundle, 7]))  # type: ignore[list-item]
    with pytest.raises(core.ArgumentError) as raised:
        core.verify_many([bundle], {"more": 1})  # type: ignore[arg-type]
    assert raised.value.code == "invalid_options"
    for threads in (0, -1):
        with pytest.raises((ValueError, OverflowError)):
            core.verify_many([bundle], threads=threads)
