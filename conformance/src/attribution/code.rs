//! Text that looks like code of a few languages, from a vocabulary small enough that equal lines
//! come up by themselves.

use super::random::Random;

/// How a file looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Braces { indent: &'static str, function: &'static str },
    Colons,
    Prose,
}

const NAMES: [&str; 12] = [
    "count", "total", "parse", "queue", "retry", "limit", "items", "cache", "token", "width",
    "naïve", "index",
];

impl Look {
    /// The look that a path's ending stands for.
    pub(super) fn of(path: &str) -> Self {
        match path.rsplit('.').next() {
            Some("rs") => Self::Braces { indent: "    ", function: "fn" },
            Some("js") => Self::Braces { indent: "  ", function: "function" },
            Some("go") => Self::Braces { indent: "\t", function: "func" },
            Some("py") => Self::Colons,
            _ => Self::Prose,
        }
    }

    pub(super) fn indent(self) -> &'static str {
        match self {
            Self::Braces { indent, .. } => indent,
            _ => "    ",
        }
    }

    /// One line without its end.
    pub(super) fn line(self, random: &mut Random) -> String {
        let (a, b) = (*random.pick(&NAMES), *random.pick(&NAMES));
        let n = random.below(40);
        match self {
            Self::Braces { .. } => match random.below(8) {
                0 => format!("return {a};"),
                1 => "return null;".to_owned(),
                2 => format!("{a} = {b} + {n};"),
                3 => format!("let {a} = {b}({n});"),
                4 => format!("check({a});"),
                5 => format!("// {a} before {b}"),
                6 => format!("{a}.push({b});"),
                _ => format!("{a} += {n};"),
            },
            Self::Colons => match random.below(6) {
                0 => format!("return {a}"),
                1 => "pass".to_owned(),
                2 => format!("{a} = {b} + {n}"),
                3 => format!("{a}.append({b})"),
                4 => format!("# {a} before {b}"),
                _ => format!("{a} += {n}"),
            },
            Self::Prose => match random.below(4) {
                0 => format!("- the {a} of each {b}"),
                1 => format!("The {a} has {n} items, each with its {b}."),
                2 => "---".to_owned(),
                _ => format!("- {a}"),
            },
        }
    }

    /// A few lines that belong together, without their ends.
    pub(super) fn block(self, random: &mut Random) -> Vec<String> {
        let mut lines = Vec::new();
        let name = format!("{}_{}", random.pick(&NAMES), random.pick(&NAMES));
        let indent = self.indent();
        match self {
            Self::Braces { function, .. } => {
                lines.push(format!("{function} {name}({}) {{", random.pick(&NAMES)));
                for _ in 0..random.between(1, 5) {
                    match random.percent(25) {
                        true => {
                            lines.push(format!("{indent}if ({}) {{", random.pick(&NAMES)));
                            lines.push(format!("{indent}{indent}{}", self.line(random)));
                            lines.push(format!("{indent}}}"));
                        }
                        false => lines.push(format!("{indent}{}", self.line(random))),
                    }
                    if random.percent(10) {
                        lines.push(String::new());
                    }
                }
                lines.push("}".to_owned());
            }
            Self::Colons => {
                lines.push(format!("def {name}({}):", random.pick(&NAMES)));
                for _ in 0..random.between(1, 5) {
                    lines.push(format!("{indent}{}", self.line(random)));
                    if random.percent(20) {
                        lines.push(format!("{indent}if {}:", random.pick(&NAMES)));
                        lines.push(format!("{indent}{indent}{}", self.line(random)));
                    }
                }
            }
            Self::Prose => {
                lines.push(format!("## {name}"));
                lines.push(String::new());
                (0..random.between(1, 4)).for_each(|_| lines.push(self.line(random)));
            }
        }
        lines.push(String::new());
        lines
    }

    /// A whole file.
    pub(super) fn file(self, random: &mut Random, blocks: usize) -> Vec<u8> {
        let end = if random.percent(12) { "\r\n" } else { "\n" };
        let lines: Vec<String> = (0..blocks).flat_map(|_| self.block(random)).collect();
        let mut text = lines.join(end);
        if random.percent(85) && !text.is_empty() {
            text.push_str(end);
        }
        text.into_bytes()
    }
}
