//! Makes a payload fit into a line: the longest verbatim strings are cut at one common length, and
//! everything that the writer changed is told in the payload itself.

use std::collections::BTreeMap;

use crate::{
    Error, ErrorCode,
    hash::{Hash, sha256},
    scrub::Redaction,
    wire::{
        pointer::Pointer,
        tree::{self, Node},
    },
};

/// Shortest encoded string that is worth clipping, and the shortest that clipping leaves.
const CLIP_FLOOR: usize = 1024;
/// What telling of one clipped string may take.
const CLIP_NOTE_BYTES: usize = 256;
/// Changes that are told one by one; more are told as one change of the whole payload.
const CHANGES_MOST: usize = 256;
/// How often a cut is made shorter because telling of it took more than was reckoned.
const ATTEMPTS: usize = 4;

/// Bytes of the pointers of changes that are told one by one.
const POINTERS_MOST: usize = 65_536;

/// Room for most payloads; longer ones make more.
const USUAL_BYTES: usize = 1024;

/// What the writer changed in a payload.
#[derive(Clone, Default)]
pub(super) struct Changes {
    redactions: BTreeMap<String, u64>,
    told: Vec<Change>,
    pointers: usize,
    /// The first change, where there are too many to tell one by one.
    whole: Option<&'static str>,
}

#[derive(Clone)]
struct Change {
    pointer: String,
    what: &'static str,
    /// Length and hash of the scrubbed original.
    original: Option<(usize, Hash)>,
}

impl Changes {
    /// Counts what the scrubber took out; whether it took out anything.
    pub(super) fn count(&mut self, redactions: &[Redaction]) -> bool {
        for redaction in redactions {
            *self.redactions.entry(redaction.kind.to_owned()).or_default() +=
                u64::from(redaction.count);
        }
        !redactions.is_empty()
    }

    /// Notes a change of the string at a place.
    pub(super) fn told(
        &mut self,
        at: &Pointer,
        what: &'static str,
        original: Option<(usize, Hash)>,
    ) {
        self.pointers += at.as_str().len();
        if self.told.len() == CHANGES_MOST || self.pointers > POINTERS_MOST {
            self.whole = self.whole.or(self.told.first().map(|change| change.what)).or(Some(what));
        } else {
            self.told.push(Change { pointer: at.as_str().to_owned(), what, original });
        }
    }

    /// Appends `redactions` and `adapted` to the payload, where there is something to tell.
    fn append(&self, members: &mut Vec<(String, Node)>) {
        let fixed = |text: &str| Node::Fixed(text.to_owned());
        if !self.redactions.is_empty() {
            let counts = self
                .redactions
                .iter()
                .map(|(kind, n)| (kind.clone(), Node::Integer(n.to_string())));
            members.push(("redactions".into(), Node::Object(counts.collect())));
        }
        let tell = |pointer: &str, what: &str, original: Option<(usize, Hash)>| {
            let mut told = vec![("at".into(), fixed(pointer)), ("what".into(), fixed(what))];
            if let Some((bytes, hash)) = original {
                told.push(("bytes".into(), Node::Integer(bytes.to_string())));
                told.push(("sha256".into(), fixed(&hash.to_string())));
            }
            Node::Object(told)
        };
        let told: Vec<Node> = match self.whole {
            Some(what) => vec![tell("", what, None)],
            None if self.told.is_empty() => return,
            None => self.told.iter().map(|c| tell(&c.pointer, c.what, c.original)).collect(),
        };
        members.push(("adapted".into(), Node::List(told)));
    }
}

/// The payload as JSON of at most `budget` bytes.
pub(super) fn fit(
    mut members: Vec<(String, Node)>,
    changes: Changes,
    budget: usize,
) -> Result<String, Error> {
    let full = written(&mut members, &changes);
    let Some(mut excess) = full.len().checked_sub(budget).filter(|excess| *excess > 0) else {
        return Ok(full);
    };
    for _ in 0..ATTEMPTS {
        let level = level(&members, excess).ok_or_else(too_large)?;
        let (mut cut, mut changes) = (members.clone(), changes.clone());
        let mut at = Pointer::default();
        cut.iter_mut().for_each(|(key, node)| clip_at(key, node, level, &mut at, &mut changes));
        let cut = written(&mut cut, &changes);
        match cut.len().checked_sub(budget) {
            None | Some(0) => return Ok(cut),
            // Telling of it took more than was reckoned.
            Some(more) => excess += more,
        }
    }
    Err(too_large())
}

fn too_large() -> Error {
    Error::new(
        ErrorCode::EventTooLarge,
        "the event doesn't fit into a line even with its strings clipped",
    )
}

/// The members and what is told of them, as JSON; the members are as before.
fn written(members: &mut Vec<(String, Node)>, changes: &Changes) -> String {
    let own = members.len();
    changes.append(members);
    let mut data = String::with_capacity(USUAL_BYTES);
    tree::write_object(members, &mut data);
    members.truncate(own);
    data
}

/// Encoded length at which cutting all longer strings saves the excess and pays for telling of it.
fn level(members: &[(String, Node)], mut excess: usize) -> Option<usize> {
    let mut lengths = Vec::new();
    members.iter().for_each(|(_, node)| string_lengths(node, &mut lengths));
    lengths.retain(|length| *length > CLIP_FLOOR);
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let mut saved = 0;
    for (place, length) in lengths.iter().enumerate() {
        let cut = place + 1;
        let next = lengths.get(cut).copied().unwrap_or(CLIP_FLOOR);
        if cut <= CHANGES_MOST {
            excess += CLIP_NOTE_BYTES;
        }
        let step = (length - next) * cut;
        if saved + step >= excess {
            return Some(length - excess.saturating_sub(saved).div_ceil(cut));
        }
        saved += step;
    }
    None
}

fn string_lengths(node: &Node, lengths: &mut Vec<usize>) {
    match node {
        Node::Text { text, .. } => lengths.push(tree::string_length(text)),
        Node::List(items) => items.iter().for_each(|item| string_lengths(item, lengths)),
        Node::Object(members) => members.iter().for_each(|(_, node)| string_lengths(node, lengths)),
        Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Fixed(_) => {}
    }
}

fn clip(node: &mut Node, level: usize, at: &mut Pointer, changes: &mut Changes) {
    match node {
        Node::Text { text, .. } if tree::string_length(text) > level => {
            changes.told(at, "clipped", Some((text.len(), sha256(text.as_bytes()))));
            text.truncate(cut_at(text, level));
        }
        Node::List(items) => {
            for (place, item) in items.iter_mut().enumerate() {
                clip_at(&place.to_string(), item, level, at, changes);
            }
        }
        Node::Object(members) => {
            members.iter_mut().for_each(|(key, node)| clip_at(key, node, level, at, changes));
        }
        Node::Text { .. } | Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Fixed(_) => {}
    }
}

fn clip_at(key: &str, node: &mut Node, level: usize, at: &mut Pointer, changes: &mut Changes) {
    let parent = at.enter(key);
    clip(node, level, at, changes);
    at.leave(parent);
}

/// Where to cut so that the encoded string is no longer than the level.
fn cut_at(text: &str, level: usize) -> usize {
    let mut length = 2;
    let mut buffer = [0; 4];
    text.char_indices()
        .find(|(_, c)| {
            length += tree::string_length(c.encode_utf8(&mut buffer)) - 2;
            length > level
        })
        .map_or(text.len(), |(place, _)| place)
}
