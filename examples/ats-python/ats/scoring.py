"""The score: a person's grade, less what time over the limit costs. Flags and verdicts take nothing."""

from __future__ import annotations

from decimal import Decimal

import interview_core

from .refusal import Refusal
from .storage import Interview, Submission


def grade(interview: Interview, submission: Submission, raw: str) -> None:
    """Grades an interview by a submission. Where the log tells no time, none is counted."""
    elapsed_ms = submission.elapsed_ms or 0
    try:
        overtime = interview_core.overtime(elapsed_ms, interview.limit_ms, raw)
        final = interview_core.adjusted_score(elapsed_ms, interview.limit_ms, raw)
    except interview_core.ArgumentError as error:
        raise Refusal(422, error.code, str(error)) from error
    interview.raw = raw
    interview.graded_revision = submission.revision
    interview.deduction = overtime.deduction
    interview.final = final
    interview.final_hundredths = int(Decimal(final) * 100)
