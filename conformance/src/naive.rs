//! What the shell verifier of docs/format.md answers, by the same steps: lines are cut at LF, their
//! fields by position; nothing is parsed. It shares no code with the verifier.

use interview_core::hash::leaf_hash;

/// Whether every line ends with LF, has its number as `seq` and the leaf hash of the line before as
/// `prev`. `prev` of line 0 and everything behind `seq` aren't looked at.
#[must_use]
pub fn chain_holds(events: &[u8]) -> bool {
    // A shell variable can't hold a NUL, and no line of the format does.
    let Some(body) = events.strip_suffix(b"\n").filter(|body| !body.contains(&0)) else {
        return false;
    };
    let mut previous: Option<Vec<u8>> = None;
    for (number, line) in body.split(|byte| *byte == b'\n').enumerate() {
        let leaf = match line.strip_prefix(b"~") {
            Some(hash) if is_hash(hash) => hash.to_vec(),
            Some(_) => return false,
            None => {
                let expected = format!("\",\"seq\":{number},");
                let holds = line.starts_with(b"{\"prev\":\"")
                    && line.get(9..73).is_some_and(|prev| {
                        is_hash(prev) && previous.as_ref().is_none_or(|before| before == prev)
                    })
                    && line.get(73..).is_some_and(|rest| rest.starts_with(expected.as_bytes()));
                if !holds {
                    return false;
                }
                leaf_hash(line).to_hex().to_vec()
            }
        };
        previous = Some(leaf);
    }
    true
}

fn is_hash(text: &[u8]) -> bool {
    text.len() == 64 && text.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b))
}
