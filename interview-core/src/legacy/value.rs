//! A JSON value as Python holds it, with Python's truth and equality.
//!
//! Only single members of an event or manifest become values; lines are hashed from their text.

use std::borrow::Cow;

use super::{
    number,
    scan::Part,
    string,
    token::{Kind, Malformed, Tokens},
};

/// A parsed value; strings are WTF-8.
#[derive(Clone, Debug, Default)]
pub(super) enum Value<'a> {
    #[default]
    Null,
    Bool(bool),
    /// Decimal digits with an optional `-`, without leading zeros.
    Int(Cow<'a, [u8]>),
    Float(f64),
    Text(Cow<'a, [u8]>),
    List(Vec<Value<'a>>),
    // INVARIANT: sorted by key, keys distinct.
    Dict(Vec<(Cow<'a, [u8]>, Value<'a>)>),
}

/// A container whose end is still to come.
enum Open<'a> {
    List(Vec<Value<'a>>),
    Dict(Vec<(Cow<'a, [u8]>, Value<'a>)>, Cow<'a, [u8]>),
}

impl<'a> Value<'a> {
    /// The value that a whole text spells.
    pub(super) fn read(text: &'a [u8]) -> Result<Self, Malformed> {
        let mut tokens = Tokens::new(text, false);
        let mut open: Vec<Open<'a>> = Vec::new();
        let mut root = Value::Null;
        while let Some(kind) = tokens.next().map_err(|_| tokens.malformed())? {
            let value = match kind {
                Kind::ObjectOpen => {
                    open.push(Open::Dict(Vec::new(), Cow::default()));
                    continue;
                }
                Kind::ArrayOpen => {
                    open.push(Open::List(Vec::new()));
                    continue;
                }
                Kind::Key => {
                    if let Some(Open::Dict(_, key)) = open.last_mut() {
                        *key = content(tokens.token());
                    }
                    continue;
                }
                Kind::ObjectClose | Kind::ArrayClose => match open.pop() {
                    Some(Open::Dict(members, _)) => Value::Dict(last_wins(members)),
                    Some(Open::List(items)) => Value::List(items),
                    None => continue,
                },
                _ => scalar(kind, tokens.token()),
            };
            match open.last_mut() {
                Some(Open::List(items)) => items.push(value),
                Some(Open::Dict(members, key)) => members.push((std::mem::take(key), value)),
                None => root = value,
            }
        }
        Ok(root)
    }

    /// The value of a part of a text that was read before.
    #[inline]
    pub(super) fn of_part(part: Part<'a>) -> Self {
        if let Some(float) = part.float {
            return Self::Float(float);
        }
        match part.text {
            [b'"', content @ .., b'"'] if part.plain => Self::Text(Cow::Borrowed(content)),
            [b'0'..=b'9', ..] => match number::scan(part.text) {
                Some((_, true)) => scalar(Kind::Float, part.text),
                _ => scalar(Kind::Int, part.text),
            },
            text => Self::read(text).unwrap_or(Self::Null),
        }
    }

    /// A copy that borrows nothing.
    pub(super) fn into_owned(self) -> Value<'static> {
        let own = |text: Cow<'a, [u8]>| Cow::Owned(text.into_owned());
        match self {
            Self::Null => Value::Null,
            Self::Bool(bool) => Value::Bool(bool),
            Self::Int(digits) => Value::Int(own(digits)),
            Self::Float(float) => Value::Float(float),
            Self::Text(text) => Value::Text(own(text)),
            Self::List(items) => Value::List(items.into_iter().map(Value::into_owned).collect()),
            Self::Dict(members) => Value::Dict(
                members.into_iter().map(|(key, value)| (own(key), value.into_owned())).collect(),
            ),
        }
    }

    /// Becomes a copy of `other`, in the same memory where both are strings.
    pub(super) fn set(&mut self, other: Value<'_>) {
        match (&mut *self, other) {
            (Value::Text(Cow::Owned(own)), Value::Text(text)) => {
                own.clear();
                own.extend_from_slice(&text);
            }
            (own, other) => *own = other.into_owned(),
        }
    }

    /// Whether this is the string `text`.
    pub(super) fn is_text(&self, text: &str) -> bool {
        matches!(self, Self::Text(own) if own.as_ref() == text.as_bytes())
    }

    /// Python's `bool(value)`.
    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(bool) => *bool,
            Self::Int(digits) => digits.as_ref() != b"0",
            Self::Float(float) => *float != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Dict(members) => !members.is_empty(),
        }
    }

    /// Python's `self == other`: numbers by value, `True` is 1, NaN equals nothing.
    pub(super) fn equals(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (Self::Null, Value::Null) => true,
            (Self::Text(a), Value::Text(b)) => a == b,
            (Self::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_item(b))
            }
            (Self::Dict(a), Value::Dict(b)) => {
                let mut pairs = a.iter().zip(b);
                a.len() == b.len() && pairs.all(|((j, a), (k, b))| j == k && a.is_item(b))
            }
            _ => match (self.as_number(), other.as_number()) {
                (Some(Number::Int(a)), Some(Number::Int(b))) => a == b,
                (Some(Number::Float(a)), Some(Number::Float(b))) => a == b,
                (Some(Number::Int(int)), Some(Number::Float(float)))
                | (Some(Number::Float(float)), Some(Number::Int(int))) => int_is(int, float),
                _ => false,
            },
        }
    }

    /// The number that Python computes with; `None` for what isn't one.
    pub(super) fn as_number(&self) -> Option<Number<'_>> {
        match self {
            Self::Bool(bool) => Some(Number::Int(if *bool { b"1" } else { b"0" })),
            Self::Int(digits) => Some(Number::Int(digits)),
            Self::Float(float) => Some(Number::Float(*float)),
            _ => None,
        }
    }

    /// Equality inside a container. Python compares identity first, and its reader gives one and
    /// the same object for every NaN.
    fn is_item(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (Self::Float(a), Value::Float(b)) if a.is_nan() && b.is_nan() => true,
            _ => self.equals(other),
        }
    }
}

