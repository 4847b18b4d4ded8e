//! Strict JSON of format 1 in one pass: grammar, duplicate keys, depth, numbers, surrogates, and
//! whether the payload fits its kind. It builds nothing and allocates only for members that the
//! kind doesn't name.

use std::borrow::Cow;

use crate::{
    event::{Common, Field, KindSchema, Shape},
    limits,
    wire::{Flaw, Misfit, Reason, fit, strings},
};

/// Scans `data` from `start`; gives the offset behind its closing brace and the first misfit.
pub(crate) fn data(
    text: &[u8],
    start: usize,
    schema: Option<&'static KindSchema>,
) -> Result<(usize, Option<Misfit>), Flaw> {
    let mut scanner = Scanner { text, at: start, misfit: None };
    let fields =
        schema.map_or(Fields::NONE, |schema| Fields { own: schema.fields, common: Common::FIELDS });
    match scanner.peek() {
        Some(b'{') => scanner.object(fields, 1)?,
        _ => return Err(scanner.flaw(Reason::Json)),
    }
    Ok((scanner.at, scanner.misfit))
}

/// Whether the bytes are one JSON object of the format's grammar and nothing else.
///
/// # Errors
/// The first place where they leave the grammar.
pub fn scan_object(text: &[u8]) -> Result<(), Flaw> {
    if let Err(error) = std::str::from_utf8(text) {
        return Err(Flaw { reason: Reason::NotUtf8, offset: error.valid_up_to() });
    }
    match data(text, 0, None)? {
        (end, _) if end == text.len() => Ok(()),
        (end, _) => Err(Flaw { reason: Reason::Trailing, offset: end }),
    }
}

/// The members that an object may be held against.
#[derive(Clone, Copy)]
struct Fields {
    own: &'static [Field],
    common: &'static [Field],
}

impl Fields {
    const NONE: Self = Self { own: &[], common: &[] };

