//! The first pass over a JSON text: its grammar, its spelling, and where its objects have members
//! that the canonical form moves or drops. It builds no tree and keeps no object that stays as it
//! is; the second pass is `canonical`.

use std::cmp::Ordering;

use super::{
    span::{Span, Task},
    string,
    token::{Kind, Malformed, Tokens},
};
use crate::limits;

/// Keys of an event that its hash doesn't cover.
const UNHASHED: [&[u8]; 2] = [b"hash", b"prev_hash"];
/// The members of an event, in the order in which the original writes them.
const WRITTEN_ORDER: [&[u8]; 5] = [b"type", b"timestamp", b"prev_hash", b"payload", b"hash"];

/// A member of an object.
#[derive(Clone, Copy)]
pub(super) struct Member {
    /// The key with its quotes.
    pub(super) key: Span,
    /// Where its characters lie in `Scan::decoded`; `None` if they lie between the quotes.
    decoded: Option<Span>,
    pub(super) value: Span,
    /// The kept objects inside the value.
    pub(super) objects: Span,
    /// The first eight bytes of the key's characters, as a number that orders as they do.
    prefix: u64,
    /// The value is a string whose bytes are its characters.
    plain: bool,
    /// It is a member of an event that the event's hash doesn't cover.
    pub(super) unhashed: bool,
}

impl Member {
    /// The characters of the key.
    pub(super) fn characters<'a>(&self, text: &'a [u8], decoded: &'a [u8]) -> &'a [u8] {
        match self.decoded {
            Some(span) => span.of(decoded),
            None => unquoted(text, self.key),
        }
    }

    /// The order of the keys' characters. Most keys differ within their prefixes.
    #[inline]
    fn order(&self, other: &Self, text: &[u8], decoded: &[u8]) -> Ordering {
        let rest = || self.characters(text, decoded).cmp(other.characters(text, decoded));
        self.prefix.cmp(&other.prefix).then_with(rest)
    }
}

/// An object whose members are not as the canonical form has them, or that holds such an object.
#[derive(Clone, Copy)]
pub(super) struct Object {
    pub(super) text: Span,
    /// In `Scan::members`, sorted and without duplicates; `None` if its text stays as it is.
    pub(super) members: Option<Span>,
    /// Index behind the last kept object inside.
    pub(super) objects_end: u32,
}

/// A value inside a text that was read as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part<'a> {
    pub(super) text: &'a [u8],
    /// It is a string whose bytes are its characters.
    pub(super) plain: bool,
    /// It is this float, read already.
    pub(super) float: Option<f64>,
}

/// A container that is being read.
struct Frame {
    /// Index in `Scan::objects`, and in `Scan::pending` of the first member; `None` for an array.
    object: Option<(usize, usize)>,
    start: usize,
    sorted: bool,
}

/// One text read; the buffers serve the next text again.
#[derive(Default)]
pub(super) struct Scan {
    // INVARIANT: in the order of their opening braces.
    pub(super) objects: Vec<Object>,
    pub(super) members: Vec<Member>,
    /// Members of the objects that are still open.
    pending: Vec<Member>,
    frames: Vec<Frame>,
    /// What the second pass has still to write; empty between texts.
    pub(super) tasks: Vec<Task>,
    /// Characters of keys with escapes or beyond ASCII.
    pub(super) decoded: Vec<u8>,
    pub(super) spelled: bool,
    duplicates: bool,
    in_written_order: bool,
    /// Offset and value of the last float that isn't nested; in an event, that is its time.
    float: (usize, Option<f64>),
    /// The text is an object, and `objects` begins with it.
    is_object: bool,
}

