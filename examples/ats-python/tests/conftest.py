"""One service and one Greenhouse for all tests; each test makes interviews of its own."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from pathlib import Path

import pytest

from .greenhouse import Greenhouse
from .running import Service


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    faulthandler.dump_traceback_later(240, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Greenhouse, Service]]:
    """Both, knowing each other."""
    greenhouse = Greenhouse()
    service = Service(tmp_path_factory.mktemp("ats"), greenhouse.url)
    greenhouse.partner = service.url
    yield greenhouse, service
    service.close()
    greenhouse.close()


@pytest.fixture
def greenhouse(pair: tuple[Greenhouse, Service]) -> Iterator[Greenhouse]:
    """Greenhouse, which must have found no fault at the end."""
    yield pair[0]
    assert pair[0].faults == []


@pytest.fixture
def service(pair: tuple[Greenhouse, Service], greenhouse: Greenhouse) -> Service:
    """The service."""
    return pair[1]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a session is recorded."""
    return tmp_path / "session"
