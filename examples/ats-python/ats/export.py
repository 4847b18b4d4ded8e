"""The ranking as CSV that a spreadsheet opens without running anything that a candidate wrote."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from .storage import Interview

COLUMNS = (
    "interview", "assessment", "first_name", "last_name", "email", "final", "raw", "deduction",
    "revision", "verdict", "names_interview", "elapsed_ms", "clock", "flags", "assurance",
)  # fmt: skip

UNSEEN = r'["\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]'
"""What a reader may drop before it looks for a sign: quotes, blanks, control and invisible signs."""

FORMULA = re.compile(rf"(^|[;,|\t\r\n])(?={UNSEEN}*[=+\-@＝＋－＠])|^(?=[\t\r\n])")
"""Where a spreadsheet would take a cell for a formula, by its sign in ASCII or full width. Cells begin
behind other separators than ours, too: which one it is, the reader's country decides."""


def write(interviews: Iterable[Interview]) -> str:
    """All rows, with a line of names first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in _row(interview)] for interview in interviews)
    return text.getvalue()


def harmless(cell: object) -> str:
    """A cell as text. Where it would begin like a formula, for a reader with this separator or
    another, it has an apostrophe, which spreadsheets read as `this is text`."""
    return FORMULA.sub(r"\g<1>'", "" if cell is None else str(cell))


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
