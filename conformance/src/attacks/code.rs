//! Code that nobody wrote: lines that look like those of a program, most of them unlike each other,
//! with the blank lines and braces that every program is full of.

use super::random::Random;

const NOUNS: &[&str] = &[
    "order", "parser", "window", "ledger", "token", "cursor", "shard", "queue", "price", "route",
    "frame", "batch", "reader", "quota", "invoice", "graph", "vertex", "bucket", "lease",
    "replica",
];
const VERBS: &[&str] = &[
    "load", "merge", "split", "push", "drain", "resolve", "encode", "flush", "retry", "apply",
    "collect", "rotate", "index", "match_by", "narrow", "settle",
];

/// So many lines, each ended by LF.
pub(super) fn block(random: &mut Random, lines: usize) -> Vec<String> {
    (0..lines).map(|number| line(random, number)).collect()
}

fn line(random: &mut Random, number: usize) -> String {
    let (a, b, verb) = (random.pick(NOUNS), random.pick(NOUNS), random.pick(VERBS));
    let value = random.below(9_000);
    let indent = "    ".repeat(1 + random.below(2));
    match number % 9 {
        0 => format!("fn {verb}_{a}_{value}({b}: &{b}_t) -> Result<u64, Flaw> {{\n"),
        4 if random.below(2) == 0 => "\n".to_owned(),
        8 => "}\n".to_owned(),
        3 => format!("{indent}if {a}.{verb}({value}) {{ return Err(Flaw::{b}({value})); }}\n"),
        6 => format!("{indent}// The {a} may lag behind its {b} by {value} ms.\n"),
        _ => format!("{indent}let {a}_{value} = {b}.{verb}({value}, &self.{a})?;\n"),
    }
}
