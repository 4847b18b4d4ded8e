//! JSON that the generated records are read from and written as, and the values that have no type of
//! their own.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _, MapAccess, Visitor},
    ser::{Error as _, SerializeMap},
};
use serde_json::value::RawValue;

use crate::failure::InterviewError;

/// A whole number or a string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(from = "Bare", into = "Bare")]
pub enum IntegerOrText {
    /// A whole number.
    Integer {
        /// The number.
        value: i64,
    },
    /// A string.
    Text {
        /// The string.
        value: String,
    },
}

/// The same as JSON has it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Bare {
    Integer(i64),
    Text(String),
}

impl From<Bare> for IntegerOrText {
    fn from(bare: Bare) -> Self {
        match bare {
            Bare::Integer(value) => Self::Integer { value },
            Bare::Text(value) => Self::Text { value },
        }
    }
}

impl From<IntegerOrText> for Bare {
    fn from(value: IntegerOrText) -> Self {
        match value {
            IntegerOrText::Integer { value } => Self::Integer(value),
            IntegerOrText::Text { value } => Self::Text(value),
        }
    }
}

/// Any JSON.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool {
        /// Which.
        value: bool,
    },
    /// A number, which may have any length.
    Number {
        /// As it was written: Python's spelling, such as `1e-07` or `1.0`.
        spelled: String,
    },
    /// A string.
    Text {
        /// The string.
        value: String,
    },
    /// An array.
    Array {
        /// Its elements.
        elements: Vec<Json>,
    },
    /// An object.
    Object {
        /// Its members, in the order of the JSON.
        members: Vec<JsonMember>,
    },
}

/// A member of a JSON object.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct JsonMember {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Json,
}

/// A value from JSON.
pub(crate) fn read<T: DeserializeOwned>(json: &str) -> Result<T, InterviewError> {
    serde_json::from_str(json).map_err(|error| InterviewError::Argument {
        code: "invalid_options".to_owned(),
        reason: format!("what is given isn't JSON of the form: {error}"),
    })
}

/// A value as JSON.
pub(crate) fn written(value: &impl Serialize) -> Result<String, InterviewError> {
    serde_json::to_string(value).map_err(|error| InterviewError::internal(error.to_string()))
}

/// A value of the library as its record.
pub(crate) fn record<T: DeserializeOwned>(value: &impl Serialize) -> Result<T, InterviewError> {
    recorded(&written(value)?)
}

/// What the library wrote, as a record.
pub(crate) fn recorded<T: DeserializeOwned>(json: &str) -> Result<T, InterviewError> {
    serde_json::from_str(json).map_err(|error| InterviewError::internal(error.to_string()))
}

/// Writes an object with free names in the order of their bytes.
pub(crate) fn ordered<S: Serializer, T: Serialize>(
    map: &HashMap<String, T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    map.iter().collect::<BTreeMap<_, _>>().serialize(serializer)
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool { value } => serializer.serialize_bool(*value),
            Self::Number { spelled } => {
                let number = RawValue::from_string(spelled.clone()).map_err(S::Error::custom)?;
                number.serialize(serializer)
            }
            Self::Text { value } => serializer.serialize_str(value),
            Self::Array { elements } => elements.serialize(serializer),
            Self::Object { members } => {
                let mut object = serializer.serialize_map(Some(members.len()))?;
                for JsonMember { name, value } in members {
                    object.serialize_entry(name, value)?;
                }
                object.end()
            }
        }
    }
}

/// Arrays and objects in each other that [`Json`] may have: what the library tells has at most 32.
const DEPTH: usize = 64;

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The spelling of numbers is only in the text.
        let text = Box::<RawValue>::deserialize(deserializer)?;
        parsed(&text, DEPTH).map_err(D::Error::custom)
    }
}

/// The value of a text, in which so many arrays and objects may be in each other.
fn parsed(text: &RawValue, depth: usize) -> Result<Json, serde_json::Error> {
    let text = text.get();
    let deeper = || {
        let error = || {
            <serde_json::Error as serde::de::Error>::custom(format!("nested deeper than {DEPTH}"))
        };
        depth.checked_sub(1).ok_or_else(error)
    };
    match text.bytes().next() {
        Some(b'n') => Ok(Json::Null),
        Some(b't' | b'f') => serde_json::from_str(text).map(|value| Json::Bool { value }),
        Some(b'"') => serde_json::from_str(text).map(|value| Json::Text { value }),
        Some(b'[') => {
            let depth = deeper()?;
            let elements: Vec<&RawValue> = serde_json::from_str(text)?;
            let elements = elements.into_iter().map(|element| parsed(element, depth));
            Ok(Json::Array { elements: elements.collect::<Result<_, _>>()? })
        }
        Some(b'{') => {
            let depth = deeper()?;
            let Members(members) = serde_json::from_str(text)?;
            let members = members
                .into_iter()
                .map(|(name, value)| Ok(JsonMember { name, value: parsed(value, depth)? }));
            Ok(Json::Object { members: members.collect::<Result<_, serde_json::Error>>()? })
        }
        _ => Ok(Json::Number { spelled: text.to_owned() }),
    }
}

/// The members of an object in their order.
#[derive(Default)]
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self::default())
    }
}

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(member) = map.next_entry()? {
            self.0.push(member);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was_written() {
        for json in [r#"{"b":[1e-07,{"a":null}],"a":true,"":"ä"}"#, "[]", "{}", "1.0"] {
            let value: Json = read(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        let check = |depth: usize, is_read: bool| {
            for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
                let json = open.repeat(depth) + "0" + &close.repeat(depth);
                assert_eq!(read::<Json>(&json).is_ok(), is_read, "{depth}");
            }
        };
        check(DEPTH, true);
        check(DEPTH + 1, false);
        check(100_000, false);
    }
}
