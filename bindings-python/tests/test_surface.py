"""What is exported is what surface.json lists, and the classes are what the schemas say."""

from __future__ import annotations

import dataclasses
import json
import typing
from typing import Any

import conformance
import interview_core as core
import pytest
from interview_core import errors, results

SCHEMAS = {
    "Report": conformance.ROOT / "docs" / "report.schema.json",
}


def test_what_is_exported_is_what_the_list_says() -> None:
    listed = json.loads(conformance.SURFACE.read_bytes())["operations"]
    operations = {name for row in listed for name in row["python"]}
    exported = set(core.__all__)
    # What operations give and raise, and what stands for a step of one.
    types = set(results.__all__) | set(errors.__all__)
    types |= {"AfterRefusal", "AnchorRequest", "SealRequest", "Verified"}
    assert operations - exported == set()
    assert exported - operations - types == set()
    for name in core.__all__:
        exported_as = getattr(core, name)
        assert callable(exported_as) and exported_as.__doc__, name


def test_public_names_are_those_in_all() -> None:
    modules = {"about", "errors", "options", "recording", "results", "scoring", "verification"}
    found = {name for name in vars(core) if not name.startswith("_")}
    assert found - set(core.__all__) <= modules | {"tables", "testing"}


def test_attributes_are_those_of_the_schema() -> None:
    schema = json.loads(SCHEMAS["Report"].read_bytes())
    objects = {"Report": schema, **schema["$defs"]}
    objects = {name: it for name, it in objects.items() if "properties" in it}
    assert len(objects) > 20
    for name, described in objects.items():
        kind = getattr(results, name)
        fields = [field.name for field in dataclasses.fields(kind)]
        assert [it.removesuffix("_") for it in fields] == described["required"], name
        assert set(described["required"]) == set(described["properties"]), name
        assert kind.__doc__, name
        hints = typing.get_type_hints(kind)
        for field, member in zip(fields, described["required"], strict=True):
            nullable = type(None) in typing.get_args(hints[field])
            assert nullable == may_be_null(described["properties"][member]), f"{name}.{member}"
    enums = {name: it for name, it in schema["$defs"].items() if "oneOf" in it}
    for name, described in enums.items():
        values = [value["const"] for value in described["oneOf"]]
        assert list(typing.get_args(getattr(results, name))) == values, name


def may_be_null(schema: dict[str, Any]) -> bool:
    types = schema.get("type", [])
    return "null" in types or {"type": "null"} in schema.get("anyOf", [])


def test_every_code_has_a_class_and_every_class_a_code() -> None:
    listed = json.loads((conformance.ROOT / "conformance" / "errors.json").read_bytes())
    assert [code.to_dict() for code in core.error_codes()] == listed
    assert {code.category for code in core.error_codes()} == {"argument", "state", "input", "io"}
    for kind in (core.ArgumentError, core.StateError, core.InputError, core.StorageError):
        assert issubclass(kind, core.InterviewError)
    with pytest.raises(core.ArgumentError, match="score") as raised:
        core.overtime(1, 1, "one")
    assert raised.value.code == "invalid_score"


def test_the_version_is_one() -> None:
    from importlib.metadata import version

    assert core.__version__ == core.version() == version("interview-core")
    cargo = (conformance.ROOT / "Cargo.toml").read_text()
    assert f'\nversion = "{core.version()}"\n' in cargo
