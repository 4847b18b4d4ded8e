"""Results are values: frozen, comparable, and the same after a pickle or a copy."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from pathlib import Path

import interview_core as core
import pytest
from interview_core import errors
from interview_core.results import Report
from sessions import sealed


@pytest.fixture()
def report(tmp_path: Path) -> Report:
    return core.verify(sealed(tmp_path / "session"))


def test_a_report_is_a_value(report: Report) -> None:
    for same in (
        pickle.loads(pickle.dumps(report)),
        copy.copy(report),
        copy.deepcopy(report),
        Report.from_dict(report.to_dict()),
        Report.from_dict(json.loads(report.to_json())),
    ):
        assert same == report and same is not report
        assert same.to_json() == report.to_json()
    assert report != dataclasses.replace(report, verdict="altered")
    assert report.findings == tuple(report.findings)


def test_what_a_report_gives_is_the_callers_own() -> None:
    folder = Path(__file__).parents[2] / "conformance" / "vectors" / "legacy-told-deep"
    vector = json.loads((folder / "vector.json").read_bytes())
    report = core.verify((folder / "events.jsonl").read_bytes(), vector["options"])
    assert report.legacy
    written, given = report.to_json(), report.to_dict()
    same = Report.from_dict(given)
    given["legacy"].clear()
    assert report.to_json() == same.to_json() == written


def test_a_report_is_frozen(report: Report) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.verdict = "altered"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        report.more = 1  # type: ignore[attr-defined]
    assert not hasattr(report, "__dict__")


def test_json_is_what_the_fields_say(report: Report) -> None:
    changed = dataclasses.replace(report, library='"é\u2028\x7f\x01\\')
    assert json.loads(changed.to_json())["library"] == '"é\u2028\x7f\x01\\'
    assert '"library":"\\"é\u2028\x7f\\u0001\\\\"' in changed.to_json()


def test_unknown_members_are_ignored_and_missing_ones_told(report: Report) -> None:
    members = report.to_dict()
    assert Report.from_dict({**members, "newer": 1}) == report
    del members["verdict"]
    with pytest.raises(KeyError, match="verdict"):
        Report.from_dict(members)


@pytest.mark.parametrize("name", errors.__all__)
def test_an_exception_is_a_value(name: str) -> None:
    error = getattr(errors, name)("closed", "it is closed")
    same = pickle.loads(pickle.dumps(error))
    assert (type(same), same.code, str(same)) == (type(error), "closed", "it is closed")
    assert copy.copy(error).args == error.args


def test_handles_of_sessions_are_no_values(tmp_path: Path) -> None:
    with core.Journal.start(tmp_path / "s", {"recorder": {"name": "r", "version": "1"}}) as journal:
        for handle in (journal, core.Verifier()):
            with pytest.raises(TypeError):
                pickle.dumps(handle)
