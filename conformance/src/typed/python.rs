//! The model as Python: frozen dataclasses for what the library gives, and typed dictionaries for
//! what it is given.

use super::model::{Enum, Field, Model, Shape, Struct};
use crate::generated::Generated;

const FOLDER: &str = "bindings-python/python/interview_core";
/// Names that no attribute can have.
const RESERVED: [&str; 8] = ["class", "from", "is", "in", "not", "pass", "global", "import"];
/// Characters of a line of prose.
const WIDTH: usize = 96;

pub(super) fn generate(results: &Model, options: &Model) -> Vec<Generated> {
    let file = |name: &str, text: String| Generated {
        path: format!("{FOLDER}/{name}"),
        bytes: text.into_bytes(),
    };
    vec![file("results.py", results_file(results)), file("options.py", options_file(options))]
}

const RESULTS: &str = r#""""What the library gives. Generated from the library's schemas: don't edit.

Every class is frozen, compares by value, and can be pickled and copied. `to_dict` gives plain JSON
types with the members in the order of the library's JSON, `to_json` the library's very bytes.
`from_dict` reads them back and ignores members that it doesn't know; a missing one is a `KeyError`,
but for those that the JSON leaves out where they are None or false.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

"#;

const RESULT: &str = r#"
class _Result:
    """What all classes of this module can do."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        raise NotImplementedError

    def to_json(self) -> str:
        """One line of JSON, byte for byte as the library writes it."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
"#;

fn results_file(model: &Model) -> String {
    let mut text = RESULTS.to_owned();
    text += &all(model);
    for one in &model.enums {
        text += &alias(one);
    }
    text += RESULT;
    for one in &model.structs {
        text += &class(one);
    }
    text
}

fn all(model: &Model) -> String {
    let structs = model.structs.iter().map(|it| &it.name);
    let mut names: Vec<&String> = structs.chain(model.enums.iter().map(|it| &it.name)).collect();
    names.sort();
    let lines: String = names.iter().map(|name| format!("    \"{name}\",\n")).collect();
    format!("__all__ = [\n{lines}]\n")
}

/// The strings of an enum, and what each means.
fn alias(one: &Enum) -> String {
    let values: String = one.values.iter().map(|it| format!("    \"{}\",\n", it.value)).collect();
    let mut doc = one.doc.clone();
    doc.push('\n');
    for it in one.values.iter().filter(|it| !it.doc.is_empty()) {
        doc += &format!("\n- `{}`: {}", it.value, it.doc);
    }
    format!("\n{} = Literal[\n{values}]\n{}", one.name, docstring(&doc, 0))
}

fn class(one: &Struct) -> String {
    let name = &one.name;
    let mut text = format!("\n\n@dataclass(frozen=True, slots=True)\nclass {name}(_Result):\n");
    text += &docstring(&one.doc, 4);
    for field in &one.fields {
        let kind = or_none(kind(&field.shape, "tuple[{}, ...]"), field);
        text += &format!("\n    {}: {kind}\n{}", attribute(&field.name), docstring(&field.doc, 4));
    }
    text += &format!(
        "\n    @classmethod\n    def from_dict(cls, data: Mapping[str, Any]) -> {name}:\n        \
         \"\"\"Reads it from the members of its JSON.\"\"\"\n        return cls(\n"
    );
    for field in &one.fields {
        let (name, member) = (&field.name, format!("data[\"{}\"]", field.name));
        let value = match (field.optional, &field.shape) {
            (false, shape) => guarded(read(shape, &member), &member, field),
            (true, Shape::Bool) => format!("data.get(\"{name}\", False)"),
            (true, shape) if read(shape, &member) == member => format!("data.get(\"{name}\")"),
            (true, shape) => {
                format!("None if data.get(\"{name}\") is None else {}", read(shape, &member))
            }
        };
        text += &format!("            {}={value},\n", attribute(&field.name));
    }
    text += "        )\n\n    def to_dict(self) -> dict[str, Any]:\n        \
             \"\"\"The members as plain JSON types, in the order of the library's JSON.\"\"\"\n";
    let (left_out, always): (Vec<&Field>, Vec<_>) =
        one.fields.iter().partition(|field| field.optional);
    text += if left_out.is_empty() {
        "        return {\n"
    } else {
        "        members: dict[str, Any] = {\n"
    };
    for field in always {
        let member = format!("self.{}", attribute(&field.name));
        let value = guarded(written(&field.shape, &member), &member, field);
        text += &format!("            \"{}\": {value},\n", field.name);
    }
    text += "        }\n";
    for field in &left_out {
        let member = format!("self.{}", attribute(&field.name));
        let told = if matches!(field.shape, Shape::Bool) { "" } else { " is not None" };
        let value = written(&field.shape, &member);
        text += &format!(
            "        if {member}{told}:\n            members[\"{}\"] = {value}\n",
            field.name
        );
    }
    text + if left_out.is_empty() { "" } else { "        return members\n" }
}

const OPTIONS: &str = r#""""What the library is given, as typed dictionaries. Generated from the library's schemas: don't edit.

