"""What the library says of an upload. Nothing here judges: damage stands in the Report."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import interview_core
from interview_core import Report
from interview_core.options import VerifyOptions

from .refusal import Refusal
from .storage import Interview, Submission

_cores = asyncio.Semaphore(os.cpu_count() or 1)


async def verify(upload: Path, received_at: str, trusted_keys: tuple[str, ...]) -> Report:
    """Verifies a file in a thread, as many at once as there are cores."""
    options: VerifyOptions = {
        "context": {"received_at": received_at},
        "trusted_keys": list(trusted_keys),
    }
    async with _cores:
        return await asyncio.to_thread(interview_core.verify, upload, options)


def submission(
    report: Report, interview: Interview, *, sha256: str, size: int, received_at: str
) -> Submission:
    """What is stored of a Report. A session that names another interview is refused: it was sent to
    the wrong place, and nothing is kept."""
    facts = report.session
    named = facts.interview.code if facts and facts.interview else None
    if named is not None and named != interview.id:
        raise Refusal(409, "other_interview", "the session was recorded for another interview")
    elapsed = report.score.elapsed if report.score else None
    return Submission(
        interview_id=interview.id,
        sha256=sha256,
        size=size,
        received_at=received_at,
        verdict=report.verdict,
        assurance=report.assurance.summary,
        names_interview=named is not None,
        session=facts.session if facts else None,
        elapsed_ms=elapsed.elapsed_ms if elapsed else None,
        clock=elapsed.end.source if elapsed else None,
        report=report.to_json(),
    )
