//! The walk over a payload before it becomes a line: every member is held against its kind, every
//! verbatim string and foreign key goes through the scrubber.

use crate::{
    Error, ErrorCode,
    checkpoint::SignedNote,
    event::{Field, Shape},
    scrub,
    wire::{clip::Changes, fit, pointer::Pointer, tree::Node},
};

/// What the walk has met so far.
#[derive(Default)]
pub(super) struct Walk {
    /// What was taken out and replaced.
    pub(super) changes: Changes,
    /// Where the walk is.
    at: Pointer,
}

impl Walk {
    /// An object whose members some fields describe; the others are free JSON.
    pub(super) fn object(
        &mut self,
        members: &mut [(String, Node)],
        fields: &[&[Field]],
    ) -> Result<(), Error> {
        let find = |key: &str| fields.iter().copied().flatten().find(|field| field.name == key);
        let mut renamed = false;
        for (key, node) in members.iter_mut() {
            let field = find(key);
            if field.is_none() {
                renamed |= self.key(key);
            }
            let parent = self.at.enter(key);
            match field {
                Some(field) => self.shaped(node, &field.shape, key)?,
                None => self.free(node, key)?,
            }
            self.at.leave(parent);
        }
        self.distinct(members, renamed)?;
        let has = |name: &str| members.iter().any(|(key, _)| key == name);
        match fields.iter().copied().flatten().find(|field| field.required && !has(field.name)) {
            Some(field) => {
                Err(invalid(format!("`{}/{}` is missing", self.at.as_str(), field.name)))
            }
            None => Ok(()),
        }
    }

    /// A value that its kind describes.
    fn shaped(&mut self, node: &mut Node, shape: &Shape, key: &str) -> Result<(), Error> {
        match (shape, &mut *node) {
            (Shape::Nullable(_), Node::Null) => Ok(()),
            (Shape::Nullable(inner), node) => self.shaped(node, inner, key),
            (Shape::Object(fields), Node::Object(members)) => self.object(members, &[fields]),
            (Shape::List(item), Node::List(items)) => {
                for (place, node) in items.iter_mut().enumerate() {
                    let parent = self.at.enter(&place.to_string());
                    self.shaped(node, item, key)?;
                    self.at.leave(parent);
                }
                Ok(())
            }
            (Shape::Map(value), Node::Object(members)) => {
                let mut renamed = false;
                for (key, node) in members.iter_mut() {
                    renamed |= self.key(key);
                    let parent = self.at.enter(key);
                    self.shaped(node, value, key)?;
                    self.at.leave(parent);
                }
                self.distinct(members, renamed)
            }
            (Shape::Bool, Node::Bool(_)) | (Shape::Integer, Node::Integer(_)) => Ok(()),
            (Shape::Count, Node::Integer(text)) if !text.starts_with('-') => Ok(()),
            (Shape::Text, Node::Text { text, replaced }) => {
                self.verbatim(text, *replaced, key);
                Ok(())
            }
            (shape, Node::Text { text, replaced }) => {
                if shape.is_verbatim() {
                    self.verbatim(text, *replaced, key);
                }
                let fits = match shape {
                    Shape::Note => SignedNote::parse(text.as_bytes()).is_ok(),
                    shape => fit::text_fits(text.as_bytes(), shape),
                };
                if !fits {
                    return self.misfit(shape);
                }
                *node = Node::Fixed(std::mem::take(text));
                Ok(())
            }
            _ => self.misfit(shape),
        }
    }

    /// A value that no kind describes: any JSON, its keys and strings scrubbed.
    fn free(&mut self, node: &mut Node, key: &str) -> Result<(), Error> {
        match node {
            Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Fixed(_) => Ok(()),
            Node::Text { text, replaced } => {
                self.verbatim(text, *replaced, key);
                Ok(())
            }
            Node::List(items) => {
                for (place, item) in items.iter_mut().enumerate() {
                    let parent = self.at.enter(&place.to_string());
                    self.free(item, key)?;
                    self.at.leave(parent);
                }
                Ok(())
            }
            Node::Object(members) => self.object(members, &[]),
        }
    }

    /// Scrubs a key; whether that changed it.
    fn key(&mut self, key: &mut String) -> bool {
        let clean = scrub::scrub(key);
        let changed = self.changes.count(&clean.redactions);
        if changed {
            *key = clean.text.into_owned();
        }
        changed
    }

    /// Refuses keys that became equal when they were scrubbed; before that, all were distinct.
    fn distinct(&self, members: &[(String, Node)], renamed: bool) -> Result<(), Error> {
        if !renamed {
            return Ok(());
        }
        let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(invalid(format!(
                "the object at `{}` has a key twice once it is scrubbed",
                self.at.as_str()
            )));
        }
        Ok(())
    }

    fn misfit(&self, shape: &Shape) -> Result<(), Error> {
        Err(invalid(format!("`{}` must be of type {}", self.at.as_str(), shape.name())))
    }

    fn verbatim(&mut self, text: &mut String, replaced: bool, key: &str) {
        if replaced {
            self.changes.told(&self.at, "replaced", None);
        }
        let clean = scrub::scrub_member(key, text);
        if self.changes.count(&clean.redactions) {
            *text = clean.text.into_owned();
            self.changes.told(&self.at, "scrubbed", None);
        }
    }
}

fn invalid(message: String) -> Error {
    Error::new(ErrorCode::InvalidEvent, message)
}
