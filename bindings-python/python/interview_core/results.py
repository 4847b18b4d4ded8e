"""What the library gives. Generated from the library's schemas: don't edit.

Every class is frozen, compares by value, and can be pickled and copied. `to_dict` gives plain JSON
types with the members in the order of the library's JSON, `to_json` the library's very bytes.
`from_dict` reads them back and ignores members that it doesn't know; a missing one is a `KeyError`,
but for those that the JSON leaves out where they are None or false.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "Activity",
    "Assurance",
    "Class",
    "ClassCounts",
    "Colour",
    "CommandCount",
    "CommitEvidence",
    "CommitPlace",
    "ContinuesFacts",
    "Cosigned",
    "Demand",
    "Disclosed",
    "Elapsed",
    "Entry",
    "ErrorInfo",
    "Evidence",
    "FileEvidence",
    "FileState",
    "Finding",
    "FindingCode",
    "Flag",
    "Flaw",
    "HeadsChecked",
    "Hunk",
    "InterviewFacts",
    "Moment",
    "Observed",
    "Overtime",
    "Part",
    "Place",
    "PolicyRef",
    "ProgramFacts",
    "Report",
    "Score",
    "SessionFacts",
    "Severity",
    "Share",
    "Snapshot",
    "Span",
    "TestSeries",
    "TicketState",
    "TimeSource",
    "Verdict",
]

Class = Literal[
    "assistant_edit",
    "assistant_shell",
    "formatter",
    "candidate_editor",
    "generated",
    "trivial",
    "recorder_gap",
    "out_of_step",
    "unexplained",
]
"""Where an added line comes from.

- `assistant_edit`: A file tool of an assistant wrote it, or its completion in an editor.
- `assistant_shell`: It appeared between the states at start and end of one shell call of an
  assistant.
- `formatter`: A formatter laid it out.
- `candidate_editor`: The candidate wrote it in a captured editor, or by a command of their own.
- `generated`: It stands in a file that tools generate, by the patterns of the policy.
- `trivial`: It has no letter, digit or byte from 0x80 on, and so matches too much to be
  evidence.
- `recorder_gap`: It appeared while the recorder says that it was off.
- `out_of_step`: The log lost track of its file, and doesn't tell it otherwise.
- `unexplained`: The log doesn't tell who wrote it.
"""

Colour = Literal[
    "yellow",
    "red",
]
"""How much a flag weighs.

- `yellow`: Worth a look; it has many honest reasons.
- `red`: Worth a question to the candidate.
"""

FindingCode = Literal[
    "empty_log",
    "not_a_log",
    "legacy_format",
    "unsupported_format",
    "bad_archive",
    "bad_line",
    "broken_link",
    "broken_seq",
    "line_ends_converted",
    "start_missing",
    "kind_out_of_place",
    "frame_misfit",
    "after_end",
    "ticket_invalid",
    "ticket_differs",
    "ticket_unexpected",
    "anchor_invalid",
    "root_differs",
    "cosignature_invalid",
    "final_note_invalid",
    "counts_differ",
    "artefact_differs",
    "artefact_unlisted",
    "manifest_differs",
    "head_conflict",
    "head_beyond_end",
    "continues_differs",
    "no_session_end",
    "torn_tail",
    "truncated",
    "head_ahead",
    "manifest_missing",
    "artefact_missing",
    "redacted_line",
    "payload_misfit",
    "statement_invalid",
    "statement_unverified",
    "ticket_unverified",
    "no_ticket",
    "unknown_cosigner",
    "key_not_valid_then",
    "not_anchored",
    "clock_went_back",
    "clock_stepped",
    "witness_went_back",
    "unknown_kind",
    "tail_recovered",
    "recorder_gap",
    "kinds_not_counted",
    "demand_unmet",
    "legacy_not_utf8",
    "legacy_no_events",
    "legacy_parse_error",
    "legacy_link_mismatch",
    "legacy_hash_mismatch",
    "legacy_manifest_mismatch",
    "legacy_torn_tail",
    "legacy_verifier_raises",
    "legacy_line_too_long",
    "legacy_manifest_too_long",
    "legacy_no_session_start",
    "legacy_no_session_end",
    "legacy_manifest_absent",
    "legacy_manifest_unreadable",
    "legacy_manifest_without_hash",
    "legacy_manifest_not_compared",
    "legacy_duplicate_key",
    "legacy_respelled",
    "legacy_line_end",
    "legacy_blank_line",
    "legacy_time_goes_back",
    "legacy_time_not_finite",
    "legacy_unsigned",
]
"""Every finding code. Codes are stable for ever; new ones come in minor versions.

- `empty_log`: The log is empty.
- `not_a_log`: No line is an event of format interview-log/1.
- `legacy_format`: This is a log of interviewsignal 0.9; the policy asks for format
  interview-log/1.
