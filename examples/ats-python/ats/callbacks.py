"""Tells Greenhouse that there is news of an interview: an empty PATCH to the url that came with it.

What is due stands in the database, so a restart loses nothing. A callback is done once it was
answered with 2xx; until then it is tried again, each time later. It may arrive twice, and says
nothing itself: Greenhouse then asks for the status.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta, timezone

import httpx

from .settings import Settings
from .storage import Storage, due_callbacks, failed, next_due, now
from .storage import Callback as Due

AT_ONCE = 8
TIMEOUT_S = 10.0
log = logging.getLogger("ats.callbacks")


class Courier:
    """Delivers callbacks, one after another for as long as the service runs."""

    def __init__(self, storage: Storage, settings: Settings) -> None:
        self._storage, self._settings = storage, settings
        self._news = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        """Looks at once whether something is due. Any thread may call it."""
        self._loop.call_soon_threadsafe(self._news.set)

    async def run(self) -> None:
        """Delivers until it is cancelled."""
        auth = httpx.BasicAuth(self._settings.greenhouse_key, "")
        async with httpx.AsyncClient(auth=auth, timeout=TIMEOUT_S, trust_env=False) as client:
            while True:
                self._news.clear()
                try:
                    wait = await self._round(client)
                except Exception:
                    # A full disk, say. The callbacks stand where they stood.
                    log.exception("callbacks could not be looked through")
                    wait = 60.0
                try:
                    await asyncio.wait_for(self._news.wait(), wait)
                except asyncio.TimeoutError:
                    pass

    async def _round(self, client: httpx.AsyncClient) -> float | None:
        """Tries what is due, and says in how many seconds the next one is."""
        due = await asyncio.to_thread(self._due)
        await asyncio.gather(*(self._deliver(client, number, url) for number, url in due))
        return await asyncio.to_thread(self._wait)

    async def _deliver(self, client: httpx.AsyncClient, number: int, url: str) -> None:
        why = None
        try:
            # Redirects aren't followed: the key goes only where the settings allow.
            answer = await client.patch(url)
            if not answer.is_success:
                why = f"status {answer.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            why = type(error).__name__
        await asyncio.to_thread(self._settle, number, why)

    def _due(self) -> list[tuple[int, str]]:
        with self._storage.transaction() as session:
            return [(it.id, it.interview.callback_url) for it in due_callbacks(session, AT_ONCE)]

    def _settle(self, number: int, why: str | None) -> None:
        with self._storage.transaction() as session:
            callback = session.get_one(Due, number)
            if why is None:
                callback.attempts += 1
                callback.delivered_at, callback.last_error = now(), None
            else:
                failed(callback, why, timedelta(milliseconds=self._settings.retry_ms))
                log.warning("callback %d failed, try %d: %s", number, callback.attempts, why)

    def _wait(self) -> float | None:
        with self._storage.transaction() as session:
            due = next_due(session)
        if due is None:
            return None
        left = datetime.fromisoformat(due.replace("Z", "+00:00")) - datetime.now(timezone.utc)
        return max(0.0, left.total_seconds())