impl Scan {
    /// Reads a whole text. `printable` promises that it is printable ASCII.
    pub(super) fn read(&mut self, text: &[u8], printable: bool) -> Result<(), Malformed> {
        self.objects.clear();
        self.members.clear();
        self.pending.clear();
        self.frames.clear();
        self.decoded.clear();
        self.duplicates = false;
        self.in_written_order = true;
        self.is_object = false;
        self.float = (0, None);
        if text.len() > limits::LEGACY_MANIFEST_BYTES {
            return Err(Malformed { offset: limits::LEGACY_MANIFEST_BYTES, reason: "too_long" });
        }
        let mut tokens = Tokens::new(text, printable);
        while let Some(kind) = tokens.next().map_err(|_| tokens.malformed())? {
            match kind {
                Kind::Key => {
                    let (key, plain) = (Span::new(tokens.start, tokens.end), tokens.plain);
                    let kind = tokens.value().map_err(|_| tokens.malformed())?;
                    let value = Span::new(tokens.start, tokens.end);
                    self.member(text, key, plain, value, kind == Kind::Text && tokens.plain);
                    match kind {
                        Kind::ObjectOpen => self.open(tokens.start, true),
                        Kind::ArrayOpen => self.open(tokens.start, false),
                        Kind::Float if self.frames.len() == 1 => {
                            self.float = (tokens.start, tokens.float);
                        }
                        _ => {}
                    }
                }
                Kind::ObjectOpen => self.open(tokens.start, true),
                Kind::ArrayOpen => self.open(tokens.start, false),
                Kind::ObjectClose | Kind::ArrayClose => self.close(text, tokens.end),
                _ => {}
            }
        }
        self.spelled = tokens.spelled;
        Ok(())
    }

    /// Whether the text is spelled as `json.dumps` spells it, with the members of an event in the
    /// order in which the original writes them.
    pub(super) fn spelled(&self) -> bool {
        self.spelled && self.in_written_order
    }

    /// Whether an object anywhere has a key twice.
    pub(super) fn duplicates(&self) -> bool {
        self.duplicates
    }

    /// Whether the text is an object.
    pub(super) fn is_object(&self) -> bool {
        self.is_object
    }

    /// The members of the object that the text is, key and value, sorted by key; of duplicates, the
    /// last one.
    pub(super) fn members<'s, 'a: 's>(
        &'s self,
        text: &'a [u8],
    ) -> impl Iterator<Item = (&'s [u8], Part<'a>)> {
        let members = self.root().unwrap_or_default().of(&self.members);
        members.iter().map(move |member| {
            let (start, float) = self.float;
            let float = float.filter(|_| start == member.value.start as usize);
            let part = Part { text: member.value.of(text), plain: member.plain, float };
            (member.characters(text, &self.decoded), part)
        })
    }

    /// The members of the outermost object. It is always kept, so that they can be looked up.
    pub(super) fn root(&self) -> Option<Span> {
        self.objects.first().filter(|_| self.is_object)?.members
    }

    fn open(&mut self, start: usize, is_object: bool) {
        self.is_object |= is_object && self.frames.is_empty();
        let object = is_object.then(|| {
            self.objects.push(Object {
                text: Span::new(start, start),
                members: None,
                objects_end: 0,
            });
            (self.objects.len() - 1, self.pending.len())
        });
        self.frames.push(Frame { object, start, sorted: true });
    }

    /// A member of the innermost object. Where its value is a container, the end follows later.
    fn member(&mut self, text: &[u8], key: Span, plain_key: bool, value: Span, plain: bool) {
        let (mut decoded, mut prefix) =
            (None, prefix(text, key.start as usize + 1, key.length() - 2));
        if !plain_key {
            let start = self.decoded.len();
            self.decoded.extend_from_slice(&string::decode(unquoted(text, key)));
            let length = self.decoded.len() - start;
            decoded = Some(Span::new(start, start + length));
            prefix = self::prefix(&self.decoded, start, length);
        }
        let objects = Span::new(self.objects.len(), self.objects.len());
        self.pending.push(Member { key, decoded, value, objects, prefix, plain, unhashed: false });
        if let Some(Frame { object: Some((_, first)), sorted, .. }) = self.frames.last_mut()
            && *sorted
            && let Some([.., before, member]) = self.pending.get(*first..)
        {
            *sorted = before.order(member, text, &self.decoded) == Ordering::Less;
        }
    }

    fn close(&mut self, text: &[u8], end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        if let Some((object, first)) = frame.object {
            self.close_object(text, &frame, object, first, end);
        }
        let in_object = self.frames.last().is_some_and(|frame| frame.object.is_some());
        if let Some(member) = self.pending.last_mut().filter(|_| in_object) {
            member.value.end = end as u32;
            member.objects.end = self.objects.len() as u32;
        }
    }

    fn close_object(
        &mut self,
        text: &[u8],
        frame: &Frame,
        object: usize,
        first: usize,
        end: usize,
    ) {
        let is_root = self.frames.is_empty();
        let holds_none = object + 1 == self.objects.len();
        if frame.sorted && holds_none && !is_root {
            self.objects.truncate(object);
            self.pending.truncate(first);
            return;
        }
        let mut members = None;
        if let Some(own) = self.pending.get_mut(first..).filter(|_| !frame.sorted || is_root) {
            if is_root {
                for member in &mut *own {
                    member.unhashed = UNHASHED.contains(&member.characters(text, &self.decoded));
                }
                self.in_written_order = is_written_order(text, own, &self.decoded);
            }
            let start = self.members.len();
            if frame.sorted {
                self.members.extend_from_slice(own);
            } else {
                self.duplicates |= sort(text, own, &self.decoded, &mut self.members);
            }
            members = Some(Span::new(start, self.members.len()));
        }
        self.pending.truncate(first);
        let objects_end = Span::new(0, self.objects.len()).end;
        if let Some(kept) = self.objects.get_mut(object) {
            *kept = Object { text: Span::new(frame.start, end), members, objects_end };
        }
    }
}

