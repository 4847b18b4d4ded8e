"""What isn't done, and what the caller is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from . import sessions
from .greenhouse import KEY, Greenhouse
from .running import PASSWORD, REVISIONS, UPLOAD_BYTES, Service, check_refused


@pytest.mark.parametrize(
    "auth", [None, (KEY, "x"), ("", ""), (KEY[:-1], ""), ("team", PASSWORD), ("é", "")]
)
def test_only_greenhouse_makes_greenhouses_calls(
    service: Service, auth: tuple[str, str] | None
) -> None:
    for method, call in (
        ("GET", "list_tests"),
        ("POST", "send_test"),
        ("GET", "test_status?partner_interview_id=1"),
        ("POST", "response_error"),
    ):
        answer = httpx.request(method, f"{service.url}/greenhouse/{call}", auth=auth)
        check_refused(answer, 401, "unauthorized")
        assert answer.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize("auth", [None, (KEY, ""), ("team", ""), ("x", PASSWORD)])
def test_only_the_team_sees_candidates(service: Service, auth: tuple[str, str] | None) -> None:
    for path in ("/candidates", "/candidates.csv", "/candidates/1", "/partner_errors"):
        check_refused(httpx.get(service.url + path, auth=auth), 401, "unauthorized")


def test_only_the_candidate_uploads(greenhouse: Greenhouse, service: Service) -> None:
    one, other = greenhouse.send_test(), greenhouse.send_test()
    theirs = service.page(other)["invitation"]["upload_token"]
    for token in (theirs, theirs[:-1], "x"):
        check_refused(service.upload(one, b"x", token), 401, "unauthorized")
    check_refused(httpx.put(f"{service.url}/submissions/{one}", content=b"x"), 401, "unauthorized")
    assert service.page(one)["submissions"] == []


def test_unknown_names_are_told(greenhouse: Greenhouse, service: Service, place: Path) -> None:
    def ask(call: str, **given: Any) -> httpx.Response:
        method = "POST" if given else "GET"
        return httpx.request(method, f"{service.url}/greenhouse/{call}", auth=(KEY, ""), **given)

    check_refused(ask("test_status?partner_interview_id=1"), 404, "unknown_interview")
    check_refused(ask("test_status"), 422, "invalid_request")
    check_refused(service.team("GET", "/candidates/1"), 404, "unknown_interview")
    check_refused(service.grade("1", "5"), 404, "unknown_interview")
    check_refused(service.team("GET", "/elsewhere"), 404, "not_found")

    person = {"first_name": "A", "last_name": "B", "email": "c", "greenhouse_profile_url": "http://d"}
    good = {"partner_test_id": "parser", "candidate": person, "url": f"{greenhouse.url}1"}
    check_refused(ask("send_test", json={**good, "partner_test_id": "x"}), 404, "unknown_test")
    elsewhere = {**good, "url": "http://127.0.0.1:1/elsewhere"}
    check_refused(ask("send_test", json=elsewhere), 422, "callback_not_allowed")
    check_refused(ask("send_test", json={**good, "candidate": {}}), 422, "invalid_request")
    check_refused(ask("send_test", json={**good, "partner_test_id": 1}), 422, "invalid_request")
    check_refused(ask("send_test", content=b"{"), 422, "invalid_request")
    check_refused(ask("send_test", content=b" " * 70_000), 413, "too_large")
    assert ask("send_test", json={**good, "new_member": 1}).status_code == 200

    interview = greenhouse.send_test()
    check_refused(service.grade(interview, "5"), 404, "unknown_revision")
    check_refused(service.team("GET", f"/candidates/{interview}/reports/1"), 404, "unknown_revision")
    service.upload(interview, sessions.archive(sessions.recorded(place, interview)))
    for raw in ("-1", "1e3", "x", "", "NaN", "9" * 30):
        check_refused(service.grade(interview, raw), 422, "invalid_score")
    assert service.page(interview)["raw"] is None


def test_an_upload_has_a_size(greenhouse: Greenhouse, service: Service) -> None:
    interview = greenhouse.send_test()

    def pieces() -> Iterator[bytes]:
        for _ in range(UPLOAD_BYTES // 1024):
            yield b"x" * 1024
        yield b"y"

    for content in (b"x" * (UPLOAD_BYTES + 1), pieces()):
        check_refused(service.upload(interview, content), 413, "too_large")
    check_refused(service.upload(interview, b""), 400, "empty")
    assert service.page(interview)["submissions"] == []
    largest = service.upload(interview, b"x" * UPLOAD_BYTES)
    assert (largest.status_code, largest.json()["verdict"]) == (201, "unreadable")


def test_an_upload_that_is_cut_off_leaves_nothing(greenhouse: Greenhouse, service: Service) -> None:
    interview = greenhouse.send_test()
    invitation = service.page(interview)["invitation"]
    address = urlsplit(invitation["upload_url"])
    assert address.hostname and address.port
    with socket.create_connection((address.hostname, address.port)) as client:
        head = (
            f"PUT {address.path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n"
            f"authorization: Bearer {invitation['upload_token']}\r\n\r\n"
        )
        client.sendall(head.encode() + b"x" * 10)
        client.shutdown(socket.SHUT_WR)
        client.recv(1000)
    assert service.page(interview)["submissions"] == []


def test_a_session_stays_with_its_interview(
    greenhouse: Greenhouse, service: Service, tmp_path: Path
) -> None:
    one, other = greenhouse.send_test(), greenhouse.send_test()
    packed = sessions.archive(sessions.recorded(tmp_path / "one", one))
    check_refused(service.upload(other, packed), 409, "other_interview")
    honest = (sessions.VECTORS / "archive-tar" / "bundle.tar").read_bytes()
    check_refused(service.upload(other, honest), 409, "other_interview")
    assert service.page(other)["submissions"] == []

    nameless = sessions.archive(sessions.recorded(tmp_path / "nameless", None))
    for interview in (one, other):
        assert service.upload(interview, nameless).json()["names_interview"] is False
    assert service.page(one)["submissions"][0]["same_session_in"] == [other]


def test_another_upload_is_another_revision(
    greenhouse: Greenhouse, service: Service, tmp_path: Path
) -> None:
    interview = greenhouse.send_test()
    packed = [sessions.archive(sessions.recorded(tmp_path / str(it), interview)) for it in (1, 2, 3)]

    def told(content: bytes) -> tuple[int, int, bool]:
        answer = service.upload(interview, content)
        receipt = answer.raise_for_status().json()
        return answer.status_code, receipt["revision"], receipt["is_new"]

    assert told(packed[0]) == (201, 1, True)
    assert told(packed[1]) == (201, 2, True)
    assert told(packed[0]) == (200, 1, False)
    graded = service.grade(interview, "5", revision=1).json()
    assert (graded["graded_revision"], len(graded["submissions"])) == (1, 2)
    shown = greenhouse.test_status(interview).metadata
    assert shown["Submissions"] == 2
    assert shown["Submitted At"] == graded["submissions"][0]["received_at"]
    check_refused(service.upload(interview, packed[2]), 409, "already_graded")
    assert told(packed[1]) == (200, 2, False)


def test_an_interview_takes_so_many_submissions(greenhouse: Greenhouse, service: Service) -> None:
    interview = greenhouse.send_test()
    for revision in range(1, REVISIONS + 1):
        assert service.upload(interview, b"%d" % revision).json()["revision"] == revision
    check_refused(service.upload(interview, b"one more"), 409, "too_many_submissions")
    again = service.upload(interview, b"%d" % 2)
    assert (again.status_code, again.json()["revision"]) == (200, 2)
    assert len(service.page(interview)["submissions"]) == REVISIONS


def test_uploads_at_once_are_all_kept_and_told_apart(
    greenhouse: Greenhouse, service: Service, tmp_path: Path
) -> None:
    interview = greenhouse.send_test()
    packed = [sessions.archive(sessions.recorded(tmp_path / str(it), interview)) for it in range(3)]
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda it: service.upload(interview, it).json(), packed * 2))
    new = sorted(it["revision"] for it in answers if it["is_new"])
    assert new == [1, 2, 3]
    assert [it["sha256"] for it in answers[:3]] == [it["sha256"] for it in answers[3:]]
    assert greenhouse.told(interview).partner_status == "complete"
