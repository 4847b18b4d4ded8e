"""The verification of section 15 of docs/format.md: findings, verdict and first place.

A finding is (effect, code, place). Findings that leave the verdict alone aren't made.
"""

from grammar import Bad, Event, base64, read_line
from manifest import derive_manifest, final_note
from notes import COSIGNATURE, ED25519, Checkpoint, Key, Note, Ticket, Unusable
from payloads import FRAME, fits_kind
from tree import Tree, sha256

FORMAT = "interview-log/1"
EVENTS, MANIFEST = "events.jsonl", "manifest.json"
ARTEFACTS = ("changes.diff", "commits.json")
VERDICTS = ("unreadable", "altered", "incomplete", "intact")
ANCHOR_LAG, KINDS_COUNTED = 4096, 512
ZERO = bytes(32)

UNREADABLE = {"empty_log", "not_a_log", "legacy_format", "unsupported_format", "bad_archive"}
INCOMPLETE = {
    "no_session_end",
    "torn_tail",
    "truncated",
    "head_ahead",
    "manifest_missing",
    "artefact_missing",
    "redacted_line",
}


class Log:
    """One log on its way through the verification."""

    def __init__(self, files, options):
        self.files, self.options = files, options
        self.findings = []
        self.lines, self.head, self.tree, self.next_seq = 0, ZERO, Tree(), 0
        self.good = 0
        self.start = self.start_kind = self.key = None
        self.end = self.end_line = None
        self.kinds, self.kinds_overflow, self.redacted = {}, False, False
        self.anchored = 0
        # (size, line of the anchor or None, ms), and what demands look at.
        self.times, self.ticket, self.ticket_ms, self.final_cosigners = [], "none", None, []

    # What was found, and what follows from it.

    def find(self, code, place):
        effect = "altered"
        if code in UNREADABLE:
            effect = "unreadable"
        elif code in INCOMPLETE:
            effect = "incomplete"
        self.findings.append((effect, code, place))

    def at(self, line):
        return {"file": EVENTS, "line": line, "seq": line}

    def last(self):
        return self.at(self.lines - 1)

    @staticmethod
    def file(name):
        return {"file": name, "line": None, "seq": None}

    def verdict(self):
        """The verdict, and the first finding that makes it, or None where the log is intact."""
        found = {effect for effect, _, _ in self.findings}
        verdict = next(name for name in VERDICTS if name in found or name == "intact")
        return verdict, next((f for f in self.findings if f[0] == verdict), None)

    # 15.3 to 15.5: lines and tail.

    def run(self):
        events = self.files[EVENTS]
        lines = events.split(b"\n")
        torn = lines.pop()
        converted = bool(lines) and lines[0].endswith(b"\r")
        if converted:
            self.find("line_ends_converted", self.at(0))
        tail = bool(torn)
        for place, line in enumerate(lines):
            lacks_cr = converted and not line.endswith(b"\r")
            if converted and not lacks_cr:
                line = line[:-1]
            leaf = sha256(b"\x00" + line)
            try:
                parsed = read_line(line)
            except Bad:
                if place == len(lines) - 1:
                    tail = True
                    break
                self.bad_line(leaf)
                continue
            self.good += 1
            if lacks_cr:
                self.find("bad_line", self.at(self.lines))
            if self.end_line is not None:
                self.find("after_end", self.at(self.lines))
            if isinstance(parsed, Event):
                self.event(parsed)
                self.count(leaf)
            else:
                self.redacted = True
                self.next_seq += 1
                code = "redacted_line" if self.lines else "start_missing"
                self.find(code, self.at(self.lines))
                self.count(parsed)
        if self.is_unreadable(events):
            return
        if tail and self.end_line is not None:
            self.find("after_end", self.at(self.lines))
        elif tail:
            self.find("torn_tail", self.last())
        if self.start_kind != "log_start":
            self.session_end()
            self.manifest()
            self.artefacts()
        self.context()

    def is_unreadable(self, events):
        if not events:
            self.findings = []
            self.find("empty_log", self.file(EVENTS))
        elif any(code == "unsupported_format" for _, code, _ in self.findings):
            self.findings = [f for f in self.findings if f[1] == "unsupported_format"]
        elif not self.good:
            self.findings = []
            legacy = events.startswith(b'{"type": ')
            self.find("legacy_format" if legacy else "not_a_log", self.file(EVENTS))
        else:
            return False
        return True

    def bad_line(self, leaf):
        self.find("bad_line", self.at(self.lines))
        if self.end_line is not None:
            self.find("after_end", self.at(self.lines))
        self.next_seq += 1
        self.count(leaf)

    def count(self, leaf):
        self.tree.append(leaf)
        self.head = leaf
        self.lines += 1

    # 15.4: events.

    def event(self, event):
        here = self.at(self.lines)
        if event.seq != self.next_seq:
            self.find("broken_seq", here)
        self.next_seq = event.seq + 1
        if self.lines and event.prev != self.head:
            self.find("broken_link", here)
        if event.kind in self.kinds:
            self.kinds[event.kind] += 1
        elif len(self.kinds) < KINDS_COUNTED:
            self.kinds[event.kind] = 1
        else:
            self.kinds_overflow = True
        if not self.lines:
            return self.first(event, here)
        if not self.may_stand(event.kind):
            return self.find("kind_out_of_place", here)
        fits = event.kind not in FRAME or fits_kind(event.kind, event.data)
        if not fits:
            self.find("frame_misfit", here)
        if event.kind == "session_end":
            self.end_line, self.end = self.lines, event.data if fits else None
        elif event.kind == "anchor" and fits:
            self.anchor(event.data["note"], here)

    def may_stand(self, kind):
        if self.start_kind == "log_start":
            return kind not in ("session_start", "log_start", "line_salt", "session_end")
        if self.lines == 1:
            return kind == "line_salt"
        return kind not in ("session_start", "log_start", "line_salt")

    def first(self, event, here):
        if event.kind not in ("session_start", "log_start"):
            return self.find("start_missing", here)
        named = event.data.get("format")
        if isinstance(named, str) and named != FORMAT:
            return self.find("unsupported_format", here)
        if not fits_kind(event.kind, event.data):
            return self.find("frame_misfit", here)
        self.start, self.start_kind = event.data, event.kind
        ticket = event.data.get("ticket") if event.kind == "session_start" else None
        if event.prev != (ZERO if ticket is None else sha256(ticket.encode())):
            self.find("broken_link", here)
        expected = self.options.expected_ticket
        if expected is not None and expected != ticket:
            self.find("ticket_unexpected", here)
        if ticket is not None:
            self.check_ticket(ticket, here)
        if "session_key" in event.data:
            try:
                public = base64(event.data["session_key"])
                self.key = Key(event.data["log_origin"], ED25519, public)
            except Unusable:
                self.find("frame_misfit", here)
        return None

    def check_ticket(self, text, here):
        try:
            ticket = Ticket(text)
        except Unusable:
            return self.find("ticket_invalid", here)
        interview = self.start.get("interview")
        said = interview and (
            self.start["log_origin"],
            self.start["session_key"],
            interview["code"],
            interview["problem_sha256"],
            interview["time_limit_ms"],
        )
        granted = (ticket.origin, ticket.session_key, ticket.code, ticket.problem, ticket.limit_ms)
        if said != granted:
            return self.find("ticket_differs", here)
        self.ticket, issued_ms = "unverified", ticket.issued_s * 1000
        for key in self.options.keys:
            holds = ticket.note.status(key) if key.kind == ED25519 else None
            if holds is False:
                self.ticket, self.ticket_ms = "unverified", None
                return self.find("ticket_invalid", here)
            if holds and key.counts_at(issued_ms):
                self.ticket, self.ticket_ms = "verified", issued_ms
        return None

    # Section 9: checkpoints.

    def checkpoint(self, text, here):
        """Rules 1 to 5: the checkpoint and the (key, ms) that count; `Unusable` where one fails."""
        note = Note(text)
        checkpoint = Checkpoint(note.text)
        own = note.signatures[0][:2] == (self.key.name, self.key.id) and len(note.by(self.key)) == 1
        if checkpoint.origin != self.key.name or not own or not note.status(self.key):
            raise Unusable("session signature")
        cosigned = []
        for key in self.options.keys:
            if key.kind != COSIGNATURE:
                continue
            for signature in note.by(key):
                ms = note.cosigned_ms(key, signature)
                if ms is None:
                    self.find("cosignature_invalid", here)
                elif key.counts_at(ms):
                    cosigned.append((key, ms))
        return checkpoint, cosigned

    def anchor(self, text, here):
        if self.key is None:
            return None
        try:
            checkpoint, cosigned = self.checkpoint(text, here)
        except Unusable:
            return self.find("anchor_invalid", here)
        size = checkpoint.size
        if size <= self.anchored or size > self.lines or self.lines - size > ANCHOR_LAG:
            return self.find("anchor_invalid", here)
        self.anchored = size
        if self.tree.root(size) != checkpoint.root:
            return self.find("root_differs", here)
        if cosigned:
            self.times.append((size, self.lines, min(ms for _, ms in cosigned)))
        return None

    # 15.6: session_end.

    def session_end(self):
        if self.end_line is None:
            return self.find("no_session_end", self.last())
        if self.end is None:
            return None
        counts = self.end["counts"]
        if counts["lines"] != self.lines:
            self.find("counts_differ", self.last())
        if not self.redacted and not self.kinds_overflow and counts["kinds"] != self.kinds:
            self.find("counts_differ", self.last())
        return None

    # 15.7: manifest, final note, artefacts.

    def manifest(self):
        here, manifest = self.file(MANIFEST), self.files.get(MANIFEST)
        if manifest is None:
            return self.find("manifest_missing", here)
        if self.start is None:
            return None
        note = final_note(manifest)
        if note is None or self.key is None:
            return self.find("manifest_differs", here)
        self.final_note(note, here)
        if self.end and manifest != derive_manifest(self, note):
            self.find("manifest_differs", here)
        return None

    def final_note(self, note, here):
        try:
            checkpoint, cosigned = self.checkpoint(note, here)
        except Unusable:
            return self.find("final_note_invalid", here)
        size = checkpoint.size
        if self.end_line is None and size > self.lines:
            return self.find("truncated", self.last())
        if size != self.lines:
            return self.find("final_note_invalid", here)
        if self.tree.root(size) != checkpoint.root:
            return self.find("root_differs", self.last())
        self.final_cosigners = [key for key, _ in cosigned]
        if cosigned:
            self.times.append((size, None, min(ms for _, ms in cosigned)))
        return None

    def artefacts(self):
        if self.end is None:
            return
        artefacts = self.end["artefacts"]
        names = [artefact["name"] for artefact in artefacts]
        if len(set(names)) != len(names) or not set(names) <= set(ARTEFACTS):
            self.find("frame_misfit", self.last())
        for name in ARTEFACTS:
            listed = next((a for a in artefacts if a["name"] == name), None)
            given = self.files.get(name)
            if listed and given is None:
                self.find("artefact_missing", self.file(name))
            elif given is not None and not listed:
                self.find("artefact_unlisted", self.file(name))
            elif listed and (listed["bytes"], listed["sha256"]) != (
                len(given),
                sha256(given).hex(),
            ):
                self.find("artefact_differs", self.file(name))

    # 15.8: what the caller knows.

    def context(self):
        for size, root in self.options.heads:
            if size > self.lines:
                code = "head_ahead" if self.end_line is None else "head_beyond_end"
                self.find(code, self.last())
            elif self.tree.root(size) != root:
                self.find("head_conflict", self.last())
        earlier = (self.start or {}).get("continues") if self.start_kind == "session_start" else None
        for session, size, leaf_hash in self.options.sessions:
            if earlier and session == earlier["session"]:
                if size not in (None, earlier["size"]) or leaf_hash not in (
                    None,
                    earlier["leaf_hash"],
                ):
                    self.find("continues_differs", self.at(0))
                break

    # Section 16: demands.

    def unmet(self):
        """Names of the demands that aren't met."""
        demands, unmet = self.options.demands, []
        if demands["ticket"] and self.ticket != "verified":
            unmet.append("ticket")
        for wanted in demands["cosigned"]:
            if wanted is None or all(
                identity(key) != identity(wanted) for key in self.final_cosigners
            ):
                unmet.append("cosigned")
        most = demands["max_unanchored_s"]
        if most is not None and not self.is_bracketed_within(most * 1000):
            unmet.append("max_unanchored")
        return unmet

    def is_bracketed_within(self, most_ms):
        """Section 10, for every event."""
        if not self.lines:
            return False
        after = [self.ticket_ms if self.ticket_ms is not None else float("-inf")] * self.lines
        before = [float("inf")] * (self.lines + 1)
        for size, line, ms in self.times:
            before[size] = min(before[size], ms)
            if line is not None and line + 1 < self.lines:
                after[line + 1] = max(after[line + 1], ms)
        for seq in range(self.lines - 1, -1, -1):
            before[seq] = min(before[seq], before[seq + 1])
        for seq in range(1, self.lines):
            after[seq] = max(after[seq], after[seq - 1])
        return all(before[seq + 1] - after[seq] <= most_ms for seq in range(self.lines))


def identity(key):
    return key.name, key.kind, key.public
