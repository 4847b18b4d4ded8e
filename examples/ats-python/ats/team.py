"""What the hiring team calls: the ranking, one candidate, the grade, the export."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from . import auth, export, scoring
from .candidate import PREFIX
from .context import Service, service
from .refusal import Refusal
from .storage import Callback, Interview, PartnerError, Submission, add_callback, ranked

router = APIRouter(dependencies=[Depends(auth.team)])


class FlagShown(BaseModel):
    """A flag: something worth a look, that costs no points."""

    id: str
    severity: str
    label: str
    detail: str


class SubmissionShown(BaseModel):
    """A submission, whatever was found."""

    revision: int
    received_at: str
    sha256: str
    size: int
    verdict: str
    assurance: str
    names_interview: bool
    elapsed_ms: int | None
    clock: str | None
    flags: list[FlagShown]
    same_session_in: list[str]
    """Other interviews to which a log of the same session was sent."""


class Candidate(BaseModel):
    """A row of the ranking."""

    interview: str
    assessment: str
    first_name: str
    last_name: str
    email: str
    profile_url: str
    sent_at: str
    raw: str | None
    deduction: str | None
    final: str | None
    graded_revision: int | None
    submissions: list[SubmissionShown]


class Invitation(BaseModel):
    """What a candidate needs: the code for the recorder, and where to upload with which token."""

    interview_code: str
    time_limit_ms: int
    upload_url: str
    upload_token: str


class CallbackShown(BaseModel):
    """How far Greenhouse has been told."""

    attempts: int
    due_at: str
    delivered_at: str | None
    last_error: str | None


class CandidatePage(Candidate):
    """A candidate with all that the service knows."""

    invitation: Invitation
    callbacks: list[CallbackShown]


class Grade(BaseModel):
    """A grade for a revision; the person who graded has seen that one."""

    model_config = ConfigDict(strict=True, extra="forbid")

    raw: str
    """A plain decimal, as it was written."""
    revision: int


@router.get("/candidates")
def candidates(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> list[Candidate]:
    """The ranking, best score first."""
    with service(request).storage.transaction() as session:
        return [Candidate(**_row(session, it)) for it in ranked(session, limit, offset)]


@router.get("/candidates.csv")
def candidates_csv(request: Request) -> Response:
    """The whole ranking for a spreadsheet."""
    with service(request).storage.transaction() as session:
        text = export.write(ranked(session))
    headers = {"content-disposition": 'attachment; filename="candidates.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/candidates/{interview}")
def candidate(request: Request, interview: str) -> CandidatePage:
    """One candidate."""
    of = service(request)
    with of.storage.transaction() as session:
        it = _interview(session, interview)
        told = select(Callback).filter_by(interview_id=it.id).order_by(Callback.id)
        return CandidatePage(
            **_row(session, it),
            invitation=_invitation(of, it),
            callbacks=[
                CallbackShown(
                    attempts=each.attempts,
                    due_at=each.due_at,
                    delivered_at=each.delivered_at,
                    last_error=each.last_error,
                )
                for each in session.scalars(told)
            ],
        )


@router.get("/candidates/{interview}/reports/{revision}")
def report(request: Request, interview: str, revision: int) -> Response:
    """The Report of a submission, byte for byte as the library gave it."""
    with service(request).storage.transaction() as session:
        found = _submission(_interview(session, interview), revision)
        return Response(found.report, media_type="application/json")


@router.put("/candidates/{interview}/grade")
def grade(request: Request, interview: str, given: Grade) -> Candidate:
    """Grades a candidate, or grades anew, and has Greenhouse told."""
    of = service(request)
    with of.storage.transaction() as session:
        it = _interview(session, interview)
        scoring.grade(it, _submission(it, given.revision), given.raw)
        add_callback(session, it.id)
        shown = Candidate(**_row(session, it))
    of.courier.wake()
    return shown


@router.get("/partner_errors")
def partner_errors(request: Request) -> list[dict[str, str]]:
    """The last hundred complaints of Greenhouse about our answers."""
    with service(request).storage.transaction() as session:
        last = select(PartnerError).order_by(PartnerError.id.desc()).limit(100)
        return [{"received_at": it.received_at, "body": it.body} for it in session.scalars(last)]


def _interview(session: Session, name: str) -> Interview:
    found = session.get(Interview, name)
    if found is None:
        raise Refusal(404, "unknown_interview", "there is no such interview")
    return found


def _submission(interview: Interview, revision: int) -> Submission:
    for submission in interview.submissions:
        if submission.revision == revision:
            return submission
    raise Refusal(404, "unknown_revision", "there is no such submission")


def _invitation(of: Service, it: Interview) -> Invitation:
    return Invitation(
        interview_code=it.id,
        time_limit_ms=it.limit_ms,
        upload_url=f"{of.base_url}{PREFIX}{it.id}",
        upload_token=auth.upload_token(of.settings, it.id),
    )


def _row(session: Session, it: Interview) -> dict[str, Any]:
    return {
        "interview": it.id,
        "assessment": it.assessment,
        "first_name": it.first_name,
        "last_name": it.last_name,
        "email": it.email,
        "profile_url": it.profile_url,
        "sent_at": it.sent_at,
        "raw": it.raw,
        "deduction": it.deduction,
        "final": it.final,
        "graded_revision": it.graded_revision,
        "submissions": [_shown(session, submission) for submission in it.submissions],
    }


def _shown(session: Session, it: Submission) -> SubmissionShown:
    elsewhere = select(Submission.interview_id).where(
        Submission.session == it.session, Submission.interview_id != it.interview_id
    )
    return SubmissionShown(
        revision=it.revision,
        received_at=it.received_at,
        sha256=it.sha256,
        size=it.size,
        verdict=it.verdict,
        assurance=it.assurance,
        names_interview=it.names_interview,
        elapsed_ms=it.elapsed_ms,
        clock=it.clock,
        flags=[
            FlagShown(id=each.flag, severity=each.severity, label=each.label, detail=each.detail)
            for each in it.flags
        ],
        same_session_in=[] if it.session is None else sorted(set(session.scalars(elsewhere))),
    )
