//! Options as a caller gives them: JSON objects. Serde would take a list for an object, member after
//! member, and so an empty list for all defaults; here that is an error, as a misspelt name is.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// Reads an object that stands alone.
///
/// # Errors
/// Where the text isn't JSON, or no object of the form.
pub fn read<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    serde_json::from_str(json).map(|Object(value)| value)
}

/// For a member that is an object (`deserialize_with`).
///
/// # Errors
/// Where it isn't one of the form.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Object::deserialize(from).map(|Object(value)| value)
}

/// For a member that is an object, or null.
///
/// # Errors
/// Where it is neither.
pub fn object_or_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(from).map(|value| value.map(|Object(value)| value))
}

/// For a member that is a list of objects.
///
/// # Errors
/// Where it isn't one.
pub fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let values: Vec<Object<T>> = Vec::deserialize(from)?;
    Ok(values.into_iter().map(|Object(value)| value).collect())
}

struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Members(PhantomData)).map(Self)
    }
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        ErrorCode,
        api::{OvertimePolicy, Policy, TranscriptOptions, VerifyOptions},
    };

    #[test]
    fn a_list_is_no_object() {
        let check = |json: &str, is_read: bool| {
            let code = VerifyOptions::from_json(json).err().map(|error| error.code());
            assert_eq!(code, (!is_read).then_some(ErrorCode::InvalidOptions), "{json}");
        };
        check("{}", true);
        check(
            " {\"policy\": {\"demands\": {}, \"keys\": []}, \"context\": {\"heads\": []}}\n",
            true,
        );
        for json in
            ["[]", "null", "{} {}", "{\"policy\":[]}", "{\"context\":[]}", "{\"policy\":null}"]
        {
            check(json, false);
        }
        for json in [r#"{"heads":[[1,"00"]]}"#, r#"{"sessions":[["01KAGZ6R00CRX4ZQ2Y5T8V9W3E"]]}"#]
        {
            check(&format!("{{\"context\":{json}}}"), false);
        }
        for member in ["demands", "evidence", "flags", "overtime"] {
            check(&format!("{{\"policy\":{{\"{member}\":{{}}}}}}"), true);
            check(&format!("{{\"policy\":{{\"{member}\":[]}}}}"), false);
        }
        check(r#"{"policy":{"keys":[["vkey"]]}}"#, false);
        check(r#"{"policy":{"overtime":{"bands":[[10,"0.5"]]}}}"#, false);
        check(r#"{"policy":{"overtime":{"bands":[{"until_min":10,"deduction":"0.5"}]}}}"#, true);
    }

    #[test]
    fn nor_is_it_in_other_options() {
        let codes = [
            Policy::from_json("[]").err(),
            OvertimePolicy::from_json("[]").err(),
            OvertimePolicy::from_json(r#"{"bands":[[10,"0.5"]]}"#).err(),
            TranscriptOptions::from_json("[]").err(),
        ];
        for error in codes {
            assert_eq!(error.unwrap().code(), ErrorCode::InvalidOptions);
        }
    }
}
