//! What git tells on the way: snapshots of what differs from HEAD, and commits. They confirm states of
//! files, and tell which turns were committed; what commits changed is cross-checked elsewhere.

use super::{file::Held, lines::Lines, replay::Replay};
use crate::{
    event::{ChangedFile, Commit, Event, Nullable, ObjectId},
    limits,
};

impl Replay {
    /// What differs from HEAD at the start was there before the session; a later snapshot confirms
    /// the states that it tells again.
    pub(super) fn snapshot(&mut self, event: &Event<'_>) {
        #[derive(serde::Deserialize)]
        struct Snapshot {
            cause: Option<String>,
            files: Vec<ChangedFile>,
            head: Option<ObjectId>,
            #[serde(default)]
            omitted: u64,
            skipped: Option<String>,
        }
        let Some(Snapshot { cause, files, head, omitted, skipped }) = event.payload() else {
            return;
        };
        let is_start = cause.as_deref() == Some("start");
        if omitted == 0 && skipped.is_none() {
            self.complete = event.seq;
            let is_head = |(id, _): &&(ObjectId, u64)| Some(id) == head.as_ref();
            self.complete_head = self.head.as_ref().filter(is_head).map_or(0, |(_, seq)| *seq);
        }
        for changed in files {
            let number = self.number(&changed.path.0);
            let Some(file) = self.files.get_mut(number) else { continue };
            let is_unseen = file.held == Held::Unseen;
            file.listed = event.seq;
            file.dirty |= is_start && is_unseen;
            match changed.state {
                Some(Nullable(Some(state))) if file.held == Held::Known(state.sha256) => {
                    file.confirmed = event.seq;
                }
                Some(Nullable(None)) if file.held == Held::NoFile => file.confirmed = event.seq,
                Some(Nullable(Some(state))) if is_start && is_unseen => {
                    file.held = Held::Known(state.sha256);
                    file.lines = Lines::unknown(state.lines);
                    self.remember(number);
                }
                Some(Nullable(None)) if is_start && is_unseen => file.held = Held::NoFile,
                _ => {}
            }
        }
    }

    pub(super) fn commit(&mut self, event: &Event<'_>) {
        let Some(commit) = event.payload::<Commit>() else { return };
        self.last_edit = 0;
        self.head = commit.id.map(|id| (id, event.seq));
        for changed in commit.files.unwrap_or_default() {
            let lines = changed.added.unwrap_or(0);
            let path = changed.path.0;
            let number = self.number(&path);
            let Some(file) = self.files.get_mut(number) else { continue };
            let is_untouched = file.touched <= file.committed && !std::mem::take(&mut file.dirty);
            file.committed = event.seq;
            if is_untouched && self.untouched.len() < limits::COMMIT_PLACES {
                self.untouched.push((event.seq, path, lines));
            } else {
                self.untouched_more += u64::from(is_untouched);
            }
        }
    }
}
