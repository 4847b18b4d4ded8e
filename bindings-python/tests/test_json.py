"""What a caller gives as plain values is written as Python's own encoder would write it."""

from __future__ import annotations

import enum
import json
import random
from collections import OrderedDict
from types import MappingProxyType
from typing import Any

import pytest
from interview_core import _native
from interview_core._convert import text


class Word(str):
    """Text of a caller's own class."""


class Level(enum.IntEnum):
    """A number of a caller's own class."""

    HIGH = 3


PLAIN: list[Any] = [
    {},
    [],
    (),
    None,
    True,
    False,
    0,
    -1,
    2**63 - 1,
    -(2**63),
    "",
    "ä\u2028\x00\x1f\"\\/😀",
    {"": {"a": [1, [True, None]], "b": ("x",)}},
]

LEFT_TO_PYTHON: list[Any] = [
    2**63,
    0.5,
    {"a": 1e300},
    "\ud800",
    {"\udfff": 1},
    {1: "a", None: 2},
    Word("a"),
    {"a": Level.HIGH},
    OrderedDict(a=1),
]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_are_written_at_once(value: Any) -> None:
    written = _native.plain_json(value)
    assert written is not None and json.loads(written) == json.loads(json.dumps(value))
    assert text(value) == written


@pytest.mark.parametrize("value", LEFT_TO_PYTHON, ids=ascii)
def test_other_values_are_left_to_python(value: Any) -> None:
    assert _native.plain_json(value) is None
    assert text(value) == json.dumps(value)


def test_what_python_refuses_is_refused() -> None:
    circle: dict[str, Any] = {}
    circle["a"] = circle
    with pytest.raises(ValueError, match="[Cc]ircular"):
        text(circle)
    with pytest.raises(TypeError):
        text({"a": object()})
    with pytest.raises(TypeError):
        text({"a": b"bytes"})
    assert text(MappingProxyType({"a": 1})) == '{"a": 1}'


def test_random_values_are_the_same_either_way() -> None:
    draw = random.Random(7)
    for _ in range(2_000):
        value = drawn(draw, 5)
        assert json.loads(text(value)) == json.loads(json.dumps(value))


def drawn(draw: random.Random, depth: int) -> Any:
    """A value of plain and other types."""
    kind = draw.randrange(9 if depth else 6)
    if kind < 2:
        return "".join(chr(draw.choice([65, 34, 92, 10, 0xE4, 0x1F600, 0xD800])) for _ in range(draw.randrange(6)))
    if kind < 6:
        return [None, True, draw.randrange(-(2**65), 2**65), draw.random()][kind - 2]
    if kind == 6:
        return {str(draw.random()): drawn(draw, depth - 1) for _ in range(draw.randrange(4))}
    return [drawn(draw, depth - 1) for _ in range(draw.randrange(4))]
