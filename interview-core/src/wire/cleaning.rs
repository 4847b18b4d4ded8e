//! The walk over a payload before it becomes a line: every member is held against its kind, every
//! verbatim string and foreign key goes through the scrubber.

use crate::{
    Error, ErrorCode,
    checkpoint::SignedNote,
    event::{Field, Shape},
    scrub,
    wire::{
        clip::Changes,
        fit,
        tree::{self, Node},
    },
};

/// What the walk has met so far.
#[derive(Default)]
pub(super) struct Walk {
    /// What was taken out and replaced.
    pub(super) changes: Changes,
}

impl Walk {
    /// An object whose members some fields describe; the others are free JSON.
    pub(super) fn object(
        &mut self,
        members: &mut [(String, Node)],
        fields: &[&[Field]],
        pointer: &str,
    ) -> Result<(), Error> {
        let find = |key: &str| fields.iter().copied().flatten().find(|field| field.name == key);
        for (key, node) in members.iter_mut() {
            let field = find(key);
            if field.is_none() {
                self.key(key);
            }
            let here = tree::pointer(pointer, key);
            match field {
                Some(field) => self.shaped(node, &field.shape, key, &here)?,
                None => self.free(node, key, &here)?,
            }
        }
        distinct(members, pointer)?;
        let has = |name: &str| members.iter().any(|(key, _)| key == name);
        match fields.iter().copied().flatten().find(|field| field.required && !has(field.name)) {
            Some(field) => Err(invalid(format!("`{pointer}/{}` is missing", field.name))),
            None => Ok(()),
        }
    }

    /// A value that its kind describes.
    fn shaped(
        &mut self,
        node: &mut Node,
        shape: &Shape,
        key: &str,
        pointer: &str,
    ) -> Result<(), Error> {
        let misfit = || Err(invalid(format!("`{pointer}` must be of type {}", shape.name())));
        match (shape, &mut *node) {
            (Shape::Nullable(_), Node::Null) => Ok(()),
            (Shape::Nullable(inner), node) => self.shaped(node, inner, key, pointer),
            (Shape::Object(fields), Node::Object(members)) => {
                self.object(members, &[fields], pointer)
            }
            (Shape::List(item), Node::List(items)) => {
                for (place, node) in items.iter_mut().enumerate() {
                    self.shaped(node, item, key, &format!("{pointer}/{place}"))?;
                }
                Ok(())
            }
            (Shape::Map(value), Node::Object(members)) => {
                for (key, node) in members.iter_mut() {
                    self.key(key);
                    self.shaped(node, value, key, &tree::pointer(pointer, key))?;
                }
                distinct(members, pointer)
            }
            (Shape::Bool, Node::Bool(_)) | (Shape::Integer, Node::Integer(_)) => Ok(()),
            (Shape::Count, Node::Integer(text)) if !text.starts_with('-') => Ok(()),
            (Shape::Text, Node::Text { text, replaced }) => {
                self.verbatim(text, *replaced, key, pointer);
                Ok(())
            }
            (shape, Node::Text { text, replaced }) => {
                if shape.is_verbatim() {
                    self.verbatim(text, *replaced, key, pointer);
                }
                let fits = match shape {
                    Shape::Note => SignedNote::parse(text.as_bytes()).is_ok(),
                    shape => fit::text_fits(text.as_bytes(), shape),
                };
                if !fits {
                    return misfit();
                }
                *node = Node::Fixed(std::mem::take(text));
                Ok(())
            }
            _ => misfit(),
        }
    }

    /// A value that no kind describes: any JSON, its keys and strings scrubbed.
    fn free(&mut self, node: &mut Node, key: &str, pointer: &str) -> Result<(), Error> {
        match node {
            Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Fixed(_) => Ok(()),
            Node::Text { text, replaced } => {
                self.verbatim(text, *replaced, key, pointer);
                Ok(())
            }
            Node::List(items) => {
                for (place, item) in items.iter_mut().enumerate() {
                    self.free(item, key, &format!("{pointer}/{place}"))?;
                }
                Ok(())
            }
            Node::Object(members) => self.object(members, &[], pointer),
        }
    }

    fn key(&mut self, key: &mut String) {
        let clean = scrub::scrub(key);
        if self.changes.count(&clean.redactions) {
            *key = clean.text.into_owned();
        }
    }

    fn verbatim(&mut self, text: &mut String, replaced: bool, key: &str, pointer: &str) {
        if replaced {
            self.changes.told(pointer, "replaced", None);
        }
        let clean = scrub::scrub_member(key, text);
        if self.changes.count(&clean.redactions) {
            *text = clean.text.into_owned();
            self.changes.told(pointer, "scrubbed", None);
        }
    }
}

/// Refuses keys that became equal when they were scrubbed.
fn distinct(members: &[(String, Node)], pointer: &str) -> Result<(), Error> {
    let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    if keys.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        return Err(invalid(format!(
            "the object at `{pointer}` has a key twice once it is scrubbed"
        )));
    }
    Ok(())
}

fn invalid(message: String) -> Error {
    Error::new(ErrorCode::InvalidEvent, message)
}
