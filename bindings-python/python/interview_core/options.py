"""What the library is given, as typed dictionaries. Generated from the library's schemas: don't edit.

Any mapping of this form does; members that are left out have their defaults.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

__all__ = [
    "Context",
    "ContinuesFacts",
    "Demands",
    "EvidencePolicy",
    "FlagPolicy",
    "FormatPolicy",
    "GitTrees",
    "Head",
    "Identity",
    "InterviewFacts",
    "JournalOptions",
    "OtherSession",
    "OvertimeBand",
    "OvertimePolicy",
    "Policy",
    "PolicyKey",
    "ProgramFacts",
    "StartOptions",
    "SyncPolicy",
    "TranscriptFormat",
    "TranscriptOptions",
    "VerifyOptions",
]

FormatPolicy = Literal[
    "1",
    "legacy",
    "auto",
]
"""Which format the log must have.

- `1`: interview-log/1.
- `legacy`: A log of interviewsignal 0.9.
- `auto`: Whichever it is.
"""

SyncPolicy = Literal[
    "at_anchor",
    "every_event",
    "never",
]
"""When written lines are made to reach the disk.

- `at_anchor`: Before a checkpoint is signed. A power cut can take the lines since the last one.
- `every_event`: After every event.
- `never`: Never: for logs that nobody would miss.
"""

TranscriptFormat = Literal[
    "text",
    "markdown",
    "json",
]
"""The form of a transcript.

- `text`: Lines for a terminal of 80 columns.
- `markdown`: CommonMark.
- `json`: One line of JSON.
"""


class Context(TypedDict, total=False):
    """What the caller knows from elsewhere."""

    expected_ticket: str | None
    """The ticket that was issued for this session."""

    heads: Sequence[Head]
    """Heads that witnesses keep for this origin."""

    received_at: str | None
    """When the submission was received."""

    sessions: Sequence[OtherSession]
    """Other sessions that were opened for the same candidate and interview."""


class ContinuesFacts(TypedDict):
    """Where an earlier session stopped."""

    session: str
    """The earlier session."""

    size: int
    """Lines of its log."""

    leaf_hash: str
    """Leaf hash of its last line."""


class Demands(TypedDict, total=False):
    """What a log must show beyond being intact."""

    cosigned: Sequence[str]
    """Verifier keys that must each have cosigned the whole log."""

    max_unanchored_s: int | None
    """Widest bracket that an event may have, in seconds; an event without one doesn't meet it."""

    ticket: bool
    """A ticket signed by a known key."""


class EvidencePolicy(TypedDict, total=False):
    """How lines are attributed."""

    formatters: Sequence[str]
    """Commands that only lay code out, by their first words; what they change is a formatter's."""

    generated: Sequence[str]
    """Files that tools generate: `*` stands for any text without `/`, `**/` for any folders; a
    pattern without `/` is held against the file's name alone.
    """

    shell_window_ms: int
    """Longest shell call whose changes are the assistant's, in ms; what changes during a longer
    one may have been made by hand meanwhile.
    """

    solution: Sequence[str]
    """Files that the interview names as solution, by the same patterns: never taken for generated.
    """


