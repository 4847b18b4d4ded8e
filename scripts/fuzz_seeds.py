"""Writes the fuzz targets' first inputs to fuzz/corpus, from the conformance vectors and test data.

The inputs are named by their hash, so a second run writes nothing new.
"""

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VECTORS = ROOT / "conformance" / "vectors"
TRANSCRIPTS = ROOT / "interview-capture" / "tests" / "data"
LEGACY = ROOT / "interview-core" / "tests" / "data" / "legacy"
CORPUS = ROOT / "fuzz" / "corpus"
# As in fuzz/src/lib.rs.
SEPARATOR = b"\xff\xfe\xfd\n"
FILES = ["events.jsonl", "manifest.json", "changes.diff", "commits.json"]
# What the bundles' diffs don't hold.
DIFFS = [
    b"""diff --git a/x y b/z\nsimilarity index 90%\nrename from x y\nrename to z
index 1111..2222 100644\n--- a/x y\t\n+++ b/z\n@@ -1,2 +1,2 @@ f\n a\n-b\n\\ No newline at end of file\n+c\n""",
    b"""diff --git "a/\\303\\251\\t" "b/\\303\\251\\t"\nold mode 100644\nnew mode 100755
diff --git a/b b/b\nnew file mode 100644\nindex 0000000..1111111\nBinary files /dev/null and b/b differ\n""",
    b"""From 0123456789 Mon\n---\n\ndiff --git a/b b/b\ndeleted file mode 100644\nindex 1111..0000
GIT binary patch\nliteral 0\nHcmV?d00001\n\ndelta 3\nKcmZQz\n\n-- \n2.47.3\n""",
    b"""diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n@@ -9 +9,0 @@\n-b\n@@ -20 +20 @@\n-c\r\n+d\n""",
]
# A longer input only slows the fuzzer down.
LONGEST = 16_384


def seed(target: str, data: bytes) -> None:
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    if len(data) <= LONGEST:
        (folder / hashlib.sha256(data).hexdigest()[:32]).write_bytes(data)


def members(value: object):
    """All strings in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value if isinstance(value, list) else value.values():
            yield from members(item)


def told(events: bytes) -> bytes:
    """A log's events, a line each, as the target `evidence` reads them: kind, origin, payload."""
    lines = []
    for line in events.splitlines():
        try:
            event = json.loads(line)
            lines.append(f"{event['kind']} {event['origin']} {json.dumps(event['data'])}")
        except (ValueError, RecursionError, KeyError, TypeError):
            continue
    return "\n".join(lines).encode()


def seed_bundle(folder: Path, options: object) -> None:
    """One input for the target `bundle`, and the folder's lines and notes for the others."""
    files = [(folder / name).read_bytes() if (folder / name).exists() else b"" for name in FILES]
    text = json.dumps(options).encode() if options else b"{}"
    legacy = b'"prev_hash"' in files[0]
    seed("bundle", (b"l" if legacy else b"1") + SEPARATOR.join([text, *files]))
    seed("bundle", b"a" + SEPARATOR.join([text, *files]))
    seed("manifest", files[1])
    seed("diff", files[2])
    seed("evidence", b"r" + SEPARATOR.join([told(files[0]), *files[2:]]))
    for line in files[0].splitlines():
        seed("legacy_line" if legacy else "wire_line", line)
    for line in [*files[0].splitlines(), files[1]]:
        try:
            strings = list(members(json.loads(line)))
        except (ValueError, RecursionError):
            continue
        for string in strings:
            if "\n\n— " in string:
                seed("ticket" if string.startswith("interview-ticket/") else "note", string.encode())


def seed_file(path: Path) -> None:
    """An input for each target that takes such bytes alone."""
    data = path.read_bytes()
    if data.startswith(b"c2sp.org/tlog-proof@"):
        seed("proof", data)
    elif b"\n\n\xe2\x80\x94 " in data and not data.startswith(b"{"):
        seed("note", data)
        seed("ticket", data)
    elif data[:4] == b"\x28\xb5\x2f\xfd" or data[257:262] == b"ustar":
        seed("archive", data)


def main() -> None:
    for path in sorted(VECTORS.rglob("*")):
        if path.name == "vector.json":
            options = json.loads(path.read_text(encoding="utf-8")).get("options")
            seed_bundle(path.parent, options)
        elif path.is_file():
            seed_file(path)
    for diff in DIFFS:
        seed("diff", diff)
    for path in sorted(LEGACY.rglob("*.jsonl")):
        seed_bundle(path.parent, None)
    for path in sorted(TRANSCRIPTS.glob("*.jsonl")):
        seed("transcript", path.read_bytes())
        for line in path.read_bytes().splitlines():
            seed("transcript", line)
    for folder in sorted(CORPUS.iterdir()):
        print(f"{folder.name}: {sum(1 for _ in folder.iterdir())} inputs")


if __name__ == "__main__":
    main()