/// Sorts members by key and adds them to `out`: of duplicates, the last one. Tells whether there
/// were any.
fn sort(text: &[u8], members: &mut [Member], decoded: &[u8], out: &mut Vec<Member>) -> bool {
    // The original writes the members of an event in exactly the reverse of the order sought.
    if members.is_sorted_by(|a, b| a.order(b, text, decoded) == Ordering::Greater) {
        members.reverse();
        out.extend_from_slice(members);
        return false;
    }
    members.sort_by(|a, b| a.order(b, text, decoded));
    let same = |a: &Member, b: &Member| a.order(b, text, decoded) == Ordering::Equal;
    let duplicates = members.windows(2).any(|pair| matches!(pair, [a, b] if same(a, b)));
    if duplicates {
        out.extend(members.chunk_by(same).filter_map(<[Member]>::last));
    } else {
        out.extend_from_slice(members);
    }
    duplicates
}

/// False for an event of exactly the five members that the original writes, in another order.
fn is_written_order(text: &[u8], members: &[Member], decoded: &[u8]) -> bool {
    let keys = || members.iter().map(|member| member.characters(text, decoded));
    let is_event = || {
        members.len() == WRITTEN_ORDER.len()
            && WRITTEN_ORDER.iter().all(|written| keys().any(|key| key == *written))
    };
    keys().eq(WRITTEN_ORDER) || !is_event()
}

/// The first eight of the `length` bytes at `start`, zeros where there are fewer.
fn prefix(text: &[u8], start: usize, length: usize) -> u64 {
    let rest = text.get(start..).unwrap_or_default();
    let word = match rest.first_chunk::<8>() {
        Some(first) => u64::from_be_bytes(*first),
        None => rest.iter().rev().fold(0, |word, byte| word >> 8 | u64::from(*byte) << 56),
    };
    if length < 8 { word & !(u64::MAX >> (8 * length)) } else { word }
}

fn unquoted(text: &[u8], span: Span) -> &[u8] {
    match span.of(text) {
        [b'"', content @ .., b'"'] => content,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_duplicates_are_told() {
        let check = |text: &str, spelled, duplicates| {
            let mut scan = Scan::default();
            scan.read(text.as_bytes(), false).unwrap();
            assert_eq!((scan.spelled(), scan.duplicates()), (spelled, duplicates), "{text}");
        };
        check(
            r#"{"type": 1, "timestamp": 2, "prev_hash": 3, "payload": {"b": 1, "a": 2}, "hash": 5}"#,
            true,
            false,
        );
        check(
            r#"{"type": 1, "timestamp": 2, "payload": 4, "prev_hash": 3, "hash": 5}"#,
            false,
            false,
        );
        check(r#"{"type": 1, "payload": 4, "timestamp": 2}"#, true, false);
        check(r#"{"a": {"b": 1, "b": 2}}"#, true, true);
        check(r#"{"a":1}"#, false, false);
    }

    #[test]
    fn members_are_found_by_their_characters() {
        let text = r#" {"b": [1], "\u0061": {"c": 2}, "a": "x"}"#.as_bytes();
        let mut scan = Scan::default();
        scan.read(text, false).unwrap();
        let members: Vec<_> = scan.members(text).collect();
        let part = |text, plain| Part { text, plain, float: None };
        assert_eq!(members, [(&b"a"[..], part(b"\"x\"", true)), (b"b", part(b"[1]", false))]);
        scan.read(br#"[{"a": 1}]"#, false).unwrap();
        assert!(!scan.is_object());
    }
}
