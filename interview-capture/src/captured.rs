//! What an importer hands over: events that aren't in a log yet.

use interview_core::{
    Error,
    event::{Common, Payload, Timestamp},
    wire::Draft,
};

use crate::flaw::Flaw;

/// An event as the host tells it. The writer scrubs it and makes it fit when it is appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// Name of its kind.
    pub kind: &'static str,
    /// Whose act it tells.
    pub origin: &'static str,
    /// When it happened by the host's account; of a line without a time, the latest time before it.
    pub at: Option<Timestamp>,
    /// Its payload as a JSON object.
    pub data: String,
}

/// What came out of a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The events, in the order in which they happened.
    pub events: Vec<Captured>,
    /// Lines that could not be read, in the order of file and line.
    pub flaws: Vec<Flaw>,
    /// Flaws that are not listed, because there were too many.
    pub flaws_omitted: u64,
}

impl Captured {
    /// The event, ready to be appended.
    ///
    /// # Errors
    /// As [`Draft::new`]; an event that an importer made raises none.
    pub fn draft(&self) -> Result<Draft, Error> {
        Draft::new(self.kind, self.origin, &self.data)
    }

    /// An event of a declared kind.
    pub(crate) fn of<P: Payload>(
        origin: &'static str,
        at: Option<Timestamp>,
        payload: &P,
        common: &Common,
    ) -> Self {
        Self::with(P::KIND, origin, at, payload, common)
    }

    /// An event whose payload the caller has put together.
    pub(crate) fn with<P: serde::Serialize>(
        kind: &'static str,
        origin: &'static str,
        at: Option<Timestamp>,
        payload: &P,
        common: &Common,
    ) -> Self {
        // A payload struct is an object of strings, numbers and lists: it has its JSON form.
        let data = serde_json::to_string(&Members { payload, common }).unwrap_or_default();
        Self { kind, origin, at, data }
    }
}

/// The members of a kind, and those that every kind may have.
#[derive(serde::Serialize)]
struct Members<'a, P> {
    #[serde(flatten)]
    payload: &'a P,
    #[serde(flatten)]
    common: &'a Common,
}
