"""Who may call: Greenhouse by its API key, the hiring team by a password, a candidate by a token."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from fastapi.security.utils import get_authorization_scheme_param

from .refusal import Refusal
from .settings import Settings

_basic = HTTPBasic(auto_error=False)
_Given = Annotated[HTTPBasicCredentials | None, Depends(_basic)]


def settings_of(request: Request) -> Settings:
    """The settings of the service that was called."""
    settings = request.app.state.settings
    assert isinstance(settings, Settings)
    return settings


def greenhouse(request: Request, given: _Given) -> None:
    """Lets only Greenhouse in: the key as user name, no password."""
    _basic_auth(given, settings_of(request).greenhouse_key, "")


def team(request: Request, given: _Given) -> None:
    """Lets only the hiring team in."""
    _basic_auth(given, "team", settings_of(request).team_password)


def candidate(request: Request, interview: str) -> None:
    """Lets only the candidate of an interview in, by a bearer token."""
    scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
    if not _same(token, upload_token(settings_of(request), interview)) or scheme.lower() != "bearer":
        raise Refusal(401, "unauthorized", "the upload token is missing or wrong")


def upload_token(settings: Settings, interview: str) -> str:
    """The token with which a candidate uploads; derived, so that none is stored."""
    return hmac.new(settings.upload_secret, interview.encode(), hashlib.sha256).hexdigest()


def _basic_auth(given: HTTPBasicCredentials | None, user: str, password: str) -> None:
    name, secret = (given.username, given.password) if given else ("", "")
    # Both are compared, whatever the first one gives: the time tells nothing.
    if not (_same(name, user) & _same(secret, password)):
        raise Refusal(401, "unauthorized", "user name or password is missing or wrong")


def _same(left: str, right: str) -> bool:
    # Of equal length as hashes, so that not even the length is told.
    digests = (hashlib.sha256(it.encode(errors="surrogatepass")).digest() for it in (left, right))
    return hmac.compare_digest(*digests)
