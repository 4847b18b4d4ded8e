//! The replay: each file's lines as the log's events leave them, one event after the other. An event
//! applies only to the state that it was made from; where the log doesn't tell that state, the file
//! is out of step until an event tells all of it.

use super::{
    change::{Assembled, Bytes, Change, Told, assemble},
    file::{ENDLESS, File, Held, OPENING, begins, fits},
    inherit::{as_before, edited, put_back, rewritten, taken_out},
    lines::{BASE, Lines, SourceId},
    source::{Cause, Source},
    states::States,
};
use crate::{
    event::{Event, ObjectId},
    limits,
    session::Session,
    text::Names,
};

/// Events of one file that wait for the state that they were made from.
const WAITING: usize = 32;

/// All files of a log.
#[derive(Debug)]
pub(super) struct Replay {
    paths: Names,
    /// The file that has each of those paths now.
    at: Vec<usize>,
    pub(super) files: Vec<File>,
    sources: Vec<Source>,
    pub(super) states: States,
    /// Commits whose files no event touched: `seq`, path, lines.
    pub(super) untouched: Vec<(u64, String, u64)>,
    /// Such files beyond those that are listed.
    pub(super) untouched_more: u64,
    pub(super) last_edit: u64,
    /// Pairs of lines that alignments may still look at.
    pairs_left: usize,
    /// Runs of lines that edits may still go through.
    runs_left: usize,
    /// `seq` of the last snapshot that listed every file that differed from HEAD.
    pub(super) complete: u64,
    /// `seq` of the commit that was HEAD then, where the log tells it.
    pub(super) complete_head: u64,
    /// The last commit and its `seq`.
    pub(super) head: Option<(ObjectId, u64)>,
    /// Turns in which files changed and that no commit followed.
    pub(super) uncommitted_turns: u64,
}

impl Default for Replay {
    fn default() -> Self {
        Self {
            paths: Names::default(),
            at: Vec::new(),
            files: Vec::new(),
            sources: Vec::new(),
            states: States::default(),
            untouched: Vec::new(),
            untouched_more: 0,
            last_edit: 0,
            complete: 0,
            complete_head: 0,
            head: None,
            pairs_left: limits::REPLAY_PAIRS,
            runs_left: limits::REPLAY_RUNS,
            uncommitted_turns: 0,
        }
    }
}

impl Replay {
    /// Takes the next event, which tells of one file.
    pub(super) fn take_file(&mut self, told: Told<'_>, event: &Event<'_>, session: &Session) {
        match event.kind {
            "file_rename" => self.renamed(told, event, session),
            _ => self.told(told, event, session),
        }
    }

