"""Times, salts and cosignatures that a vector chooses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generated import interview_core as native


@contextmanager
def stamps(*given: tuple[str, bytes]) -> Iterator[None]:
    native.testing_stamps([native.TestingStamp(at=at, salt=salt) for at, salt in given])
    try:
        yield
    finally:
        native.testing_stamps([])


def cosign(note: str, *, name: str, key_seed: str, time_s: int) -> str:
    return native.testing_cosign(note, name, key_seed, time_s)
