//! Names of kinds and origins. Unknown kinds are kept, hashed and shown; they are never an error.

use super::{KINDS, KindSchema};

/// Whose act an event tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The recorder itself.
    Recorder,
    /// The candidate.
    Candidate,
    /// A coding assistant.
    Assistant,
    /// A tool that an assistant called.
    Tool,
    /// An editor.
    Editor,
    /// A relay.
    Relay,
    /// An interviewer.
    Interviewer,
    /// `x.<vendor>`: somebody else.
    Vendor(String),
}

impl Origin {
    /// The origin with this name, or `None` where the name isn't one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "recorder" => Self::Recorder,
            "candidate" => Self::Candidate,
            "assistant" => Self::Assistant,
            "tool" => Self::Tool,
            "editor" => Self::Editor,
            "relay" => Self::Relay,
            "interviewer" => Self::Interviewer,
            _ if is_origin_name(name) => Self::Vendor(name.get(2..)?.to_owned()),
            _ => return None,
        })
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Recorder => f.write_str("recorder"),
            Self::Candidate => f.write_str("candidate"),
            Self::Assistant => f.write_str("assistant"),
            Self::Tool => f.write_str("tool"),
            Self::Editor => f.write_str("editor"),
            Self::Relay => f.write_str("relay"),
            Self::Interviewer => f.write_str("interviewer"),
            Self::Vendor(vendor) => write!(f, "x.{vendor}"),
        }
    }
}

/// A kind, by its place in [`KINDS`] where format 1 names it.
#[derive(Clone, Copy, Debug)]
pub struct Kind(Option<&'static KindSchema>);

impl Kind {
    /// Looks a kind up by its name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self(KINDS.iter().find(|schema| schema.kind == name))
    }

    /// Its schema, or `None` for a kind that this version doesn't know.
    #[must_use]
    pub fn schema(self) -> Option<&'static KindSchema> {
        self.0
    }
}

/// Whether the name may be a kind: `[a-z][a-z0-9_]{0,47}`, or `x.<vendor>.<name>` with
/// `[a-z][a-z0-9_]{0,31}` each.
#[must_use]
pub fn is_kind_name(name: &str) -> bool {
    match name.strip_prefix("x.") {
        None => is_word(name, 48),
        Some(rest) => rest
            .split_once('.')
            .is_some_and(|(vendor, name)| is_word(vendor, 32) && is_word(name, 32)),
    }
}

/// Whether the name may be an origin: one of the seven, or `x.<vendor>`.
#[must_use]
pub fn is_origin_name(name: &str) -> bool {
    match name.strip_prefix("x.") {
        None => matches!(
            name,
            "recorder" | "candidate" | "assistant" | "tool" | "editor" | "relay" | "interviewer"
        ),
        Some(vendor) => is_word(vendor, 32),
    }
}

/// `[a-z][a-z0-9_]*` of at most `most` bytes.
pub(crate) fn is_word(text: &str, most: usize) -> bool {
    let mut bytes = text.bytes();
    text.len() <= most
        && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_names_are_words_or_vendor_names() {
        let check = |name: &str, expected: bool| assert_eq!(is_kind_name(name), expected, "{name}");
        check("user_prompt", true);
        check("a", true);
        check(&"a".repeat(48), true);
        check(&"a".repeat(49), false);
        check("x.acme.thing", true);
        check("x.acme", false);
        check("x.acme.a.b", false);
        check("x..a", false);
        check("_a", false);
        check("A", false);
        check("", false);
    }

    #[test]
    fn origins_come_back_as_written() {
        for name in [
            "recorder",
            "candidate",
            "assistant",
            "tool",
            "editor",
            "relay",
            "interviewer",
            "x.acme",
        ] {
            assert_eq!(Origin::parse(name).map(|origin| origin.to_string()).as_deref(), Some(name));
        }
        assert_eq!(Origin::parse("x."), None);
        assert_eq!(Origin::parse("somebody"), None);
    }

    #[test]
    fn kinds_are_named_once() {
        for (place, schema) in KINDS.iter().enumerate() {
            assert!(is_kind_name(schema.kind));
            assert!(KINDS.iter().skip(place + 1).all(|other| other.kind != schema.kind));
            assert!(schema.fields.len() + super::super::Common::FIELDS.len() <= 64);
        }
    }
}