class FlagPolicy(TypedDict, total=False):
    """Thresholds of the flags."""

    anchor_gap_events: int
    """`anchor_gap`: events that the bracket must hold."""

    anchor_gap_ms: int
    """`anchor_gap`: width of a bracket between trusted times that is yellow, in ms."""

    bulk_paste_red_lines: int
    """`bulk_paste`: the same for red."""

    bulk_paste_yellow_lines: int
    """`bulk_paste`: lines of one paste that are yellow."""

    capture_disabled_red_ms: int
    """`capture_disabled`: time that capture may be off without being red, in ms."""

    clock_anomaly_red_ms: int
    """`clock_anomaly`: the same for red."""

    clock_anomaly_yellow_ms: int
    """`clock_anomaly`: change of the clock that is yellow, in ms."""

    commit_event_mismatch_red_lines: int
    """`commit_event_mismatch`: lines of commits in files that no event touched that are red."""

    diff_event_mismatch_permille: int
    """`diff_event_mismatch`: and the share of the added lines that they must be, in thousandths."""

    diff_event_mismatch_red_lines: int
    """`diff_event_mismatch`: the same for red."""

    diff_event_mismatch_yellow_lines: int
    """`diff_event_mismatch`: added lines of which the log tells nothing at all that are yellow."""

    few_interactions_red: int
    """`few_interactions`: fewer than these are red where `few_interactions_red_lines` are added."""

    few_interactions_red_lines: int
    """`few_interactions`: added lines from which it can be red."""

    few_interactions_yellow: int
    """`few_interactions`: fewer than these are yellow."""

    ghost_edits_red_lines: int
    """`ghost_edits`: the same for red."""

    ghost_edits_yellow_lines: int
    """`ghost_edits`: unexplained lines that appear by one event in one file that are yellow."""

    history_rewritten_red_permille: int
    """`history_rewritten`: share of explained lines under which a history that lost recorded
    commits is red, in thousandths; above it, it is yellow.
    """

    hooks_gap_ms: int
    """`hooks_gap`: stretch without an event that is yellow, in ms."""

    hooks_gap_permille: int
    """`hooks_gap`: and the share of the session that it must be, in thousandths."""

    hooks_gap_red_lines: int
    """`hooks_gap`: unexplained lines that appear right behind it from which it is red."""

    hooks_gap_red_ms: int
    """`hooks_gap`: stretch without an event from which such lines make it red, in ms."""

    hooks_gap_settle_ms: int
    """`hooks_gap`: how long behind it lines count as having appeared in it, in ms."""

    no_iteration_edits: int
    """`no_iteration`: edits from which a session without a test run, a failed command or a second
    look at a file is yellow.
    """

    no_prompts_red_calls: int
    """`no_prompts`: the same for red."""

    no_prompts_yellow_calls: int
    """`no_prompts`: tool calls of an assistant from which a session without a prompt is yellow."""

    overtime_red_ms: int
    """`overtime`: time over the limit beyond which it is red, in ms."""

    prompt_event_ratio: int
    """`prompt_event_ratio`: tool calls for each prompt beyond which it is yellow."""

    session_restarted_red_lines: int
    """`session_restarted`: lines of another session's log from which it is red."""

    too_fast_red_lines: int
    """`too_fast`: added lines from which it can be red."""

    too_fast_red_permille: int
    """`too_fast`: share under which it is red where it adds `too_fast_red_lines`, in thousandths.
    """

    too_fast_without_limit_ms: int
    """`too_fast`: without a limit, time under which a session is yellow, in ms."""

    too_fast_yellow_permille: int
    """`too_fast`: share of the limit under which a session is yellow, in thousandths."""

    unbacked_test_runs_red: int
    """`unbacked_test_runs`: test runs that no command or call in the log could have made that are
    red.
    """

    uniform_timing_gaps: int
    """`uniform_timing`: stretches between acts of one sort from which their regularity is judged.
    """

    uniform_timing_mean_ms: int
    """`uniform_timing`: stretches shorter than this on average are a machine's own pace, in ms."""

    uniform_timing_red_permille: int
    """`uniform_timing`: the same for red."""

    uniform_timing_yellow_permille: int
    """`uniform_timing`: standard deviation by mean under which it is yellow, in thousandths."""


class GitTrees(TypedDict):
    """The trees that a session's diff compares, as `git_trees` reads them."""

    base_tree: str
    """Tree at the start of the session."""

    end_tree: str
    """Tree at its end."""

    hash: str
    """Object hash: `sha1` or `sha256`."""

    version: str
    """Version of git that made the diff."""


class _Head(TypedDict):
    """A head that a witness keeps."""

    size: int
    """Lines."""

    root: str
    """Root of the tree over them."""


class Head(_Head, total=False):
    """A head that a witness keeps."""

    time: str | None
    """When the witness took it."""


class Identity(TypedDict):
    """Who a session is: its id, the name of its log, and its key."""

    session: str
    """The session's ULID."""

    log_origin: str
    """Name of the log in checkpoints and proofs."""

    key_seed: str
    """Seed of the session's key, 64 hexadecimal digits. A secret."""


class InterviewFacts(TypedDict):
    """The interview that the session answers."""

    code: str
    """Its code."""

    problem_sha256: str
    """SHA-256 of the problem text."""

    time_limit_ms: int
    """Time limit in ms; 0 for none."""


class JournalOptions(TypedDict, total=False):
    """How a journal behaves."""

    lock_wait_ms: int | None
    """How long to wait for the lock, in ms; 5000 where it is left out."""

    sync: SyncPolicy
    """When lines are made to reach the disk."""

    witnesses: Sequence[str]
    """Verifier keys of the witnesses that are asked for cosignatures."""


