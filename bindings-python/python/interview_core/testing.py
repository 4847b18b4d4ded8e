"""For tests and vectors only: times, salts and cosignatures that a test chooses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from . import _native
from ._convert import STAMPS, Stamp

__all__ = ["Stamp", "cosign", "panic", "stamps"]


@contextmanager
def stamps(*given: Stamp) -> Iterator[None]:
    """Within it, calls of `Journal` and `Recorder` have their times and salts from here.

    A recorder's call takes one for each line that it writes: `Recorder.start` two, the others one. A
    call of a journal takes the first, and draws all further bytes from its salt.
    """
    token = STAMPS.set(given)
    try:
        yield
    finally:
        STAMPS.reset(token)


def cosign(note: str, *, name: str, key_seed: str, time_s: int) -> str:
    """The note with the cosignature of a witness, whose key is made from 64 hexadecimal digits."""
    return _native.cosign(note, name, key_seed, time_s)


def panic() -> None:
    """A fault of the library, which is an `InterviewError` with the code `internal`."""
    _native.panic()
