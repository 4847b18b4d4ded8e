//! Measures attribution and flags: from events that were read to evidence, activity and flags, the
//! diff of the session included. One JSON object a line: 100,000 events, then ten times as many, each
//! with its best round and the mean of its rounds. The ratio is the median of twelve turns: what one
//! round of the long session takes over the mean of the ten rounds of the short one before it.

use std::time::Instant;

use interview_core::{
    digest::{self, LineDigest},
    event::{Event, Timestamp},
    evidence::Collector,
    flags::{self, Known},
    hash::sha256,
    policy::Policy,
    score::Score,
};

const TURNS: usize = 12;
/// Rounds of the short session in a turn: they take as long as one of the long session, and so what
/// else the machine does weighs as much on them.
const SHORTS: usize = 10;
const SALT: [u8; 32] = [7; 32];
const FILE_LINES: u64 = 300;
const EVENTS_OF_A_FILE: u64 = 1_000;

fn main() {
    let [short, long] = [100_000, 1_000_000].map(Session::of);
    let (mut shorts, mut longs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let before: Vec<_> = (0..SHORTS).map(|_| short.seconds()).collect();
        let mean = before.iter().sum::<f64>() / before.len() as f64;
        let seconds = long.seconds();
        ratios.push(seconds / mean);
        longs.push(seconds);
        shorts.extend(before);
    }
    short.tell(shorts, 1.0);
    long.tell(longs, sorted(ratios).get(TURNS / 2).copied().unwrap_or_default());
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// Kind, origin and payload of an event.
type Told = (&'static str, &'static str, String);

/// A session of prompts, calls, commands, test runs and edits of many files.
#[derive(Default)]
struct Session {
    told: Vec<Told>,
    diff: String,
}

impl Session {
    fn of(events: u64) -> Self {
        let mut session = Self::default();
        let mut file = 0;
        while (session.told.len() as u64) < events {
            session.file(file);
            file += 1;
        }
        session
    }

    /// A file from its first write to its last edit, and what the diff shows of it.
    fn file(&mut self, number: u64) {
        let path = format!("src/module_{number}.rs");
        let line = |place: u64, edit: u64| {
            format!("    let value_{place} = compute({number}, {edit}); // as asked for above")
        };
        let state = |edit: u64| {
            let sha256 = sha256(format!("{number}/{edit}").as_bytes());
            format!("{{\"sha256\":\"{sha256}\",\"lines\":{FILE_LINES}}}")
        };
        let digests = |lines: &[String]| {
            let digests: Vec<_> =
                lines.iter().map(|line| LineDigest::of(&SALT, line.as_bytes())).collect();
            digest::encode(&digests)
        };
        let mut lines: Vec<_> = (0..FILE_LINES).map(|place| line(place, 0)).collect();
        self.say("user_prompt", "candidate", format!("{{\"text\":\"Write module {number}.\"}}"));
        self.say(
            "file_write",
            "assistant",
            format!(
                "{{\"path\":\"{path}\",\"before\":null,\"after\":{},\"hunks\":[{{\"at\":0,\"removed\":0,\"added\":\"{}\"}}]}}",
                state(0),
                digests(&lines)
            ),
        );
        for edit in 1..EVENTS_OF_A_FILE / 6 {
            let call = format!("c{number}_{edit}");
            let at = edit * 37 % (FILE_LINES - 3);
            let new: Vec<_> = (at..at + 3).map(|place| line(place, edit)).collect();
            let hunk = format!("{{\"at\":{at},\"removed\":3,\"added\":\"{}\"}}", digests(&new));
            let place = usize::try_from(at).unwrap_or_default();
            lines.splice(place..place + 3, new);
            let (kind, origin, cause) = match edit % 3 {
                0 => ("file_change", "recorder", "shell"),
                1 => ("file_change", "editor", "typing"),
                _ => ("file_edit", "assistant", "tool"),
            };
            let class = if edit % 3 == 0 { "execute" } else { "edit" };
            self.say("tool_call", "assistant", format!("{{\"name\":\"Tool\",\"class\":\"{class}\",\"call\":\"{call}\",\"input\":\"{{\\\"command\\\":\\\"cargo test --lib module_{number}\\\"}}\"}}"));
            self.say(kind, origin, format!("{{\"path\":\"{path}\",\"cause\":\"{cause}\",\"call\":\"{call}\",\"before\":{},\"after\":{},\"hunks\":[{hunk}]}}", state(edit - 1), state(edit)));
            self.say("tool_result", "tool", format!("{{\"name\":\"Tool\",\"status\":\"ok\",\"class\":\"{class}\",\"call\":\"{call}\",\"output\":\"{}\",\"duration_ms\":40}}", "test result: ok. ".repeat(8)));
            self.say(
                "user_prompt",
                "candidate",
                format!(
                    "{{\"text\":\"Now the balance of {edit}: {}\"}}",
                    "look at the failing test and tell me why it is off. ".repeat(4)
                ),
            );
            self.say(
                "test_run",
                "tool",
                format!(
                    "{{\"framework\":\"cargo\",\"passed\":{edit},\"failed\":0,\"call\":\"{call}\"}}"
                ),
            );
            self.say(
                "assistant_message",
                "assistant",
                format!("{{\"text\":\"{}\"}}", "The rounding is done twice. ".repeat(12)),
            );
        }
        self.diff.push_str(&format!(
            "diff --git a/{path} b/{path}\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{FILE_LINES} @@\n"
        ));
        for line in &lines {
            self.diff.push_str(&format!("+{line}\n"));
        }
    }

    fn say(&mut self, kind: &'static str, origin: &'static str, data: String) {
        self.told.push((kind, origin, data));
    }

    /// What one round takes.
    fn seconds(&self) -> f64 {
        let start = Instant::now();
        std::hint::black_box(self.judge());
        start.elapsed().as_secs_f64()
    }

    fn tell(&self, rounds: Vec<f64>, ratio: f64) {
        let mean_ms = rounds.iter().sum::<f64>() / rounds.len() as f64 * 1e3;
        let ms = sorted(rounds).first().copied().unwrap_or_default() * 1e3;
        let (events, (added, _)) = (self.told.len(), self.judge());
        println!(
            "{{\"events\":{events},\"added\":{added},\"ms\":{ms:.1},\"mean_ms\":{mean_ms:.1},\"ratio\":{ratio:.2}}}"
        );
    }

    /// Added lines that are explained, and the number of flags.
    fn judge(&self) -> (u64, usize) {
        let policy = Policy::default();
        let mut collector = Collector::new(&policy.evidence);
        collector.salted(SALT);
        let mut ms = 1_790_000_000_000;
        for (seq, (kind, origin, data)) in (0..).zip(&self.told) {
            ms += 700 + i64::try_from(seq * seq % 977).unwrap_or_default();
            let at = Timestamp::from_ms(ms).unwrap_or(Timestamp::EPOCH);
            collector.take(&Event { seq, at, kind, origin, data });
        }
        let (evidence, session) = collector.finish(Some(self.diff.as_bytes()), None);
        let (activity, score) = (session.activity(), Score { elapsed: None, overtime: None });
        let known = Known {
            session: &session,
            activity: &activity,
            evidence: &evidence,
            score: &score,
            clock: &[],
            drift: None,
            stretches: &[],
            other_sessions: &[],
        };
        let raised = flags::standard(&known, &policy.flags).len();
        assert_eq!(evidence.coverage.n, evidence.coverage.of, "{:?}", evidence.classes);
        (evidence.coverage.n, raised)
    }
}