- `unsupported_format`: The log says that its format is {format}, which this version can't read.
- `bad_archive`: The archive isn't in the form of a bundle: {reason}.
- `bad_line`: The line isn't an event of the format ({reason}), and lines follow it.
- `broken_link`: `prev` isn't the leaf hash of the line before.
- `broken_seq`: `seq` is {found} where {expected} must stand.
- `line_ends_converted`: Every line ends with CR LF; the log was written with LF.
- `start_missing`: Line 0 isn't a session_start or log_start.
- `kind_out_of_place`: An event of kind {kind} can't stand here.
- `frame_misfit`: The payload of {kind} doesn't fit its kind: `{member}`.
- `after_end`: Bytes follow session_end.
- `ticket_invalid`: The ticket doesn't hold: {reason}.
- `ticket_differs`: The session doesn't repeat what its ticket says: {member}.
- `ticket_unexpected`: The session's ticket isn't the one that was issued for it.
- `anchor_invalid`: The anchor doesn't hold: {reason}.
- `root_differs`: The checkpoint of size {size} has another root than the lines.
- `cosignature_invalid`: A cosignature by the known key {key} doesn't hold.
- `final_note_invalid`: The final note doesn't hold: {reason}.
- `counts_differ`: session_end counts {member} differently.
- `artefact_differs`: The file isn't the one that session_end names.
- `artefact_unlisted`: session_end doesn't name this file.
- `manifest_differs`: The manifest isn't the one that follows from the log.
- `head_conflict`: A witness keeps a head of size {size} with another root.
- `head_beyond_end`: A witness keeps a head of size {size}, larger than the sealed log.
- `continues_differs`: The session that this one continues ended otherwise than it says.
- `no_session_end`: The log has no session_end.
- `torn_tail`: Bytes after the last whole line are no event ({reason}).
- `truncated`: The final note is for {size} lines; the log has {lines}.
- `head_ahead`: A witness keeps a head of size {size}; the log has {lines} lines.
- `manifest_missing`: There is no manifest, and so no final note.
- `artefact_missing`: session_end names a file that isn't there.
- `redacted_line`: The line was redacted; only its hash is known.
- `payload_misfit`: The payload of {kind} doesn't fit its kind (`{member}`) and is left out of
  the evidence.
- `statement_invalid`: The statement doesn't hold ({reason}); the event is shown as claimed.
- `statement_unverified`: The event speaks for someone else without a statement by a known key;
  it is shown as claimed.
- `ticket_unverified`: The ticket is signed by no known key.
- `no_ticket`: No relay opened the session.
- `unknown_cosigner`: A signature by {key} is of no known key and says nothing.
- `key_not_valid_then`: The known key {key} wasn't valid at the time of its signature.
- `not_anchored`: No cosignature by a known key covers the log.
- `clock_went_back`: The local clock went back by {ms} ms.
- `clock_stepped`: The local clock moved by {ms} ms against the witness between two anchors.
- `witness_went_back`: A cosignature is older than one that stands before it, by {ms} ms.
- `unknown_kind`: This version doesn't know the kind {kind}; the event is kept and hashed.
- `tail_recovered`: The recorder moved {bytes} bytes of an unfinished line aside after a crash
  or power cut.
- `recorder_gap`: The recorder says that it was off or lost something ({reason}).
- `kinds_not_counted`: The counts by kind can't be compared: {reason}.
- `demand_unmet`: A demand of the policy isn't met: {demand}.
- `legacy_not_utf8`: The file isn't UTF-8, so the original reads none of it.
- `legacy_no_events`: The file holds no event.
- `legacy_parse_error`: The line isn't JSON as the original reads it, so it reads no line behind
  it.
- `legacy_link_mismatch`: The event doesn't name the stored hash of the event before it.
- `legacy_hash_mismatch`: The stored hash of the event isn't the hash of its content.
- `legacy_manifest_mismatch`: final_hash in the manifest isn't the stored hash of the last
  event.
- `legacy_torn_tail`: The last line isn't whole; the original reads no line behind it and calls
  the log malformed.
- `legacy_verifier_raises`: The original gives no verdict here but raises an exception.
- `legacy_line_too_long`: The line is longer than what is read, so there is no verdict of the
  original.
- `legacy_manifest_too_long`: The manifest is longer than what is read, so there is no verdict
  of the original.
- `legacy_no_session_start`: No event is a session_start.
- `legacy_no_session_end`: No event is a session_end, so whole lines may be missing at the end.
- `legacy_manifest_absent`: There is no manifest, so whole lines may be missing at the end.
- `legacy_manifest_unreadable`: The original ignores this manifest because it can't read it.
- `legacy_manifest_without_hash`: The original ignores this manifest because it has no
  final_hash.
- `legacy_manifest_not_compared`: The original doesn't come to compare the manifest.
- `legacy_duplicate_key`: An object has a key twice; the original takes the last value, other
  readers may show the first.
- `legacy_respelled`: The line isn't spelled as the original writes it; its hash doesn't tell.
- `legacy_line_end`: Lines end in another way than the original writes; no hash tells.
- `legacy_blank_line`: The file has lines without an event; no hash tells.
- `legacy_time_goes_back`: The event is older than the one before it.
- `legacy_time_not_finite`: The time of the event is NaN or infinite.
- `legacy_unsigned`: The format has no signature and cuts its hashes to 64 bits: who has the
  file can write it anew.
"""

HeadsChecked = Literal[
    "not_checked",
    "checked",
    "conflict",
]
"""Whether heads that witnesses keep were compared.

- `not_checked`: No head was given.
- `checked`: All heads that were given are heads of this log.
- `conflict`: A head differs, or is ahead of this log.
"""

Severity = Literal[
    "error",
    "warning",
    "info",
]
"""How much a finding weighs.

- `error`: The log is altered or unreadable.
- `warning`: The log is incomplete, or a part of it can't be used.
- `info`: Worth knowing; it says nothing against anybody.
"""

TicketState = Literal[
    "none",
    "unverified",
    "verified",
]
"""What is known of the ticket.

- `none`: There is none.
- `unverified`: There is one, signed by no known key.
- `verified`: There is one, signed by a known key, and the session repeats it.
"""

TimeSource = Literal[
    "relay",
    "estimated",
    "receipt",
    "local",
]
"""Where a time comes from.

