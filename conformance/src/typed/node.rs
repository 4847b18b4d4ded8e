//! The model as JavaScript: frozen classes for what the library gives, with their declarations, and
//! declarations of what it is given.

use super::model::{Enum, Field, Model, Shape, Struct};
use crate::generated::Generated;

const FOLDER: &str = "bindings-node/lib";
/// Characters of a line of prose.
const WIDTH: usize = 96;

pub(super) fn generate(results: &Model, options: &Model) -> Vec<Generated> {
    let file = |name: &str, text: String| Generated {
        path: format!("{FOLDER}/{name}"),
        bytes: text.into_bytes(),
    };
    vec![
        file("results.js", classes(results)),
        file("results.d.ts", declarations(results)),
        file("options.d.ts", given(&apart(options, results))),
    ]
}

const CLASSES: &str = r"// What the library gives. Generated from the library's schemas: don't edit.

'use strict';

const {
  Result,
  list,
  members,
  parse,
  record,
  text,
  textOrInteger,
  writeJson,
  writeList,
  writeRecord,
} = require('./result.js');
";

fn classes(model: &Model) -> String {
    let mut code = CLASSES.to_owned();
    for one in &model.structs {
        code += &class(one);
    }
    let names = model.structs.iter().map(|it| format!("  {},\n", it.name));
    code + "\nmodule.exports = {\n" + &names.collect::<String>() + "};\n"
}

fn class(one: &Struct) -> String {
    let name = &one.name;
    let lines = |line: &dyn Fn(&Field) -> String| one.fields.iter().map(line).collect::<String>();
    let set = lines(&|field| {
        let (name, value) = (camel(&field.name), format!("fields.{}", camel(&field.name)));
        let held = held(&field.shape, &value);
        match (field.optional, &field.shape) {
            (true, Shape::Bool) => format!("    if ({value}) this.{name} = true;\n"),
            (true, _) => format!("    if ({value} != null) this.{name} = {held};\n"),
            _ => format!("    this.{name} = {};\n", orless(held, &value, field)),
        }
    });
    let read = lines(&|field| {
        let value = format!("object.{}", field.name);
        let value = orless(read(&field.shape, &value), &value, field);
        format!("      {}: {value},\n", camel(&field.name))
    });
    let plain = lines(&|field| {
        let (name, value) = (&field.name, format!("this.{}", camel(&field.name)));
        let plain = plain(&field.shape, &value);
        match field.optional {
            true => format!("      ...({value} === undefined ? {{}} : {{ {name}: {plain} }}),\n"),
            false => format!("      {name}: {},\n", orless(plain, &value, field)),
        }
    });
    let mut json = String::new();
    for (place, field) in one.fields.iter().enumerate() {
        let (name, value) = (&field.name, format!("this.{}", camel(&field.name)));
        let text = written(&field.shape, &value);
        let comma = if place == 0 { "{" } else { "," };
        json += match place {
            0 => "      ",
            _ => " +\n      ",
        };
        json += &match field {
            Field { optional: true, .. } => {
                format!("({value} === undefined ? '' : '{comma}\"{name}\":' + {text})")
            }
            Field { nullable: true, shape, .. } if !matches!(shape, Shape::Json) => {
                format!("'{comma}\"{name}\":' + ({value} === null ? 'null' : {text})")
            }
            _ => format!("'{comma}\"{name}\":' + {text}"),
        };
    }
    let left_out = one.fields.iter().filter(|field| field.optional);
    let left_out: Vec<String> = left_out.map(|field| format!("'{}'", camel(&field.name))).collect();
    let left_out = match left_out.is_empty() {
        true => String::new(),
        false => format!(", [{}]", left_out.join(", ")),
    };
    let any = one.fields.iter().filter(|field| matches!(field.shape, Shape::Json));
    let any: Vec<String> = any.map(|field| format!("'{}'", field.name)).collect();
    format!(
        r"
class {name} extends Result {{
  constructor(fields) {{
    super();
    members({name}, fields{left_out});
{set}    Object.freeze(this);
  }}

  static fromObject(object) {{
    return new {name}({{
{read}    }});
  }}

  static fromJson(json) {{
    return {name}.fromObject(parse(json, [{any}]));
  }}

  toObject() {{
    return {{
{plain}    }};
  }}

  toJson() {{
    return (
{json} +
      '}}'
    );
  }}
}}
{name}.fields = Object.freeze([{fields}]);
",
        any = any.join(", "),
        fields = one
            .fields
            .iter()
            .map(|field| format!("'{}'", camel(&field.name)))
            .collect::<Vec<_>>()
            .join(", "),
    )
}

