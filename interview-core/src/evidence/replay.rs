//! The replay: each file's lines as the log's events leave them, one event after the other. An event
//! applies only to the state that it was made from; where the log doesn't tell that state, the file
//! is out of step until an event tells all of it.

use std::collections::{BTreeMap, VecDeque};

use super::{
    change::{Assembled, Assembly, Bytes, Change, Told, assemble},
    inherit::{as_before, edited, rewritten},
    lines::{BASE, Lines, SourceId},
    source::{Cause, Source},
};
use crate::{
    event::{ChangedFile, Event, Nullable},
    hash::Hash,
    limits,
    session::Session,
};

/// Events of one file that wait for the state that they were made from.
const WAITING: usize = 32;
/// Events of one file among which the first may not have come first.
const OPENING: usize = 8;
/// Earlier states that are kept to be known again.
const STATES: usize = 1024;
/// Runs of lines in them, in all.
const STATE_RUNS: usize = 1 << 20;
/// Lines of a file of which nobody told how many there are.
const ENDLESS: u64 = 1 << 40;

/// What is known of the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// No event has told of it yet.
    Unseen,
    NoFile,
    Known(Hash),
    /// Its lines are known, the bytes are not.
    Unread,
}

/// A file of the replay.
#[derive(Debug)]
pub(super) struct File {
    pub(super) lines: Lines,
    held: Held,
    /// `seq` of the event that last confirmed its state.
    pub(super) confirmed: u64,
    /// `seq` of the last snapshot that listed it.
    listed: u64,
    /// `seq`s of editor events, ascending.
    pub(super) edited: Vec<u64>,
    /// `seq` of the event since which the file is out of step.
    pub(super) broken: Option<u64>,
    /// The event that made this path, where it wasn't there at the start.
    pub(super) made_by: Option<SourceId>,
    /// `seq` of the last event that touched it.
    pub(super) touched: u64,
    /// `seq` of the last commit that had it.
    pub(super) committed: u64,
    waiting: Vec<(Change, SourceId)>,
    /// The state that the first event began from, and what was made of it, while an event that came
    /// too late may tell of an earlier one.
    opening: Option<(Hash, Vec<(Change, SourceId)>)>,
    assembly: Option<Assembly>,
}

impl File {
    fn new() -> Self {
        Self {
            lines: Lines::default(),
            held: Held::Unseen,
            confirmed: 0,
            listed: 0,
            edited: Vec::new(),
            broken: None,
            made_by: None,
            touched: 0,
            committed: 0,
            waiting: Vec::new(),
            opening: None,
            assembly: None,
        }
    }

    /// Whether its lines are those of the file on disk when it was last read.
    pub(super) fn is_in_step(&self) -> bool {
        self.broken.is_none() && self.waiting.is_empty()
    }

    /// `seq` of the event since which it isn't.
    pub(super) fn out_of_step(&self) -> Option<u64> {
        self.broken.or(self.waiting.first().map(|(change, _)| change.seq))
    }
}

/// All files of a log.
#[derive(Debug)]
pub(super) struct Replay {
    numbers: BTreeMap<String, usize>,
    files: Vec<File>,
    sources: Vec<Source>,
    states: BTreeMap<Hash, Lines>,
    order: VecDeque<Hash>,
    /// Runs of lines in all states that are kept.
    state_runs: usize,
    /// Commits whose files no event touched: `seq`, path, lines.
    pub(super) untouched: Vec<(u64, String, u64)>,
    /// Such files beyond those that are listed.
    pub(super) untouched_more: u64,
    last_edit: u64,
    /// Pairs of lines that alignments may still look at.
    pairs_left: usize,
    /// Runs of lines that edits may still go through.
    runs_left: usize,
    /// `seq` of the last snapshot that listed every file that differed from HEAD.
    complete: u64,
    /// Turns in which files changed and that no commit followed.
    pub(super) uncommitted_turns: u64,
}

