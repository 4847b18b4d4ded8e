"""A Greenhouse that takes nothing that its documentation doesn't name.

It has its own server for the callbacks, asks for the status when one comes, and holds every request
and every answer against a schema of its own, in which unknown members, missing ones and other types
are faults. It shares nothing with the service but the address and the key.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, TypeVar, Union

import httpx
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

KEY = "greenhouse-key-0123456789"
PATIENCE_S = 60.0
PLACE = "/integrations/testing_partners/take_home_tests/"


class Strict(BaseModel):
    """Exactly these members, of exactly these types."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Test(Strict):
    """A row of `list_tests`."""

    partner_test_id: str = Field(min_length=1)
    partner_test_name: str = Field(min_length=1)


class Person(Strict):
    """The candidate of `send_test`."""

    first_name: str
    last_name: str
    email: str
    greenhouse_profile_url: str
    phone_number: str | None = None
    resume_url: str | None = None


class SendTest(Strict):
    """The request of `send_test`."""

    partner_test_id: str
    candidate: Person
    url: str


class Sent(Strict):
    """The answer of `send_test`."""

    partner_interview_id: str = Field(min_length=1)


class Status(Strict):
    """The answer of `test_status`."""

    partner_status: Literal["sent", "complete"]
    partner_profile_url: str = Field(default="", pattern=r"^http://127\.0\.0\.1:\d+/")
    partner_score: Union[int, float, None] = Field(default=None, ge=0)
    metadata: dict[str, Union[str, int, float, bool]] = {}

    @model_validator(mode="after")
    def _complete_has_a_page(self) -> Status:
        if self.partner_status == "complete" and not self.partner_profile_url:
            raise ValueError("partner_status is `complete`, but partner_profile_url is missing")
        if "partner_score" in self.model_fields_set and self.partner_score is None:
            raise ValueError("partner_score is no number")
        return self


class ResponseError(Strict):
    """The request of `response_error`."""

    api_call: str
    errors: list[str] = Field(min_length=1)
    partner_interview_id: str | None = None


Answer = TypeVar("Answer")


class Greenhouse:
    """A running one."""

    def __init__(self) -> None:
        self.partner = ""
        self.faults: list[str] = []
        self.is_broken = False
        """Answers every callback with 500 while it is set."""
        self.refused = 0
        """Callbacks that were answered so."""
        self._statuses: dict[str, list[Status]] = {}
        self._interviews: dict[str, str] = {}
        self.meanwhile: Callable[[], object] = lambda: None
        """What happens between a callback's question and its answer."""
        self._changed = threading.Condition()
        self._client = httpx.Client(timeout=PATIENCE_S, trust_env=False)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        """Where its callbacks go."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def close(self) -> None:
        """Ends its server."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._client.close()

    def list_tests(self) -> list[Test]:
        """The tests of the partner."""
        return self._call("GET", "list_tests", TypeAdapter(list[Test]))

    def send_test(self, test: str = "parser", **person: str) -> str:
        """Sends a test to a candidate; gives the interview's id."""
        who = {
            "first_name": "Ada",
            "last_name": "Example",
            "email": "ada@example.test",
            "greenhouse_profile_url": "https://app.greenhouse.io/people/1?application_id=2",
        }
        candidate = Person(**{**who, **person})
        url = f"{self.url.rstrip('/')}{PLACE}{len(self._interviews)}"
        given = SendTest(partner_test_id=test, candidate=candidate, url=url)
        sent = self._call("POST", "send_test", TypeAdapter(Sent), given)
        self._interviews[url.removeprefix(self.url.rstrip("/"))] = sent.partner_interview_id
        return sent.partner_interview_id

    def test_status(self, interview: str) -> Status:
        """How an interview stands."""
        return self._call("GET", f"test_status?partner_interview_id={interview}", TypeAdapter(Status))

    def report_error(self, api_call: str, fault: str) -> None:
        """Tells the partner that an answer was wrong."""
        told = ResponseError(api_call=api_call, errors=[fault])
        body = json.dumps(told.model_dump(exclude_none=True))
        headers = {"content-type": "application/json"}
        place = f"{self.partner}/greenhouse/response_error"
        self._client.post(place, content=body, headers=headers, auth=(KEY, "")).raise_for_status()

    def told(self, interview: str, callbacks: int = 1) -> Status:
        """The status that the last of so many callbacks led to."""
        with self._changed:
            come = self._changed.wait_for(
                lambda: self.faults or len(self._statuses.get(interview, ())) >= callbacks, PATIENCE_S
            )
            assert come and not self.faults, self.faults or "no callback came"
            return self._statuses[interview][-1]

    def refusals(self, at_least: int) -> None:
        """Waits until so many callbacks were answered with 500."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.refused >= at_least, PATIENCE_S)

    def callbacks(self, interview: str) -> int:
        """How many came."""
        return len(self._statuses.get(interview, ()))

    def fault(self, api_call: str, fault: str) -> None:
        """Notes a fault, and tells the partner."""
        with self._changed:
            self.faults.append(f"{api_call}: {fault}")
            self._changed.notify_all()
        self.report_error(api_call, fault)

    def called_back(self, request: BaseHTTPRequestHandler) -> int:
        """What a callback is answered."""
        with self._changed:
            if self.is_broken:
                self.refused += 1
                self._changed.notify_all()
                return 500
        expected = "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()
        if request.headers.get("authorization") != expected:
            self.fault("patch", "wrong credentials")
            return 401
        if int(request.headers.get("content-length") or 0) or "transfer-encoding" in request.headers:
            self.fault("patch", "a body where none is expected")
            return 400
        interview = self._interviews.get(request.path)
        if interview is None:
            self.fault("patch", f"no test at {request.path}")
            return 404
        status = self.test_status(interview)
        self.meanwhile()
        with self._changed:
            self._statuses.setdefault(interview, []).append(status)
            self._changed.notify_all()
        return 200

    def _call(
        self, method: str, call: str, schema: TypeAdapter[Answer], given: Strict | None = None
    ) -> Answer:
        name = call.split("?")[0]
        headers, content = {}, None
        if given is not None:
            headers["content-type"] = "application/json"
            content = given.model_dump_json(exclude_none=True)
        address = f"{self.partner}/greenhouse/{call}"
        told = self._client.request(
            method, address, headers=headers, content=content, auth=(KEY, "")
        )
        if told.status_code != 200 or told.headers.get("content-type") != "application/json":
            self.fault(name, f"{told.status_code} {told.headers.get('content-type')}: {told.text}")
            raise AssertionError(self.faults)
        try:
            return schema.validate_json(told.content)
        except ValidationError as error:
            self.fault(name, str(error))
            raise


def _handler(greenhouse: Greenhouse) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_PATCH(self) -> None:
            try:
                status = greenhouse.called_back(self)
            except Exception as error:
                greenhouse.faults.append(repr(error))
                status = 500
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *given: Any) -> None:
            pass

    return Handler
