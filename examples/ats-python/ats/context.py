"""What the routes work with."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from .callbacks import Courier
from .settings import Settings
from .storage import Storage
from .uploads import Uploads


@dataclass(frozen=True)
class Service:
    """The parts of a running service."""

    settings: Settings
    storage: Storage
    uploads: Uploads
    courier: Courier

    @property
    def base_url(self) -> str:
        """How others reach it."""
        return self.settings.base_url or f"http://{self.settings.host}:{self.settings.port}"


def service(request: Request) -> Service:
    """The service that was called."""
    running = request.app.state.service
    assert isinstance(running, Service)
    return running
