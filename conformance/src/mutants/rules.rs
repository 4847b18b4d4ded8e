//! The conditions that can be overruled, as they stand in the sources of the core. A condition that
//! is written anew there is written anew here: the check says where it isn't found.

/// A condition of the core.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Source file, from `interview-core/src`.
    pub file: &'static str,
    /// The condition's text, which stands there once.
    pub condition: &'static str,
    /// Whether input is refused where it holds; else where it doesn't.
    refuses: bool,
}

impl Rule {
    /// Its name: the file and the condition.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} `{}`", self.file, self.condition)
    }

    /// The condition with a switch: with the rule off, nothing is refused for it.
    pub(super) fn switched(&self) -> String {
        let (condition, name) = (self.condition, self.name());
        if self.refuses {
            format!("(({condition}) && !crate::mutants::off({name:?}))")
        } else {
            format!("(({condition}) || crate::mutants::off({name:?}))")
        }
    }
}

macro_rules! rules {
    ($($file:literal { $($how:ident $condition:literal;)+ })+) => {
        &[$($(Rule { file: $file, condition: $condition, refuses: rules!(@ $how) },)+)+]
    };
    (@ refuses) => { true };
    (@ demands) => { false };
}

/// Every condition, but for those behind which another one refuses the same input in the same way:
/// the length of a salt that was cut to it, the year 1970 before times below zero, the bounds on
/// what a proof's parser reads before those on what it read, the session's signature that isn't the
/// first line before one that stands later, the number of a line before the
/// checkpoint that must cover it, and the number of an event before its hash.
pub const RULES: &[Rule] = rules! {
    "wire/line.rs" {
        refuses "line.len() > limits::LINE_BYTES";
        demands "spelling::is_salt16(salt.as_bytes())";
        refuses "self.text.as_bytes().get(end..) != Some(b\"}\")";
        demands "digits <= limits::SEQ_DIGITS";
        demands "text == \"0\" || !text.starts_with('0')";
        demands "allowed(name)";
    }
    "wire/scan.rs" {
        refuses "depth > limits::DATA_DEPTH";
        refuses "seen & bit != 0";
        refuses "digits == 0";
        refuses "first == Some(b'0') && (digits > 1 || negative)";
        refuses "value > limits::INTEGER_MAX";
        refuses "matches!(self.peek(), Some(b'.' | b'e' | b'E'))";
        refuses "digits > limits::SEQ_DIGITS";
        demands "(0xdc00..=0xdfff).contains(&second)";
        refuses "field.required && seen >> index & 1 == 0";
        refuses "self.text.get(self.at..self.at + word.len()) != Some(word)";
        demands "fit::string_fits(raw, escaped, shape)";
        refuses "!(matches!(shape, Shape::Bool) && word != b\"null\")";
    }
    "wire/spelling.rs" {
        demands "matches!(text.last(), Some(b'A' | b'Q' | b'g' | b'w'))";
    }
    "event/time.rs" {
        refuses "hour > 23";
        refuses "minute > 59";
        refuses "second > 59";
    }
    "event/path.rs" {
        refuses "matches!(part, b\"\" | b\".\" | b\"..\")";
    }
    "checkpoint/note.rs" {
        refuses "bytes.len() > limits::NOTE_BYTES";
        refuses "signatures.len() == limits::NOTE_SIGNATURES";
        refuses "signature.is_empty()";
        refuses "*byte < 0x20 && *byte != b'\\n'";
        demands "self.key_id == key.key_id()";
        demands "self.name == *key.name()";
        demands "!lines.any(|is_by| is_by)";
        demands "signature.verify(&self.text, key)";
    }
    "checkpoint/lines.rs" {
        demands "matches!(text.as_bytes(), [b'0'] | [b'1'..=b'9', ..])";
    }
    "checkpoint/name.rs" {
        demands "length.contains(&name.len())";
        refuses "name.contains(barred)";
    }
    "checkpoint/verifier_key.rs" {
        refuses "format!(\"{:08x}\", key.key_id) != id";
    }
    "checkpoint/keys.rs" {
        refuses "!is_reduced(&y)";
        refuses "SMALL_ORDER_Y.contains(&y)";
    }
    "checkpoint/cosignature.rs" {
        demands "time_s <= COSIGNATURE_SECONDS_MAX";
        demands "key.public_key().verify(message.as_bytes(), signature)";
    }
    "checkpoint/ticket.rs" {
        refuses "parts.next()? != HEADER";
        demands "parts.next() == Some(\"\") && parts.next().is_none()";
        demands "(1..=limits::INTERVIEW_CODE_BYTES).contains(&code.len())";
        demands "code.iter().all(u8::is_ascii_graphic)";
        refuses "self.time_limit_ms > limits::INTEGER_MAX";
        refuses "self.issued_s > limits::UNIX_SECONDS_MAX";
    }
    "checkpoint/statement.rs" {
        refuses "parts.next()? != HEADER";
        demands "parts.next() == Some(\"\") && parts.next().is_none()";
        refuses "wire::scan_object(self.json.as_bytes()).is_err()";
        refuses "self.time_s > limits::UNIX_SECONDS_MAX";
    }
    "checkpoint/tree_head.rs" {
        refuses "checkpoint.origin != *key.name()";
        demands "note.is_signed_by(key)";
    }
    "checkpoint/proof.rs" {
        refuses "extra.as_ref().is_some_and(Vec::is_empty)";
        demands "merkle::verify_inclusion(leaf, self.index, size, &self.hashes, root)";
    }
    "merkle.rs" {
        refuses "index >= size";
        demands "path.last == 0 && hash == root";
    }
    "seal/manifest.rs" {
        demands "line.len() < limits::MANIFEST_BYTES";
    }
    "seal/prove.rs" {
        refuses "merkle::root(covered) != checkpoint.root";
        demands "key.is_valid_at(ms)";
    }
    "seal/redact.rs" {
        refuses "seq == 0 || event.kind == \"session_end\"";
    }
    "verify/anchor.rs" {
        refuses "checkpoint.origin != *session.name()";
        demands "note.is_signed_first_by(session)";
        demands "key.is_valid_at(ms)";
        refuses "key.key.algorithm() != Algorithm::CosignatureV1";
    }
    "verify/log.rs" {
        refuses "event.seq != self.next_seq";
        refuses "self.lines > 0 && event.prev != self.head";
        refuses "self.anchored_size.is_some_and(|before| size <= before)";
        refuses "size == 0";
        refuses "size > self.lines";
        refuses "self.lines - size > limits::ANCHOR_LAG";
        refuses "self.tree.root_at(size) != Some(checked.checkpoint.root)";
        refuses "ms.unsigned_abs() > self.clock_step_ms";
        demands "frame::may_stand(event.kind, self.lines, self.start.as_ref())";
        refuses "matches!(event.kind, \"line_salt\" | \"session_end\" | \"anchor\")";
    }
    "verify/frame.rs" {
        refuses "chain::first_prev(ticket) != event.prev";
        refuses "chain::first_prev(None) != event.prev";
        refuses "expected.is_some() && expected != text";
        refuses "ticket.log_origin.as_str() != session.log_origin.0";
        refuses "base64::encode(ticket.session_key.as_bytes()) != session.session_key.0";
        refuses "ticket.interview_code != interview.code";
        refuses "ticket.problem_sha256 != interview.problem_sha256";
        refuses "ticket.time_limit_ms != interview.time_limit_ms";
        demands "key.is_valid_at(ms)";
    }
    "verify/end.rs" {
        refuses "counts.lines != counted.lines";
        refuses "counts.kinds != *counted.kinds";
        demands "listed.bytes == length";
        demands "listed.sha256 == sha256(bytes)";
        demands "name == DIFF || name == COMMITS";
        refuses "self.end.artefacts.iter().take(position).any(|earlier| earlier.name == name)";
    }
    "verify/statement.rs" {
        refuses "statement.log_origin.as_str() != origin";
        refuses "statement.kind != kind";
        demands "repeats(&statement.json, data)";
        demands "key.is_valid_at(ms)";
        refuses "self.used.contains(&sha256(note.text().as_bytes()))";
    }
    "verify/conclude.rs" {
        refuses "log.end_line.is_none() && size > log.lines";
        refuses "size != log.lines";
        refuses "log.tree.root() != checked.checkpoint.root";
        refuses "derived != manifest";
        refuses "log.tree.kept(size) != Some(head.root)";
        refuses "known.size.is_some_and(|size| size != earlier.size)";
        refuses "known.leaf_hash.is_some_and(|hash| hash != earlier.leaf_hash)";
        demands "assurance.ticket == TicketState::Verified";
        demands "known.key == key";
        demands "assurance.bracketed.n == assurance.bracketed.of";
        demands "widest <= most";
    }
};
