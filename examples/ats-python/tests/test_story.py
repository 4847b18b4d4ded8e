"""The whole story: a test is sent, worked, submitted, graded, ranked and exported."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import interview_core
import pytest
from ats import export
from interview_core import Report

from . import sessions
from .greenhouse import Greenhouse
from .running import Service

SIGNS = ("=", "+", "-", "@", "＝")


def test_from_send_test_to_a_score(greenhouse: Greenhouse, service: Service, place: Path) -> None:
    tests = {it.partner_test_id: it.partner_test_name for it in greenhouse.list_tests()}
    assert tests == {"parser": "Make the parser faster", "queue": "Repair the queue"}

    interview = greenhouse.send_test(first_name="Grace", phone_number="123")
    assert greenhouse.test_status(interview).partner_status == "sent"

    bundle = sessions.recorded(place, interview, minutes=67)
    receipt = service.upload(interview, sessions.archive(bundle))
    assert receipt.status_code == 201, receipt.text
    told = receipt.json()
    assert (told["verdict"], told["revision"], told["names_interview"]) == ("intact", 1, True)

    status = greenhouse.told(interview)
    assert status.partner_status == "complete" and status.partner_score is None
    assert status.metadata["Verification"] == "intact"
    page = service.team("GET", status.partner_profile_url.removeprefix(service.url)).json()
    assert page["submissions"][0]["sha256"] == told["sha256"]

    graded = service.grade(interview, "7.5").raise_for_status().json()
    elapsed_ms = graded["submissions"][0]["elapsed_ms"]
    assert 67 * 60_000 <= elapsed_ms < 70 * 60_000
    expected = interview_core.adjusted_score(elapsed_ms, 60 * 60_000, "7.5")
    assert (graded["raw"], graded["final"]) == ("7.5", expected)
    assert Decimal("7") < Decimal(expected) < Decimal("7.5")
    assert greenhouse.told(interview, callbacks=2).partner_score == float(expected)


def test_the_report_is_stored_byte_for_byte(
    greenhouse: Greenhouse, service: Service, place: Path
) -> None:
    interview = greenhouse.send_test()
    packed = sessions.archive(sessions.recorded(place, interview))
    service.upload(interview, packed).raise_for_status()
    shown = service.page(interview)["submissions"][0]
    stored = service.team("GET", f"/candidates/{interview}/reports/1").content
    again = interview_core.verify(packed, {"context": {"received_at": shown["received_at"]}})
    assert stored.decode() == again.to_json()
    flags = [{"id": it.id, "severity": it.severity} for it in again.flags or ()]
    assert [{"id": it["id"], "severity": it["severity"]} for it in shown["flags"]] == flags


def test_damage_is_shown_and_costs_nothing(
    greenhouse: Greenhouse, service: Service, place: Path
) -> None:
    def check(content: bytes, verdict: str, interview: str) -> None:
        receipt = service.upload(interview, content).raise_for_status().json()
        assert receipt["verdict"] == verdict and receipt["findings"]
        assert greenhouse.told(interview).metadata["Verification"] == verdict
        assert service.page(interview)["submissions"][0]["verdict"] == verdict
        kept = service.team("GET", f"/candidates/{interview}/reports/1").json()
        assert Report.from_dict(kept).verdict == verdict
        assert service.grade(interview, "8.25").json()["final"] == "8.25"
        assert greenhouse.told(interview, callbacks=2).partner_score == 8.25

    interview = greenhouse.send_test()
    check(sessions.tampered(sessions.recorded(place, interview)), "altered", interview)
    for vector, file in (
        ("archive-data-cut", "bundle.tar"),
        ("archive-zstd-corrupt", "bundle.tar.zst"),
        ("archive-gzip", "bundle.tar.gz"),
    ):
        content = (sessions.VECTORS / vector / file).read_bytes()
        check(content, "unreadable", greenhouse.send_test())


def test_flags_take_nothing_from_a_score(
    greenhouse: Greenhouse, service: Service, tmp_path: Path
) -> None:
    finals = {}
    for prompts in (0, 12):
        interview = greenhouse.send_test("queue")
        bundle = sessions.recorded(tmp_path / str(prompts), interview, 200, prompts)
        service.upload(interview, sessions.archive(bundle)).raise_for_status()
        graded = service.grade(interview, "6.4").json()
        flags = frozenset(it["id"] for it in graded["submissions"][0]["flags"])
        finals[flags] = graded["final"]
    assert len(finals) == 2, "both have the same flags"
    assert set(finals.values()) == {"6.4"}


def test_candidates_are_ranked_by_score(
    greenhouse: Greenhouse, service: Service, tmp_path: Path
) -> None:
    made = {}
    for raw in ("9.5", "10", "2.25"):
        interview = greenhouse.send_test("queue")
        bundle = sessions.recorded(tmp_path / raw, interview)
        service.upload(interview, sessions.archive(bundle)).raise_for_status()
        service.grade(interview, raw).raise_for_status()
        made[interview] = raw
    ungraded = greenhouse.send_test("queue")
    ranking = service.team("GET", "/candidates?limit=1000").json()
    order = [made.get(it["interview"], "") for it in ranking if it["interview"] in {*made, ungraded}]
    assert order == ["10", "9.5", "2.25", ""]
    second = service.team("GET", "/candidates?limit=1&offset=1").json()
    assert [it["interview"] for it in second] == [ranking[1]["interview"]]


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tAnn", "\rAnn", " =1", '=HYPERLINK("http://x","y")', "＝1"],
)
def test_no_cell_of_the_export_is_a_formula(
    greenhouse: Greenhouse, service: Service, name: str
) -> None:
    interview = greenhouse.send_test(first_name=name, last_name='O"Neill, "Ann"', email=name)
    answer = service.team("GET", "/candidates.csv").raise_for_status()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    (row,) = [it for it in rows if it["interview"] == interview]
    assert (row["first_name"], row["email"]) == (f"'{name}", f"'{name}")
    assert row["last_name"] == 'O"Neill, "Ann"'
    signs = ("=", "+", "-", "@", "\t", "\r")
    assert not [cell for it in rows for cell in it.values() if cell.startswith(signs)]


@pytest.mark.parametrize(
    ("cell", "harmless"),
    [
        ('Ann;=HYPERLINK("http://x")', "Ann;'=HYPERLINK(\"http://x\")"),
        ("Ann, +1|\t-1", "Ann,' +1|'\t'-1"),
        ('Ann;"=1', "Ann;'\"=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u200b\u2060@x", "'\u200b\u2060@x"),
        ("\x00\x1b=1", "'\x00\x1b=1"),
        ("Ann;\u200b＝1", "Ann;'\u200b＝1"),
        ("\nAnn", "'\nAnn"),
        ("\t=1", "'\t'=1"),
        ("O'Neill-Smith, Ann; a+b=c@d", "O'Neill-Smith, Ann; a+b=c@d"),
        (None, ""),
    ],
)
def test_a_cell_is_no_formula_behind_any_separator(cell: str | None, harmless: str) -> None:
    assert export.harmless(cell) == harmless
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow(["id", export.harmless(cell)])
    for separator in ",;|\t":
        for row in csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=separator):
            assert not [it for it in row if re.sub(r"[^\w=+\-@＝']", "", it).startswith(SIGNS)]


def test_greenhouse_can_tell_half_a_pair(greenhouse: Greenhouse, service: Service) -> None:
    greenhouse.report_error("test_status", "\ud800 é")
    last = service.team("GET", "/partner_errors").json()[0]
    assert json.loads(last["body"])["errors"] == ["\ud800 é"]


def test_greenhouse_can_tell_what_was_wrong(greenhouse: Greenhouse, service: Service) -> None:
    greenhouse.report_error("test_status", "partner_score is no number")
    last = service.team("GET", "/partner_errors").json()[0]
    expected = {"api_call": "test_status", "errors": ["partner_score is no number"]}
    assert json.loads(last["body"]) == expected
