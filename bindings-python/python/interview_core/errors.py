"""The exceptions of the package.

Each has a `code` out of `interview_core.error_codes()`, stable for ever, and a message in words. A
class tells who can mend it. What is wrong with a *log* never raises: it stands in the Report. Wrong
types are Python's own `TypeError`.
"""

from __future__ import annotations

__all__ = ["ArgumentError", "InputError", "InterviewError", "StateError", "StorageError"]


class InterviewError(Exception):
    """The work could not be done at all."""

    code: str
    """What went wrong: a code out of `error_codes()`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code

    def __str__(self) -> str:
        return str(self.args[1])


class ArgumentError(InterviewError, ValueError):
    """The caller passed something that can't be used."""


class StateError(InterviewError, RuntimeError):
    """The object was used in an order that it doesn't allow: it is closed, or the log is sealed."""


class InputError(InterviewError, ValueError):
    """The input bytes aren't of the format that the operation needs."""


class StorageError(InterviewError):
    """Disk, lock or operating system."""