    /// Takes the next event, which doesn't.
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event.kind {
            "git_snapshot" => self.snapshot(event),
            "commit" => self.commit(event),
            "user_prompt" | "session_end" => {
                // A turn ends where the next begins.
                self.uncommitted_turns += u64::from(self.last_edit > 0);
                self.last_edit = 0;
            }
            _ => {}
        }
    }

    /// The file of a path, where any event told of it.
    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.get(*self.at.get(self.paths.known(path)? as usize)?)
    }

    /// The source with this number; none for [`BASE`].
    pub(super) fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get((id as usize).checked_sub(1)?)
    }

    /// The file in which a source put lines.
    pub(super) fn file_of(&self, source: &Source) -> Option<&File> {
        self.files.get(source.file)
    }

    /// The number of the file of a path, a new one where no event told of it yet.
    pub(super) fn number(&mut self, path: &str) -> usize {
        let path = self.paths.number(path) as usize;
        if let Some(number) = self.at.get(path) {
            return *number;
        }
        self.at.push(self.files.len());
        self.files.push(File::new());
        self.files.len() - 1
    }

    /// Gives a path to a file.
    fn point(&mut self, path: &str, number: usize) {
        let path = self.paths.number(path) as usize;
        match self.at.get_mut(path) {
            Some(at) => *at = number,
            None => self.at.push(number),
        }
    }

    fn add_source(&mut self, file: usize, told: &Told<'_>, session: &Session) -> SourceId {
        let since = self.files.get(file).map_or(0, |file| match file.held {
            // A snapshot that doesn't list it says that it was as at the start.
            Held::Unseen | Held::NoFile if file.listed < self.complete => {
                file.confirmed.max(self.complete)
            }
            // One that wasn't touched since it was committed, or at all, is as it was.
            Held::Known(_) if file.touched <= self.complete_head && file.listed < self.complete => {
                file.confirmed.max(self.complete)
            }
            _ => file.confirmed,
        });
        let call = told.call.as_deref().and_then(|id| session.calls.id_of(id));
        let call = call.or_else(|| session.calls.only_open());
        let seq = told.change.seq;
        self.sources.push(Source {
            seq,
            cause: told.cause,
            call,
            since,
            file,
            over_unknown: false,
        });
        SourceId::try_from(self.sources.len()).unwrap_or(SourceId::MAX)
    }

    fn told(&mut self, told: Told<'_>, event: &Event<'_>, session: &Session) {
        if let Some(from) = &told.from
            && *from != *told.path
        {
            self.moved(from, &told, session);
        }
        let number = self.number(&told.path);
        let is_unseen = self.files.get(number).is_some_and(|file| file.held == Held::Unseen);
        // What a first look at a file tells was there before the session.
        let id = match told.cause == Cause::Start && is_unseen {
            true => BASE,
            false => self.add_source(number, &told, session),
        };
        if id != BASE {
            self.last_edit = event.seq;
        }
        let Some(file) = self.files.get_mut(number) else { return };
        if id != BASE {
            file.touched = event.seq;
        }
        if matches!(told.cause, Cause::Candidate | Cause::Undo) && event.origin == "editor" {
            file.edited.push(event.seq);
        }
        match assemble(&mut file.assembly, told.change) {
            Assembled::Whole(change) => self.change(number, change, id),
            Assembled::Waiting => {}
            Assembled::Broken => {
                file.broken.get_or_insert(event.seq);
            }
        }
    }

    /// Applies a change, or keeps it until the state that it was made from is there.
    fn change(&mut self, number: usize, change: Change, id: SourceId) {
        let mut next = Some((change, id));
        while let Some((change, id)) = next.take() {
            self.states_before(number, &change, id);
            let Some(file) = self.files.get_mut(number) else { return };
            if begins(file, &change) {
                self.begin_again(number, change, id);
            } else if !change.full && change.has_lines && !fits(file, &change) {
                if file.waiting.len() < WAITING {
                    file.waiting.push((change, id));
                } else {
                    file.broken.get_or_insert(change.seq);
                }
                return;
            } else {
                self.apply(number, &change, id);
                let Some(file) = self.files.get_mut(number) else { return };
                file.opening = file.opening.take().filter(|(_, made)| made.len() < OPENING);
                if let Some((_, made)) = &mut file.opening {
                    made.push((change, id));
                }
            }
            let Some(file) = self.files.get_mut(number) else { return };
            let ready = file
                .waiting
                .iter()
                .position(|(waiting, _)| fits(file, waiting) || begins(file, waiting));
            next = ready.map(|place| file.waiting.remove(place));
        }
    }

    /// Gives a file of which nothing was told the state that an event begins from.
    fn states_before(&mut self, number: usize, change: &Change, id: SourceId) {
        let Some(file) = self.files.get_mut(number).filter(|file| file.held == Held::Unseen) else {
            return;
        };
        match change.before {
            Bytes::NoFile => {
                file.held = Held::NoFile;
                file.made_by = Some(id);
            }
            Bytes::State(sha256, lines) => {
                file.held = Held::Known(sha256);
                file.opening = Some((sha256, Vec::new()));
                file.lines = Lines::unknown(lines);
                self.remember(number);
            }
            Bytes::NotRead if change.full => {}
            Bytes::NotRead => {
                file.held = Held::Unread;
                file.lines = Lines::unknown(ENDLESS);
            }
        }
    }

    /// Replays a file from an event that came late: it made the state that the others began from.
    fn begin_again(&mut self, number: usize, change: Change, id: SourceId) {
        let Some(file) = self.files.get_mut(number) else { return };
        let Some((begun, made)) = file.opening.take() else { return };
        file.held = Held::Unseen;
        let forgotten = made.iter().filter_map(|(change, _)| match change.after {
            Bytes::State(sha256, _) => Some(sha256),
            _ => None,
        });
        // What was remembered of those states took lines for older than they are.
        for sha256 in forgotten.chain([begun]) {
            self.states.forget(sha256);
        }
        self.states_before(number, &change, id);
        let all = [vec![(change, id)], made].concat();
        for (change, id) in &all {
            self.apply(number, change, *id);
        }
        if let Some(file) = self.files.get_mut(number)
            && let Some((_, made)) = &mut file.opening
        {
            *made = all;
        }
    }

    fn apply(&mut self, number: usize, change: &Change, id: SourceId) {
        let Some(file) = self.files.get(number) else { return };
        let runs_left = self.runs_left.checked_sub(file.lines.runs());
        self.runs_left = runs_left.unwrap_or(0);
        let made = if !change.has_lines || change.after == Bytes::NoFile {
            Some(Lines::default())
        } else if change.full {
            let is_over_unknown = !file.lines.is_known();
            if let Some(source) =
                (id as usize).checked_sub(1).and_then(|id| self.sources.get_mut(id))
            {
                source.over_unknown = is_over_unknown;
            }
            Some(rewritten(&file.lines, &change.pieces, id, &mut self.pairs_left))
        } else if runs_left.is_none() {
            None
        } else {
            edited(&file.lines, &change.pieces, id, &mut self.pairs_left)
        };
        let cause = self.source(id).map(|source| source.cause);
        let made = match cause {
            Some(Cause::Seen | Cause::Undo) => made.map(|made| {
                let undo = cause == Some(Cause::Undo);
                put_back(made, change, id, &file.taken_out, undo, &mut self.pairs_left)
            }),
            _ => made,
        };
        let known_again = match change.after {
            Bytes::State(sha256, _) => self.states.get(sha256),
            _ => None,
        };
        let made = made.map(|made| match known_again {
            Some(earlier) => as_before(made, earlier, &mut self.runs_left),
            None => made,
        });
        let told_lines = match change.after {
            Bytes::State(_, lines) => Some(lines),
            Bytes::NoFile => Some(0),
            Bytes::NotRead => None,
        };
        let Some(file) = self.files.get_mut(number) else { return };
        let made = made.filter(|made| {
            !change.has_lines
                || told_lines.is_none_or(|told| told == made.len() || made.len() >= ENDLESS / 2)
        });
        let Some(made) = made else {
            file.broken.get_or_insert(change.seq);
            return;
        };
        let taken_out = taken_out(&file.lines, change, &made, id);
        if !taken_out.is_empty() {
            file.taken_out = taken_out;
        }
        if change.full && cause == Some(Cause::Seen) {
            file.seen_whole = Some(id);
        }
        file.lines = made;
        file.confirmed = change.seq;
        if change.full || change.after == Bytes::NoFile {
            file.broken = None;
            file.waiting.clear();
        }
        file.held = match change.after {
            Bytes::State(sha256, _) => Held::Known(sha256),
            Bytes::NoFile => Held::NoFile,
            Bytes::NotRead => Held::Unread,
        };
        if change.before == Bytes::NoFile && change.after != Bytes::NoFile {
            file.made_by = Some(id);
        }
        if change.has_lines {
            self.remember(number);
        }
    }

    /// Keeps the state of a file.
    pub(super) fn remember(&mut self, number: usize) {
        let Some(file) = self.files.get(number) else { return };
        if let Held::Known(sha256) = file.held {
            self.states.remember(sha256, &file.lines);
        }
    }

    fn renamed(&mut self, told: Told<'_>, event: &Event<'_>, session: &Session) {
        if let Some(from) = told.from.as_deref().filter(|from| *from != told.path) {
            self.moved(from, &told, session);
        }
        let number = self.number(&told.path);
        self.last_edit = event.seq;
        if let Some(file) = self.files.get_mut(number) {
            file.touched = event.seq;
            file.confirmed = event.seq;
        }
    }

    /// Gives a file another path; the old one is free.
    fn moved(&mut self, from: &str, told: &Told<'_>, session: &Session) {
        let number = self.number(from);
        let id = self.add_source(number, told, session);
        self.states_before(number, &told.change, id);
        self.point(&told.path, number);
        self.point(from, self.files.len());
        let gone = File { held: Held::NoFile, touched: told.change.seq, ..File::new() };
        self.files.push(File { confirmed: told.change.seq, ..gone });
        if let Some(file) = self.files.get_mut(number) {
            file.made_by = Some(id);
        }
    }
}
