//! One header block of POSIX ustar (IEEE 1003.1, pax, "ustar Interchange Format"), both ways.
//!
//! Read strictly: every field has one spelling, but for those that say nothing about a bundle
//! (mode, owner, time), which must only be numbers and names.

use super::{BLOCK, Member};

/// What an entry says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) member: Member,
    pub(super) size: u64,
}

/// Start and end of each field.
const NAME: (usize, usize) = (0, 100);
const NUMBERS: [(usize, usize); 4] = [(100, 108), (108, 116), (116, 124), (136, 148)];
const SIZE: (usize, usize) = (124, 136);
const CHECKSUM: (usize, usize) = (148, 156);
const TYPE: (usize, usize) = (156, 157);
const LINK_NAME: (usize, usize) = (157, 257);
const MAGIC: (usize, usize) = (257, 265);
const OWNERS: [(usize, usize); 2] = [(265, 297), (297, 329)];
const DEVICES: [(usize, usize); 2] = [(329, 337), (337, 345)];
const PREFIX: (usize, usize) = (345, 512);

impl Header {
    /// Reads a block.
    pub(super) fn parse(block: &[u8; BLOCK]) -> Result<Self, &'static str> {
        let field = |(start, end): (usize, usize)| block.get(start..end).unwrap_or_default();
        if field(MAGIC) != b"ustar\x0000" {
            return Err("magic");
        }
        if field(CHECKSUM) != format!("{:06o}\0 ", checksum(block)).as_bytes() {
            return Err("checksum");
        }
        if field(TYPE) != b"0" {
            return Err("entry_type");
        }
        if field(LINK_NAME).iter().chain(field(PREFIX)).any(|byte| *byte != 0) {
            return Err("prefix_or_link");
        }
        if !NUMBERS.into_iter().all(|place| is_number(field(place)))
            || !DEVICES.into_iter().all(|place| is_zero(field(place)))
        {
            return Err("number");
        }
        if !OWNERS.into_iter().all(|place| named(field(place)).is_some()) {
            return Err("owner");
        }
        let name = named(field(NAME)).ok_or("name")?;
        let member = Member::ALL.into_iter().find(|member| member.name().as_bytes() == name);
        let member = member.ok_or("name")?;
        let size = size(field(SIZE)).ok_or("number")?;
        if size > member.most() {
            return Err("size");
        }
        Ok(Self { member, size })
    }

    /// The canonical block.
    pub(super) fn block(&self) -> [u8; BLOCK] {
        let mut block = [0; BLOCK];
        let mut set = |start: usize, text: &[u8]| {
            for (to, from) in block.iter_mut().skip(start).zip(text) {
                *to = *from;
            }
        };
        set(NAME.0, self.member.name().as_bytes());
        for ((start, _), text) in
            NUMBERS.into_iter().zip(["0000644", "0000000", "0000000", "00000000000"])
        {
            set(start, text.as_bytes());
        }
        set(SIZE.0, format!("{:011o}", self.size).as_bytes());
        set(TYPE.0, b"0");
        set(MAGIC.0, b"ustar\x0000");
        for (start, _) in DEVICES {
            set(start, b"0000000");
        }
        let sum = checksum(&block);
        for (to, from) in block.iter_mut().skip(CHECKSUM.0).zip(format!("{sum:06o}\0 ").as_bytes())
        {
            *to = *from;
        }
        block
    }
}

/// Sum of the bytes, those of the checksum's own field taken as spaces.
fn checksum(block: &[u8; BLOCK]) -> u32 {
    let own = CHECKSUM.0..CHECKSUM.1;
    let value =
        |(place, byte): (usize, &u8)| if own.contains(&place) { 32 } else { (*byte).into() };
    block.iter().enumerate().map(value).sum::<u32>()
}

/// A name and the NULs behind it; `None` where something else follows the first NUL.
fn named(field: &[u8]) -> Option<&[u8]> {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    let (name, rest) = field.split_at_checked(end)?;
    rest.iter().all(|byte| *byte == 0).then_some(name)
}

/// Octal digits that fill the field up to the one NUL or space that ends it.
fn digits(field: &[u8]) -> Option<&[u8]> {
    let (last, digits) = field.split_last()?;
    let fits = matches!(last, 0 | b' ') && digits.iter().all(|byte| matches!(byte, b'0'..=b'7'));
    fits.then_some(digits)
}

/// Octal digits, then spaces and NULs up to the end of the field, as the various writers put them.
fn is_number(field: &[u8]) -> bool {
    let end = field.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(field.len());
    let (digits, rest) = field.split_at_checked(end).unwrap_or_default();
    !digits.is_empty()
        && !rest.is_empty()
        && digits.iter().all(|byte| *byte < b'8')
        && rest.iter().all(|byte| matches!(byte, 0 | b' '))
}

/// Device numbers say nothing of a regular file: all NUL, or the number 0.
fn is_zero(field: &[u8]) -> bool {
    field.iter().all(|byte| *byte == 0)
        || is_number(field) && field.iter().all(|byte| matches!(byte, 0 | b' ' | b'0'))
}

fn size(field: &[u8]) -> Option<u64> {
    let digits = digits(field)?;
    Some(digits.iter().fold(0, |value, digit| value * 8 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for member in Member::ALL {
            for size in [0, 1, 511, 512, member.most()] {
                let header = Header { member, size };
                assert_eq!(Header::parse(&header.block()), Ok(header));
            }
            let beyond = Header { member, size: member.most() + 1 };
            assert_eq!(Header::parse(&beyond.block()), Err("size"));
        }
    }

    #[test]
    fn no_byte_can_change_unseen() {
        let block = Header { member: Member::Diff, size: 7 }.block();
        for place in 0..BLOCK {
            for change in [1, 0x20, 0x80] {
                let mut changed = block;
                changed[place] ^= change;
                assert!(Header::parse(&changed).is_err(), "byte {place}");
            }
        }
    }
}
