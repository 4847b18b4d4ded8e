"""What a candidate calls: the upload of a sealed session."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Depends, Request, Response
from interview_core import Report
from pydantic import BaseModel

from . import auth, verification
from .context import Service, service
from .refusal import Refusal
from .storage import Interview, Submission, add_submission, now
from .uploads import Received

PREFIX = "/submissions/"
router = APIRouter(dependencies=[Depends(auth.candidate)])


class Receipt(BaseModel):
    """What a candidate is told of an upload."""

    interview: str
    revision: int
    """1 for the first; an upload never takes the place of an earlier one."""
    is_new: bool
    """False where these very bytes had come before."""
    sha256: str
    verdict: str
    names_interview: bool
    findings: list[str]
    """What was found, in words."""


@router.put(PREFIX + "{interview}", status_code=201)
async def upload(request: Request, response: Response, interview: str) -> Receipt:
    """Takes in an archive or a bare log as the body, verifies it and stores what was found. Damage
    is no error: it is told, to the candidate as to the team."""
    of = service(request)
    await asyncio.to_thread(_check_open, of, interview)
    async with of.uploads.receive(request) as received:
        received_at = now()
        report = await verification.verify(received.path, received_at, of.settings.trusted_keys)
        receipt = await asyncio.to_thread(_store, of, interview, received, received_at, report)
    if receipt.is_new:
        of.courier.wake()
    else:
        response.status_code = 200
    return receipt


def _check_open(of: Service, interview: str) -> None:
    with of.storage.transaction() as session:
        if session.get(Interview, interview) is None:
            raise Refusal(404, "unknown_interview", "there is no such interview")


def _store(
    of: Service, name: str, received: Received, received_at: str, report: Report
) -> Receipt:
    with of.storage.transaction() as session:
        interview = session.get_one(Interview, name)
        given = verification.submission(
            report, interview, sha256=received.sha256, size=received.size, received_at=received_at
        )
        _check_open_for(interview, given, of.settings.revisions)
        of.uploads.keep(received)
        submission, is_new = add_submission(session, given, report.flags or ())
        return Receipt(
            interview=name,
            revision=submission.revision,
            is_new=is_new,
            sha256=submission.sha256,
            verdict=submission.verdict,
            names_interview=submission.names_interview,
            findings=[it.message for it in report.findings],
        )


def _check_open_for(interview: Interview, given: Submission, most: int) -> None:
    if any(it.sha256 == given.sha256 for it in interview.submissions):
        return
    if interview.raw is not None:
        raise Refusal(409, "already_graded", "the interview is graded; ask the hiring team")
    if len(interview.submissions) >= most:
        told = f"the interview has {most} submissions, and takes no more; ask the hiring team"
        raise Refusal(409, "too_many_submissions", told)
