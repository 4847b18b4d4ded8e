"""Overtime, and what it takes from a score."""

from __future__ import annotations

from . import _native
from ._convert import perhaps_text, read
from .options import OvertimePolicy
from .results import Overtime

__all__ = ["adjusted_score", "overtime"]


def overtime(
    elapsed_ms: int, limit_ms: int, raw: str | None = None, policy: OvertimePolicy | None = None
) -> Overtime:
    """What the time over a limit costs; `limit_ms` is 0 for no limit, and `raw` the score before, a
    plain decimal as it was written."""
    return read(Overtime, _native.overtime(elapsed_ms, limit_ms, raw, perhaps_text(policy)))


def adjusted_score(
    elapsed_ms: int, limit_ms: int, raw: str, policy: OvertimePolicy | None = None
) -> str:
    """What is left of a score after the deduction for time over a limit: the member `final` of
    `overtime`."""
    return _native.adjusted_score(elapsed_ms, limit_ms, raw, perhaps_text(policy))
