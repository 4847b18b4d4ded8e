"""The calls of Greenhouse's Assessment Partner API (https://developers.greenhouse.io/assessment.html).

Greenhouse may add members to what it sends, so unknown ones pass; what is answered has exactly the
members that its documentation names.
"""

from __future__ import annotations

import json
from typing import Annotated, Union

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from . import auth
from .context import Service, service
from .refusal import Refusal
from .storage import Interview, PartnerError, new_id, now

router = APIRouter(prefix="/greenhouse", dependencies=[Depends(auth.greenhouse)])

Line = Annotated[str, Field(min_length=1, max_length=500)]
Url = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^https?://[^\s\x00-\x1f]+$")]
Primitive = Union[str, int, bool, None]


class Given(BaseModel):
    """What Greenhouse sends."""

    model_config = ConfigDict(strict=True, extra="ignore")


class Test(BaseModel):
    """A test that can be sent."""

    partner_test_id: str
    partner_test_name: str


class Person(Given):
    """Whom a test is sent to."""

    first_name: Line
    last_name: Line
    email: Line
    greenhouse_profile_url: Url
    phone_number: Annotated[str, Field(max_length=500)] | None = None
    resume_url: Url | None = None


class SendTest(Given):
    """A test to be sent."""

    partner_test_id: Line
    candidate: Person
    url: Url
    """Where the callback goes."""


class Sent(BaseModel):
    """The interview that was made."""

    partner_interview_id: str


class Status(BaseModel):
    """How an interview stands."""

    partner_status: str
    partner_profile_url: str | None = None
    partner_score: float | None = None
    metadata: dict[str, Primitive]


class ResponseError(Given):
    """What was wrong with an answer of ours."""

    api_call: Line
    errors: Annotated[list[str], Field(max_length=1000)]
    partner_test_id: str | None = None
    partner_test_name: str | None = None
    partner_interview_id: str | None = None
    candidate_email: str | None = None


@router.get("/list_tests")
def list_tests(request: Request) -> list[Test]:
    """The tests that can be sent."""
    assessments = service(request).settings.assessments.values()
    return [Test(partner_test_id=it.id, partner_test_name=it.name) for it in assessments]


@router.post("/send_test")
def send_test(request: Request, given: SendTest) -> Sent:
    """Makes an interview. Inviting the candidate is the hiring team's: see `/candidates`."""
    of, person = service(request), given.candidate
    assessment = of.settings.assessments.get(given.partner_test_id)
    if assessment is None:
        raise Refusal(404, "unknown_test", "there is no such test")
    if not given.url.startswith(of.settings.callbacks):
        raise Refusal(422, "callback_not_allowed", f"`url` must begin with `{of.settings.callbacks}`")
    interview = Interview(
        id=new_id(),
        assessment=assessment.id,
        limit_ms=assessment.time_limit_minutes * 60_000,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        phone_number=person.phone_number,
        resume_url=person.resume_url,
        profile_url=person.greenhouse_profile_url,
        callback_url=given.url,
        sent_at=now(),
    )
    with of.storage.transaction() as session:
        session.add(interview)
    return Sent(partner_interview_id=interview.id)


@router.get("/test_status", response_model_exclude_none=True)
def test_status(
    request: Request, partner_interview_id: Annotated[str, Query(max_length=64)]
) -> Status:
    """How an interview stands: `complete` once something was submitted, with a score once there is
    a grade."""
    of = service(request)
    with of.storage.transaction() as session:
        interview = session.get(Interview, partner_interview_id)
        if interview is None:
            raise Refusal(404, "unknown_interview", "there is no such interview")
        return _status(of, interview)


@router.post("/response_error")
def response_error(request: Request, given: ResponseError) -> dict[str, str]:
    """Keeps what Greenhouse found wrong, for the hiring team to see."""
    # In ASCII: JSON may have half of a surrogate pair, and the database takes none.
    body = json.dumps(given.model_dump(exclude_none=True))
    with service(request).storage.transaction() as session:
        session.add(PartnerError(received_at=now(), body=body))
    return {"status": "kept"}


def _status(of: Service, interview: Interview) -> Status:
    told = interview.standing
    if told is None:
        return Status(partner_status="sent", metadata={"Sent At": interview.sent_at})
    metadata: dict[str, Primitive] = {
        "Sent At": interview.sent_at,
        "Submitted At": told.received_at,
        "Submissions": len(interview.submissions),
        "Verification": told.verdict,
        "Assurance": told.assurance,
        "Flags": ", ".join(f"{it.label} ({it.severity})" for it in told.flags) or "none",
    }
    return Status(
        partner_status="complete",
        partner_profile_url=f"{of.base_url}/candidates/{interview.id}",
        partner_score=None if interview.final is None else float(interview.final),
        metadata=metadata,
    )
