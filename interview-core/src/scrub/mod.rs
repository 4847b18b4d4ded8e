//! Secrets out of every verbatim string before it is hashed.
//!
//! A hash-chained log can't be cleaned afterwards, so prompts, messages, commands and tool data
//! pass through [`scrub`] first. Each secret becomes `[redacted:<kind>]`; everything else stays as
//! it was. What is sought stands in one table (`patterns.rs`). A secret without a known shape and
//! without a name beside it (`my cat is called hunter2`) isn't found: this is no proof that a text
//! is free of secrets.
//!
//! Strings that hold JSON in any number of escapings are searched as they stand: `\"password\":
//! \"...\"` and `\n` inside a PEM block are understood.

mod assign;
mod looks;
mod patterns;
mod pem;
mod row;
mod scan;

use std::borrow::Cow;
use std::collections::BTreeMap;

use scan::{Scanner, Span};

/// Kind that stands for a whole text which could not be searched.
const UNSCANNED: &str = "unscanned";

/// How often a text is searched again at most; what still changes then isn't kept at all.
const PASSES: usize = 8;

/// A text without its secrets, and what was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrubbed<'a> {
    /// The text with each secret replaced by `[redacted:<kind>]`; borrowed where nothing was found.
    pub text: Cow<'a, str>,
    /// How many secrets of each kind were replaced, ordered by kind; empty where nothing was found.
    pub redactions: Vec<Redaction>,
}

/// How many secrets of one kind were replaced in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// Name of the kind, such as `github_token`: lower-case letters, digits and underscores.
    pub kind: &'static str,
    /// Number of places, at least 1.
    pub count: u32,
}

/// Replaces every secret in `text` by `[redacted:<kind>]`.
///
/// Takes time linear in the length of `text`. Scrubbing a scrubbed text changes nothing and
/// reports nothing.
///
/// Should the table of patterns ever fail to compile, the whole text is replaced by
/// `[redacted:unscanned]`: nothing leaves unsearched.
#[must_use]
pub fn scrub(text: &str) -> Scrubbed<'_> {
    let Some(scanner) = Scanner::shared() else {
        return whole(text, UNSCANNED);
    };
    let spans = scanner.spans(text);
    if spans.is_empty() {
        return Scrubbed { text: Cow::Borrowed(text), redactions: Vec::new() };
    }
    let mut scrubbed = replace(text, &spans);
    // A marker may stand where it lets another secret be seen.
    for _ in 0..PASSES {
        let spans = scanner.spans(&scrubbed.text);
        if spans.is_empty() {
            return scrubbed;
        }
        let again = replace(&scrubbed.text, &spans);
        scrubbed.redactions = merged(&scrubbed.redactions, &again.redactions);
        scrubbed.text = Cow::Owned(again.text.into_owned());
    }
    whole(text, UNSCANNED)
}

/// As [`scrub`], for `text` that is the value of a member named `key`.
///
/// Where the name alone says that the value is a secret (`password`, `DB_TOKEN`, `clientSecret`)
/// and the value looks like one, the whole value is replaced. Otherwise this is [`scrub`].
#[must_use]
pub fn scrub_member<'a>(key: &str, text: &'a str) -> Scrubbed<'a> {
    match Scanner::shared() {
        None => whole(text, UNSCANNED),
        Some(scanner) => match scanner.member(key, text) {
            Some(kind) => whole(text, kind),
            None => scrub(text),
        },
    }
}

/// Every kind that a redaction can have, in order.
#[must_use]
pub fn kinds() -> Vec<&'static str> {
    let mut kinds: Vec<_> = patterns::PATTERNS.iter().map(|pattern| pattern.kind).collect();
    kinds.push(UNSCANNED);
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Replaces all of `text`, unless it is a marker already.
fn whole<'a>(text: &'a str, kind: &'static str) -> Scrubbed<'a> {
    if scan::marker_at(text, 0) == Some(text.len()) {
        return Scrubbed { text: Cow::Borrowed(text), redactions: Vec::new() };
    }
    replace(text, &[Span { start: 0, end: text.len(), kind }])
}

fn merged(one: &[Redaction], other: &[Redaction]) -> Vec<Redaction> {
    let mut counts = BTreeMap::<&'static str, u32>::new();
    for redaction in one.iter().chain(other) {
        let count = counts.entry(redaction.kind).or_default();
        *count = count.saturating_add(redaction.count);
    }
    counts.into_iter().map(|(kind, count)| Redaction { kind, count }).collect()
}

/// Writes markers in place of `spans`, which are ascending and disjoint.
fn replace<'a>(text: &'a str, spans: &[Span]) -> Scrubbed<'a> {
    let mut out = String::with_capacity(text.len());
    let mut counts = BTreeMap::<&'static str, u32>::new();
    let mut from = 0;
    for span in spans {
        out.push_str(text.get(from..span.start).unwrap_or_default());
        out.push_str(scan::MARKER);
        out.push_str(span.kind);
        out.push(']');
        let count = counts.entry(span.kind).or_default();
        *count = count.saturating_add(1);
        from = span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    let redactions = counts.into_iter().map(|(kind, count)| Redaction { kind, count }).collect();
    Scrubbed { text: Cow::Owned(out), redactions }
}