/// A number of Python.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number<'a> {
    /// Decimal digits with an optional `-`.
    Int(&'a [u8]),
    Float(f64),
}

impl Number<'_> {
    /// The nearest float, infinite where the integer is too large for one.
    pub(super) fn to_float(self) -> f64 {
        match self {
            Self::Int(digits) => number::parse_float(digits),
            Self::Float(float) => float,
        }
    }
}

fn int_is(digits: &[u8], float: f64) -> bool {
    // With no decimals, the formatter writes every digit of the exact value.
    let exact = || format!("{:.0}", float.abs());
    float.is_finite()
        && float.fract() == 0.0
        && digits.starts_with(b"-") == (float < 0.0)
        && digits.strip_prefix(b"-").unwrap_or(digits) == exact().as_bytes()
}

fn scalar(kind: Kind, token: &[u8]) -> Value<'_> {
    match kind {
        Kind::Text => Value::Text(content(token)),
        Kind::Int => Value::Int(Cow::Borrowed(number::integer_repr(token))),
        Kind::Float => Value::Float(number::parse_float(token)),
        Kind::True => Value::Bool(true),
        Kind::False => Value::Bool(false),
        Kind::NaN => Value::Float(f64::NAN),
        Kind::Infinity => Value::Float(f64::INFINITY),
        Kind::NegativeInfinity => Value::Float(f64::NEG_INFINITY),
        _ => Value::Null,
    }
}

/// The characters of a string or key with its quotes.
fn content(token: &[u8]) -> Cow<'_, [u8]> {
    match token {
        [b'"', content @ .., b'"'] => string::decode(content),
        other => Cow::Borrowed(other),
    }
}

fn last_wins<'a>(mut members: Vec<(Cow<'a, [u8]>, Value<'a>)>) -> Vec<(Cow<'a, [u8]>, Value<'a>)> {
    members.reverse();
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
    members.dedup_by(|(a, _), (b, _)| a == b);
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value<'_> {
        Value::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn equality_is_that_of_python() {
        let check = |a: &str, b: &str, expected| {
            assert_eq!(read(a).equals(&read(b)), expected, "{a} == {b}");
            assert_eq!(read(b).equals(&read(a)), expected, "{b} == {a}");
        };
        check("1", "1.0", true);
        check("true", "1.0", true);
        check("false", "-0.0", true);
        check("0", "-0", true);
        check("9007199254740993", "9007199254740992.0", false);
        check("100000000000000000000000", "1e23", false);
        check("99999999999999991611392", "1e23", true);
        check("-5", "5.0", false);
        check("NaN", "NaN", false);
        check("[NaN]", "[NaN]", true);
        check("Infinity", "1e999", true);
        check("null", "false", false);
        check("\"1\"", "1", false);
        check(r#""\u0041""#, "\"A\"", true);
        check(r#"{"a": 1, "b": [2]}"#, r#"{"b": [2.0], "a": 0, "a": true}"#, true);
        check(r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#, false);
        check("[]", "{}", false);
    }

    #[test]
    fn truth_is_that_of_python() {
        let check = |text: &str, expected| assert_eq!(read(text).is_true(), expected, "{text}");
        for falsy in ["null", "false", "0", "-0", "0.0", "-0.0", "\"\"", "[]", "{}"] {
            check(falsy, false);
        }
        for truthy in ["true", "-1", "5e-324", "NaN", "\"0\"", "[0]", r#"{"": null}"#] {
            check(truthy, true);
        }
    }
}