    fn find(&self, key: &[u8]) -> Option<(usize, &'static Field)> {
        let both = self.own.iter().chain(self.common);
        both.enumerate().find(|(_, field)| field.name.as_bytes() == key)
    }
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    misfit: Option<Misfit>,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn flaw(&self, reason: Reason) -> Flaw {
        Flaw { reason, offset: self.at }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn misfits(&mut self, member: &'static str, missing: bool) {
        let offset = self.at;
        self.misfit.get_or_insert(Misfit { member, missing, offset });
    }

    /// An object, at its opening brace.
    fn object(&mut self, fields: Fields, depth: usize) -> Result<(), Flaw> {
        self.enter(depth)?;
        let start = self.at;
        let mut seen = 0_u64;
        let mut others: Vec<(Cow<'a, [u8]>, usize)> = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                self.skip_space();
                let place = self.at;
                let key = self.key()?;
                self.skip_space();
                if self.peek() != Some(b':') {
                    return Err(self.flaw(Reason::Json));
                }
                self.at += 1;
                self.skip_space();
                match fields.find(&key) {
                    Some((index, field)) => {
                        let bit =
                            1_u64.checked_shl(u32::try_from(index).unwrap_or(63)).unwrap_or(0);
                        if seen & bit != 0 {
                            return Err(Flaw { reason: Reason::DuplicateKey, offset: place });
                        }
                        seen |= bit;
                        self.value(Some((field.name, &field.shape)), depth + 1)?;
                    }
                    None => {
                        others.push((key, place));
                        self.value(None, depth + 1)?;
                    }
                }
                self.skip_space();
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(self.flaw(Reason::Json)),
                }
            }
        }
        if let Some(offset) = duplicate(others) {
            return Err(Flaw { reason: Reason::DuplicateKey, offset });
        }
        for (index, field) in fields.own.iter().enumerate() {
            if field.required && seen >> index & 1 == 0 {
                self.misfit.get_or_insert(Misfit {
                    member: field.name,
                    missing: true,
                    offset: start,
                });
            }
        }
        Ok(())
    }

    /// An object whose values all have one shape.
    fn map(
        &mut self,
        member: &'static str,
        shape: &'static Shape,
        depth: usize,
    ) -> Result<(), Flaw> {
        self.enter(depth)?;
        let mut keys = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.skip_space();
            let place = self.at;
            keys.push((self.key()?, place));
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.flaw(Reason::Json));
            }
            self.at += 1;
            self.skip_space();
            self.value(Some((member, shape)), depth + 1)?;
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return duplicate(keys).map_or(Ok(()), |offset| {
                        Err(Flaw { reason: Reason::DuplicateKey, offset })
                    });
                }
                _ => return Err(self.flaw(Reason::Json)),
            }
        }
    }

    fn array(
        &mut self,
        item: Option<(&'static str, &'static Shape)>,
        depth: usize,
    ) -> Result<(), Flaw> {
        self.enter(depth)?;
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.skip_space();
            self.value(item, depth + 1)?;
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(self.flaw(Reason::Json)),
            }
        }
    }

    /// Steps over the opening bracket of a container at this depth.
    fn enter(&mut self, depth: usize) -> Result<(), Flaw> {
        if depth > limits::DATA_DEPTH {
            return Err(self.flaw(Reason::TooDeep));
        }
        self.at += 1;
        Ok(())
    }

    /// A value, held against a member's shape. `depth` is that of the value if it is a container.
    fn value(
        &mut self,
        expected: Option<(&'static str, &'static Shape)>,
        depth: usize,
    ) -> Result<(), Flaw> {
        let expected = match expected {
            Some((_, Shape::Nullable(_))) if self.peek() == Some(b'n') => None,
            Some((member, Shape::Nullable(inner))) => Some((member, *inner)),
            other => other,
        };
        match self.peek() {
            Some(b'"') => {
                let start = self.at;
                let (raw, escaped) = self.string()?;
                if let Some((member, shape)) = expected
                    && !fit::string_fits(raw, escaped, shape)
                {
                    self.misfit.get_or_insert(Misfit { member, missing: false, offset: start });
                }
                Ok(())
            }
            Some(b'{') => match expected {
                Some((_, Shape::Object(own))) => self.object(Fields { own, common: &[] }, depth),
                Some((member, Shape::Map(shape))) => self.map(member, shape, depth),
                other => {
                    other.into_iter().for_each(|(member, _)| self.misfits(member, false));
                    self.object(Fields::NONE, depth)
                }
            },
            Some(b'[') => match expected {
                Some((member, Shape::List(item))) => self.array(Some((member, *item)), depth),
                other => {
                    other.into_iter().for_each(|(member, _)| self.misfits(member, false));
                    self.array(None, depth)
                }
            },
            Some(b'-' | b'0'..=b'9') => {
                let negative = self.peek() == Some(b'-');
                let fits = match expected {
                    None | Some((_, Shape::Integer)) => true,
                    Some((_, Shape::Count)) => !negative,
                    Some(_) => false,
                };
                if let Some((member, _)) = expected.filter(|_| !fits) {
                    self.misfits(member, false);
                }
                self.number()
            }
            Some(b't') => self.literal(b"true", expected),
            Some(b'f') => self.literal(b"false", expected),
            Some(b'n') => self.literal(b"null", expected),
            _ => Err(self.flaw(Reason::Json)),
        }
    }

    fn literal(
        &mut self,
        word: &[u8],
        expected: Option<(&'static str, &'static Shape)>,
    ) -> Result<(), Flaw> {
        if self.text.get(self.at..self.at + word.len()) != Some(word) {
            return Err(self.flaw(Reason::Json));
        }
        if let Some((member, shape)) = expected
            && !(matches!(shape, Shape::Bool) && word != b"null")
        {
            self.misfits(member, false);
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        let wrong = Flaw { reason: Reason::Number, offset: start };
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let first = self.peek();
        let mut value = 0_u64;
        let mut digits = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            digits += 1;
            if digits > limits::SEQ_DIGITS {
                return Err(wrong);
            }
            value = value * 10 + u64::from(digit - b'0');
            self.at += 1;
        }
        let leading_zero = first == Some(b'0') && (digits > 1 || negative);
        let fraction = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        if digits == 0 || leading_zero || fraction || value > limits::INTEGER_MAX {
            return Err(wrong);
        }
        Ok(())
    }

    /// A key, decoded where it has escapes.
    fn key(&mut self) -> Result<Cow<'a, [u8]>, Flaw> {
        if self.peek() != Some(b'"') {
            return Err(self.flaw(Reason::Json));
        }
        let (raw, escaped) = self.string()?;
        Ok(if escaped { Cow::Owned(strings::unescape(raw)) } else { Cow::Borrowed(raw) })
    }

    /// A string, at its opening quote: the bytes between the quotes, and whether it has escapes.
    fn string(&mut self) -> Result<(&'a [u8], bool), Flaw> {
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += strings::plain_run(self.text.get(self.at..).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    let raw = self.text.get(start..self.at).unwrap_or_default();
                    self.at += 1;
                    return Ok((raw, escaped));
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                _ => return Err(self.flaw(Reason::String)),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Flaw> {
        match self.text.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => match self.unit(self.at)? {
                0xd800..=0xdbff => {
                    let second = if self.text.get(self.at + 6..self.at + 8) == Some(b"\\u") {
                        self.unit(self.at + 6)?
                    } else {
                        0
                    };
                    if !(0xdc00..=0xdfff).contains(&second) {
                        return Err(self.flaw(Reason::Surrogate));
                    }
                    self.at += 12;
                }
                0xdc00..=0xdfff => return Err(self.flaw(Reason::Surrogate)),
                _ => self.at += 6,
            },
            _ => return Err(self.flaw(Reason::String)),
        }
        Ok(())
    }

    /// The UTF-16 unit of the `\uXXXX` at this offset.
    fn unit(&self, at: usize) -> Result<u32, Flaw> {
        let digits = self.text.get(at + 2..at + 6).unwrap_or_default();
        strings::hex4(digits).ok_or(Flaw { reason: Reason::String, offset: at })
    }
}

/// Offset of the later of two equal keys.
fn duplicate(mut keys: Vec<(Cow<'_, [u8]>, usize)>) -> Option<usize> {
    if keys.len() < 2 {
        return None;
    }
    keys.sort_unstable();
    keys.windows(2).find_map(|pair| match pair {
        [(a, _), (b, offset)] if a == b => Some(*offset),
        _ => None,
    })
}
