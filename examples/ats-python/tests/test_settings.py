"""Settings that can't be used end the service before it listens, with a sentence."""

from __future__ import annotations

import subprocess
import sys

import pytest
from ats import settings

from .running import ROOT

ASSESSMENTS = str(ROOT / "assessments.json")
GOOD = {
    "ATS_GREENHOUSE_KEY": "x" * 16,
    "ATS_TEAM_PASSWORD": "x" * 16,
    "ATS_UPLOAD_SECRET": "x" * 16,
    "ATS_ASSESSMENTS": ASSESSMENTS,
}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ATS_TEAM_PASSWORD", "short", "`ATS_TEAM_PASSWORD` must be set, to at least 16"),
        ("ATS_GREENHOUSE_KEY", "", "`ATS_GREENHOUSE_KEY` must be set, to at least 16"),
        ("ATS_UPLOAD_SECRET", "é" * 16, "`ATS_UPLOAD_SECRET` must be set, to at least 16"),
        ("ATS_CALLBACKS", "http://example.test/", "`ATS_CALLBACKS` must begin with `https://`"),
        ("ATS_CALLBACKS", "https://example.test", "`ATS_CALLBACKS` must begin with `https://`"),
        *[
            ("ATS_CALLBACKS", value, "`ATS_CALLBACKS` must begin with `https://` and a host")
            for value in (
                "https://",
                "https:///",
                "https://user@evil/",
                "https://:1/",
                "https://[/",
                "https://host:x/",
                "https://good.example\\@evil.example/",
                "https://good.example?/",
                "https://good\t.example/",
                "http://127.0.0.1:@evil.example/",
                "http://127.0.0.1:1@evil.example/",
                "http://127.0.0.1:/",
                "http://127.0.0.1/",
                "http://127.0.0.1.evil.example:1/",
            )
        ],
        ("ATS_REVISIONS", "0", "`ATS_REVISIONS` must be a whole number of at least 1"),
        ("ATS_PORT", "-1", "`ATS_PORT` must be a whole number of at least 0"),
        ("ATS_UPLOAD_BYTES", "0", "`ATS_UPLOAD_BYTES` must be a whole number of at least 1"),
        ("ATS_ASSESSMENTS", "none.json", "`none.json` is no list of assessments"),
        ("ATS_ASSESSMENTS", __file__, "is no list of assessments"),
    ],
)
def test_what_is_wrong_is_told(name: str, value: str, told: str) -> None:
    with pytest.raises(settings.SettingsError) as raised:
        settings.read({**GOOD, name: value})
    assert told in str(raised.value)


@pytest.mark.parametrize("value", ["https://a.example/x/", "https://a:1/", "http://127.0.0.1:80/"])
def test_where_callbacks_may_go(value: str) -> None:
    assert settings.read({**GOOD, "ATS_CALLBACKS": value}).callbacks == value


def test_it_listens_nowhere_else_and_keeps_secrets() -> None:
    given = settings.read({**GOOD, "ATS_TEAM_PASSWORD": "a secret password"})
    assert (given.host, given.callbacks) == ("127.0.0.1", "https://app.greenhouse.io/")
    assert "secret" not in repr(given)


def test_without_secrets_it_does_not_start() -> None:
    command = [sys.executable, "-m", "ats"]
    ended = subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True)
    assert ended.returncode == 2 and ended.stderr.startswith("error: ")
