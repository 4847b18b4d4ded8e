//! Holds what the library says of a sealed session against the truth, line by line.

use std::{
    collections::BTreeMap,
    fmt,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use interview_core::{
    api::{Bundle, Verdict, VerifyOptions, verify},
    event::Event,
    evidence::Collector,
    policy::EvidencePolicy,
    wire::{Line, read_line},
};

use super::{
    owner::{Added, Owner},
    play::{Played, play},
    repository::FORMATTER,
    script::Script,
};

/// Lowest share of added lines whose class is the truth, in per mille.
pub const RATE_PER_MILLE: u64 = 990;
/// The same of the lines that are neither trivial nor generated, which are the hard ones.
pub const HARD_PER_MILLE: u64 = 980;
/// Seeds of the scripts that are judged.
pub const SEEDS: std::ops::Range<u64> = 200_000..200_600;
/// How many seeds more are derived from the hash of HEAD.
pub const HEAD_SEEDS: u64 = 100;

/// A line that isn't attributed to whom it belongs.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// Seed of the script.
    pub seed: u64,
    /// The truth.
    pub truth: Added,
    /// What the library says.
    pub answer: String,
    /// Whether it only changed places with an equal line of the file: the bytes don't tell which of
    /// them is whose, and the answers name as many of each owner's as there are.
    pub permuted: bool,
}

impl Wrong {
    /// Whether a line of the candidate, or of nobody known, is called the assistant's edit though
    /// the log saw it, and the bytes allow no such reading.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        self.is_accusing() && self.truth.seen && !self.truth.may_be.have(Owner::AssistantEdit)
    }

    /// The same for lines that nobody saw, and for those that the bytes don't tell from an equal
    /// line of the assistant's.
    #[must_use]
    pub fn is_accusing(&self) -> bool {
        let is_human = matches!(
            self.truth.owner,
            Owner::CandidateEditor | Owner::Unexplained | Owner::RecorderGap
        );
        is_human && self.answer == Owner::AssistantEdit.name()
    }

    /// Whether the bytes allow the answer.
    fn may_be(&self) -> bool {
        let answer = Owner::CLASSES.into_iter().find(|owner| owner.name() == self.answer);
        answer.is_some_and(|owner| self.truth.may_be.have(owner))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Added { path, line, owner, seen, .. } = &self.truth;
        let (truth, answer) = (owner.name(), &self.answer);
        let seen = if *seen { "seen" } else { "not seen" };
        let permuted = if self.permuted { ", permuted" } else { "" };
        write!(f, "seed {}: {path}:{line} {truth} ({seen}{permuted}) is called {answer}", self.seed)
    }
}

/// What came out of a number of scripts.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Scripts.
    pub scripts: u64,
    /// Lines by truth and answer.
    pub matrix: BTreeMap<(Owner, String), u64>,
    /// Lines of a class that a script has too many or too few of, summed over classes and scripts.
    pub miscounted: u64,
    /// Lines that are wrong.
    pub wrong: Vec<Wrong>,
}

impl Tally {
    /// Plays scripts and judges what the library says of them, on all cores.
    #[must_use]
    pub fn of(seeds: &[u64]) -> Self {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut tally = Self::default();
            while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
                tally.judge(&Script::new(*seed));
            }
            tally
        };
        thread::scope(|scope| {
            let cores = thread::available_parallelism().map_or(1, usize::from);
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            let tallies = workers.into_iter().map(|worker| worker.join().unwrap());
            tallies.fold(Self::default(), Self::with)
        })
    }

    /// Plays one script and judges it.
    pub fn judge(&mut self, script: &Script) {
        let played = play(script);
        let mut answers = answers(&played);
        let mut counts = BTreeMap::<String, i64>::new();
        self.scripts += 1;
        let mut wrong = Vec::new();
        for truth in played.truth {
            let place = (super::recorder::spelled(&truth.path), truth.line);
            let answer = answers.remove(&place).unwrap_or_else(|| "missing".to_owned());
            *counts.entry(truth.owner.name().to_owned()).or_default() += 1;
            *counts.entry(answer.clone()).or_default() -= 1;
            *self.matrix.entry((truth.owner, answer.clone())).or_default() += 1;
            if truth.owner.name() != answer {
                wrong.push(Wrong { seed: script.seed, truth, answer, permuted: false });
            }
        }
        permute(&mut wrong);
        self.wrong.extend(wrong);
        assert!(
            answers.is_empty(),
            "seed {}: lines that git doesn't add: {answers:?}",
            script.seed
        );
        self.miscounted += counts.values().map(|count| count.max(&0).unsigned_abs()).sum::<u64>();
    }

    /// Right lines and all lines, a permutation among equal lines being no error; with `hard` only those that are neither trivial nor generated.
    #[must_use]
    pub fn right(&self, hard: bool) -> (u64, u64) {
        let counted = |owner: Owner| !hard || !matches!(owner, Owner::Trivial | Owner::Generated);
        let cells = self.matrix.iter().filter(|((owner, _), _)| counted(*owner));
        let all = cells.map(|(_, lines)| lines).sum::<u64>();
        let wrong = self.wrong.iter().filter(|wrong| !wrong.permuted && counted(wrong.truth.owner));
        (all - wrong.count() as u64, all)
    }

    /// Whether the thresholds are met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        let met = |hard, per_mille| {
            let (right, all) = self.right(hard);
            right * 1000 >= all * per_mille
        };
        let is_grave = self.wrong.iter().any(Wrong::is_grave);
        met(false, RATE_PER_MILLE) && met(true, HARD_PER_MILLE) && !is_grave
    }

    fn with(mut self, other: Self) -> Self {
        self.scripts += other.scripts;
        self.miscounted += other.miscounted;
        self.wrong.extend(other.wrong);
        for (cell, lines) in other.matrix {
            *self.matrix.entry(cell).or_default() += lines;
        }
        self
    }
}

