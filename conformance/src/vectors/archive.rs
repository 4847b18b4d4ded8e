//! Archives written by hand, so that each field of a header can be wrong alone.

use super::session::Session;

/// A ustar entry, each field of which can be wrong.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    pub(super) data: Vec<u8>,
    pub(super) size: Vec<u8>,
    pub(super) kind: u8,
    pub(super) link: Vec<u8>,
    pub(super) magic: Vec<u8>,
    pub(super) prefix: Vec<u8>,
    pub(super) mode: Vec<u8>,
    pub(super) owner: Vec<u8>,
    pub(super) padding: u8,
    pub(super) checksum: Option<Vec<u8>>,
}

impl Entry {
    pub(super) fn new(name: &str, data: &[u8]) -> Self {
        Self {
            name: name.into(),
            data: data.to_vec(),
            size: format!("{:011o}\0", data.len()).into_bytes(),
            kind: b'0',
            link: Vec::new(),
            magic: b"ustar\x0000".to_vec(),
            prefix: Vec::new(),
            mode: b"0000644\0".to_vec(),
            owner: Vec::new(),
            padding: 0,
            checksum: None,
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut block = vec![0; 512];
        let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &self.name);
        put(100, &self.mode);
        put(108, b"0000000\0");
        put(116, b"0000000\0");
        put(124, &self.size);
        put(136, b"00000000000\0");
        put(148, b"        ");
        put(156, &[self.kind]);
        put(157, &self.link);
        put(257, &self.magic);
        put(265, &self.owner);
        put(329, b"0000000\0");
        put(337, b"0000000\0");
        put(345, &self.prefix);
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        let checksum =
            self.checksum.clone().unwrap_or_else(|| format!("{sum:06o}\0 ").into_bytes());
        block[148..148 + checksum.len()].copy_from_slice(&checksum);
        block.extend_from_slice(&self.data);
        let filled = block.len().next_multiple_of(512);
        block.resize(filled, self.padding);
        block
    }
}

pub(super) const END: [u8; 1_024] = [0; 1_024];

/// The four entries of a session.
pub(super) fn of(session: &Session) -> Vec<Entry> {
    let files = [
        ("events.jsonl", Some(session.events())),
        ("changes.diff", session.diff.clone()),
        ("commits.json", session.commits.clone()),
        ("manifest.json", session.manifest.clone()),
    ];
    files.iter().filter_map(|(name, data)| Some(Entry::new(name, data.as_ref()?))).collect()
}

pub(super) fn tar(entries: &[Entry]) -> Vec<u8> {
    let mut bytes: Vec<u8> = entries.iter().flat_map(Entry::bytes).collect();
    bytes.extend_from_slice(&END);
    bytes
}

/// A zstd frame of uncompressed blocks (RFC 8878), with a window of this descriptor.
pub(super) fn zstd(content: &[u8], window: u8) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, window];
    let chunks: Vec<_> = content.chunks(65_536).collect();
    for (place, chunk) in chunks.iter().enumerate() {
        let last = u32::from(place + 1 == chunks.len());
        let header = (u32::try_from(chunk.len()).unwrap() << 3 | last).to_le_bytes();
        frame.extend_from_slice(&header[..3]);
        frame.extend_from_slice(chunk);
    }
    frame
}

/// Window of 2^(10 + exponent) bytes.
pub(super) fn window(exponent: u8) -> u8 {
    exponent << 3
}