class _OtherSession(TypedDict):
    """Another session of the same candidate and interview."""

    session: str
    """Its ULID."""


class OtherSession(_OtherSession, total=False):
    """Another session of the same candidate and interview."""

    leaf_hash: str | None
    """Leaf hash of its last line, where known."""

    size: int | None
    """Lines of its log, where known."""


class OvertimeBand(TypedDict):
    """One band of `OvertimePolicy`."""

    until_min: int
    """Its end, in minutes over the limit."""

    deduction: str
    """Deduction at its end, as a decimal."""


class OvertimePolicy(TypedDict, total=False):
    """What time over the limit costs.

    Inside a band the deduction grows from that of the band before, at first 0, to the band's
    own by the square of the position in it; a band's end belongs to the band. Behind the last
    band it is `beyond`.
    """

    bands: Sequence[OvertimeBand]
    """The bands, `until_min` rising, `deduction` never falling."""

    beyond: str
    """Deduction behind the last band, as a decimal: a step, unless there is a ramp."""

    ramp_until_min: int | None
    """Minutes over the limit at which `beyond` is reached, by the same curve as inside a band;
    None for a step.
    """


class Policy(TypedDict, total=False):
    """What a log is held against."""

    clock_step_ms: int
    """Change of local against witness time between two anchors that is told as a clock step, in
    ms.
    """

    demands: Demands
    """What the log must show beyond being intact."""

    evidence: EvidencePolicy
    """How lines are attributed."""

    flags: FlagPolicy
    """Thresholds of the flags."""

    format: FormatPolicy
    """Which format the log must have."""

    keys: Sequence[PolicyKey]
    """Known keys with the time in which they are valid."""

    overtime: OvertimePolicy
    """What overtime costs."""

    profile: str
    """Name of the flag profile: `standard` or `legacy`. A legacy log has flags of `legacy` only."""


class _PolicyKey(TypedDict):
    """A known key and when it is valid."""

    vkey: str
    """The key as a C2SP vkey."""


class PolicyKey(_PolicyKey, total=False):
    """A known key and when it is valid."""

    not_after: str | None
    """Signatures after this time don't count."""

    not_before: str | None
    """Signatures before this time (RFC 3339, three decimals, UTC) don't count."""


class ProgramFacts(TypedDict):
    """A program and its version."""

    name: str
    """Its name."""

    version: str
    """Its version."""


class _StartOptions(TypedDict):
    """What a session begins with."""

    recorder: ProgramFacts
    """The program that records."""


class StartOptions(_StartOptions, total=False):
    """What a session begins with."""

    capture: str | None
    """`full`, `partial` or `manual`; `full` where it is left out."""

    continues: ContinuesFacts | None
    """The session that this one goes on from; only for a recorder without a journal."""

    host: ProgramFacts | None
    """The assistant or editor that is recorded."""

    identity: Identity | None
    """Who the session is; a new one without a relay where it is left out. A recorder without a
    journal needs it.
    """

    interview: InterviewFacts | None
    """The interview; with a ticket it may be left out and is taken from there."""

    line_salt: str | None
    """The salt of line digests, 64 hexadecimal digits; random where it is left out."""

    system: str | None
    """Operating system and architecture."""

    ticket: str | None
    """The relay's ticket, which names the identity."""


class TranscriptOptions(TypedDict, total=False):
    """Options of a transcript."""

    format: TranscriptFormat
    """The form."""

    gap_ms: int
    """Time without an event that is told as a gap once it is longer, in ms; at least 1."""

    output_bytes: int
    """Bytes that are kept of a tool's input and output, of a command and of a payload."""

    text_bytes: int
    """Bytes that are kept of a prompt, a message or a remark."""

    thinking: bool
    """Whether the assistant's reasoning is shown; else only its length is."""


class VerifyOptions(TypedDict, total=False):
    """Options of a verification."""

    context: Context
    """What the caller knows from elsewhere."""

    only_log: bool
    """Whether only the log is checked: the Report's evidence, flags and score are None then, and
    memory doesn't grow with the log.
    """

    policy: Policy
    """What the log is held against."""

    trusted_keys: Sequence[str]
    """Verifier keys (C2SP vkeys) of relays and witnesses that the caller trusts without a limit in
    time. A signature by any other key never raises assurance.
    """