/// A value as a member of a frozen object.
fn held(shape: &Shape, value: &str) -> String {
    match shape {
        Shape::List(_) => format!("list({value})"),
        Shape::Map(_) => format!("record({value})"),
        _ => value.to_owned(),
    }
}

/// A member from the members of the JSON.
fn read(shape: &Shape, value: &str) -> String {
    match shape {
        Shape::Struct(name) => format!("{name}.fromObject({value})"),
        Shape::List(inner) => match read(inner, "it").as_str() {
            "it" => value.to_owned(),
            one => format!("{value}.map((it) => {one})"),
        },
        Shape::Map(inner) => match read(inner, "it").as_str() {
            "it" => value.to_owned(),
            one => format!("record({value}, (it) => {one})"),
        },
        _ => value.to_owned(),
    }
}

/// A member as plain JSON types.
fn plain(shape: &Shape, value: &str) -> String {
    match shape {
        Shape::Struct(_) => format!("{value}.toObject()"),
        Shape::List(inner) => match plain(inner, "it").as_str() {
            "it" => format!("[...{value}]"),
            one => format!("{value}.map((it) => {one})"),
        },
        Shape::Map(inner) => match plain(inner, "it").as_str() {
            "it" => format!("{{ ...{value} }}"),
            one => format!("record({value}, (it) => {one})"),
        },
        _ => value.to_owned(),
    }
}

/// A member as JSON.
fn written(shape: &Shape, value: &str) -> String {
    match shape {
        Shape::Bool | Shape::Integer => format!("String({value})"),
        Shape::Text | Shape::Enum(_) => format!("text({value})"),
        Shape::IntegerOrText => format!("textOrInteger({value})"),
        Shape::Json => format!("writeJson({value})"),
        Shape::Struct(_) => format!("{value}.toJson()"),
        Shape::List(inner) => format!("writeList({value}, (it) => {})", written(inner, "it")),
        Shape::Map(inner) => format!("writeRecord({value}, (it) => {})", written(inner, "it")),
    }
}

fn orless(value: String, member: &str, field: &Field) -> String {
    match value != member {
        true if field.optional => format!("{member} && {value}"),
        true if field.nullable => format!("{member} === null ? null : {value}"),
        _ => value,
    }
}

const DECLARATIONS: &str = r"// What the library gives. Generated from the library's schemas: don't edit.

import type { Fields, Json, Result } from './result.js';

";

fn declarations(model: &Model) -> String {
    let mut code = DECLARATIONS.to_owned();
    for one in &model.enums {
        code += &union(one);
    }
    for one in &model.structs {
        code += &declaration(one);
    }
    code
}

fn declaration(one: &Struct) -> String {
    let name = &one.name;
    let mut code = comment(&one.doc, 0);
    code += &format!("export declare class {name} extends Result {{\n");
    for field in &one.fields {
        code += &comment(&field.doc, 2);
        let name = camel(&field.name);
        code += &match field.optional {
            true => format!("  readonly {name}?: {};\n", kind(&field.shape)),
            false => format!("  readonly {name}: {};\n", or_null(kind(&field.shape), field)),
        };
    }
    code += &format!(
        "  constructor(fields: Fields<{name}>);\n  \
           /** Names of the fields, in the order of the JSON. */\n  \
           static readonly fields: readonly (keyof Fields<{name}>)[];\n  \
           /** Reads it from an object as {{@link toObject}} gives it. */\n  \
           static fromObject(object: object): {name};\n  \
           /** Reads it from JSON as {{@link toJson}} gives it. */\n  \
           static fromJson(json: string): {name};\n}}\n\n"
    );
    code
}

