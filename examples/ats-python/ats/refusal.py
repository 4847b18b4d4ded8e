"""What a caller is told when a request isn't done: a status, a stable code, and a sentence."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from interview_core import InterviewError
from starlette.exceptions import HTTPException


class Refusal(HTTPException):
    """A request that isn't done."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, message)
        self.code = code


def install(app: FastAPI) -> None:
    """Gives every error the same form: `{"code", "message"}`."""

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> JSONResponse:
        plain = {401: "unauthorized", 404: "not_found", 405: "method_not_allowed"}
        code = error.code if isinstance(error, Refusal) else plain.get(error.status_code, "bad_request")
        headers = {"www-authenticate": 'Basic realm="ats"'} if error.status_code == 401 else None
        return _answer(error.status_code, code, str(error.detail), headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        # Names of members only: what was sent may be private.
        places = sorted({".".join(str(part) for part in it["loc"]) for it in error.errors()})
        return _answer(422, "invalid_request", f"can't be used: {', '.join(places)}"[:1000])

    @app.exception_handler(InterviewError)
    async def failed(_: Request, error: InterviewError) -> JSONResponse:
        return _answer(500, error.code, "the submission could not be verified; send it again later")

    @app.exception_handler(Exception)
    async def broken(_: Request, __: Exception) -> JSONResponse:
        return _answer(500, "internal", "something went wrong here; try again later")


def _answer(
    status: int, code: str, message: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse({"code": code, "message": message}, status, headers)
