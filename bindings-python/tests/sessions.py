"""Sessions that the tests look at, made through the package itself."""

from __future__ import annotations

from pathlib import Path

import interview_core as core
from interview_core.options import StartOptions

START: StartOptions = {"recorder": {"name": "tests", "version": "1"}}
DIFF = b"diff --git a/a b/a\nnew file mode 100644\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+print(1)\n"


def sealed(folder: Path, prompts: int = 3) -> Path:
    """A sealed session: its bundle."""
    with core.Journal.start(folder, START) as journal:
        for number in range(prompts):
            journal.append("user_prompt", "candidate", {"text": f"prompt {number}"})
        return journal.finish(journal.seal("submitted", diff=DIFF, commits=b"[]"))


def log(events: int) -> bytes:
    """The lines of a session that isn't sealed."""
    start: StartOptions = {**START, "identity": core.Journal.new_identity()}
    recorder, lines = core.Recorder.start(start)
    text = "x" * 300
    more = (recorder.append("user_prompt", "candidate", {"text": text}) for _ in range(events))
    return lines + b"".join(more)
