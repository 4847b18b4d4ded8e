"""The service as its own process, and those who call it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from .greenhouse import KEY, PATIENCE_S

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "team-password-0123456789"
UPLOAD_BYTES = 512 * 1024
REVISIONS = 4


class Service:
    """A running service on a port of its own."""

    def __init__(self, data: Path, callbacks: str) -> None:
        self.data, self._callbacks, self._port = data, callbacks, "0"
        self.start()

    def start(self) -> None:
        """Starts it; after a crash, where it was."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ats"],
            cwd=ROOT,
            env={
                "PATH": os.environ.get("PATH", ""),
                "ATS_DATA": str(self.data),
                "ATS_GREENHOUSE_KEY": KEY,
                "ATS_TEAM_PASSWORD": PASSWORD,
                "ATS_UPLOAD_SECRET": "upload-secret-0123456789",
                "ATS_CALLBACKS": self._callbacks,
                "ATS_UPLOAD_BYTES": str(UPLOAD_BYTES),
                "ATS_REVISIONS": str(REVISIONS),
                "ATS_RETRY_MS": "20",
                "ATS_PORT": self._port,
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said.startswith("listening on http://127.0.0.1:"), said
        self.url = said.removeprefix("listening on ").strip()
        self._client = httpx.Client(timeout=PATIENCE_S, trust_env=False)
        self._port = self.url.rpartition(":")[2]

    def kill(self) -> None:
        """Ends it at once, without a goodbye."""
        self._process.kill()
        self._end()

    def close(self) -> None:
        """Ends it as a service manager does."""
        self._process.terminate()
        assert self._end() in (0, -15)

    def team(self, method: str, path: str, **given: Any) -> httpx.Response:
        """A call of the hiring team."""
        auth = ("team", PASSWORD)
        return self._client.request(method, self.url + path, auth=auth, **given)

    def page(self, interview: str) -> Any:
        """What the team sees of a candidate."""
        return self.team("GET", f"/candidates/{interview}").raise_for_status().json()

    def grade(self, interview: str, raw: str, revision: int = 1) -> httpx.Response:
        """The team grades a candidate."""
        given = {"raw": raw, "revision": revision}
        return self.team("PUT", f"/candidates/{interview}/grade", json=given)

    def upload(self, interview: str, content: Any, token: str | None = None) -> httpx.Response:
        """A candidate sends something in, as the invitation says."""
        invitation = self.page(interview)["invitation"]
        headers = {"authorization": f"Bearer {token or invitation['upload_token']}"}
        place = invitation["upload_url"]
        return self._client.put(place, content=content, headers=headers)

    def _end(self) -> int:
        self._client.close()
        status = self._process.wait(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status


def check_refused(answer: httpx.Response, status: int, code: str) -> None:
    """An error has its status, its code and words."""
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), answer.text
    assert told["message"] and set(told) == {"code", "message"}
