"""Reports as tables, for polars, pandas and whatever else reads Arrow's PyCapsule interface:
`polars.DataFrame(tables.flags([("ada", report)]))`.

Each function takes pairs of a name, such as that of a candidate or file, and a Report. The name is
the first column. A Report without flags (None) has no rows there.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable

from . import _native
from ._native import Table
from .results import Finding, Flag, Report

__all__ = ["Table", "findings", "flags", "reports"]

_Named = Iterable[tuple[str, Report]]
_Row = typing.TypeVar("_Row")
_Column = tuple[str, str, Callable[[_Row], object]]


def flags(named: _Named) -> Table:
    """A row for each flag, with the columns of `Flag`."""
    rows = [(name, flag) for name, report in named for flag in report.flags or ()]
    columns: list[_Column[Flag]] = [
        ("id", "text", lambda flag: flag.id),
        ("severity", "text", lambda flag: flag.severity),
        ("label", "text", lambda flag: flag.label),
        ("detail", "text", lambda flag: flag.detail),
        ("evidence", "integers", lambda flag: flag.evidence),
        ("measured", "text", lambda flag: flag.measured),
        ("threshold", "text", lambda flag: flag.threshold),
        ("distance", "text", lambda flag: flag.distance),
    ]
    return _table(rows, columns)


def findings(named: _Named) -> Table:
    """A row for each finding that a Report lists, with its place."""
    rows = [(name, finding) for name, report in named for finding in report.findings]
    columns: list[_Column[Finding]] = [
        ("code", "text", lambda finding: finding.code),
        ("severity", "text", lambda finding: finding.severity),
        ("file", "text", lambda finding: finding.place.file),
        ("line", "integer", lambda finding: finding.place.line),
        ("seq", "integer", lambda finding: finding.place.seq),
        ("offset", "integer", lambda finding: finding.place.offset),
        ("message", "text", lambda finding: finding.message),
    ]
    return _table(rows, columns)


def reports(named: _Named) -> Table:
    """A row for each Report: its verdict, and what says most of it."""
    columns: list[_Column[Report]] = [
        ("verdict", "text", lambda report: report.verdict),
        ("format", "text", lambda report: report.format),
        ("session", "text", lambda report: report.session and report.session.session),
        ("lines", "integer", lambda report: report.session and report.session.lines),
        ("assurance", "text", lambda report: report.assurance.summary),
        ("demands_met", "boolean", lambda report: all(demand.met for demand in report.demands)),
        ("flags", "integer", lambda report: None if report.flags is None else len(report.flags)),
        ("findings", "integer", lambda report: len(report.findings) + report.findings_omitted),
        ("elapsed_ms", "integer", _elapsed_ms),
    ]
    return _table(list(named), columns)


def _elapsed_ms(report: Report) -> int | None:
    elapsed = report.score and report.score.elapsed
    return elapsed.elapsed_ms if elapsed else None


def _table(rows: list[tuple[str, _Row]], columns: list[_Column[_Row]]) -> Table:
    given: list[tuple[str, str, object]] = [("name", "text", [name for name, _ in rows])]
    given += [(name, kind, [member(row) for _, row in rows]) for name, kind, member in columns]
    return _native.Table(len(rows), given)
