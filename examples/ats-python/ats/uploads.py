"""Takes the body of a request into a file, piece by piece, and no body above its limit."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .refusal import Refusal

PIECE = 1024 * 1024
SMALL_BODY = 64 * 1024
"""The largest body of any request but an upload."""


class BodyLimit:
    """Counts what a request sends, whatever its headers say, before anything keeps it."""

    def __init__(self, app: ASGIApp, uploads: str, upload_bytes: int) -> None:
        self._app, self._uploads, self._upload_bytes = app, uploads, upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, with its body counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_upload = scope["path"].startswith(self._uploads)
        limit, seen = self._upload_bytes if is_upload else SMALL_BODY, 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen <= limit:
                return message
            # A client that is still sending doesn't read the answer: take some more, and drop it.
            while message.get("more_body", False) and seen <= 2 * limit:
                message = await receive()
                seen += len(message.get("body", b""))
            raise Refusal(413, "too_large", f"more than {limit} bytes")

        await self._app(scope, counted, send)


@dataclass(frozen=True)
class Received:
    """A body on the disk."""

    path: Path
    sha256: str
    size: int


class Uploads:
    """The folder of the uploads, each named by the SHA-256 of its bytes."""

    def __init__(self, folder: Path) -> None:
        self._kept, self._incoming = folder / "uploads", folder / "incoming"
        for place in (self._kept, self._incoming):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self._incoming.iterdir():
            left.unlink()

    @asynccontextmanager
    async def receive(self, request: Request) -> AsyncIterator[Received]:
        """The body as a file, which is gone afterwards unless it was kept."""
        path = self._incoming / secrets.token_hex(16)
        try:
            with path.open("xb") as file:
                sha256, size = await _take(request, file)
            if size == 0:
                raise Refusal(400, "empty", "the request has no body")
            yield Received(path, sha256, size)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, received: Received) -> None:
        """Keeps a file for good. Done before the database names it: a crash between the two leaves
        a file too many, never one too few."""
        received.path.replace(self._kept / received.sha256)
        folder = os.open(self._kept, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


async def _take(request: Request, file: BinaryIO) -> tuple[str, int]:
    digest, size, piece = hashlib.sha256(), 0, bytearray()

    def write() -> None:
        digest.update(piece)
        file.write(piece)
        piece.clear()

    try:
        async for chunk in request.stream():
            size += len(chunk)
            piece += chunk
            if len(piece) >= PIECE:
                await asyncio.to_thread(write)
    except ClientDisconnect:
        raise Refusal(400, "cut_off", "the connection ended before the body did") from None
    write()

    def sync() -> None:
        file.flush()
        os.fsync(file.fileno())

    await asyncio.to_thread(sync)
    return digest.hexdigest(), size
