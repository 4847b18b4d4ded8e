"""The service as an ASGI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from . import candidate, greenhouse, refusal, team
from .callbacks import Courier
from .context import Service
from .settings import Settings
from .storage import Storage
from .uploads import BodyLimit, Uploads


def create(settings: Settings) -> FastAPI:
    """The application with its routes. Its folder is opened when it starts."""

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        storage = Storage(settings.data)
        courier = Courier(storage, settings)
        app.state.service = Service(settings, storage, Uploads(settings.data), courier)
        delivering = asyncio.create_task(courier.run())
        try:
            yield
        finally:
            delivering.cancel()
            with suppress(asyncio.CancelledError):
                await delivering
            storage.close()

    # Its pages of documentation would load scripts from elsewhere; the schema stays.
    app = FastAPI(title="ats", lifespan=running, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.add_middleware(BodyLimit, uploads=candidate.PREFIX, upload_bytes=settings.upload_bytes)
    refusal.install(app)
    for router in (greenhouse.router, candidate.router, team.router):
        app.include_router(router)
    return app
