"""Runs the service: `python -m ats`."""

from __future__ import annotations

import dataclasses
import os
import socket
import sys

import uvicorn

from . import settings
from .app import create


def main() -> int:
    """Listens, says where, and serves until it is ended."""
    try:
        given = settings.read(os.environ)
    except settings.SettingsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((given.host, given.port))
    except OSError as error:
        print(f"error: can't listen on {given.host}:{given.port}: {error}", file=sys.stderr)
        return 1
    listener.listen(128)
    given = dataclasses.replace(given, port=listener.getsockname()[1])
    print(f"listening on http://{given.host}:{given.port}", flush=True)
    config = uvicorn.Config(create(given), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    sys.exit(main())
