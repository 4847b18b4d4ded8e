//! Bundles as archives: the honest forms, and every trick by which an
//! archive can show one reader another bundle than the next, or more bytes than it has.

use super::{
    archive::{END, Entry, of, tar, window, zstd},
    case::{At, Case},
    session::{Session, standard},
};

pub(super) fn cases() -> Vec<Case> {
    [honest(), entries(), headers(), ends(), frames()].concat()
}

fn archived(name: &str, about: &str, session: &Session, archive: &[u8]) -> Case {
    let name = format!("archive-{name}");
    let file = if archive.starts_with(&[0x28, 0xb5]) { "bundle.tar.zst" } else { "bundle.tar" };
    Case::new("journal", &name, about)
        .file("archive", file, archive)
        .options(session.options.clone())
}

fn refused(name: &str, about: &str, archive: &[u8]) -> Case {
    archived(name, about, &standard("archive"), archive).unreadable("bad_archive", At::Bundle)
}

fn honest() -> Vec<Case> {
    let session = standard("archive");
    let intact = |name: &str, about: &str, session: &Session, archive: &[u8]| {
        archived(name, about, session, archive).intact(session.assured())
    };
    let entries = of(&session);
    let mut log_only = session.clone();
    (log_only.manifest, log_only.diff, log_only.commits) = (None, None, None);
    let mut owned = entries.clone();
    for entry in &mut owned {
        entry.mode = b"000755 \0".to_vec();
        entry.owner = b"candidate".to_vec();
    }
    let mut changed = standard("archive-changed");
    changed.change(6, "git status", "git statuz");
    vec![
        intact("tar", "A bundle as ustar.", &session, &tar(&entries)),
        intact(
            "zstd",
            "A bundle as ustar in a zstd frame.",
            &session,
            &zstd(&tar(&entries), window(11)),
        ),
        intact(
            "zstd-window-8-mib",
            "The window of the zstd frame is 8 MiB, the largest that is allowed.",
            &session,
            &zstd(&tar(&entries), window(13)),
        ),
        intact(
            "owner-and-mode",
            "Owner and mode of the entries say nothing.",
            &session,
            &tar(&owned),
        ),
        archived(
            "log-only",
            "An archive with nothing but the log.",
            &log_only,
            &tar(&of(&log_only)),
        )
        .incomplete("manifest_missing", At::File("manifest.json"), session.assured_to(15)),
        archived(
            "of-changed-log",
            "A line of the log in the archive was changed.",
            &changed,
            &tar(&of(&changed)),
        )
        .altered("broken_link", At::Line(7), changed.assured_to(6)),
        Case::new("journal", "archive-gzip", "A gzip file is no archive of a bundle, and no log.")
            .file(
                "archive",
                "bundle.tar.gz",
                &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            )
            .options(session.options.clone())
            .unreadable("not_a_log", super::case::EVENTS),
    ]
}

