//! JSON pointers (RFC 6901) that grow and shrink with a walk, so that no step copies the way there.

/// Where a walk over a payload is.
#[derive(Default)]
pub(super) struct Pointer(String);

impl Pointer {
    /// Steps to a member or item; gives what [`Pointer::leave`] needs to step back.
    pub(super) fn enter(&mut self, key: &str) -> usize {
        let parent = self.0.len();
        self.0.push('/');
        for c in key.chars() {
            match c {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                c => self.0.push(c),
            }
        }
        parent
    }

    /// Steps back.
    pub(super) fn leave(&mut self, parent: usize) {
        self.0.truncate(parent);
    }

    /// The pointer.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}