- `relay`: A ticket or cosignature by a trusted key.
- `estimated`: The last trusted anchor's time and the local time from there on.
- `receipt`: The time of receipt.
- `local`: The recorder's clock.
"""

Verdict = Literal[
    "unreadable",
    "altered",
    "incomplete",
    "intact",
]
"""How bad a log is, the first that fits.

- `unreadable`: No line of the format that was asked for.
- `altered`: Something was changed after it was recorded.
- `incomplete`: Nothing was changed, but something is missing.
- `intact`: Whole and unchanged.
"""

class _Result:
    """What all classes of this module can do."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        raise NotImplementedError

    def to_json(self) -> str:
        """One line of JSON, byte for byte as the library writes it."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Activity(_Result):
    """What a session was like. Times are by the recorder's clock."""

    active_ms: int
    """Time between acts that follow on each other within five minutes, in ms."""

    longest_gap_ms: int
    """Longest stretch between two acts, in ms."""

    longest_gap_seq: int | None
    """`seq` of the act behind it; None without one."""

    prompts: int
    """Prompts."""

    turns: int
    """Turns of an assistant: prompts that were followed by an act of one."""

    tool_calls: int
    """Tool calls."""

    edits: int
    """Events that tell an edit of a file."""

    first_edit_ms: int | None
    """From the first event to the first edit, in ms; None without one."""

    tests: TestSeries
    """The series of test runs."""

    commands: tuple[CommandCount, ...]
    """Shell commands by the name of the program, most frequent first."""

    pastes: int
    """Pastes."""

    pasted_lines: int
    """Lines that were pasted."""

    commits: int
    """Commits."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Activity:
        """Reads it from the members of its JSON."""
        return cls(
            active_ms=data["active_ms"],
            longest_gap_ms=data["longest_gap_ms"],
            longest_gap_seq=data["longest_gap_seq"],
            prompts=data["prompts"],
            turns=data["turns"],
            tool_calls=data["tool_calls"],
            edits=data["edits"],
            first_edit_ms=data["first_edit_ms"],
            tests=TestSeries.from_dict(data["tests"]),
            commands=tuple(CommandCount.from_dict(it) for it in data["commands"]),
            pastes=data["pastes"],
            pasted_lines=data["pasted_lines"],
            commits=data["commits"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "active_ms": self.active_ms,
            "longest_gap_ms": self.longest_gap_ms,
            "longest_gap_seq": self.longest_gap_seq,
            "prompts": self.prompts,
            "turns": self.turns,
            "tool_calls": self.tool_calls,
            "edits": self.edits,
            "first_edit_ms": self.first_edit_ms,
            "tests": self.tests.to_dict(),
            "commands": [it.to_dict() for it in self.commands],
            "pastes": self.pastes,
            "pasted_lines": self.pasted_lines,
            "commits": self.commits,
        }


@dataclass(frozen=True, slots=True)
class Assurance(_Result):
    """What the log's signatures and anchors prove."""

    summary: str
    """One line for people."""

    ticket: TicketState
    """What is known of the ticket."""

    self_signed: bool
    """Whether the session's own key signed the whole log."""

    cosigned_by: tuple[str, ...]
    """Known keys whose cosignatures hold, as `name+key id`."""

    final_cosigned: bool
    """Whether a known key cosigned the whole log."""

    anchors: int
    """Anchors whose checkpoint holds."""

    unknown_signatures: int
    """Signatures by unknown keys, which say nothing."""

    anchored: Share
    """Events that a trusted cosignature covers."""

    bracketed: Share
    """Events with a trusted time on both sides."""

    widest_bracket_ms: int | None
    """Width of the widest bracket of an event, or None where no event has one."""

    heads: HeadsChecked
    """Whether heads that witnesses keep were compared."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Assurance:
        """Reads it from the members of its JSON."""
        return cls(
            summary=data["summary"],
            ticket=data["ticket"],
            self_signed=data["self_signed"],
            cosigned_by=tuple(data["cosigned_by"]),
            final_cosigned=data["final_cosigned"],
            anchors=data["anchors"],
            unknown_signatures=data["unknown_signatures"],
            anchored=Share.from_dict(data["anchored"]),
            bracketed=Share.from_dict(data["bracketed"]),
            widest_bracket_ms=data["widest_bracket_ms"],
            heads=data["heads"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "summary": self.summary,
            "ticket": self.ticket,
            "self_signed": self.self_signed,
            "cosigned_by": list(self.cosigned_by),
            "final_cosigned": self.final_cosigned,
            "anchors": self.anchors,
            "unknown_signatures": self.unknown_signatures,
            "anchored": self.anchored.to_dict(),
            "bracketed": self.bracketed.to_dict(),
            "widest_bracket_ms": self.widest_bracket_ms,
            "heads": self.heads,
        }


@dataclass(frozen=True, slots=True)
class ClassCounts(_Result):
    """Lines of each class."""

    assistant_edit: int
    """Lines of `Class::AssistantEdit`."""

    assistant_shell: int
    """Lines of `Class::AssistantShell`."""

    formatter: int
    """Lines of `Class::Formatter`."""

    candidate_editor: int
    """Lines of `Class::CandidateEditor`."""

    generated: int
    """Lines of `Class::Generated`."""

    trivial: int
    """Lines of `Class::Trivial`."""

    recorder_gap: int
    """Lines of `Class::RecorderGap`."""

    out_of_step: int
    """Lines of `Class::OutOfStep`."""

    unexplained: int
    """Lines of `Class::Unexplained`."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ClassCounts:
        """Reads it from the members of its JSON."""
        return cls(
            assistant_edit=data["assistant_edit"],
            assistant_shell=data["assistant_shell"],
            formatter=data["formatter"],
            candidate_editor=data["candidate_editor"],
            generated=data["generated"],
            trivial=data["trivial"],
            recorder_gap=data["recorder_gap"],
            out_of_step=data["out_of_step"],
            unexplained=data["unexplained"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "assistant_edit": self.assistant_edit,
            "assistant_shell": self.assistant_shell,
            "formatter": self.formatter,
            "candidate_editor": self.candidate_editor,
            "generated": self.generated,
            "trivial": self.trivial,
            "recorder_gap": self.recorder_gap,
            "out_of_step": self.out_of_step,
            "unexplained": self.unexplained,
        }


@dataclass(frozen=True, slots=True)
class CommandCount(_Result):
    """How often a program was run."""

    command: str
    """Its name; empty for all whose names are not kept."""

    runs: int
    """How often."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CommandCount:
        """Reads it from the members of its JSON."""
        return cls(
            command=data["command"],
            runs=data["runs"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "command": self.command,
            "runs": self.runs,
        }


@dataclass(frozen=True, slots=True)
class CommitEvidence(_Result):
    """What the commits say beside the log."""

    recorded: int
    """Commits that the log tells."""

    submitted: int | None
    """Commits in `commits.json`; None without one that can be read."""

    base_is_ancestor: bool | None
    """Whether the commit at the start is an ancestor of those submitted; None where nobody can
    tell.
    """

    missing: tuple[CommitPlace, ...]
    """Commits that the log tells and the history doesn't have."""

    rewritten_openly: int
    """How many of those the log itself tells to be amended, rebased or squashed later."""

    outside_session: tuple[CommitPlace, ...]
    """Commits whose time lies outside the session."""

    untouched: tuple[CommitPlace, ...]
    """Files of commits that no event touched since the commit before."""

    turns_without_commit: int
    """Turns in which files changed and that no commit followed."""

    omitted: int
    """Entries beyond those listed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CommitEvidence:
        """Reads it from the members of its JSON."""
        return cls(
            recorded=data["recorded"],
            submitted=data["submitted"],
            base_is_ancestor=data["base_is_ancestor"],
            missing=tuple(CommitPlace.from_dict(it) for it in data["missing"]),
            rewritten_openly=data["rewritten_openly"],
            outside_session=tuple(CommitPlace.from_dict(it) for it in data["outside_session"]),
            untouched=tuple(CommitPlace.from_dict(it) for it in data["untouched"]),
            turns_without_commit=data["turns_without_commit"],
            omitted=data["omitted"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "recorded": self.recorded,
            "submitted": self.submitted,
            "base_is_ancestor": self.base_is_ancestor,
            "missing": [it.to_dict() for it in self.missing],
            "rewritten_openly": self.rewritten_openly,
            "outside_session": [it.to_dict() for it in self.outside_session],
            "untouched": [it.to_dict() for it in self.untouched],
            "turns_without_commit": self.turns_without_commit,
            "omitted": self.omitted,
        }


@dataclass(frozen=True, slots=True)
class CommitPlace(_Result):
    """A commit, and where it is told."""

    id: str | None
    """Its id; None where the log tells none."""

    seq: int | None
    """`seq` of its event; None where the log doesn't have it."""

    path: str | None
    """The file, where it is about one."""

    lines: int | None
    """Lines that it adds there."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CommitPlace:
        """Reads it from the members of its JSON."""
        return cls(
            id=data["id"],
            seq=data["seq"],
            path=data["path"],
            lines=data["lines"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "id": self.id,
            "seq": self.seq,
            "path": self.path,
            "lines": self.lines,
        }


@dataclass(frozen=True, slots=True)
class ContinuesFacts(_Result):
    """Where an earlier session stopped."""

    session: str
    """The earlier session."""

    size: int
    """Lines of its log."""

    leaf_hash: str
    """Leaf hash of its last line."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ContinuesFacts:
        """Reads it from the members of its JSON."""
        return cls(
            session=data["session"],
            size=data["size"],
            leaf_hash=data["leaf_hash"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "session": self.session,
            "size": self.size,
            "leaf_hash": self.leaf_hash,
        }


@dataclass(frozen=True, slots=True)
class Cosigned(_Result):
    """A cosignature that holds."""

    key: str
    """The known key, as `name+key id`."""

    at: str
    """When it cosigned."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Cosigned:
        """Reads it from the members of its JSON."""
        return cls(
            key=data["key"],
            at=data["at"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "key": self.key,
            "at": self.at,
        }


@dataclass(frozen=True, slots=True)
class Demand(_Result):
    """One demand of the policy."""

    demand: str
    """`ticket`, `cosigned` or `max_unanchored`."""

    wanted: str
    """What is asked for: a key, or a number with its unit."""

    met: bool
    """Whether it is met."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Demand:
        """Reads it from the members of its JSON."""
        return cls(
            demand=data["demand"],
            wanted=data["wanted"],
            met=data["met"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "demand": self.demand,
            "wanted": self.wanted,
            "met": self.met,
        }


@dataclass(frozen=True, slots=True)
class Disclosed(_Result):
    """What a proof shows."""

    log_origin: str
    """Name of the log."""

    seq: int
    """Number of the event."""

    size: int
    """Lines of the log that the checkpoint covers."""

    leaf_hash: str
    """Leaf hash of the event."""

    cosigned_by: tuple[Cosigned, ...]
    """Known keys that cosigned the checkpoint, as `name+key id`, each with its time."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Disclosed:
        """Reads it from the members of its JSON."""
        return cls(
            log_origin=data["log_origin"],
            seq=data["seq"],
            size=data["size"],
            leaf_hash=data["leaf_hash"],
            cosigned_by=tuple(Cosigned.from_dict(it) for it in data["cosigned_by"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "log_origin": self.log_origin,
            "seq": self.seq,
            "size": self.size,
            "leaf_hash": self.leaf_hash,
            "cosigned_by": [it.to_dict() for it in self.cosigned_by],
        }


@dataclass(frozen=True, slots=True)
class Elapsed(_Result):
    """How long a session took, and by whose clock."""

    elapsed_ms: int
    """From start to end without granted pauses, in ms."""

    start: Moment
    """When it began."""

    end: Moment
    """When it ended."""

    local_elapsed_ms: int
    """The same time by the recorder's clock alone, in ms."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Elapsed:
        """Reads it from the members of its JSON."""
        return cls(
            elapsed_ms=data["elapsed_ms"],
            start=Moment.from_dict(data["start"]),
            end=Moment.from_dict(data["end"]),
            local_elapsed_ms=data["local_elapsed_ms"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "elapsed_ms": self.elapsed_ms,
            "start": self.start.to_dict(),
            "end": self.end.to_dict(),
            "local_elapsed_ms": self.local_elapsed_ms,
        }


@dataclass(frozen=True, slots=True)
class Entry(_Result):
    """A line that was written."""

    seq: int
    """Its number."""

    leaf_hash: str
    """Its leaf hash, which is the chain's head now."""

    at: str
    """Its time."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entry:
        """Reads it from the members of its JSON."""
        return cls(
            seq=data["seq"],
            leaf_hash=data["leaf_hash"],
            at=data["at"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "seq": self.seq,
            "leaf_hash": self.leaf_hash,
            "at": self.at,
        }


@dataclass(frozen=True, slots=True)
class ErrorInfo(_Result):
    """An error code."""

    code: str
    """The code, for ever the same."""

    category: str
    """Its category."""

    meaning: str
    """What it means."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ErrorInfo:
        """Reads it from the members of its JSON."""
        return cls(
            code=data["code"],
            category=data["category"],
            meaning=data["meaning"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "code": self.code,
            "category": self.category,
            "meaning": self.meaning,
        }


@dataclass(frozen=True, slots=True)
class Evidence(_Result):
    """Which lines came from where, and whether the commits fit."""

    added: int | None
    """Lines that the diff adds; None without a diff that can be read."""

    classes: ClassCounts
    """They by class."""

    coverage: Share
    """Lines that the log explains, of those that are neither trivial nor generated."""

    files: tuple[FileEvidence, ...]
    """The diff's files, in its order."""

    files_omitted: int
    """Files beyond those listed; their lines count above."""

    commits: CommitEvidence
    """The commits."""

    flaws: tuple[Flaw, ...]
    """What couldn't be read."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evidence:
        """Reads it from the members of its JSON."""
        return cls(
            added=data["added"],
            classes=ClassCounts.from_dict(data["classes"]),
            coverage=Share.from_dict(data["coverage"]),
            files=tuple(FileEvidence.from_dict(it) for it in data["files"]),
            files_omitted=data["files_omitted"],
            commits=CommitEvidence.from_dict(data["commits"]),
            flaws=tuple(Flaw.from_dict(it) for it in data["flaws"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "added": self.added,
            "classes": self.classes.to_dict(),
            "coverage": self.coverage.to_dict(),
            "files": [it.to_dict() for it in self.files],
            "files_omitted": self.files_omitted,
            "commits": self.commits.to_dict(),
            "flaws": [it.to_dict() for it in self.flaws],
        }


@dataclass(frozen=True, slots=True)
class FileEvidence(_Result):
    """One file of the diff."""

    path: str
    """Its path after, or before where it is gone, as the log spells it; empty where it has no
    spelling.
    """

    added: int
    """Lines that the diff adds."""

    removed: int
    """Lines that it removes."""

    binary: bool
    """Whether git takes it for binary."""

    out_of_step_since: int | None
    """`seq` of the event since which the log has lost track of it; None where it hasn't."""

    classes: ClassCounts
    """Its added lines by class."""

    spans: tuple[Span, ...]
    """Its added lines, ascending."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> FileEvidence:
        """Reads it from the members of its JSON."""
        return cls(
            path=data["path"],
            added=data["added"],
            removed=data["removed"],
            binary=data["binary"],
            out_of_step_since=data["out_of_step_since"],
            classes=ClassCounts.from_dict(data["classes"]),
            spans=tuple(Span.from_dict(it) for it in data["spans"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "path": self.path,
            "added": self.added,
            "removed": self.removed,
            "binary": self.binary,
            "out_of_step_since": self.out_of_step_since,
            "classes": self.classes.to_dict(),
            "spans": [it.to_dict() for it in self.spans],
        }


@dataclass(frozen=True, slots=True)
class FileState(_Result):
    """A file's bytes on disk, as the recorder itself read them."""

    sha256: str
    """SHA-256 of the bytes."""

    lines: int
    """Lines, the last one counted with or without an LF at its end; 0 for an empty file."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> FileState:
        """Reads it from the members of its JSON."""
        return cls(
            sha256=data["sha256"],
            lines=data["lines"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "sha256": self.sha256,
            "lines": self.lines,
        }


@dataclass(frozen=True, slots=True)
class Finding(_Result):
    """One thing that the verifier met."""

    code: FindingCode
    """What it is."""

    severity: Severity
    """How much it weighs."""

    place: Place
    """Where it lies."""

    message: str
    """One English sentence."""

    params: Mapping[str, int | str]
    """What a translation needs."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Finding:
        """Reads it from the members of its JSON."""
        return cls(
            code=data["code"],
            severity=data["severity"],
            place=Place.from_dict(data["place"]),
            message=data["message"],
            params=dict(data["params"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "code": self.code,
            "severity": self.severity,
            "place": self.place.to_dict(),
            "message": self.message,
            "params": dict(self.params),
        }


@dataclass(frozen=True, slots=True)
class Flag(_Result):
    """A fact about a session that is worth a look."""

    id: str
    """Its name, for ever."""

    severity: Colour
    """How much it weighs."""

    label: str
    """A few words for a list."""

    detail: str
    """A sentence that says what was seen, for the candidate too."""

    evidence: tuple[int, ...]
    """`seq`s of the events that it rests on, ascending; empty where it rests on what isn't there.
    """

    measured: str
    """What was measured, with its unit."""

    threshold: str
    """The threshold that it crossed, with its unit."""

    distance: str
    """How far the one lies from the other, with its unit."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Flag:
        """Reads it from the members of its JSON."""
        return cls(
            id=data["id"],
            severity=data["severity"],
            label=data["label"],
            detail=data["detail"],
            evidence=tuple(data["evidence"]),
            measured=data["measured"],
            threshold=data["threshold"],
            distance=data["distance"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "id": self.id,
            "severity": self.severity,
            "label": self.label,
            "detail": self.detail,
            "evidence": list(self.evidence),
            "measured": self.measured,
            "threshold": self.threshold,
            "distance": self.distance,
        }


@dataclass(frozen=True, slots=True)
class Flaw(_Result):
    """Something that couldn't be read, and so isn't in the evidence."""

    file: str
    """`changes.diff`, `commits.json` or `events.jsonl`."""

    line: int | None
    """1-based line, where it has one."""

    reason: str
    """What is wrong, as a short name."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Flaw:
        """Reads it from the members of its JSON."""
        return cls(
            file=data["file"],
            line=data["line"],
            reason=data["reason"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "file": self.file,
            "line": self.line,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Hunk(_Result):
    """One run of changed lines."""

    at: int
    """0-based line in the state before."""

    removed: int
    """Lines taken out there."""

    added: str
    """Digests of the lines put in there."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Hunk:
        """Reads it from the members of its JSON."""
        return cls(
            at=data["at"],
            removed=data["removed"],
            added=data["added"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "at": self.at,
            "removed": self.removed,
            "added": self.added,
        }


@dataclass(frozen=True, slots=True)
class InterviewFacts(_Result):
    """The interview that the session answers."""

    code: str
    """Its code."""

    problem_sha256: str
    """SHA-256 of the problem text."""

    time_limit_ms: int
    """Time limit in ms; 0 for none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> InterviewFacts:
        """Reads it from the members of its JSON."""
        return cls(
            code=data["code"],
            problem_sha256=data["problem_sha256"],
            time_limit_ms=data["time_limit_ms"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "code": self.code,
            "problem_sha256": self.problem_sha256,
            "time_limit_ms": self.time_limit_ms,
        }


@dataclass(frozen=True, slots=True)
class Moment(_Result):
    """A time and where it comes from."""

    at: str
    """The time."""

    source: TimeSource
    """Where it comes from."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Moment:
        """Reads it from the members of its JSON."""
        return cls(
            at=data["at"],
            source=data["source"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "at": self.at,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Observed(_Result):
    """The members of one file event that tell the change itself. As JSON, what says nothing is
    left out, and so it is the event's data but for `path` and `cause`.
    """

    before: FileState | None
    """Bytes before; None: no such file."""

    after: FileState | None
    """Bytes after; None: no such file."""

    binary: bool
    """Whether the file is binary, and so has no hunks."""

    full: bool
    """Whether one hunk, that of all parts together, replaces everything."""

    hunks: tuple[Hunk, ...] | None
    """The change, ascending and disjoint, by lines of the state before; a binary file has none."""

    part: Part | None
    """Which piece this is, where the hunks are too many for one event."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Observed:
        """Reads it from the members of its JSON."""
        return cls(
            before=None if data["before"] is None else FileState.from_dict(data["before"]),
            after=None if data["after"] is None else FileState.from_dict(data["after"]),
            binary=data.get("binary", False),
            full=data.get("full", False),
            hunks=None if data.get("hunks") is None else tuple(Hunk.from_dict(it) for it in data["hunks"]),
            part=None if data.get("part") is None else Part.from_dict(data["part"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        members: dict[str, Any] = {
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
        }
        if self.binary:
            members["binary"] = self.binary
        if self.full:
            members["full"] = self.full
        if self.hunks is not None:
            members["hunks"] = [it.to_dict() for it in self.hunks]
        if self.part is not None:
            members["part"] = self.part.to_dict()
        return members


@dataclass(frozen=True, slots=True)
class Overtime(_Result):
    """What the time over the limit costs."""

    limit_ms: int | None
    """The limit in ms; None where there is none."""

    over_ms: int | None
    """Time over the limit in ms, 0 within it; None without a limit."""

    raw: str | None
    """The score before, as it was written; None where none was given."""

    deduction: str | None
    """What is taken from it: a decimal rounded half away from zero to at most 4 places; None
    without a limit.
    """

    final: str | None
    """What is left, at least 0: a decimal rounded half away from zero to at most 2 places, from
    the exact deduction and not from the one that is shown. Null without `raw`.
    """

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Overtime:
        """Reads it from the members of its JSON."""
        return cls(
            limit_ms=data["limit_ms"],
            over_ms=data["over_ms"],
            raw=data["raw"],
            deduction=data["deduction"],
            final=data["final"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "limit_ms": self.limit_ms,
            "over_ms": self.over_ms,
            "raw": self.raw,
            "deduction": self.deduction,
            "final": self.final,
        }


@dataclass(frozen=True, slots=True)
class Part(_Result):
    """Which piece this is of an event that was too large for one line."""

    n: int
    """1-based number of this piece."""

    of: int
    """Number of pieces."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Part:
        """Reads it from the members of its JSON."""
        return cls(
            n=data["n"],
            of=data["of"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "n": self.n,
            "of": self.of,
        }


@dataclass(frozen=True, slots=True)
class Place(_Result):
    """Where a finding lies. Members that don't apply are None."""

    file: str | None
    """`events.jsonl`, `manifest.json`, `changes.diff`, `commits.json`, or None for the bundle."""

    line: int | None
    """0-based line of the file."""

    seq: int | None
    """`seq` that the line has or must have."""

    offset: int | None
    """Byte offset in the file."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Place:
        """Reads it from the members of its JSON."""
        return cls(
            file=data["file"],
            line=data["line"],
            seq=data["seq"],
            offset=data["offset"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "file": self.file,
            "line": self.line,
            "seq": self.seq,
            "offset": self.offset,
        }


@dataclass(frozen=True, slots=True)
class PolicyRef(_Result):
    """Which policy a Report was made with."""

    profile: str
    """Name of its flag profile."""

    sha256: str
    """SHA-256 of its canonical JSON."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PolicyRef:
        """Reads it from the members of its JSON."""
        return cls(
            profile=data["profile"],
            sha256=data["sha256"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "profile": self.profile,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class ProgramFacts(_Result):
    """A program and its version."""

    name: str
    """Its name."""

    version: str
    """Its version."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ProgramFacts:
        """Reads it from the members of its JSON."""
        return cls(
            name=data["name"],
            version=data["version"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "name": self.name,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Report(_Result):
    """What a verification found."""

    report: str
    """`interview-report/1`."""

    library: str
    """Version of the library that made it."""

    format: str | None
    """Format of the log: `interview-log/1`, `legacy`, or None where it is neither."""

    policy: PolicyRef
    """The policy that it was held against."""

    verdict: Verdict
    """The verdict."""

    findings: tuple[Finding, ...]
    """What was met, in the order of the log; capped, while the verdict counts all."""

    findings_omitted: int
    """Findings that the cap left out."""

    assurance: Assurance
    """What the log's signatures and anchors prove."""

    demands: tuple[Demand, ...]
    """The policy's demands, each met or not."""

    session: SessionFacts | None
    """What the log says of its session."""

    evidence: Evidence | None
    """Line attribution and commit cross-check; None where only the log was checked."""

    flags: tuple[Flag, ...] | None
    """Flags, in the order of the detectors; a legacy log has those of its own profile."""

    score: Score | None
    """How long it took, and what that costs."""

    legacy: Any
    """The original's verdict on a legacy log, its numbers as Python writes them."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Report:
        """Reads it from the members of its JSON."""
        return cls(
            report=data["report"],
            library=data["library"],
            format=data["format"],
            policy=PolicyRef.from_dict(data["policy"]),
            verdict=data["verdict"],
            findings=tuple(Finding.from_dict(it) for it in data["findings"]),
            findings_omitted=data["findings_omitted"],
            assurance=Assurance.from_dict(data["assurance"]),
            demands=tuple(Demand.from_dict(it) for it in data["demands"]),
            session=None if data["session"] is None else SessionFacts.from_dict(data["session"]),
            evidence=None if data["evidence"] is None else Evidence.from_dict(data["evidence"]),
            flags=None if data["flags"] is None else tuple(Flag.from_dict(it) for it in data["flags"]),
            score=None if data["score"] is None else Score.from_dict(data["score"]),
            legacy=deepcopy(data["legacy"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "report": self.report,
            "library": self.library,
            "format": self.format,
            "policy": self.policy.to_dict(),
            "verdict": self.verdict,
            "findings": [it.to_dict() for it in self.findings],
            "findings_omitted": self.findings_omitted,
            "assurance": self.assurance.to_dict(),
            "demands": [it.to_dict() for it in self.demands],
            "session": None if self.session is None else self.session.to_dict(),
            "evidence": None if self.evidence is None else self.evidence.to_dict(),
            "flags": None if self.flags is None else [it.to_dict() for it in self.flags],
            "score": None if self.score is None else self.score.to_dict(),
            "legacy": deepcopy(self.legacy),
        }


@dataclass(frozen=True, slots=True)
class Score(_Result):
    """Time and score of a session, for the Report."""

    elapsed: Elapsed | None
    """How long it took; None where the log has no end."""

    overtime: Overtime | None
    """What that costs; None where `elapsed` is."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Score:
        """Reads it from the members of its JSON."""
        return cls(
            elapsed=None if data["elapsed"] is None else Elapsed.from_dict(data["elapsed"]),
            overtime=None if data["overtime"] is None else Overtime.from_dict(data["overtime"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "elapsed": None if self.elapsed is None else self.elapsed.to_dict(),
            "overtime": None if self.overtime is None else self.overtime.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class SessionFacts(_Result):
    """What the log says of its session."""

    session: str | None
    """The session's ULID; None in a log that is no session."""

    log_origin: str
    """Name of the log in checkpoints and proofs."""

    sealed: bool
    """Whether it ends with session_end."""

    lines: int
    """Lines of the log."""

    head: str
    """Leaf hash of the last line: the chain head."""

    root: str
    """Root of the Merkle tree over all lines."""

    started_at: str | None
    """Local time of the first line."""

    ended_at: str | None
    """Local time of the last line."""

    capture: str | None
    """`full`, `partial` or `manual`."""

    interview: InterviewFacts | None
    """The interview."""

    recorder: ProgramFacts | None
    """The program that recorded."""

    host: ProgramFacts | None
    """The assistant or editor that was recorded."""

    session_key: str | None
    """Public key of the session."""

    continues: ContinuesFacts | None
    """The session that this one goes on from."""

    kinds: Mapping[str, int]
    """How many events there are of each kind."""

    redacted: int
    """Lines that were redacted."""

    activity: Activity | None
    """What the session was like; None where only the log was checked."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SessionFacts:
        """Reads it from the members of its JSON."""
        return cls(
            session=data["session"],
            log_origin=data["log_origin"],
            sealed=data["sealed"],
            lines=data["lines"],
            head=data["head"],
            root=data["root"],
            started_at=data["started_at"],
            ended_at=data["ended_at"],
            capture=data["capture"],
            interview=None if data["interview"] is None else InterviewFacts.from_dict(data["interview"]),
            recorder=None if data["recorder"] is None else ProgramFacts.from_dict(data["recorder"]),
            host=None if data["host"] is None else ProgramFacts.from_dict(data["host"]),
            session_key=data["session_key"],
            continues=None if data["continues"] is None else ContinuesFacts.from_dict(data["continues"]),
            kinds=dict(data["kinds"]),
            redacted=data["redacted"],
            activity=None if data["activity"] is None else Activity.from_dict(data["activity"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "session": self.session,
            "log_origin": self.log_origin,
            "sealed": self.sealed,
            "lines": self.lines,
            "head": self.head,
            "root": self.root,
            "started_at": self.started_at,
            "ended_at": self.ended_at,
            "capture": self.capture,
            "interview": None if self.interview is None else self.interview.to_dict(),
            "recorder": None if self.recorder is None else self.recorder.to_dict(),
            "host": None if self.host is None else self.host.to_dict(),
            "session_key": self.session_key,
            "continues": None if self.continues is None else self.continues.to_dict(),
            "kinds": dict(self.kinds),
            "redacted": self.redacted,
            "activity": None if self.activity is None else self.activity.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Share(_Result):
    """A share as two whole numbers."""

    n: int
    """The part."""

    of: int
    """The whole."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Share:
        """Reads it from the members of its JSON."""
        return cls(
            n=data["n"],
            of=data["of"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "n": self.n,
            "of": self.of,
        }


@dataclass(frozen=True, slots=True)
class Snapshot(_Result):
    """What a session's folder holds now."""

    facts: SessionFacts
    """What the log says of its session so far."""

    anchored: int
    """Lines under the newest anchor."""

    signed: int
    """Lines under the newest checkpoint that was signed."""

    sync_failed: bool
    """Whether a sync failed, after which no checkpoint is signed."""

    has_key: bool
    """Whether the session's key is there."""

    is_sealed: bool
    """Whether the bundle is complete: the manifest is written."""

    closed: str | None
    """Why the log was given up for another session: `key_lost` or `head_unknown`."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Snapshot:
        """Reads it from the members of its JSON."""
        return cls(
            facts=SessionFacts.from_dict(data["facts"]),
            anchored=data["anchored"],
            signed=data["signed"],
            sync_failed=data["sync_failed"],
            has_key=data["has_key"],
            is_sealed=data["is_sealed"],
            closed=data["closed"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "facts": self.facts.to_dict(),
            "anchored": self.anchored,
            "signed": self.signed,
            "sync_failed": self.sync_failed,
            "has_key": self.has_key,
            "is_sealed": self.is_sealed,
            "closed": self.closed,
        }


@dataclass(frozen=True, slots=True)
class Span(_Result):
    """Neighbouring added lines that come from one place."""

    line: int
    """1-based number of the first in the file after."""

    lines: int
    """How many."""

    class_: Class
    """Where they come from."""

    seq: int | None
    """`seq` of the event behind them; None where the log tells none."""

    note: str | None
    """What else is to be said of them."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Span:
        """Reads it from the members of its JSON."""
        return cls(
            line=data["line"],
            lines=data["lines"],
            class_=data["class"],
            seq=data["seq"],
            note=data["note"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "line": self.line,
            "lines": self.lines,
            "class": self.class_,
            "seq": self.seq,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class TestSeries(_Result):
    """A series of test runs."""

    runs: int
    """Runs."""

    passed: int
    """Runs that passed."""

    first_pass_seq: int | None
    """`seq` of the first run that passed; None where none did."""

    first_pass_ms: int | None
    """From the first event to that run, in ms."""

    last_passed: bool | None
    """Whether the last run passed; None without one."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TestSeries:
        """Reads it from the members of its JSON."""
        return cls(
            runs=data["runs"],
            passed=data["passed"],
            first_pass_seq=data["first_pass_seq"],
            first_pass_ms=data["first_pass_ms"],
            last_passed=data["last_passed"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The members as plain JSON types, in the order of the library's JSON."""
        return {
            "runs": self.runs,
            "passed": self.passed,
            "first_pass_seq": self.first_pass_seq,
            "first_pass_ms": self.first_pass_ms,
            "last_passed": self.last_passed,
        }
