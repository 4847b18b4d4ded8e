"""Callbacks arrive, whatever happens between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from . import sessions
from .greenhouse import Greenhouse
from .running import Service


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[Greenhouse, Service]]:
    """A service that a test may end, with its own Greenhouse."""
    greenhouse = Greenhouse()
    service = Service(tmp_path / "ats", greenhouse.url)
    greenhouse.partner = service.url
    yield greenhouse, service
    service.close()
    greenhouse.close()
    assert greenhouse.faults == []


def test_a_callback_is_tried_until_it_is_taken(
    alone: tuple[Greenhouse, Service], place: Path
) -> None:
    greenhouse, service = alone
    interview = greenhouse.send_test()
    greenhouse.is_broken = True
    packed = sessions.archive(sessions.recorded(place, interview))
    service.upload(interview, packed).raise_for_status()
    greenhouse.refusals(3)
    (callback,) = service.page(interview)["callbacks"]
    assert callback["delivered_at"] is None and callback["last_error"] == "status 500"
    greenhouse.is_broken = False
    assert greenhouse.told(interview).partner_status == "complete"


def test_news_while_a_callback_is_on_its_way_is_told(
    alone: tuple[Greenhouse, Service], place: Path
) -> None:
    greenhouse, service = alone
    interview = greenhouse.send_test()

    def grade() -> None:
        greenhouse.meanwhile = lambda: None
        service.grade(interview, "4").raise_for_status()

    greenhouse.meanwhile = grade
    packed = sessions.archive(sessions.recorded(place, interview))
    service.upload(interview, packed).raise_for_status()
    assert greenhouse.told(interview, callbacks=2).partner_score == 4


def test_a_restart_loses_no_callback(alone: tuple[Greenhouse, Service], place: Path) -> None:
    greenhouse, service = alone
    interview = greenhouse.send_test()
    greenhouse.is_broken = True
    packed = sessions.archive(sessions.recorded(place, interview))
    service.upload(interview, packed).raise_for_status()
    greenhouse.refusals(1)
    before = service.page(interview)["submissions"]
    service.kill()
    incoming, uploads = service.data / "incoming", service.data / "uploads"
    (incoming / "half").write_bytes(packed[:100])
    greenhouse.is_broken = False
    assert greenhouse.callbacks(interview) == 0
    service.start()
    assert greenhouse.told(interview).partner_status == "complete"
    assert service.page(interview)["submissions"] == before
    (kept,) = uploads.iterdir()
    assert (kept.name, kept.read_bytes()) == (before[0]["sha256"], packed)
    assert list(incoming.iterdir()) == []
    again = service.upload(interview, packed)
    assert (again.status_code, again.json()["is_new"]) == (200, False)
