//! The scanner: one pass over a text for the literals that can begin a secret, and the patterns
//! of the table only where one was found.
//!
//! Linear time rests on three rules. A pattern is matched at the place of its literal alone. A
//! pattern that can run on without bound has a boundary on its left, so that it isn't tried again
//! inside a run that it has already refused. What decides is at the start of the run, so that a
//! run which is accepted is consumed.
//!
//! Scrubbing twice equals scrubbing once because markers are stepped over, no match contains a
//! marker, and a place just behind a secret counts as a boundary, as it does behind a marker.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memmem, memrchr};
use regex::Regex;

use super::assign;
use super::looks::{self, Context};
use super::patterns::PATTERNS;
use super::row::{Case, Check, Pattern};

/// How each marker begins; its kind and `]` follow.
pub(super) const MARKER: &str = "[redacted:";

/// Bytes before a match that a check may look at.
const LOOK_BACK: usize = 1024;

/// Longest name of a member that is taken for a name, in bytes.
const KEY_BYTES: usize = 128;

/// A secret in a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: &'static str,
}

/// A match of a pattern, for its check.
pub(super) struct Found<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The end of the last secret before the match, or 0.
    after_secret: usize,
    /// The whole match.
    pub(super) matched: Range<usize>,
    /// Group 1 of the match; the whole match where the pattern has no group or it took no part.
    pub(super) secret: Range<usize>,
}

impl<'a> Found<'a> {
    /// What the pattern takes for the secret.
    pub(super) fn secret(&self) -> &'a str {
        self.text.get(self.secret.clone()).unwrap_or_default()
    }

    /// The part of the same line before the match, as far as no secret and no marker is in it.
    pub(super) fn before(&self) -> &'a str {
        let low = self.matched.start.saturating_sub(LOOK_BACK).max(self.after_secret);
        let low = (low..=self.matched.start).find(|at| self.text.is_char_boundary(*at));
        let window = self.text.get(low.unwrap_or_default()..self.matched.start).unwrap_or_default();
        let line = memrchr(b'\n', window.as_bytes()).map_or(0, |at| at + 1);
        let line = window.get(line..).unwrap_or_default();
        let marker = memmem::rfind(line.as_bytes(), MARKER.as_bytes());
        let marker = marker.and_then(|at| marker_at(line, at));
        marker.map_or(line, |end| line.get(end..).unwrap_or_default())
    }
}

/// The compiled table.
pub(super) struct Scanner {
    /// Every literal that can begin a match, and the marker.
    starts: Regex,
    /// Each pattern with its regex, anchored.
    rows: Vec<(&'static Pattern, Regex)>,
    /// Rows whose literals begin with a byte.
    by_first: [Vec<usize>; 256],
}

static SHARED: LazyLock<Option<Scanner>> = LazyLock::new(|| Scanner::compile().ok());

impl Scanner {
    /// The scanner of this process, or `None` if the table doesn't compile.
    pub(super) fn shared() -> Option<&'static Self> {
        SHARED.as_ref()
    }

    fn compile() -> Result<Self, regex::Error> {
        let mut starts = vec![regex::escape(MARKER)];
        let mut rows = Vec::with_capacity(PATTERNS.len());
        let mut by_first = [const { Vec::new() }; 256];
        for (row, pattern) in PATTERNS.iter().enumerate() {
            for start in pattern.starts {
                let literal = regex::escape(start);
                starts.push(match pattern.case {
                    Case::Exact => literal,
                    Case::Ignore => format!("(?i-u:{literal})"),
                });
                for byte in start.bytes().take(1).flat_map(|byte| pattern.case.spellings(byte)) {
                    if let Some(rows) = by_first.get_mut(usize::from(byte))
                        && rows.last() != Some(&row)
                    {
                        rows.push(row);
                    }
                }
            }
            let flags = match pattern.case {
                Case::Exact => "(?x)",
                Case::Ignore => "(?xi)",
            };
            rows.push((pattern, Regex::new(&format!(r"{flags}\A(?:{})", pattern.regex))?));
        }
        Ok(Self { starts: Regex::new(&starts.join("|"))?, rows, by_first })
    }

