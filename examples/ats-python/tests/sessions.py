"""Real sessions, recorded through the library, as the archives that candidates send."""

from __future__ import annotations

import io
import os
import tarfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from interview_core import Journal, testing
from interview_core.options import StartOptions

VECTORS = Path(__file__).resolve().parents[3] / "conformance" / "vectors"
FILES = ("events.jsonl", "changes.diff", "commits.json", "manifest.json")
DIFF = b"diff --git a/a b/a\nnew file mode 100644\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+print(1)\n"


def recorded(folder: Path, interview: str | None, minutes: int = 0, prompts: int = 3) -> Path:
    """A sealed session that began so many minutes ago: its bundle's folder."""
    start: StartOptions = {"recorder": {"name": "tests", "version": "1"}}
    if interview is not None:
        start["interview"] = {"code": interview, "problem_sha256": "0" * 64, "time_limit_ms": 0}
    ago = datetime.now(timezone.utc) - timedelta(minutes=minutes)
    at = ago.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with testing.stamps((at, os.urandom(16))):
        journal = Journal.start(folder, start)
    with journal:
        for number in range(prompts):
            journal.append("user_prompt", "candidate", {"text": f"prompt {number}"})
        return journal.finish(journal.seal("submitted", diff=DIFF, commits=b"[]"))


def archive(bundle: Path, **changed: bytes) -> bytes:
    """A bundle as one file, by docs/format.md, section 14.2; `events` and the like put other bytes
    into it."""
    packed = io.BytesIO()
    for name in FILES:
        content = changed.get(name.partition(".")[0], (bundle / name).read_bytes())
        header = tarfile.TarInfo(name)
        header.size = len(content)
        packed.write(header.tobuf(tarfile.USTAR_FORMAT))
        packed.write(content + bytes(-len(content) % 512))
    packed.write(bytes(1024))
    return packed.getvalue()


def tampered(bundle: Path) -> bytes:
    """The same with one word of a prompt changed."""
    events = (bundle / "events.jsonl").read_bytes()
    assert events.count(b"prompt 1") == 1
    return archive(bundle, events=events.replace(b"prompt 1", b"prompt 7"))
