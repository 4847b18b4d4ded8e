//! Numbers that only look random: the same seed gives the same sessions for ever.

/// A generator (SplitMix64).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The generator of a seed and a name.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        // FNV-1a, so that sessions of one seed differ.
        let start = seed ^ 0xcbf2_9ce4_8422_2325;
        Self(
            name.bytes().fold(start, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            }),
        )
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below a bound; 0 below 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).unwrap_or(0)
    }

    /// A time of a person or a machine, in ms: from `least` to `most`, short ones more often.
    pub(super) fn pause(&mut self, least_ms: i64, most_ms: i64) -> i64 {
        let width = u64::try_from(most_ms - least_ms).unwrap_or(0) + 1;
        let (a, b) = (self.next() % width, self.next() % width);
        least_ms + i64::try_from(a.min(b)).unwrap_or(0)
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.next().to_be_bytes()[0])
    }

    pub(super) fn hex(&mut self, chars: usize) -> String {
        (0..chars).map(|_| char::from(b"0123456789abcdef"[self.below(16)])).collect()
    }

    pub(super) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}
