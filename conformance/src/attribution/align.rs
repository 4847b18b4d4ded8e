//! Which lines of one state stand in the next, by plain dynamic programming over all pairs: slow,
//! short, and nothing like the diff of the library. It also tells every line that could as well be
//! another one, because the bytes don't say which of two equal lines is the new one.

/// A line as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// Its bytes, end included.
    pub(super) bytes: Vec<u8>,
    stripped: Vec<u8>,
}

impl Text {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let space = |byte: &&u8| !matches!(**byte, 0x09..=0x0d | 0x20);
        Self { bytes: bytes.to_vec(), stripped: bytes.iter().filter(space).copied().collect() }
    }

    /// Whether it has no letter, digit or byte from 0x80 on.
    pub(super) fn is_trivial(&self) -> bool {
        !self.stripped.iter().any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
    }

    /// Whether both differ in their line ends only.
    pub(super) fn differs_in_end(&self, other: &Self) -> bool {
        fn body(line: &[u8]) -> &[u8] {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            line.strip_suffix(b"\r").unwrap_or(line)
        }
        body(&self.bytes) == body(&other.bytes)
    }

    /// Whether both differ in white space at most.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.stripped == other.stripped
    }
}

/// What a difference keeps as much of as it can. The bytes tell no more than one of them does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keep {
    /// Lines that say something before lone braces and blank ones, equal ones before re-indented ones.
    Meaning,
    /// Lines, re-indented ones too.
    Lines,
    /// Lines that are equal in every byte, as git does, and between those re-indented ones.
    Bytes,
}

impl Keep {
    /// What it is worth that two lines are one; `None` where they can't be.
    fn worth(self, one: &Text, other: &Text) -> Option<u32> {
        let is_equal = one.bytes == other.bytes;
        let worth = match self {
            Self::Meaning => u32::from(is_equal) + if one.is_trivial() { 3 } else { 8 },
            Self::Lines => 1,
            Self::Bytes if is_equal => 4096,
            Self::Bytes => 1,
        };
        one.is_like(other).then_some(worth)
    }
}

/// Where a line of the state after comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// The line before that it is; `None`: it is new.
    pub(super) is: Option<usize>,
    /// Every line before that it could be with as much kept.
    pub(super) may_be: Vec<usize>,
    /// Whether it could be new with as much kept.
    pub(super) may_be_new: bool,
}

/// The origins of the lines after, with as much kept as can be.
pub(super) fn align(before: &[&Text], after: &[Text], keep: Keep) -> Vec<Origin> {
    let (rows, columns) = (before.len() + 1, after.len() + 1);
    let place = |i: usize, j: usize| i * columns + j;
    let mut worth = vec![None; rows * columns];
    let (mut head, mut tail) = (vec![0; rows * columns], vec![0; rows * columns]);
    for i in 0..rows {
        for j in 0..columns {
            let mut best = 0;
            if i > 0 {
                best = head[place(i - 1, j)];
            }
            if j > 0 {
                best = best.max(head[place(i, j - 1)]);
            }
            if i > 0 && j > 0 {
                let both = keep.worth(before[i - 1], &after[j - 1]);
                worth[place(i - 1, j - 1)] = both;
                best = best.max(both.map_or(0, |worth| worth + head[place(i - 1, j - 1)]));
            }
            head[place(i, j)] = best;
        }
    }
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let mut best = 0;
            if i + 1 < rows {
                best = tail[place(i + 1, j)];
            }
            if j + 1 < columns {
                best = best.max(tail[place(i, j + 1)]);
            }
            if let Some(worth) = worth[place(i, j)] {
                best = best.max(worth + tail[place(i + 1, j + 1)]);
            }
            tail[place(i, j)] = best;
        }
    }
    let most = tail[0];
    let mut origins = vec![Origin::default(); after.len()];
    for (j, origin) in origins.iter_mut().enumerate() {
        origin.may_be = (0..before.len())
            .filter(|&i| {
                worth[place(i, j)].is_some_and(|worth| {
                    head[place(i, j)] + worth + tail[place(i + 1, j + 1)] == most
                })
            })
            .collect();
        origin.may_be_new = (0..rows).any(|i| head[place(i, j)] + tail[place(i, j + 1)] == most);
    }
    let (mut i, mut j) = (0, 0);
    while i < before.len() && j < after.len() {
        match worth[place(i, j)] {
            Some(worth) if worth + tail[place(i + 1, j + 1)] == tail[place(i, j)] => {
                origins[j].is = Some(i);
                (i, j) = (i + 1, j + 1);
            }
            _ if tail[place(i + 1, j)] == tail[place(i, j)] => i += 1,
            _ => j += 1,
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Text> {
        text.split_inclusive(' ').map(|word| Text::new(word.as_bytes())).collect()
    }

    fn check(before: &str, after: &str, expected: &[Option<usize>], unsure: &[usize]) {
        let (before, after) = (texts(before), texts(after));
        let origins = align(&before.iter().collect::<Vec<_>>(), &after, Keep::Meaning);
        let is: Vec<_> = origins.iter().map(|origin| origin.is).collect();
        assert_eq!(is, expected);
        let several = |origin: &Origin| origin.may_be.len() + usize::from(origin.may_be_new) > 1;
        let found: Vec<_> = (0..after.len()).filter(|&j| several(&origins[j])).collect();
        assert_eq!(found, unsure);
    }

    #[test]
    fn as_much_is_kept_as_can_be() {
        check("", "", &[], &[]);
        check("a b c ", "a b c ", &[Some(0), Some(1), Some(2)], &[]);
        check("a b c ", "a x c ", &[Some(0), None, Some(2)], &[]);
        check("a b ", "b a ", &[Some(1), None], &[0, 1]);
        check("a ", "a a ", &[Some(0), None], &[0, 1]);
        check("{ a ", "a { ", &[Some(1), None], &[]);
    }
}
