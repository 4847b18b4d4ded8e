"""Every conformance vector, through the package's public names."""

from __future__ import annotations

import conformance
import pytest


def test_every_vector_gives_what_it_expects(capsys: pytest.CaptureFixture[str]) -> None:
    ran, wrong = conformance.run_all()
    with capsys.disabled():
        print(f"\nPython: {sum(ran.values())} vectors run, {len(wrong)} red")
    assert not wrong, "\n".join(wrong)
    folders = [it for it in conformance.VECTORS.iterdir() if it.is_dir()]
    assert sum(ran.values()) == len(folders) >= 900


def test_a_wrong_expectation_is_seen() -> None:
    vectors = iter(conformance.load())
    report = next(it for it in vectors if it.operation == "verify" and "verdict" in it.expected)
    report.expected["report"] = {"sha256": "0" * 64}
    with pytest.raises(AssertionError, match="sha256 of report"):
        conformance.run(report)
    report.expected = {"error": "invalid_options", "exit_status": 2}
    with pytest.raises(AssertionError, match="error: found None"):
        conformance.run(report)
