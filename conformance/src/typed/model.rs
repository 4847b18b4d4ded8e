//! What the API's data look like, in the words of no language: structs, enums and their members,
//! read from the JSON schemas of the Rust types. Emitters turn it into each language's types.
//!
//! A schema keeps the members of an object in the order of their names. Their order in the Report's
//! bytes, which is that of the Rust type, stands in `required`. Members that may be left out follow
//! those that may not, by name, and so must stand in the Rust type of a result. A result leaves one
//! out where it is null or false; one that could be both is refused.

use std::io;

use schemars::{
    JsonSchema, SchemaGenerator,
    generate::{Contract, SchemaSettings},
};
use serde_json::{Map, Value};

/// All types that some root types are made of, ordered by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// Objects.
    pub structs: Vec<Struct>,
    /// Strings out of a fixed list.
    pub enums: Vec<Enum>,
}

/// An object with known members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// Name in Rust, in CamelCase.
    pub name: String,
    /// What it is, in Markdown.
    pub doc: String,
    /// Its members, in the order of the bytes.
    pub fields: Vec<Field>,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in the JSON, in snake_case; it may be a reserved word of a language.
    pub name: String,
    /// What it is, in Markdown.
    pub doc: String,
    /// What it holds where it isn't null.
    pub shape: Shape,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it may be left out: in what a caller gives for its default, in what the library gives
    /// where it is null or false.
    pub optional: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `true` or `false`.
    Bool,
    /// A whole number within ±(2^53 − 1).
    Integer,
    /// A string.
    Text,
    /// A whole number or a string.
    IntegerOrText,
    /// Any JSON, null too. A float in it is spelled as Python spells it (`1e-07`, `1.0`), and whole
    /// numbers may have any length.
    Json,
    /// A [`Struct`] of the model by its name.
    Struct(String),
    /// An [`Enum`] of the model by its name.
    Enum(String),
    /// An array.
    List(Box<Shape>),
    /// An object with free names, which stand in the order of their bytes.
    Map(Box<Shape>),
}

/// A string out of a fixed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// Name in Rust, in CamelCase.
    pub name: String,
    /// What it is, in Markdown.
    pub doc: String,
    /// Its values, in the order of their declaration.
    pub values: Vec<Named>,
}

/// A value of an [`Enum`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The string.
    pub value: String,
    /// What it means, in Markdown.
    pub doc: String,
}

/// Collects types for a model: `Roots::results().with::<Report>()`.
#[derive(Debug)]
pub struct Roots(SchemaGenerator);

impl Roots {
    /// For types that the library gives.
    #[must_use]
    pub fn results() -> Self {
        Self(SchemaSettings::draft2020_12().for_serialize().into_generator())
    }

    /// For types that the library is given.
    #[must_use]
    pub fn options() -> Self {
        Self(SchemaSettings::draft2020_12().for_deserialize().into_generator())
    }

    /// With this type and all that it is made of.
    #[must_use]
    pub fn with<T: JsonSchema>(mut self) -> Self {
        self.0.subschema_for::<T>();
        self
    }

    /// The model of all of them.
    ///
    /// # Errors
    /// Where a schema has a form that there is no [`Shape`] for.
    pub fn model(mut self) -> io::Result<Model> {
        let gives = *self.0.contract() == Contract::Serialize;
        let definitions = self.0.take_definitions(true);
        let read = Reader { definitions: &definitions };
        let mut model = Model::default();
        for (name, schema) in &definitions {
            let schema = schema.as_object().ok_or_else(|| unknown(name, schema))?;
            match kind(schema) {
                Kind::Struct => model.structs.push(read.object(name, schema)?),
                Kind::Enum => model.enums.push(read.choice(name, schema)?),
                Kind::Other => {}
            }
        }
        let mut fields = model.structs.iter().flat_map(|it| it.fields.iter().map(move |f| (it, f)));
        let is_told = |field: &Field| match field.shape {
            Shape::Bool => !field.nullable,
            Shape::Json => false,
            _ => field.nullable,
        };
        match fields.find(|(_, field)| gives && field.optional && !is_told(field)) {
            Some((it, field)) => {
                Err(refused(&it.name, format!("`{}` is left out for no value", field.name)))
            }
            None => Ok(model),
        }
    }
}