impl Default for Replay {
    fn default() -> Self {
        Self {
            numbers: BTreeMap::new(),
            files: Vec::new(),
            sources: Vec::new(),
            states: BTreeMap::new(),
            order: VecDeque::new(),
            untouched: Vec::new(),
            untouched_more: 0,
            last_edit: 0,
            complete: 0,
            state_runs: 0,
            pairs_left: limits::REPLAY_PAIRS,
            runs_left: limits::REPLAY_RUNS,
            uncommitted_turns: 0,
        }
    }
}

impl Replay {
    /// Takes the next event.
    pub(super) fn take(&mut self, event: &Event<'_>, session: &Session) {
        match event.kind {
            "file_write" | "file_edit" | "file_change" | "file_delete" | "code_snapshot" => {
                if let Some(told) = Told::read(event) {
                    self.told(told, event, session);
                }
            }
            "file_rename" => {
                if let Some(told) = Told::read(event) {
                    self.renamed(told, event, session);
                }
            }
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
        self.files.get(*self.numbers.get(path)?)
    }

    /// The source with this number; none for [`BASE`].
    pub(super) fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get((id as usize).checked_sub(1)?)
    }

    /// The file in which a source put lines.
    pub(super) fn file_of(&self, source: &Source) -> Option<&File> {
        self.files.get(source.file)
    }

    fn number(&mut self, path: String) -> usize {
        let next = self.files.len();
        let number = *self.numbers.entry(path).or_insert(next);
        if number == next {
            self.files.push(File::new());
        }
        number
    }

    fn add_source(&mut self, file: usize, told: &Told, session: &Session) -> SourceId {
        let since = self.files.get(file).map_or(0, |file| match file.held {
            // A snapshot that doesn't list it says that it was as at the start.
            Held::Unseen | Held::NoFile if file.listed < self.complete => {
                file.confirmed.max(self.complete)
            }
            Held::Known(_) if file.touched == 0 && file.listed < self.complete => {
                file.confirmed.max(self.complete)
            }
            _ => file.confirmed,
        });
        let call = told.call.as_deref().and_then(|id| session.calls.id_of(id));
        let call = call.or_else(|| session.calls.only_open());
        self.sources.push(Source { seq: told.change.seq, cause: told.cause, call, since, file });
        SourceId::try_from(self.sources.len()).unwrap_or(SourceId::MAX)
    }

