//! The model as Rust for UniFFI: records and enums that cross the boundary. Serde reads them from the
//! library's JSON and writes it from their own fields.

use super::{
    model::{Enum, Field, Model, Shape, Struct},
    node::apart,
};
use crate::generated::Generated;

const FOLDER: &str = "bindings-uniffi/src";
/// Names that are words of Rust.
const RESERVED: [&str; 8] = ["as", "final", "in", "match", "mod", "ref", "type", "use"];
/// Characters of a line of prose.
const WIDTH: usize = 96;
/// Results that operations give whole: each has a function that writes its JSON.
const WRITTEN: [&str; 10] = [
    "Disclosed",
    "Entry",
    "ErrorInfo",
    "Evidence",
    "Flag",
    "Observed",
    "Overtime",
    "Report",
    "SessionFacts",
    "Snapshot",
];
/// Options that operations take, as JSON.
const GIVEN: [&str; 8] = [
    "GitTrees",
    "Identity",
    "JournalOptions",
    "OvertimePolicy",
    "Policy",
    "StartOptions",
    "TranscriptOptions",
    "VerifyOptions",
];

pub(super) fn generate(results: &Model, options: &Model) -> Vec<Generated> {
    let file = |name: &str, text: String| Generated {
        path: format!("{FOLDER}/{name}"),
        bytes: text.into_bytes(),
    };
    let options = apart(options, results);
    vec![file("results.rs", results_file(results)), file("options.rs", options_file(&options))]
}

const RESULTS: &str = r"//! What the library gives, as records. Generated from the library's schemas: don't edit.
//!
//! Serde reads them from the library's JSON, and writes the library's very bytes from their fields.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    failure::{InterviewError, guarded},
    json::{IntegerOrText, Json, ordered, read, written},
};
";

fn results_file(model: &Model) -> String {
    let mut code = RESULTS.to_owned();
    for one in &model.enums {
        code += &choice(one);
    }
    for one in &model.structs {
        code += &record(one, false);
    }
    for name in WRITTEN {
        let (to, from) = (format!("{}_to_json", snake(name)), format!("{}_from_json", snake(name)));
        let argument = argument(name);
        code += &format!(
            "\n/// One line of JSON, byte for byte as the library writes it: [`{name}`] from its own \
             fields.\n#[uniffi::export]\npub fn {to}({argument}: {name}) -> Result<String, \
             InterviewError> {{\n    guarded(|| written(&{argument}))\n}}\n\n\
             /// Reads [`{name}`] from JSON.\n#[uniffi::export]\npub fn {from}(json: String) -> \
             Result<{name}, InterviewError> {{\n    guarded(|| read(&json))\n}}\n"
        );
    }
    code
}

const OPTIONS: &str = r"//! What the library is given, as records. Generated from the library's schemas: don't edit.
//!
//! Members that are left out have their defaults.

use serde::{Deserialize, Serialize};

use crate::{
    failure::{InterviewError, guarded},
    json::written,
};
";

fn options_file(model: &Model) -> String {
    let mut code = OPTIONS.to_owned();
    for one in &model.enums {
        code += &choice(one);
    }
    for one in &model.structs {
        code += &record(one, true);
    }
    for name in GIVEN {
        let (to, argument) = (format!("{}_to_json", snake(name)), argument(name));
        code += &format!(
            "\n/// [`{name}`] as JSON, the form in which operations take it.\n#[uniffi::export]\n\
             pub fn {to}({argument}: {name}) -> Result<String, InterviewError> {{\n    \
             guarded(|| written(&{argument}))\n}}\n"
        );
    }
    code
}

fn choice(one: &Enum) -> String {
    let mut code = format!("\n{}", comment(&one.doc, 0));
    code += "#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]\n";
    code += &format!("pub enum {} {{\n", one.name);
    for it in &one.values {
        let doc = if it.doc.is_empty() { format!("`{}`.", it.value) } else { it.doc.clone() };
        code += &comment(&doc, 4);
        code += &format!("    #[serde(rename = \"{}\")]\n    {},\n", it.value, variant(&it.value));
    }
    code + "}\n"
}

fn record(one: &Struct, is_given: bool) -> String {
    let mut code = format!("\n{}", comment(&one.doc, 0));
    code += "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Record)]\n";
    code += &format!("pub struct {} {{\n", one.name);
    for field in &one.fields {
        code += &comment(&field.doc, 4);
        if field.optional && !is_given && matches!(field.shape, Shape::Bool) {
            code += "    #[serde(default, skip_serializing_if = \"std::ops::Not::not\")]\n";
            code += "    #[uniffi(default = false)]\n";
        } else if field.optional {
            code += "    #[serde(skip_serializing_if = \"Option::is_none\")]\n";
            code += "    #[uniffi(default = None)]\n";
        } else if !is_given && matches!(field.shape, Shape::Map(_)) {
            code += "    #[serde(serialize_with = \"ordered\")]\n";
        }
        code += &format!("    pub {}: {},\n", name(&field.name), member(field, is_given));
    }
    code + "}\n"
}

fn member(field: &Field, is_given: bool) -> String {
    let kind = kind(&field.shape);
    // Null is of the Json itself, and a result leaves out a false.
    let null = field.nullable && !matches!(field.shape, Shape::Json);
    if null || field.optional && is_given { format!("Option<{kind}>") } else { kind }
}

fn kind(shape: &Shape) -> String {
    match shape {
        Shape::Bool => "bool".into(),
        Shape::Integer => "i64".into(),
        Shape::Text => "String".into(),
        Shape::IntegerOrText => "IntegerOrText".into(),
        Shape::Json => "Json".into(),
        Shape::Struct(name) | Shape::Enum(name) => name.clone(),
        Shape::List(inner) => format!("Vec<{}>", kind(inner)),
        Shape::Map(inner) => format!("HashMap<String, {}>", kind(inner)),
    }
}

fn name(name: &str) -> String {
    if RESERVED.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// A string as the name of a variant.
fn variant(value: &str) -> String {
    let mut name = String::new();
    for word in value.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    if name.starts_with(|letter: char| letter.is_ascii_digit()) { format!("V{name}") } else { name }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The last word of a type's name.
fn argument(name: &str) -> String {
    let snake = snake(name);
    snake.rsplit('_').next().unwrap_or_default().to_owned()
}

fn comment(doc: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    // Kotlin's comments nest, and end within a pattern of paths.
    let doc = doc.replace("*/", "* /").replace("/*", "/ *");
    let mut text = String::new();
    for paragraph in paragraphs(doc.trim()) {
        // What follows in an entry of a list stands below its text.
        let below = if paragraph.starts_with("- ") { "  " } else { "" };
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && indent + line.len() + 5 + word.len() > WIDTH {
                text += &format!("{margin}/// {line}\n");
                line = below.to_owned();
            }
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        text += format!("{margin}/// {line}").trim_end();
        text.push('\n');
    }
    text
}

/// Each paragraph and each entry of a list as one line.
fn paragraphs(doc: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in doc.lines() {
        match paragraphs.last_mut() {
            Some(last) if !last.is_empty() && !line.is_empty() && !line.starts_with("- ") => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
    }
    paragraphs
}
