"""Runs the vectors, and a few refusals, through the Python that UniFFI generates. The runner is that of
the Python package; `interview_core` beside this file stands in the package's place."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import interview_core
from generated import interview_core as native

ROOT = Path(__file__).resolve().parents[2]
# What is exported beside the operations: JSON of records, a new identity, and what tests need.
BESIDE = {"new_identity", "testing_cosign", "testing_panic", "testing_stamps"}


def exported() -> None:
    """What is exported is what surface.json lists, both ways."""
    listed = json.loads((ROOT / "conformance" / "surface.json").read_bytes())["operations"]
    names = {name for row in listed for name in row["python"]}
    missing = {name for name in names if not callable(getattr(native, name, None))}
    assert not missing, f"not exported: {missing}"
    found = {name for name in native.__all__ if name.islower()}
    surplus = {it for it in found - names - BESIDE if not it.endswith(("_to_json", "_from_json"))}
    assert not surplus, f"not listed: {surplus}"


def a_panic_does_not_cross() -> None:
    try:
        native.testing_panic()
    except native.InterviewError.Internal as error:
        assert error.code == "internal" and error.reason
    else:
        raise AssertionError("no error")


if __name__ == "__main__":
    assert "bindings-uniffi" in str(interview_core.__file__), interview_core.__file__
    exported()
    a_panic_does_not_cross()
    runpy.run_path(str(ROOT / "bindings-python" / "tests" / "conformance.py"), run_name="__main__")
