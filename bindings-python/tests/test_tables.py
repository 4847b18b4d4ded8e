"""Tables go to other packages through Arrow's PyCapsule interface."""

from __future__ import annotations

import gc

import conformance
import duckdb
import interview_core as core
import pandas  # type: ignore[import-untyped]
import polars
import pytest
from interview_core import tables
from interview_core.results import Report


@pytest.fixture(scope="module")
def named() -> list[tuple[str, Report]]:
    folders = [it for it in sorted(conformance.VECTORS.iterdir()) if (it / "events.jsonl").exists()]
    assert len(folders) > 40
    return [(it.name, core.verify(it)) for it in folders[:40]]


def test_polars_reads_the_same_flags(named: list[tuple[str, Report]]) -> None:
    table = tables.flags(named)
    frame = polars.DataFrame(table)
    rows = [{"name": name, **flag.to_dict()} for name, report in named for flag in report.flags or ()]
    assert rows and frame.to_dicts() == rows and len(table) == len(rows)
    assert polars.DataFrame(table).equals(frame)
    del table
    gc.collect()
    assert frame.to_dicts() == rows


def test_polars_reads_the_same_findings_and_reports(named: list[tuple[str, Report]]) -> None:
    findings = polars.DataFrame(tables.findings(named)).to_dicts()
    listed = [(name, finding) for name, report in named for finding in report.findings]
    assert [(row["name"], row["code"], row["line"], row["message"]) for row in findings] == [
        (name, finding.code, finding.place.line, finding.message) for name, finding in listed
    ]
    assert any(row["seq"] is None for row in findings)
    reports = polars.DataFrame(tables.reports(named))
    assert reports["verdict"].to_list() == [report.verdict for _, report in named]
    assert reports.schema["demands_met"] == polars.Boolean
    assert reports.schema["elapsed_ms"] == polars.Int64


def test_duckdb_and_pandas_read_the_same(named: list[tuple[str, Report]]) -> None:
    flags = tables.flags(named)
    rows = polars.DataFrame(flags).to_dicts()
    read = duckdb.execute("select * from flags").fetchall()
    assert [dict(zip(rows[0], row, strict=True)) for row in read] == rows
    (count,) = duckdb.execute("select count(distinct id) from flags").fetchall()
    assert count == (len({row["id"] for row in rows}),)
    # Lists come as arrays of numpy.
    frame = pandas.DataFrame.from_arrow(flags).astype({"evidence": object})
    told = [{**row, "evidence": list(row["evidence"])} for row in frame.to_dict("records")]
    assert told == rows


def test_a_table_without_rows_has_its_columns() -> None:
    frame = polars.DataFrame(tables.flags([]))
    assert frame.shape == (0, 9)
    assert frame.schema["evidence"] == polars.List(polars.Int64)
    with pytest.raises(ValueError, match="no kind of column"):
        tables.Table(0, [("a", "float", [])])
    with pytest.raises(ValueError, match="another length"):
        tables.Table(2, [("a", "text", ["x"])])
    with pytest.raises(TypeError):
        tables.Table(1, [("a", "integer", ["x"])])
