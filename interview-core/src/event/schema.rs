//! One declaration for each payload: struct, documentation and shape. Not a general JSON schema:
//! only what the payloads of format 1 need.

/// What a member's value must be. The strict reader checks it in the pass that checks the grammar.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A string kept as it was said or shown; scrubbed before it is hashed.
    Text,
    /// A short name of a closed or open list: `[a-z][a-z0-9_]{0,47}`.
    Token,
    /// A path relative to the work-tree root, `/` between its parts, other bytes and `%` as `%XX`;
    /// `.` is the root itself.
    Path,
    /// `true` or `false`.
    Bool,
    /// An integer from 0 to 2^53 - 1.
    Count,
    /// An integer within ±(2^53 - 1).
    Integer,
    /// A SHA-256 as 64 lower-case hexadecimal digits.
    Sha256,
    /// A git object id: 40 or 64 lower-case hexadecimal digits.
    ObjectId,
    /// A ULID: 26 characters of Crockford's base 32, upper case.
    Ulid,
    /// A UTC time as in the envelope: `2026-11-20T12:34:56.789Z`.
    Time,
    /// An Ed25519 public key: 32 bytes, base64 of RFC 4648 section 4.
    PublicKey,
    /// 32 random bytes, base64url without padding.
    Salt32,
    /// Line digests of 9 bytes, 12 characters base64url each, joined without separator.
    Digests,
    /// A whole C2SP signed note.
    Note,
    /// A log origin: a key name of the signed-note format.
    LogOrigin,
    /// The object described by the fields; members that it doesn't name are kept and ignored.
    Object(&'static [Field]),
    /// An array of one shape.
    List(&'static Shape),
    /// An object whose keys are data and whose values have one shape.
    Map(&'static Shape),
    /// The shape, or `null`.
    Nullable(&'static Shape),
}

impl Shape {
    /// The name of the shape in docs/format.md.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Token => "token".into(),
            Self::Path => "path".into(),
            Self::Bool => "boolean".into(),
            Self::Count => "count".into(),
            Self::Integer => "integer".into(),
            Self::Sha256 => "sha256".into(),
            Self::ObjectId => "object id".into(),
            Self::Ulid => "ulid".into(),
            Self::Time => "time".into(),
            Self::PublicKey => "public key".into(),
            Self::Salt32 => "salt".into(),
            Self::Digests => "digests".into(),
            Self::Note => "note".into(),
            Self::LogOrigin => "log origin".into(),
            Self::Object(_) => "object".into(),
            Self::List(item) => format!("list of {}", item.name()),
            Self::Map(value) => format!("map to {}", value.name()),
            Self::Nullable(inner) => format!("{} or null", inner.name()),
        }
    }

    /// Whether strings of this shape are verbatim, and so go through the scrubber.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        matches!(self, Self::Text | Self::Path | Self::Token)
    }
}

/// One member of a payload or of an object inside it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name of the JSON member.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// Whether a payload without it doesn't fit its kind.
    pub required: bool,
    /// Unit of a number, or empty.
    pub unit: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// What fills it, separated by commas: `<assistant>/<hook sample>`, or `<assistant>` for all of
    /// its samples, or `HOOKS.md <section>`, each with the member in brackets; or who does.
    pub source: &'static str,
}

/// The payload of one kind.
#[derive(Clone, Copy, Debug)]
pub struct KindSchema {
    /// Name of the kind.
    pub kind: &'static str,
    /// What the kind means.
    pub doc: &'static str,
    /// Its own members; the common ones of [`crate::event::Common`] may stand beside them.
    pub fields: &'static [Field],
}

/// A payload struct: `data` of one kind.
pub trait Payload: serde::Serialize + for<'a> serde::Deserialize<'a> {
    /// The kind whose `data` it is.
    const KIND: &'static str;
    /// The members that the strict reader holds a line against.
    const SCHEMA: KindSchema;
}

