"""What the service is told from outside: environment variables, and the file of assessments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

GREENHOUSE = "https://app.greenhouse.io/"
MIB = 1024 * 1024


class SettingsError(Exception):
    """A setting is missing or can't be used."""


class Assessment(BaseModel):
    """A test that can be sent to a candidate."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    name: str = Field(min_length=1, max_length=200)
    time_limit_minutes: int = Field(ge=0, le=60 * 24 * 30)
    """0 for none."""


@dataclass(frozen=True)
class Settings:
    """All of them; secrets are kept out of its repr by having none."""

    data: Path
    """The folder of database and uploads."""

    assessments: Mapping[str, Assessment]
    """By id."""

    greenhouse_key: str
    """The user name of Greenhouse's calls and of ours to it."""

    team_password: str
    """The password of the hiring team, whose user name is `team`."""

    upload_secret: bytes
    """From which each candidate's token is derived."""

    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    """How others reach the service; where it listens, if empty."""

    callbacks: str = GREENHOUSE
    """What a callback url begins with: our key goes nowhere else."""

    trusted_keys: tuple[str, ...] = ()
    """Verifier keys of relays and witnesses."""

    upload_bytes: int = 256 * MIB
    """The largest upload."""

    revisions: int = 20
    """The most submissions that one interview takes."""

    retry_ms: int = 1000
    """The wait before a callback is tried again; it doubles each time, up to an hour."""

    def __repr__(self) -> str:
        return f"Settings(data={str(self.data)!r})"


def read(environment: Mapping[str, str]) -> Settings:
    """The settings from `ATS_…` variables."""
    callbacks = environment.get("ATS_CALLBACKS", GREENHOUSE)
    if not _is_place(callbacks):
        raise SettingsError(
            "`ATS_CALLBACKS` must begin with `https://` and a host, without a user, and end with `/`"
        )
    return Settings(
        data=Path(environment.get("ATS_DATA", "data")),
        assessments=_assessments(Path(environment.get("ATS_ASSESSMENTS", "assessments.json"))),
        greenhouse_key=_secret(environment, "ATS_GREENHOUSE_KEY"),
        team_password=_secret(environment, "ATS_TEAM_PASSWORD"),
        upload_secret=_secret(environment, "ATS_UPLOAD_SECRET").encode(),
        host=environment.get("ATS_HOST", "127.0.0.1"),
        port=_number(environment, "ATS_PORT", 8000, 0),
        base_url=environment.get("ATS_BASE_URL", "").rstrip("/"),
        callbacks=callbacks,
        trusted_keys=tuple(environment.get("ATS_TRUSTED_KEYS", "").split()),
        upload_bytes=_number(environment, "ATS_UPLOAD_BYTES", 256 * MIB, 1),
        revisions=_number(environment, "ATS_REVISIONS", 20, 1),
        retry_ms=_number(environment, "ATS_RETRY_MS", 1000, 1),
    )


def _is_place(url: str) -> bool:
    """Whether all urls that begin so are of one host: by TLS, or on this machine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    is_here = parts.scheme == "http" and host == "127.0.0.1" and port is not None
    # What `urlsplit` drops, or another reader takes for the end of the host.
    is_plain = url.isascii() and url.isprintable() and not set(url) & set(" \\@?#")
    return (parts.scheme == "https" or is_here) and bool(host) and is_plain and url.endswith("/")


def _secret(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if len(value) < 16 or not value.isascii() or not value.isprintable() or ":" in value:
        raise SettingsError(f"`{name}` must be set, to at least 16 characters of ASCII without `:`")
    return value


def _number(environment: Mapping[str, str], name: str, default: int, least: int) -> int:
    value = environment.get(name, str(default))
    if not value.isascii() or not value.isdecimal() or not least <= int(value[:18]):
        raise SettingsError(f"`{name}` must be a whole number of at least {least}")
    return int(value[:18])


def _assessments(path: Path) -> Mapping[str, Assessment]:
    try:
        listed = TypeAdapter(list[Assessment]).validate_python(json.loads(path.read_bytes()))
    except (OSError, ValueError, ValidationError) as error:
        raise SettingsError(f"`{path}` is no list of assessments: {error}") from error
    by_id = {assessment.id: assessment for assessment in listed}
    if not listed or len(by_id) != len(listed):
        raise SettingsError(f"`{path}` lists none, or one id twice")
    return by_id