impl Model {
    /// The struct with a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Struct> {
        self.structs.iter().find(|it| it.name == name)
    }
}

enum Kind {
    Struct,
    Enum,
    /// Resolved where it is named.
    Other,
}

fn kind(schema: &Map<String, Value>) -> Kind {
    if schema.contains_key("properties") {
        Kind::Struct
    } else if schema.contains_key("oneOf") || schema.contains_key("enum") {
        Kind::Enum
    } else {
        Kind::Other
    }
}

struct Reader<'a> {
    definitions: &'a Map<String, Value>,
}

impl Reader<'_> {
    fn object(&self, name: &str, schema: &Map<String, Value>) -> io::Result<Struct> {
        if ["oneOf", "anyOf", "allOf"].iter().any(|key| schema.contains_key(*key)) {
            return Err(refused(name, "members of several forms".into()));
        }
        let members = schema.get("properties").and_then(Value::as_object);
        let members = members.ok_or_else(|| refused(name, "no members".into()))?;
        let required: Vec<&str> = array(schema, "required").filter_map(Value::as_str).collect();
        let left_out = members.keys().map(String::as_str).filter(|name| !required.contains(name));
        let mut fields = Vec::new();
        for member in required.iter().copied().chain(left_out) {
            let of = format!("{name}.{member}");
            let schema = members.get(member).ok_or_else(|| refused(&of, "no schema".into()))?;
            let (shape, nullable) = self.value(&of, schema)?;
            let (name, doc) = (member.to_owned(), doc(schema));
            let optional = !required.contains(&member);
            fields.push(Field { name, doc, shape, nullable, optional });
        }
        Ok(Struct { name: name.to_owned(), doc: doc_of(schema), fields })
    }

    fn choice(&self, name: &str, schema: &Map<String, Value>) -> io::Result<Enum> {
        let mut values = Vec::new();
        for one in array(schema, "oneOf") {
            let of = one.get("const").map(std::slice::from_ref);
            let of = of.or_else(|| one.get("enum").and_then(Value::as_array).map(Vec::as_slice));
            for value in of.ok_or_else(|| unknown(name, one))? {
                values.push(Named { value: string(name, value)?, doc: doc(one) });
            }
        }
        for value in array(schema, "enum") {
            values.push(Named { value: string(name, value)?, doc: String::new() });
        }
        Ok(Enum { name: name.to_owned(), doc: doc_of(schema), values })
    }

    /// What a schema allows, and whether null is of it.
    fn value(&self, of: &str, schema: &Value) -> io::Result<(Shape, bool)> {
        let Some(schema) = schema.as_object() else { return Ok((Shape::Json, false)) };
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            return Ok((self.named(of, name)?, false));
        }
        let any: Vec<&Value> = array(schema, "anyOf").collect();
        match any.as_slice() {
            [] => {}
            [one, null] if is_type(null, "null") => return Ok((self.value(of, one)?.0, true)),
            [one, other] if is_type(one, "integer") && is_type(other, "string") => {
                return Ok((Shape::IntegerOrText, false));
            }
            _ => return Err(refused(of, format!("no shape for {any:?}"))),
        }
        let (mut types, mut nullable) = (Vec::new(), false);
        match schema.get("type") {
            None => return Ok((Shape::Json, false)),
            Some(Value::String(one)) => types.push(one.as_str()),
            Some(all) => {
                types.extend(all.as_array().into_iter().flatten().filter_map(Value::as_str))
            }
        }
        types.retain(|name| {
            nullable |= *name == "null";
            *name != "null"
        });
        let inner = |key: &str| -> io::Result<Box<Shape>> {
            let schema = schema.get(key).ok_or_else(|| refused(of, format!("no `{key}`")))?;
            match self.value(of, schema)? {
                (shape, false) => Ok(Box::new(shape)),
                (_, true) => Err(refused(of, format!("null in `{key}`"))),
            }
        };
        let shape = match types.as_slice() {
            ["boolean"] => Shape::Bool,
            ["integer"] => Shape::Integer,
            ["string"] => Shape::Text,
            ["array"] => Shape::List(inner("items")?),
            ["object"] => Shape::Map(inner("additionalProperties")?),
            _ => return Err(refused(of, format!("no shape for {types:?}"))),
        };
        Ok((shape, nullable))
    }

    fn named(&self, of: &str, reference: &str) -> io::Result<Shape> {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let schema =
            self.definitions.get(name).ok_or_else(|| refused(of, format!("no `{name}`")))?;
        let object = schema.as_object().ok_or_else(|| unknown(name, schema))?;
        match kind(object) {
            Kind::Struct => Ok(Shape::Struct(name.to_owned())),
            Kind::Enum => Ok(Shape::Enum(name.to_owned())),
            Kind::Other => match self.value(of, schema)? {
                (shape, false) => Ok(shape),
                (_, true) => Err(refused(of, format!("`{name}` may be null"))),
            },
        }
    }
}

