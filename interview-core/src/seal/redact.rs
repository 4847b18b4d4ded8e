//! Redacted copies: a line is replaced by its leaf hash, so chain and tree still hold.

use crate::{
    Error, ErrorCode,
    hash::leaf_hash,
    wire::{Line, read_line},
};

/// A copy of the log in which the lines with these numbers are replaced by `~` and their leaf hash.
/// A line that is redacted already stays as it is.
///
/// # Errors
/// `not_redactable` for line 0 and session_end; `out_of_range` for a number that the log doesn't
/// have; `invalid_log` where a line isn't of the format, or the last has no LF.
pub fn redact(events: &[u8], seqs: &[u64]) -> Result<Vec<u8>, Error> {
    let Some(body) = events.strip_suffix(b"\n") else {
        return Err(Error::new(ErrorCode::InvalidLog, "the log doesn't end with a whole line"));
    };
    let mut wanted = seqs.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut wanted = wanted.into_iter().peekable();
    let mut copy = Vec::with_capacity(events.len());
    let mut lines = 0;
    for (seq, line) in (0_u64..).zip(body.split(|byte| *byte == b'\n')) {
        lines = seq + 1;
        let parsed = read_line(line).map_err(|flaw| {
            let reason = flaw.reason.as_str();
            Error::new(ErrorCode::InvalidLog, format!("line {seq} isn't of the format: {reason}"))
        })?;
        if wanted.next_if_eq(&seq).is_none() {
            copy.extend_from_slice(line);
        } else {
            match parsed {
                Line::Redacted(_) => copy.extend_from_slice(line),
                Line::Event(event) if seq == 0 || event.kind == "session_end" => {
                    let message = format!("line {seq} is {}, which must stay", event.kind);
                    return Err(Error::new(ErrorCode::NotRedactable, message));
                }
                Line::Event(_) => {
                    copy.push(b'~');
                    copy.extend_from_slice(&leaf_hash(line).to_hex());
                }
            }
        }
        copy.push(b'\n');
    }
    match wanted.next() {
        Some(seq) => Err(Error::new(
            ErrorCode::OutOfRange,
            format!("`{seq}` is no line of the log, which has {lines}"),
        )),
        None => Ok(copy),
    }
}