    /// The secrets in `text`, ascending and disjoint.
    pub(super) fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::<Span>::new();
        let mut at = 0;
        while let Some(start) = self.starts.find_at(text, at).map(|start| start.start()) {
            if let Some(end) = inside(&spans, start).or_else(|| marker_at(text, start)) {
                at = end;
                continue;
            }
            self.match_at(text, start, &mut spans);
            at = start + 1;
        }
        spans
    }

    /// Adds the secrets whose literal stands at `start`.
    fn match_at(&self, text: &str, start: usize, spans: &mut Vec<Span>) {
        let Some(rest) = text.get(start..) else { return };
        let Some(first) = rest.bytes().next() else { return };
        let after_secret =
            spans.iter().rev().map(|span| span.end).find(|end| *end <= start).unwrap_or(0);
        for row in self.by_first.get(usize::from(first)).into_iter().flatten() {
            let Some((pattern, regex)) = self.rows.get(*row) else { continue };
            if !pattern.starts.iter().any(|literal| pattern.case.begins(rest, literal))
                || !(start == after_secret
                    || pattern.left.allows(text.get(..start).unwrap_or_default()))
            {
                continue;
            }
            let Some(groups) = regex.captures(rest) else { continue };
            let Some(whole) = groups.get(0) else { continue };
            let secret = groups.get(1).unwrap_or(whole);
            let found = Found {
                text,
                after_secret,
                matched: start..start + whole.end(),
                secret: start + secret.start()..start + secret.end(),
            };
            let Some(secret) = pattern.check.secret(&found) else { continue };
            let region = text.get(start..secret.end).unwrap_or_default();
            if !secret.is_empty() && memmem::find(region.as_bytes(), MARKER.as_bytes()).is_none() {
                let kind = self.named(text, &secret).unwrap_or(pattern.kind);
                add(spans, Span { start: secret.start, end: secret.end, kind });
            }
        }
    }

    /// The kind of a value that is a secret by its own shape, whatever name stands beside it.
    fn named(&self, text: &str, secret: &Range<usize>) -> Option<&'static str> {
        let value = text.get(secret.clone())?;
        self.rows.iter().find_map(|(pattern, regex)| {
            let own = matches!(pattern.check, Check::If(_));
            let begins = || pattern.starts.iter().any(|start| pattern.case.begins(value, start));
            (own && begins() && regex.is_match(value)).then_some(pattern.kind)
        })
    }

    /// The kind of `text` as a value named `key`, where it is a secret as a whole.
    pub(super) fn member(&self, key: &str, text: &str) -> Option<&'static str> {
        if key.len() > KEY_BYTES {
            return None;
        }
        let is_header = key.to_ascii_lowercase().ends_with("authorization");
        if is_header && !text.contains(MARKER) {
            return looks::header(text).then_some("authorization");
        }
        let kind = self.name(key).filter(|_| !text.contains(MARKER))?;
        let looks = if kind == "password" { looks::password } else { looks::token };
        if !looks(text.trim(), Context::Text) {
            return None;
        }
        Some(self.named(text, &(0..text.len())).unwrap_or(kind))
    }

    /// The kind of secret that `key` names by its last words.
    fn name(&self, key: &str) -> Option<&'static str> {
        // Most names hold no literal with which a pattern begins. In ASCII, so that no other spelling
        // of a letter is meant.
        if key.is_ascii() && !self.starts.is_match(key) {
            return None;
        }
        let probe = format!("{key}=");
        self.rows.iter().filter(|(pattern, _)| assign::KINDS.contains(&pattern.kind)).find_map(
            |(pattern, regex)| {
                let ends = |rest| regex.find(rest).is_some_and(|name| name.end() == rest.len());
                let mut tails = (0..key.len()).filter_map(|at| probe.get(at..));
                tails.any(ends).then_some(pattern.kind)
            },
        )
    }
}

/// Where the marker that stands at `start` ends.
pub(super) fn marker_at(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?.strip_prefix(MARKER)?;
    let kind = rest.bytes().take_while(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    let kind = rest.get(..kind.take(64).count())?;
    let end = start + MARKER.len() + kind.len() + 1;
    let known = kind == super::UNSCANNED || PATTERNS.iter().any(|pattern| pattern.kind == kind);
    (known && text.get(end - 1..end) == Some("]")).then_some(end)
}

/// The end of the secret that `at` lies in.
fn inside(spans: &[Span], at: usize) -> Option<usize> {
    let span = spans.iter().rev().take_while(|span| span.end > at).last()?;
    (span.start <= at).then_some(span.end)
}

/// Puts a span in its place; one that overlaps others is joined with them under the first's kind.
fn add(spans: &mut Vec<Span>, mut new: Span) {
    let mut at = spans.len();
    while let Some(old) = at.checked_sub(1).and_then(|last| spans.get(last).copied()) {
        if old.end <= new.start {
            break;
        }
        at -= 1;
        if old.start < new.end {
            let kind = if old.start <= new.start { old.kind } else { new.kind };
            let (start, end) = (old.start.min(new.start), old.end.max(new.end));
            new = Span { start, end, kind };
            spans.remove(at);
        }
    }
    spans.insert(at, new);
}