/// The shape that a Rust type has in JSON.
pub(super) trait Shaped {
    const SHAPE: Shape;
}

impl Shaped for String {
    const SHAPE: Shape = Shape::Text;
}
impl Shaped for bool {
    const SHAPE: Shape = Shape::Bool;
}
impl Shaped for u64 {
    const SHAPE: Shape = Shape::Count;
}
impl Shaped for i64 {
    const SHAPE: Shape = Shape::Integer;
}
impl Shaped for crate::hash::Hash {
    const SHAPE: Shape = Shape::Sha256;
}
impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
}
impl<T: Shaped> Shaped for std::collections::BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
}

/// A member that may be `null`, where null says something else than leaving it out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Nullable<T>(pub Option<T>);

impl<T: Shaped> Shaped for Nullable<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);
}

/// Reads a member that is there, `null` included, so that absent and null stay apart.
pub(super) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// String newtypes whose spelling the strict reader checks.
macro_rules! spelled {
    ($($(#[doc = $doc:literal])+ $name:ident, $shape:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $crate::event::schema::Shaped for $name {
            const SHAPE: $crate::event::Shape = $crate::event::Shape::$shape;
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

/// Declares an object: the struct, its serde form and its [`Field`] table. Minor versions add
/// optional members, so a struct is made with `new` and its public fields are set afterwards.
macro_rules! object {
    (
        $(#[doc = $doc:literal])+
        $name:ident
        required { $($(#[doc = $must_doc:literal])+ $must:ident : $must_type:ty, $must_unit:literal, $must_source:literal;)* }
        optional { $($(#[doc = $may_doc:literal])+ $may:ident : $may_type:ty, $may_unit:literal, $may_source:literal;)* }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $must_doc])+ pub $must: $must_type,)*
            $(
                $(#[doc = $may_doc])+
                #[serde(
                    default,
                    deserialize_with = "crate::event::schema::present",
                    skip_serializing_if = "Option::is_none"
                )]
                pub $may: Option<$may_type>,
            )*
        }

        impl $name {
            /// With the members that must be there; the optional ones are absent.
            #[must_use]
            pub fn new($($must: $must_type),*) -> Self {
                Self { $($must,)* $($may: None,)* }
            }

            /// Its members, in the order of the documentation.
            pub const FIELDS: &'static [$crate::event::Field] = &[
                $($crate::event::Field {
                    name: stringify!($must),
                    shape: <$must_type as $crate::event::schema::Shaped>::SHAPE,
                    required: true,
                    unit: $must_unit,
                    doc: concat!($($must_doc,)+),
                    source: $must_source,
                },)*
                $($crate::event::Field {
                    name: stringify!($may),
                    shape: <$may_type as $crate::event::schema::Shaped>::SHAPE,
                    required: false,
                    unit: $may_unit,
                    doc: concat!($($may_doc,)+),
                    source: $may_source,
                },)*
            ];
        }

        impl $crate::event::schema::Shaped for $name {
            const SHAPE: $crate::event::Shape = $crate::event::Shape::Object(Self::FIELDS);
        }

        $crate::event::schema::empty_default!($name $($must)*);
    };
}

/// `Default` for an object in which nothing must be there.
macro_rules! empty_default {
    ($name:ident) => {
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($name:ident $($must:ident)+) => {};
}

/// Declares the payload of a kind: an object that is the `data` of an event.
macro_rules! payload {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $kind:literal
        required { $($must:tt)* }
        optional { $($may:tt)* }
    ) => {
        $crate::event::schema::object! {
            $(#[doc = $doc])+
            $name
            required { $($must)* }
            optional { $($may)* }
        }

        impl $crate::event::Payload for $name {
            const KIND: &'static str = $kind;
            const SCHEMA: $crate::event::KindSchema = $crate::event::KindSchema {
                kind: $kind,
                doc: concat!($($doc,)+),
                fields: Self::FIELDS,
            };
        }
    };
}

pub(super) use {empty_default, object, payload, spelled};