fn array<'a>(schema: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn is_type(schema: &Value, name: &str) -> bool {
    schema.get("type").and_then(Value::as_str) == Some(name)
}

fn string(of: &str, value: &Value) -> io::Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| unknown(of, value))
}

fn doc(schema: &Value) -> String {
    schema.as_object().map(doc_of).unwrap_or_default()
}

/// The description, without the links that only Rust's documentation can follow.
fn doc_of(schema: &Map<String, Value>) -> String {
    let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    text.replace("[`", "`").replace("`]", "`")
}

fn unknown(of: &str, schema: &Value) -> io::Error {
    refused(of, format!("no known form: {schema}"))
}

fn refused(of: &str, what: String) -> io::Error {
    io::Error::other(format!("{of}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A struct with every shape.
    #[derive(serde::Serialize, JsonSchema)]
    struct Every {
        /// Not in the order of names: [`Every`].
        z: Option<u64>,
        a: Vec<Two>,
        m: std::collections::BTreeMap<String, Two>,
        j: Value,
    }

    #[derive(serde::Serialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Two {
        /// The first.
        FirstOne,
        SecondOne,
    }

    #[derive(serde::Serialize, JsonSchema)]
    struct Gone {
        z: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<u64>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        c: bool,
    }

    #[derive(serde::Serialize, JsonSchema)]
    struct Unclear {
        #[serde(skip_serializing_if = "Option::is_none")]
        maybe: Option<bool>,
    }

    #[test]
    fn members_stand_in_the_order_of_the_bytes() {
        let model = Roots::results().with::<Every>().model().unwrap();
        let every = model.find("Every").unwrap();
        let shapes: Vec<_> = every
            .fields
            .iter()
            .map(|field| (field.name.as_str(), field.shape.clone(), field.nullable))
            .collect();
        let two = || Box::new(Shape::Enum("Two".into()));
        let expected = [
            ("z", Shape::Integer, true),
            ("a", Shape::List(two()), false),
            ("m", Shape::Map(two()), false),
            ("j", Shape::Json, false),
        ];
        assert_eq!(shapes, expected);
        assert_eq!(every.fields[0].doc, "Not in the order of names: `Every`.");
        let values: Vec<_> = model.enums[0].values.iter().map(|it| it.value.as_str()).collect();
        assert_eq!(values.len(), 2);
        for value in [Two::FirstOne, Two::SecondOne] {
            let value = serde_json::to_value(value).unwrap();
            assert!(values.contains(&value.as_str().unwrap()), "{value}");
        }
    }

    #[test]
    fn a_member_that_is_left_out_has_one_value_for_that() {
        let model = Roots::results().with::<Gone>().model().unwrap();
        let fields = model.find("Gone").unwrap().fields.iter();
        let names: Vec<_> = fields.map(|field| (field.name.as_str(), field.optional)).collect();
        assert_eq!(names, [("z", false), ("b", true), ("c", true)]);
        let error = Roots::results().with::<Unclear>().model().unwrap_err().to_string();
        assert_eq!(error, "Unclear: `maybe` is left out for no value");
    }
}