impl fmt::Display for Tally {
    /// The confusion matrix, truth by answer, and what it comes to.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = Owner::CLASSES.iter().map(|owner| owner.name()).collect();
        for (_, answer) in self.matrix.keys() {
            if !names.contains(&answer.as_str()) {
                names.push(answer);
            }
        }
        write!(f, "{:<17}", "truth \\ answer")?;
        names.iter().try_for_each(|name| write!(f, " {name:>16}"))?;
        writeln!(f)?;
        for owner in [Owner::Base].into_iter().chain(Owner::CLASSES) {
            let cell =
                |name: &str| self.matrix.get(&(owner, name.to_owned())).copied().unwrap_or(0);
            if owner == Owner::Base && names.iter().all(|name| cell(name) == 0) {
                continue;
            }
            write!(f, "{:<17}", owner.name())?;
            names.iter().try_for_each(|name| write!(f, " {:>16}", cell(name)))?;
            writeln!(f)?;
        }
        let share = |(right, all): (u64, u64)| {
            let hundredths = (right * 10_000).checked_div(all).unwrap_or(10_000);
            format!("{right} of {all} = {}.{:02} %", hundredths / 100, hundredths % 100)
        };
        let count = |of: fn(&Wrong) -> bool| self.wrong.iter().filter(|wrong| of(wrong)).count();
        writeln!(f, "scripts: {}", self.scripts)?;
        writeln!(f, "class is the truth: {}", share(self.right(false)))?;
        writeln!(f, "  without trivial and generated lines: {}", share(self.right(true)))?;
        writeln!(
            f,
            "permuted among equal lines, which the bytes allow: {}",
            count(|wrong| wrong.permuted)
        )?;
        writeln!(f, "lines too many in a class of a script: {}", self.miscounted)?;
        writeln!(
            f,
            "others' lines called assistant_edit: {}, of them seen and told apart: {}",
            count(Wrong::is_accusing),
            count(Wrong::is_grave)
        )
    }
}

/// Marks wrong lines that changed places with equal ones of their file.
fn permute(wrong: &mut [Wrong]) {
    let group = |truth: &Added| (truth.path.clone(), truth.twin);
    let mut missing = BTreeMap::<_, u64>::new();
    for wrong in wrong.iter().filter(|wrong| wrong.may_be()) {
        *missing.entry((group(&wrong.truth), wrong.truth.owner.name())).or_default() += 1;
    }
    for wrong in wrong.iter_mut().filter(|wrong| wrong.may_be()) {
        let key = (group(&wrong.truth), wrong.answer.as_str());
        let left = missing.iter_mut().find(|((place, name), _)| *place == key.0 && *name == key.1);
        if let Some((_, left)) = left.filter(|(_, left)| **left > 0) {
            *left -= 1;
            wrong.permuted = true;
        }
    }
}

/// The class that the library gives each added line, by path and number.
fn answers(played: &Played) -> BTreeMap<(String, u64), String> {
    let sealed = &played.sealed;
    let bundle = Bundle {
        events: &sealed.events,
        manifest: Some(&sealed.manifest),
        diff: Some(&sealed.diff),
        commits: Some(&sealed.commits),
    };
    let report = verify(&bundle, &VerifyOptions::default()).unwrap();
    assert_eq!(report.verdict, Verdict::Intact, "{:?}", report.findings);
    let mut policy = EvidencePolicy::default();
    policy.formatters = vec![FORMATTER.to_owned()];
    let mut collector = Collector::new(&policy);
    for line in sealed.events.split_inclusive(|byte| *byte == b'\n') {
        if let Ok(Line::Event(event)) = read_line(line.strip_suffix(b"\n").unwrap_or(line)) {
            collector.take(&Event::from(&event));
        }
    }
    let (evidence, _) = collector.finish(Some(&sealed.diff), Some(&sealed.commits));
    let mut answers = BTreeMap::new();
    for file in evidence.files {
        for span in file.spans {
            for line in span.line..span.line + span.lines {
                answers.insert((file.path.clone(), line), span.class.as_str().to_owned());
            }
        }
    }
    answers
}
