"""What the library says of itself: its version, its error codes, its default policy."""

from __future__ import annotations

import json
from typing import cast

from . import _native
from ._convert import perhaps_text
from .options import Policy
from .results import ErrorInfo

__all__ = ["default_policy", "error_codes", "policy_schema", "version"]


def default_policy(changes: Policy | None = None) -> Policy:
    """The policy that holds where a caller names none, with all its members; or the same with
    changes."""
    return cast(Policy, json.loads(_native.default_policy(perhaps_text(changes))))


def policy_schema() -> str:
    """The JSON schema of a policy."""
    return _native.policy_schema()


def error_codes() -> tuple[ErrorInfo, ...]:
    """Every code that an exception may have, with its category and meaning."""
    return tuple(ErrorInfo(*row) for row in _native.error_codes())


def version() -> str:
    """The version of the library."""
    return _native.version()