/// Which entries there are.
fn entries() -> Vec<Case> {
    let entries = of(&standard("archive"));
    let named = |name: &str, about: &str, path: &str| {
        let mut entries = entries.clone();
        entries[0].name = path.into();
        refused(&format!("name-{name}"), about, &tar(&entries))
    };
    let kind = |name: &str, about: &str, kind: u8, link: &str| {
        let mut entries = entries.clone();
        entries[1].kind = kind;
        entries[1].link = link.into();
        refused(&format!("entry-{name}"), about, &tar(&entries))
    };
    let before = |name: &str, about: &str, kind: u8, data: &[u8]| {
        let mut entry = Entry::new("././@LongLink", data);
        entry.kind = kind;
        refused(&format!("entry-{name}"), about, &tar(&[vec![entry], entries.clone()].concat()))
    };
    let swapped = |a: usize, b: usize| {
        let mut entries = entries.clone();
        entries.swap(a, b);
        tar(&entries)
    };
    vec![
        named("dot", "A name begins with `./`.", "./events.jsonl"),
        named("absolute", "A name is absolute.", "/events.jsonl"),
        named("parent", "A name leaves the folder.", "../events.jsonl"),
        named("folder", "A name has a folder.", "bundle/events.jsonl"),
        named("upper-case", "A name is in upper case.", "EVENTS.JSONL"),
        named("behind-nul", "Something stands behind the NUL that ends a name.", "events.jsonl\0x"),
        named("empty", "A name is empty.", ""),
        refused(
            "name-other",
            "A file too many.",
            &tar(&[entries.clone(), vec![Entry::new("notes.txt", b"x")]].concat()),
        ),
        refused(
            "name-key",
            "The session's key was packed.",
            &tar(&[entries.clone(), vec![Entry::new("session.state", b"x")]].concat()),
        ),
        refused(
            "twice",
            "The log stands twice, the second with other lines.",
            &tar(&[entries.clone(), vec![Entry::new("events.jsonl", b"x\n")]].concat()),
        ),
        refused(
            "manifest-twice",
            "The manifest stands twice.",
            &tar(&[entries.clone(), vec![entries[3].clone()]].concat()),
        ),
        refused("order", "Diff and commits changed places.", &swapped(1, 2)),
        refused("manifest-first", "The manifest stands first.", &swapped(0, 3)),
        refused("without-log", "There is no log.", &tar(&entries[1..])),
        refused(
            "without-entries",
            "There is no entry.",
            &[b"events.jsonl\0".as_slice(), &[0; 1_011]].concat(),
        ),
        kind("hard-link", "An entry is a hard link.", b'1', "events.jsonl"),
        kind("symbolic-link", "An entry is a symbolic link.", b'2', "/etc/passwd"),
        kind("character-device", "An entry is a character device.", b'3', ""),
        kind("block-device", "An entry is a block device.", b'4', ""),
        kind("folder", "An entry is a folder.", b'5', ""),
        kind("fifo", "An entry is a pipe.", b'6', ""),
        kind("contiguous", "An entry is a contiguous file.", b'7', ""),
        kind("old-regular", "An entry has the type of old archives.", 0, ""),
        kind("gnu-sparse", "An entry is a sparse file of GNU.", b'S', ""),
        kind("link-name", "A regular file has a link name.", b'0', "events.jsonl"),
        before(
            "pax",
            "A PAX header gives the next entry another name.",
            b'x',
            b"30 path=some/other/events.json\n",
        ),
        before("pax-global", "A global PAX header stands first.", b'g', b"19 comment=anything\n"),
        before(
            "gnu-long-name",
            "A GNU entry gives the next one a long name.",
            b'L',
            b"events.jsonl\0",
        ),
        before(
            "gnu-long-link",
            "A GNU entry gives the next one a long link.",
            b'K',
            b"events.jsonl\0",
        ),
        before("gnu-volume", "A GNU volume header stands first.", b'V', b""),
    ]
}

fn headers() -> Vec<Case> {
    let entries = of(&standard("archive"));
    let changed = |name: &str, about: &str, place: usize, change: &dyn Fn(&mut Entry)| {
        let mut entries = entries.clone();
        change(&mut entries[place]);
        refused(&format!("header-{name}"), about, &tar(&entries))
    };
    vec![
        changed("gnu-magic", "The magic is GNU's.", 1, &|entry| {
            entry.magic = b"ustar  \0".to_vec()
        }),
        changed("no-magic", "There is no magic.", 1, &|entry| entry.magic = vec![0; 8]),
        changed("version", "The version is another.", 1, &|entry| {
            entry.magic = b"ustar\x0001".to_vec()
        }),
        changed("prefix", "The prefix field has a folder.", 0, &|entry| {
            entry.prefix = b"bundle".to_vec()
        }),
        changed("checksum", "The checksum is wrong.", 1, &|entry| {
            entry.checksum = Some(b"000000\0 ".to_vec())
        }),
        changed("checksum-spaces", "The checksum is spelled with spaces.", 1, &|entry| {
            let bytes = entry.bytes();
            let digits =
                std::str::from_utf8(&bytes[148..154]).unwrap().trim_start_matches('0').to_owned();
            entry.checksum = Some(format!("{digits:>6}\0 ").into_bytes());
        }),
        changed("size-base-256", "The size is binary, as GNU writes large ones.", 1, &|entry| {
            let size = entry.data.len() as u64;
            entry.size = [[0x80, 0, 0, 0].as_slice(), &size.to_be_bytes()].concat();
        }),
        changed("size-negative", "The size has a sign.", 1, &|entry| entry.size[0] = b'-'),
        changed("size-space", "The size begins with a space.", 1, &|entry| entry.size[0] = b' '),
        changed("size-decimal", "The size has a digit 8.", 1, &|entry| entry.size[10] = b'8'),
        changed("size-empty", "The size is empty.", 1, &|entry| entry.size = vec![0; 12]),
        changed("size-too-large", "The size is more than is there.", 3, &|entry| {
            entry.size = b"00000100000\0".to_vec()
        }),
        changed("size-8-gib", "The size is 8 GiB less one byte.", 0, &|entry| {
            entry.size = b"77777777777\0".to_vec()
        }),
        changed("size-over-limit", "The manifest is to have 65,537 bytes.", 3, &|entry| {
            entry.size = b"00000200001\0".to_vec()
        }),
        changed(
            "size-smaller",
            "The size is less than is there, and the next header is elsewhere.",
            0,
            &|entry| entry.size = b"00000000010\0".to_vec(),
        ),
        changed("mode-letters", "The mode isn't a number.", 1, &|entry| {
            entry.mode = b"rw-r--r-".to_vec()
        }),
        changed(
            "owner-hides",
            "Something stands behind the NUL of an owner's name.",
            1,
            &|entry| entry.owner = b"a\0b".to_vec(),
        ),
        changed("padding", "Bytes hide behind the end of a file.", 1, &|entry| {
            entry.padding = b'x'
        }),
    ]
}