/// The strings of an enum, and what each means.
fn union(one: &Enum) -> String {
    let mut doc = one.doc.clone();
    doc.push('\n');
    for it in one.values.iter().filter(|it| !it.doc.is_empty()) {
        doc += &format!("\n- `{}`: {}", it.value, it.doc);
    }
    let values: String = one.values.iter().map(|it| format!("\n  | '{}'", it.value)).collect();
    format!("{}export type {} ={values};\n\n", comment(&doc, 0), one.name)
}

/// The options with names that no result has: both stand in one module.
pub(super) fn apart(options: &Model, results: &Model) -> Model {
    let name = |name: &str| match results.find(name) {
        Some(_) => name.trim_end_matches("Facts").to_owned(),
        None => name.to_owned(),
    };
    let mut options = options.clone();
    for one in &mut options.structs {
        one.name = name(&one.name);
        for field in &mut one.fields {
            if let Shape::Struct(of) = &mut field.shape {
                *of = name(of);
            }
        }
    }
    options
}

const GIVEN: &str = r"// What the library is given as JSON. Generated from the library's schemas: don't edit.
//
// Members that are left out have their defaults; one that the library doesn't know is an error.

";

fn given(model: &Model) -> String {
    let mut code = GIVEN.to_owned();
    for one in &model.enums {
        code += &union(one);
    }
    for one in &model.structs {
        code += &comment(&one.doc, 0);
        code += &format!("export interface {} {{\n", one.name);
        for field in &one.fields {
            code += &comment(&field.doc, 2);
            let kind = or_null(kind(&field.shape), field);
            let optional = if field.optional { "?" } else { "" };
            code += &format!("  readonly {}{optional}: {kind};\n", field.name);
        }
        code += "}\n\n";
    }
    code
}

fn kind(shape: &Shape) -> String {
    match shape {
        Shape::Bool => "boolean".into(),
        Shape::Integer => "number".into(),
        Shape::Text => "string".into(),
        Shape::IntegerOrText => "number | bigint | string".into(),
        Shape::Json => "Json".into(),
        Shape::Struct(name) | Shape::Enum(name) => name.clone(),
        Shape::List(inner) => format!("readonly {}[]", grouped(inner)),
        Shape::Map(inner) => format!("Readonly<Record<string, {}>>", kind(inner)),
    }
}

fn grouped(shape: &Shape) -> String {
    match shape {
        Shape::IntegerOrText | Shape::List(_) => format!("({})", kind(shape)),
        _ => kind(shape),
    }
}

fn or_null(kind: String, field: &Field) -> String {
    if field.nullable { format!("{kind} | null") } else { kind }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let head = letters.next().into_iter().flat_map(char::to_uppercase);
        name + &head.chain(letters).collect::<String>()
    })
}

fn comment(doc: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let doc = doc.replace("*/", "* /");
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs(doc.trim()) {
        let below = if paragraph.starts_with("- ") { "  " } else { "" };
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && indent + line.len() + 4 + word.len() > WIDTH {
                lines.push(std::mem::replace(&mut line, below.to_owned()));
            }
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    match lines.as_slice() {
        [] => String::new(),
        [one] => format!("{margin}/** {one} */\n"),
        lines => {
            let lines = lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned());
            let lines: Vec<String> = lines.collect();
            format!("{margin}/**\n{}\n{margin} */\n", lines.join("\n"))
        }
    }
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
