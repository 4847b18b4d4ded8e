//! Where a private-key block ends: with its END line, or, in a text that was cut, with the last
//! line that can belong to it.
//!
//! Blocks come escaped (`\n`), with line numbers, as diffs and as string literals line by line, so
//! a line is judged by the longest run of base64 in it. The word alone, as in code that looks for
//! `-----BEGIN PRIVATE KEY-----`, is no secret.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::scan::{Found, MARKER};

/// Base64 characters in a row, of all three classes, without which a block holds no key.
const KEY_RUN: usize = 24;

/// Place of a PEM, OpenSSH or PGP block whose BEGIN line was found: the block from BEGIN on.
pub(super) fn block(found: &Found<'_>) -> Option<Range<usize>> {
    let rest = up_to_marker(found.text.get(found.matched.end..)?);
    let body = rest.find("----").unwrap_or(rest.len());
    let lead = rest.get(..body)?;
    let tail = rest.get(body..)?;
    let closing = tail.trim_start_matches('-');
    if let Some(end) = closing.trim_start_matches(' ').strip_prefix("END ")
        && holds_key(lead)
    {
        let line = end.get(..end.find(['\n', '\\']).unwrap_or(end.len()))?;
        let name = line.find("----").unwrap_or(0);
        let dashes = line.get(name..)?.bytes().take_while(|byte| *byte == b'-').count();
        let end = rest.len() - end.len() + name + dashes;
        return Some(found.matched.start..found.matched.end + end);
    }
    let end = cut_block(lead)?;
    Some(found.matched.start..found.matched.end + end)
}

/// Place of base64 that decodes to the BEGIN line of a private key.
pub(super) fn encoded(found: &Found<'_>) -> Option<Range<usize>> {
    let head = found.secret().get(..44)?;
    let decoded = STANDARD_NO_PAD.decode(head).ok()?;
    let names_key = decoded.windows(7).any(|part| part == b"PRIVATE");
    names_key.then(|| found.secret.clone())
}

/// Place of the base64 lines behind `Private-Lines: n`.
pub(super) fn putty(found: &Found<'_>) -> Option<Range<usize>> {
    let rest = up_to_marker(found.text.get(found.matched.end..)?);
    let end = cut_block(rest.get(..rest.find("Private-").unwrap_or(rest.len()))?)?;
    Some(found.matched.end..found.matched.end + end)
}

/// The text up to the next marker: what stands behind it was judged before.
fn up_to_marker(text: &str) -> &str {
    let end = memchr::memmem::find(text.as_bytes(), MARKER.as_bytes());
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Where the last run of base64 in `body` that can belong to a key ends, if one holds a key.
fn cut_block(body: &str) -> Option<usize> {
    let (mut at, mut end, mut others) = (0, None, 0);
    for line in body.split_inclusive(['\n', '\\']) {
        let text = line.trim_end_matches(['\n', '\\', '\r']);
        let follows = end.is_some() && others == 0;
        if holds_key(text) || (follows && is_last_line(text)) {
            end = Some(at + text.trim_end_matches(|c| !is_base64(c)).len());
            others = 0;
        } else if end.is_some() || !is_header(text) {
            others += usize::from(!matches!(text, "" | "n" | "r"));
            if others > 2 {
                break;
            }
        }
        at += line.len();
    }
    end
}

/// Whether a line is `Proc-Type: 4,ENCRYPTED` and the like.
fn is_header(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    line.contains(": ") && !name.trim().contains(' ')
}

/// Whether a short line behind key material still belongs to it: one word of whole base64 groups.
fn is_last_line(line: &str) -> bool {
    let line = line.strip_prefix('n').unwrap_or(line);
    let line = line.trim_matches(|c: char| !is_base64(c));
    line.len() >= 4 && line.len() % 4 == 0 && line.chars().all(is_base64)
}

/// Whether a run in `text` can be key material, which a long path or identifier isn't.
fn holds_key(text: &str) -> bool {
    text.split(|c| !is_base64(c)).any(|run| {
        run.len() >= KEY_RUN
            && run.bytes().any(|byte| byte.is_ascii_digit())
            && run.bytes().any(|byte| byte.is_ascii_uppercase())
            && run.bytes().any(|byte| byte.is_ascii_lowercase())
    })
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}
