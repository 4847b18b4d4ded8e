//! Holds the hand-written table data/samples_map.tsv against the hook samples and against the
//! declared kinds, in both directions: every member of a sample has a place or a reason why not,
//! and every field that names a sample as its source is filled from it.
#![expect(clippy::disallowed_methods, reason = "tests read the samples")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use interview_core::event::{Common, Field, KINDS, Shape};
use serde_json::Value;

/// Who fills a field where no sample does.
const OTHERS: [&str; 9] =
    ["recorder", "writer", "editor", "git", "relay", "ticket", "candidate", "witness", "HOOKS.md"];

/// The table.
const TABLE: &str = include_str!("../data/samples_map.tsv");

/// A row of the table.
#[derive(Debug, PartialEq)]
struct Row {
    number: usize,
    file: String,
    member: String,
    fills: Vec<String>,
}

/// A payload of a sample file, or all lines of one type of a transcript.
struct Sample {
    /// `<folder>/<file>`, with `#<type>` for lines of a transcript.
    name: String,
    /// Paths of its values that hold no others, `[]` for the items of arrays.
    leaves: BTreeSet<String>,
}

#[test]
fn every_member_of_every_sample_has_its_place() {
    let (rows, samples) = (table(TABLE), samples());
    assert!(samples.len() > 80, "only {} samples", samples.len());
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for sample in &samples {
        check_sample(sample, &rows, &mut used, &mut faults);
    }
    for row in rows.iter().filter(|row| !used.contains(&row.number)) {
        faults.push(format!(
            "line {}: `{}` `{}` speaks for nothing",
            row.number, row.file, row.member
        ));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_source_of_a_field_is_true() {
    let (rows, samples) = (table(TABLE), samples());
    let mut faults = Vec::new();
    for (place, field) in fields() {
        for source in field.source.split(", ") {
            if let Err(fault) = check_source(&place, source, &rows, &samples) {
                faults.push(format!("{place}: source `{source}`: {fault}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_the_table_leaves_out_or_makes_up_is_a_fault() {
    let check = |table_text: &str, expected: &[&str]| {
        let leaves = ["prompt", "turn_id"].map(str::to_owned).into();
        let sample = Sample { name: "h/Prompt.json".into(), leaves };
        let mut faults = Vec::new();
        check_sample(&sample, &table(table_text), &mut BTreeSet::new(), &mut faults);
        assert_eq!(faults, expected);
    };
    let whole = "h/*.json\tturn_id\tturn\nh/Prompt.json\t.\tuser_prompt\n";
    let prompt = "h/Prompt.json\tprompt\tuser_prompt.text\n";
    check(&format!("{whole}{prompt}"), &[]);
    check(
        whole,
        &[
            "h/Prompt.json: `prompt` isn't in the table",
            "h/Prompt.json: nothing fills `user_prompt.text`, which must be there",
        ],
    );
    check(
        &format!("{whole}{prompt}h/Prompt.json\tmood\t-\tnone of our business\n"),
        &["line 4: h/Prompt.json has no `mood`"],
    );
    check(
        &format!("{whole}h/Prompt.json\tprompt\tuser_prompt.text thinking.text\n"),
        &["line 3: h/Prompt.json doesn't become a `thinking.text`"],
    );
    check(prompt, &["h/Prompt.json: no row for the event itself"]);
}

#[test]
fn a_source_that_fills_nothing_is_a_fault() {
    let rows = table("h/Prompt.json\tturn_id\tturn\nh/t.jsonl#user\ttext\tuser_prompt.text\n");
    let samples = ["h/Prompt.json", "h/t.jsonl#user"]
        .map(|name| Sample { name: name.into(), leaves: BTreeSet::new() });
    let check = |place: &str, source: &str, expected: bool| {
        assert_eq!(check_source(place, source, &rows, &samples).is_ok(), expected, "{source}");
    };
    check("turn", "h/Prompt", true);
    check("turn", "h (turn_id)", true);
    check("turn", "h/Prompt (turn_id)", true);
    check("turn", "h/Prompt (turn)", false);
    check("turn", "h/Prompt (turn_id", false);
    check("turn", "h/Pro", false);
    check("turn", "h/t", false);
    check("user_prompt.text", "h/t (text)", true);
    check("user_prompt", "h/t", true);
    check("user_prompt.text", "recorder", true);
    check("user_prompt.text", "HOOKS.md 1.1 (prompt)", true);
    check("user_prompt.text", "somebody", false);
}

/// Holds the rows that match a sample against it.
fn check_sample(
    sample: &Sample,
    rows: &[Row],
    used: &mut BTreeSet<usize>,
    faults: &mut Vec<String>,
) {
    let name = &sample.name;
    let matching: Vec<&Row> = rows.iter().filter(|row| matches(&row.file, name)).collect();
    let Some(event) = matching.iter().rfind(|row| row.member == ".") else {
        faults.push(format!("{name}: no row for the event itself"));
        return;
    };
    used.insert(event.number);
    if event.fills == ["-"] {
        for row in matching.iter().filter(|row| row.file == *name && row.member != ".") {
            faults.push(format!(
                "line {}: {name} has no place, and yet `{}`",
                row.number, row.member
            ));
        }
        return;
    }
    let kinds: Vec<&str> = event.fills.iter().map(|fill| first(fill)).collect();
    let mut filled: BTreeSet<&str> = event.fills.iter().map(String::as_str).collect();
    for leaf in &sample.leaves {
        let closest = matching
            .iter()
            .filter(|row| covers(&row.member, leaf))
            .max_by_key(|row| (row.member.len(), row.number));
        let Some(row) = closest else {
            faults.push(format!("{name}: `{leaf}` isn't in the table"));
            continue;
        };
        used.insert(row.number);
        for fill in row.fills.iter().filter(|fill| *fill != "-") {
            filled.insert(fill);
            let of_common = common().any(|(place, _)| place == *fill);
            if !of_common && !kinds.contains(&first(fill)) {
                faults.push(format!("line {}: {name} doesn't become a `{fill}`", row.number));
            }
        }
    }
    for row in matching.iter().filter(|row| row.file == *name && row.member != ".") {
        if !sample.leaves.iter().any(|leaf| covers(&row.member, leaf)) {
            faults.push(format!("line {}: {name} has no `{}`", row.number, row.member));
        }
    }
    for kind in KINDS.iter().filter(|kind| kinds.contains(&kind.kind)) {
        for field in kind.fields.iter().filter(|field| field.required) {
            let place = format!("{}.{}", kind.kind, field.name);
            let by_others = field.source.split(", ").any(|source| OTHERS.contains(&source));
            if !by_others && !filled.contains(place.as_str()) {
                faults.push(format!("{name}: nothing fills `{place}`, which must be there"));
            }
        }
    }
}

/// Whether a source of a field is someone else, or names samples whose rows fill the field.
fn check_source(place: &str, source: &str, rows: &[Row], samples: &[Sample]) -> Result<(), String> {
    let (name, member) = match source.split_once(" (") {
        Some((name, rest)) => (name, Some(rest.strip_suffix(')').ok_or("no closing bracket")?)),
        None => (source, None),
    };
    if OTHERS.contains(&first_word(name)) {
        return Ok(());
    }
    let named: Vec<&Sample> = samples
        .iter()
        .filter(|sample| {
            let file = sample.name.split(['#']).next().unwrap_or_default();
            file.strip_suffix(".json").or(file.strip_suffix(".jsonl")) == Some(name)
                || file.split('/').next() == Some(name)
        })
        .collect();
    if named.is_empty() {
        return Err("no such sample".into());
    }
    let fills = |row: &Row| {
        row.fills.iter().any(|fill| fill == place || fill.starts_with(&format!("{place}.")))
            && member.is_none_or(|member| has_part(&row.member, member))
    };
    if named
        .iter()
        .any(|sample| rows.iter().any(|row| matches(&row.file, &sample.name) && fills(row)))
    {
        Ok(())
    } else {
        Err("no row of the table fills the field from it".into())
    }
}

/// The table, its own grammar checked.
fn table(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let number = index + 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let (file, member, fills, why) = match cells.as_slice() {
            [file, member, fills] => (file, member, fills, None),
            [file, member, fills, why] => (file, member, fills, Some(*why)),
            _ => panic!("line {number}: {} cells", cells.len()),
        };
        let fills: Vec<String> = fills.split(' ').map(str::to_owned).collect();
        assert!(
            fills != ["-"] || why.is_some_and(|why| !why.is_empty()),
            "line {number}: no reason"
        );
        let known = |fill: &str| {
            let kind_alone = *member == "." && KINDS.iter().any(|kind| kind.kind == fill);
            kind_alone || fields().any(|(place, _)| place == fill)
        };
        let whole = fills == ["-"] || (*member == "." && fills == ["*"]);
        for fill in fills.iter().filter(|_| !whole) {
            assert!(known(fill), "line {number}: no kind or member `{fill}`");
        }
        assert!(
            rows.iter().all(|row| row.file != *file || row.member != *member),
            "line {number}: `{file}` `{member}` is there twice"
        );
        rows.push(Row { number, file: (*file).into(), member: (*member).into(), fills });
    }
    rows
}

/// Every payload of the samples; lines of transcripts by their types.
fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/samples");
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for host in fs::read_dir(folder).unwrap() {
        let host = host.unwrap();
        for file in fs::read_dir(host.path()).unwrap() {
            let path = file.unwrap().path();
            let name = format!(
                "{}/{}",
                host.file_name().to_str().unwrap(),
                path.file_name().unwrap().to_str().unwrap()
            );
            let text = fs::read_to_string(&path).unwrap();
            if name.ends_with(".jsonl") {
                for line in text.lines() {
                    let value = serde_json::from_str(line).unwrap();
                    let name = format!("{name}#{}", line_type(&value));
                    leaves(&value, "", all.entry(name).or_default());
                }
            } else {
                let value = serde_json::from_str(&text).unwrap();
                leaves(&value, "", all.entry(name).or_default());
            }
        }
    }
    all.into_iter().map(|(name, leaves)| Sample { name, leaves }).collect()
}

/// What tells the lines of a transcript apart, joined by `/`.
fn line_type(line: &Value) -> String {
    ["/type", "/payload/type", "/payload/role", "/message/content/0/type"]
        .iter()
        .filter_map(|pointer| line.pointer(pointer).and_then(Value::as_str))
        .collect::<Vec<_>>()
        .join("/")
}

/// Paths of the values that hold no others.
fn leaves(value: &Value, path: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                let dot = if path.is_empty() { "" } else { "." };
                leaves(member, &format!("{path}{dot}{name}"), into);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| leaves(item, &format!("{path}[]"), into));
        }
        _ => {
            into.insert(path.to_owned());
        }
    }
}

/// Every field by its place: `<kind>.<member>`, or `<member>` for common ones; `.` into objects.
fn fields() -> impl Iterator<Item = (String, &'static Field)> {
    let of_kinds = KINDS.iter().flat_map(|kind| within(kind.kind, kind.fields));
    common().chain(of_kinds)
}

/// The common fields by their place.
fn common() -> impl Iterator<Item = (String, &'static Field)> {
    within("", Common::FIELDS).into_iter()
}

fn within(prefix: &str, fields: &'static [Field]) -> Vec<(String, &'static Field)> {
    fn object(shape: &'static Shape) -> &'static [Field] {
        match shape {
            Shape::Object(fields) => fields,
            Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => object(inner),
            _ => &[],
        }
    }
    let mut all = Vec::new();
    for field in fields {
        let dot = if prefix.is_empty() { "" } else { "." };
        let place = format!("{prefix}{dot}{}", field.name);
        all.push((place.clone(), field));
        all.extend(within(&place, object(&field.shape)));
    }
    all
}

/// Whether a row for this member speaks for this leaf.
fn covers(member: &str, leaf: &str) -> bool {
    leaf.strip_prefix(member)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with("[]"))
}

/// Whether a path has these names in a row.
fn has_part(path: &str, part: &str) -> bool {
    let path = format!(".{}.", path.replace("[]", ""));
    path.contains(&format!(".{part}."))
}

/// Whether a pattern with `*` for any characters matches a whole name.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            (0..=name.len()).any(|at| name.get(at..).is_some_and(|name| matches(rest, name)))
        }),
    }
}

fn first(fill: &str) -> &str {
    fill.split('.').next().unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}