Any mapping of this form does; members that are left out have their defaults.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

"#;

fn options_file(model: &Model) -> String {
    let mut text = OPTIONS.to_owned();
    text += &all(model);
    for one in &model.enums {
        text += &alias(one);
    }
    for one in &model.structs {
        text += &typed_dict(one);
    }
    text
}

/// PEP 655 isn't in Python 3.10: members that must be there stand in a class of their own.
fn typed_dict(one: &Struct) -> String {
    let name = &one.name;
    let (optional, required): (Vec<&Field>, Vec<_>) =
        one.fields.iter().partition(|field| field.optional);
    let members = |fields: &[&Field]| -> String {
        let member = |field: &&Field| {
            let kind = or_none(kind(&field.shape, "Sequence[{}]"), field);
            format!("\n    {}: {kind}\n{}", field.name, docstring(&field.doc, 4))
        };
        fields.iter().map(member).collect()
    };
    let head =
        |name: &str, base: &str| format!("\n\nclass {name}({base}):\n{}", docstring(&one.doc, 4));
    match (required.is_empty(), optional.is_empty()) {
        (true, _) => head(name, "TypedDict, total=False") + &members(&optional),
        (false, true) => head(name, "TypedDict") + &members(&required),
        (false, false) => {
            head(&format!("_{name}"), "TypedDict")
                + &members(&required)
                + &head(name, &format!("_{name}, total=False"))
                + &members(&optional)
        }
    }
}

fn attribute(name: &str) -> String {
    if RESERVED.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

fn kind(shape: &Shape, list: &str) -> String {
    match shape {
        Shape::Bool => "bool".into(),
        Shape::Integer => "int".into(),
        Shape::Text => "str".into(),
        Shape::IntegerOrText => "int | str".into(),
        Shape::Json => "Any".into(),
        Shape::Struct(name) | Shape::Enum(name) => name.clone(),
        Shape::List(inner) => list.replace("{}", &kind(inner, list)),
        Shape::Map(inner) => format!("Mapping[str, {}]", kind(inner, list)),
    }
}

fn or_none(kind: String, field: &Field) -> String {
    if field.nullable { format!("{kind} | None") } else { kind }
}

/// The value of plain JSON types as an attribute.
fn read(shape: &Shape, value: &str) -> String {
    match shape {
        Shape::Struct(name) => format!("{name}.from_dict({value})"),
        Shape::Json => format!("deepcopy({value})"),
        Shape::List(inner) => match read(inner, "it").as_str() {
            "it" => format!("tuple({value})"),
            one => format!("tuple({one} for it in {value})"),
        },
        Shape::Map(inner) => match read(inner, "it").as_str() {
            "it" => format!("dict({value})"),
            one => format!("{{name: {one} for name, it in {value}.items()}}"),
        },
        _ => value.to_owned(),
    }
}

/// The attribute as plain JSON types.
fn written(shape: &Shape, value: &str) -> String {
    match shape {
        Shape::Struct(_) => format!("{value}.to_dict()"),
        Shape::Json => format!("deepcopy({value})"),
        Shape::List(inner) => match written(inner, "it").as_str() {
            "it" => format!("list({value})"),
            one => format!("[{one} for it in {value}]"),
        },
        Shape::Map(inner) => match written(inner, "it").as_str() {
            "it" => format!("dict({value})"),
            one => format!("{{name: {one} for name, it in {value}.items()}}"),
        },
        _ => value.to_owned(),
    }
}

fn guarded(value: String, member: &str, field: &Field) -> String {
    if field.nullable && value != member {
        format!("None if {member} is None else {value}")
    } else {
        value
    }
}

fn docstring(doc: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    for line in paragraphs(doc) {
        // What follows in an entry of a list stands below its text.
        let below = if line.starts_with("- ") { "  " } else { "" };
        let mut width = String::new();
        for word in line.split_whitespace() {
            if !width.is_empty() && indent + width.len() + 1 + word.len() > WIDTH {
                lines.push(std::mem::replace(&mut width, below.to_owned()));
            }
            if !width.trim().is_empty() {
                width.push(' ');
            }
            width.push_str(word);
        }
        lines.push(width);
    }
    match lines.as_slice() {
        [] => String::new(),
        [one] if indent + one.len() + 6 <= WIDTH + 4 => format!("{margin}\"\"\"{one}\"\"\"\n"),
        [first, rest @ ..] => {
            let mut text = format!("{margin}\"\"\"{first}\n");
            for line in rest {
                text += format!("{margin}{line}").trim_end();
                text.push('\n');
            }
            format!("{text}{margin}\"\"\"\n")
        }
    }
}

/// Each paragraph and each entry of a list as one line, in Python's words.
fn paragraphs(doc: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in doc.replace('\\', "\\\\").lines() {
        let words = line.split(' ').map(|word| word.replace("null", "None"));
        let line = words.collect::<Vec<_>>().join(" ");
        match paragraphs.last_mut() {
            Some(last) if !last.is_empty() && !line.is_empty() && !line.starts_with("- ") => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => paragraphs.push(line),
        }
    }
    paragraphs
}
