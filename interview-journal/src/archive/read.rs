//! Unpacks an archive as it streams by: the log goes on in chunks, the small files are kept.

use std::io::{self, BufRead, BufReader, Read};

use interview_core::limits;

use super::{BLOCK, Member, header::Header};
use crate::input::Files;

/// Why an archive was not unpacked.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It isn't in the form of a bundle; the reason is a short code.
    Form(&'static str),
    /// Its bytes could not be read.
    Io(io::Error),
    /// Whoever takes the log doesn't go on.
    Sink(interview_core::Error),
}

/// Takes the chunks of a log.
pub(crate) type Sink<'a> = dyn FnMut(&[u8]) -> Result<(), interview_core::Error> + 'a;

const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// A zstd stream may begin with frames that are skipped; the last nibble of these bytes varies.
const ZSTD_SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];
/// Bytes that are handed on at once.
const CHUNK: usize = 1 << 20;

/// Whether the first bytes (a block, or all there are) are those of an archive, which no log of
/// either format can begin with.
pub(crate) fn is_archive(first: &[u8]) -> bool {
    let has_magic = first.get(257..262) == Some(b"ustar")
        && first.get(..257).is_some_and(|name| name.contains(&0));
    is_zstd(first) || has_magic || first.starts_with(b"events.jsonl\0")
}

fn is_zstd(first: &[u8]) -> bool {
    let is_skippable = first.get(1..4) == Some(&ZSTD_SKIPPABLE)
        && first.first().is_some_and(|byte| byte & 0xf0 == 0x50);
    first.starts_with(&ZSTD) || is_skippable
}

/// Unpacks an archive; `first` are the bytes that were read of it already.
pub(crate) fn unpack(first: &[u8], rest: impl Read, sink: &mut Sink<'_>) -> Result<Files, Refusal> {
    let mut failed = None;
    let input = Watched { input: first.chain(rest), failed: &mut failed };
    let outcome = if is_zstd(first) { unzstd(input, sink) } else { Entries { input }.all(sink) };
    match (outcome, failed) {
        (Err(Refusal::Form(_)), Some(kind)) => Err(Refusal::Io(kind.into())),
        (outcome, _) => outcome,
    }
}

/// Notes a failure of the input itself, which a decoder's own errors would hide.
struct Watched<'a, R> {
    input: R,
    failed: &'a mut Option<io::ErrorKind>,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.input.read(buffer).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                *self.failed = Some(error.kind());
            }
        })
    }
}

fn unzstd(input: impl Read, sink: &mut Sink<'_>) -> Result<Files, Refusal> {
    let input = BufReader::with_capacity(1 << 17, input);
    let mut decoder = zstd::stream::read::Decoder::with_buffer(input)
        .map_err(|_| Refusal::Form("zstd"))?
        .single_frame();
    decoder.window_log_max(limits::ZSTD_WINDOW_LOG).map_err(|_| Refusal::Form("zstd"))?;
    let files = Entries { input: &mut decoder }.all(sink)?;
    match decoder.finish().fill_buf() {
        Ok([]) => Ok(files),
        Ok(_) | Err(_) => Err(Refusal::Form("trailing")),
    }
}

/// The entries of a ustar stream.
struct Entries<R> {
    input: R,
}

impl<R: Read> Entries<R> {
    fn all(mut self, sink: &mut Sink<'_>) -> Result<Files, Refusal> {
        let mut files = Files::default();
        let mut last = None;
        loop {
            let block = self.block()?;
            if block == [0; BLOCK] {
                break;
            }
            let header = Header::parse(&block).map_err(Refusal::Form)?;
            if last.is_some_and(|last| header.member <= last) {
                return Err(Refusal::Form("order"));
            }
            match header.member {
                Member::Events => self.data(header.size, sink)?,
                _ if last.is_none() => return Err(Refusal::Form("order")),
                member => *files.slot(member) = Some(self.kept(header.size)?),
            }
            last = Some(header.member);
        }
        if last.is_none() {
            return Err(Refusal::Form("empty"));
        }
        if self.block()? != [0; BLOCK] {
            return Err(Refusal::Form("end"));
        }
        match self.fill(&mut [0])? {
            0 => Ok(files),
            _ => Err(Refusal::Form("trailing")),
        }
    }

    /// The bytes of an entry. Memory grows with what is there, not with what the header says.
    fn kept(&mut self, size: u64) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        self.data(size, &mut |chunk| {
            bytes.extend_from_slice(chunk);
            Ok(())
        })?;
        Ok(bytes)
    }

    fn data(&mut self, size: u64, sink: &mut Sink<'_>) -> Result<(), Refusal> {
        let mut chunk = vec![0; CHUNK.min(usize::try_from(size).unwrap_or(CHUNK))];
        let mut left = size;
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
            let want = chunk.get_mut(..most).unwrap_or_default();
            if self.fill(want)? < most {
                return Err(Refusal::Form("truncated"));
            }
            sink(want).map_err(Refusal::Sink)?;
            left -= most as u64;
        }
        let mut padding = [0; BLOCK];
        let odd = usize::try_from(size % BLOCK as u64).unwrap_or_default();
        let padding = padding.get_mut(..(BLOCK - odd) % BLOCK).unwrap_or_default();
        if self.fill(padding)? < padding.len() {
            return Err(Refusal::Form("truncated"));
        }
        if padding.iter().any(|byte| *byte != 0) {
            return Err(Refusal::Form("padding"));
        }
        Ok(())
    }

    fn block(&mut self) -> Result<[u8; BLOCK], Refusal> {
        let mut block = [0; BLOCK];
        if self.fill(&mut block)? < BLOCK {
            return Err(Refusal::Form("truncated"));
        }
        Ok(block)
    }

    /// Reads until the buffer is full or the input ends. A failure here is the decoder's; one of
    /// the input itself is seen by [`Watched`].
    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, Refusal> {
        crate::input::fill(&mut self.input, buffer).map_err(|_| Refusal::Form("zstd"))
    }
}
