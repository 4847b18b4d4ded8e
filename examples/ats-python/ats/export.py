"""The ranking as CSV that a spreadsheet opens without running anything that a candidate wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from .storage import Interview

COLUMNS = (
    "interview", "assessment", "first_name", "last_name", "email", "final", "raw", "deduction",
    "revision", "verdict", "names_interview", "elapsed_ms", "clock", "flags", "assurance",
)  # fmt: skip

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula, in ASCII and full width."""


def write(interviews: Iterable[Interview]) -> str:
    """All rows, with a line of names first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in _row(interview)] for interview in interviews)
    return text.getvalue()


def harmless(cell: object) -> str:
    """A cell as text. One that begins like a formula gets an apostrophe, which spreadsheets read as
    `this is text`; blanks before its first sign don't hide it."""
    text = "" if cell is None else str(cell)
    is_formula = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if is_formula else text


def _row(it: Interview) -> tuple[object, ...]:
    told = it.standing
    person = (it.id, it.assessment, it.first_name, it.last_name, it.email)
    score = (it.final, it.raw, it.deduction)
    if told is None:
        return (*person, *score, *[None] * 7)
    flags = " ".join(f"{flag.flag}:{flag.severity}" for flag in told.flags)
    named = "yes" if told.names_interview else "no"
    found = (told.revision, told.verdict, named, told.elapsed_ms, told.clock, flags, told.assurance)
    return (*person, *score, *found)