    fn told(&mut self, told: Told, event: &Event<'_>, session: &Session) {
        if let Some(from) = &told.from
            && *from != told.path
        {
            self.moved(from.clone(), &told, session);
        }
        let number = self.number(told.path.clone());
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
        if matches!(told.cause, Cause::Candidate) && event.origin == "editor" {
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
                let lines = file.lines.clone();
                self.remember(sha256, &lines);
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
            self.forget(sha256);
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
            Some(rewritten(&file.lines, &change.pieces, id, &mut self.pairs_left))
        } else if runs_left.is_none() {
            None
        } else {
            edited(&file.lines, &change.pieces, id, &mut self.pairs_left)
        };
        let known_again = match change.after {
            Bytes::State(sha256, _) => self.states.get(&sha256).cloned(),
            _ => None,
        };
        let made = made.map(|made| match known_again {
            Some(earlier) => as_before(made, &earlier, &mut self.runs_left),
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
        if let Held::Known(sha256) = file.held
            && change.has_lines
        {
            let lines = file.lines.clone();
            self.remember(sha256, &lines);
        }
    }

    /// Keeps a state, so that it is known again when a file gets the same bytes.
    fn remember(&mut self, sha256: Hash, lines: &Lines) {
        self.state_runs += lines.runs();
        match self.states.insert(sha256, lines.clone()) {
            Some(earlier) => self.state_runs -= earlier.runs(),
            None => self.order.push_back(sha256),
        }
        while self.order.len() > STATES || self.state_runs > STATE_RUNS {
            let Some(oldest) = self.order.pop_front() else { break };
            self.forget(oldest);
        }
    }

    fn forget(&mut self, sha256: Hash) {
        let runs = self.states.remove(&sha256).map_or(0, |lines| lines.runs());
        self.state_runs -= runs;
    }

    fn renamed(&mut self, told: Told, event: &Event<'_>, session: &Session) {
        if let Some(from) = told.from.clone().filter(|from| *from != told.path) {
            self.moved(from, &told, session);
        }
        let number = self.number(told.path.clone());
        self.last_edit = event.seq;
        if let Some(file) = self.files.get_mut(number) {
            file.touched = event.seq;
            file.confirmed = event.seq;
        }
    }

    /// Gives a file another path; the old one is free.
    fn moved(&mut self, from: String, told: &Told, session: &Session) {
        let number = self.number(from.clone());
        let id = self.add_source(number, told, session);
        self.states_before(number, &told.change, id);
        self.numbers.insert(told.path.clone(), number);
        self.numbers.insert(from, self.files.len());
        let gone = File { held: Held::NoFile, touched: told.change.seq, ..File::new() };
        self.files.push(File { confirmed: told.change.seq, ..gone });
        if let Some(file) = self.files.get_mut(number) {
            file.made_by = Some(id);
        }
    }

    /// What differs from HEAD at the start was there before the session; a later snapshot confirms
    /// the states that it tells again.
    fn snapshot(&mut self, event: &Event<'_>) {
        #[derive(serde::Deserialize)]
        struct Snapshot {
            cause: Option<String>,
            files: Vec<ChangedFile>,
            #[serde(default)]
            omitted: u64,
            skipped: Option<String>,
        }
        let Some(Snapshot { cause, files, omitted, skipped }) = event.payload() else { return };
        let is_start = cause.as_deref() == Some("start");
        if omitted == 0 && skipped.is_none() {
            self.complete = event.seq;
        }
        for changed in files {
            let number = self.number(changed.path.0);
            let Some(file) = self.files.get_mut(number) else { continue };
            let is_unseen = file.held == Held::Unseen;
            file.listed = event.seq;
            match changed.state {
                Some(Nullable(Some(state))) if file.held == Held::Known(state.sha256) => {
                    file.confirmed = event.seq;
                }
                Some(Nullable(None)) if file.held == Held::NoFile => file.confirmed = event.seq,
                Some(Nullable(Some(state))) if is_start && is_unseen => {
                    file.held = Held::Known(state.sha256);
                    file.lines = Lines::unknown(state.lines);
                    let lines = file.lines.clone();
                    self.remember(state.sha256, &lines);
                }
                Some(Nullable(None)) if is_start && is_unseen => file.held = Held::NoFile,
                _ => {}
            }
        }
    }

    fn commit(&mut self, event: &Event<'_>) {
        let Some(commit) = event.payload::<crate::event::Commit>() else { return };
        self.last_edit = 0;
        for changed in commit.files.unwrap_or_default() {
            let lines = changed.added.unwrap_or(0);
            let path = changed.path.0;
            let number = self.number(path.clone());
            let Some(file) = self.files.get_mut(number) else { continue };
            let is_untouched = file.touched <= file.committed;
            file.committed = event.seq;
            if is_untouched && self.untouched.len() < limits::COMMIT_PLACES {
                self.untouched.push((event.seq, path, lines));
            } else {
                self.untouched_more += u64::from(is_untouched);
            }
        }
    }
}

/// Whether an event made the state that the file's first event began from.
fn begins(file: &File, change: &Change) -> bool {
    let Some((begun, made)) = &file.opening else { return false };
    let leads = matches!(change.after, Bytes::State(sha256, _) if sha256 == *begun);
    leads && made.len() < OPENING && change.has_lines && !change.full && !fits(file, change)
}

/// Whether an event was made from the state that is held.
fn fits(file: &File, change: &Change) -> bool {
    match (file.held, change.before) {
        (Held::Known(held), Bytes::State(sha256, _)) => held == sha256,
        (Held::NoFile, Bytes::NoFile) | (_, Bytes::NotRead) => true,
        (Held::Unread, Bytes::State(_, lines)) => {
            file.lines.len() == lines || file.lines.len() >= ENDLESS / 2
        }
        _ => false,
    }
}
