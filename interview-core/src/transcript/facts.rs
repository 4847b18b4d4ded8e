//! The members of a payload that can be told in a word or number. Hashes, keys and salts can't, and
//! the salt of the line digests must not be.

use serde_json::{Map, Value};

use super::{Fact, FactValue, keep::Keeper};
use crate::{
    checkpoint::{Checkpoint, SignedNote},
    event::{Field, Shape},
};

type Data = Map<String, Value>;

/// The facts of a payload, in the order of its declaration.
pub(super) fn of(fields: &[Field], data: &Data, keep: &mut Keeper) -> Vec<Fact> {
    let mut facts = Vec::new();
    add(fields, data, "", keep, &mut facts);
    facts
}

/// What a checkpoint covers and whose signatures stand under it: claims, until they are verified.
pub(super) fn of_anchor(data: &Data, keep: &mut Keeper) -> Vec<Fact> {
    let note = data.get("note").and_then(Value::as_str).unwrap_or_default();
    let read = SignedNote::parse(note.as_bytes())
        .and_then(|note| Ok((Checkpoint::parse(note.text())?, note)));
    let Ok((checkpoint, note)) = read else {
        return vec![fact("", "checkpoint", FactValue::Bool(false))];
    };
    let signers = note.signatures().iter().map(|signature| signature.name().as_str());
    let witnesses: Vec<&str> = signers.filter(|name| *name != checkpoint.origin.as_str()).collect();
    let mut facts = vec![fact("", "size", count(checkpoint.size))];
    if !witnesses.is_empty() {
        facts.push(fact("", "signed_by", FactValue::Text(keep.name(&witnesses.join(", ")))));
    }
    facts
}

/// Lines that a commit put in and took out, where git told them of each file.
pub(super) fn of_commit(data: &Data) -> Vec<Fact> {
    let Some(files) = data.get("files").and_then(Value::as_array) else { return Vec::new() };
    let sum = |member: &str| {
        files.iter().filter_map(|file| file.get(member)?.as_u64()).fold(0_u64, u64::saturating_add)
    };
    vec![fact("", "added", count(sum("added"))), fact("", "removed", count(sum("removed")))]
}

fn add(fields: &[Field], data: &Data, prefix: &str, keep: &mut Keeper, facts: &mut Vec<Fact>) {
    for field in fields {
        if let Some(value) = data.get(field.name) {
            one(field.name, &field.shape, value, prefix, keep, facts);
        }
    }
}

fn one(
    name: &str,
    shape: &Shape,
    value: &Value,
    prefix: &str,
    keep: &mut Keeper,
    facts: &mut Vec<Fact>,
) {
    let value = match (shape, value) {
        (Shape::Nullable(inner), value) if !value.is_null() => {
            return one(name, inner, value, prefix, keep, facts);
        }
        (Shape::Object(fields), Value::Object(data)) => {
            let prefix = format!("{prefix}{name}.");
            return add(fields, data, &prefix, keep, facts);
        }
        (Shape::Sha256 | Shape::Salt32 | Shape::Digests | Shape::PublicKey, _) => return,
        (Shape::Note, _) => FactValue::Bool(true),
        (Shape::Text, Value::String(text)) => FactValue::Text(keep.said(text)),
        (_, Value::String(text)) => FactValue::Text(keep.name(text)),
        (_, Value::Bool(is)) => FactValue::Bool(*is),
        (_, Value::Number(number)) => FactValue::Number(number.as_i64().unwrap_or(i64::MAX)),
        (_, Value::Array(items)) => count(items.len() as u64),
        (_, Value::Object(map)) => count(map.len() as u64),
        (_, Value::Null) => return,
    };
    facts.push(fact(prefix, name, value));
}

fn fact(prefix: &str, name: &str, value: FactValue) -> Fact {
    Fact { name: format!("{prefix}{name}"), value }
}

fn count(n: u64) -> FactValue {
    FactValue::Number(i64::try_from(n).unwrap_or(i64::MAX))
}
