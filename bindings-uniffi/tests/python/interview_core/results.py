"""UniFFI's records with what the vectors' runner asks of a result."""

from __future__ import annotations

import enum
import json
from typing import Any

from generated import interview_core as native


class Result:
    """A record. Its JSON is what the library writes from the record's own fields, which cross the
    boundary for it."""

    kind = ""

    def __init__(self, record: Any) -> None:
        self.record = record

    @classmethod
    def from_dict(cls, data: Any) -> Result:
        read = getattr(native, f"{cls.kind}_from_json")
        return cls(read(json.dumps(data, ensure_ascii=False)))

    def to_json(self) -> str:
        return getattr(native, f"{self.kind}_to_json")(self.record)

    def to_dict(self) -> Any:
        return json.loads(self.to_json())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and self.record == other.record

    def __getattr__(self, name: str) -> Any:
        return plain(getattr(self.record, name))


class Report(Result):
    kind = "report"


class Evidence(Result):
    kind = "evidence"


class Flag(Result):
    kind = "flag"


class Disclosed(Result):
    kind = "disclosed"


class Observed(Result):
    kind = "observed"


class Overtime(Result):
    kind = "overtime"


class ErrorInfo(Result):
    kind = "error_info"


class Part(Result):
    """A record within a result."""


def plain(value: Any) -> Any:
    """An enum as its string, a record with its members."""
    if isinstance(value, enum.Enum):
        return value.name.lower()
    if isinstance(value, list):
        return [plain(one) for one in value]
    return Part(value) if hasattr(value, "__dict__") else value