fn ends() -> Vec<Case> {
    let entries = of(&standard("archive"));
    let whole = tar(&entries);
    let without_end = &whole[..whole.len() - END.len()];
    let cut = |from_end: usize| &whole[..whole.len() - from_end];
    vec![
        refused("end-missing", "No block of zeros ends the archive.", without_end),
        refused("end-one-block", "One block of zeros ends the archive.", cut(512)),
        refused("end-cut", "The last block is cut.", cut(1)),
        refused(
            "end-and-more",
            "An entry follows the end.",
            &[whole.as_slice(), &tar(&[Entry::new("events.jsonl", b"x\n")])].concat(),
        ),
        refused(
            "end-and-zeros",
            "More blocks of zeros follow the end.",
            &[whole.as_slice(), &[0; 8_192]].concat(),
        ),
        refused("end-and-byte", "A byte follows the end.", &[whole.as_slice(), b"\n"].concat()),
        refused("end-between", "A block of zeros stands between two entries.", &{
            let mut bytes: Vec<u8> = entries[0].bytes();
            bytes.extend([0; 512]);
            bytes.extend(tar(&entries[1..]));
            bytes
        }),
        refused("data-cut", "The log is cut.", &whole[..2_000]),
        refused("header-cut", "The first header is cut.", &whole[..300]),
    ]
}

fn frames() -> Vec<Case> {
    let whole = tar(&of(&standard("archive")));
    let frame = zstd(&whole, window(11));
    let half = whole.len() / 2;
    let skippable = [0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4];
    let mut dictionary = frame.clone();
    dictionary[4] = 0x01;
    dictionary.insert(6, 7);
    let mut corrupt = frame.clone();
    corrupt[6] |= 0x06;
    // 64 blocks of 128 KiB of one letter each, four bytes apiece.
    let mut bomb = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, window(11)];
    let header =
        Entry { size: b"37777777777\0".to_vec(), ..Entry::new("events.jsonl", b"") }.bytes();
    bomb.extend_from_slice(&(512_u32 << 3).to_le_bytes()[..3]);
    bomb.extend_from_slice(&header);
    bomb.extend(
        ((131_072_u32 << 3 | 1 << 1).to_le_bytes()[..3].iter().chain(b"a"))
            .copied()
            .cycle()
            .take(4 * 64),
    );
    vec![
        refused(
            "zstd-two-frames",
            "The archive is cut into two frames.",
            &[zstd(&whole[..half], window(11)), zstd(&whole[half..], window(11))].concat(),
        ),
        refused(
            "zstd-second-frame",
            "A second frame follows, with another bundle.",
            &[frame.clone(), frame.clone()].concat(),
        ),
        refused(
            "zstd-skippable-first",
            "A frame that is skipped stands first.",
            &[skippable.as_slice(), &frame].concat(),
        ),
        refused(
            "zstd-skippable-behind",
            "A frame that is skipped follows.",
            &[frame.as_slice(), &skippable].concat(),
        ),
        refused("zstd-and-byte", "A byte follows the frame.", &[frame.as_slice(), b"\n"].concat()),
        refused(
            "zstd-window-16-mib",
            "The frame asks for a window of 16 MiB.",
            &zstd(&whole, window(14)),
        ),
        refused("zstd-window-2-tib", "The frame asks for a window of 2 TiB.", &zstd(&whole, 0xff)),
        refused("zstd-cut", "The frame is cut.", &frame[..frame.len() - 100]),
        refused("zstd-corrupt", "A block has a type that there isn't.", &corrupt),
        refused("zstd-dictionary", "The frame asks for a dictionary.", &dictionary),
        refused("zstd-no-tar", "No ustar is in the frame.", &zstd(b"{\"prev\":\"", window(11))),
        refused("zstd-of-zstd", "A frame is in the frame.", &zstd(&frame, window(11))),
        refused("zstd-empty", "Only the magic of zstd is there.", &frame[..4]),
        refused(
            "zstd-growing",
            "8 MiB of letters in three hundred bytes, cut before they end.",
            &bomb,
        ),
    ]
}
