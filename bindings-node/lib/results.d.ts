// What the library gives. Generated from the library's schemas: don't edit.

import type { Fields, Json, Result } from './result.js';

/**
 * Where an added line comes from.
 *
 * - `assistant_edit`: A file tool of an assistant wrote it, or its completion in an editor.
 * - `assistant_shell`: It appeared between the states at start and end of one shell call of an
 *   assistant.
 * - `formatter`: A formatter laid it out.
 * - `candidate_editor`: The candidate wrote it in a captured editor, or by a command of their
 *   own.
 * - `generated`: It stands in a file that tools generate, by the patterns of the policy.
 * - `trivial`: It has no letter, digit or byte from 0x80 on, and so matches too much to be
 *   evidence.
 * - `recorder_gap`: It appeared while the recorder says that it was off.
 * - `out_of_step`: The log lost track of its file, and doesn't tell it otherwise.
 * - `unexplained`: The log doesn't tell who wrote it.
 */
export type Class =
  | 'assistant_edit'
  | 'assistant_shell'
  | 'formatter'
  | 'candidate_editor'
  | 'generated'
  | 'trivial'
  | 'recorder_gap'
  | 'out_of_step'
  | 'unexplained';

/**
 * How much a flag weighs.
 *
 * - `yellow`: Worth a look; it has many honest reasons.
 * - `red`: Worth a question to the candidate.
 */
export type Colour =
  | 'yellow'
  | 'red';

/**
 * Every finding code. Codes are stable for ever; new ones come in minor versions.
 *
 * - `empty_log`: The log is empty.
 * - `not_a_log`: No line is an event of format interview-log/1.
 * - `legacy_format`: This is a log of interviewsignal 0.9; the policy asks for format
 *   interview-log/1.
 * - `unsupported_format`: The log says that its format is {format}, which this version can't
 *   read.
 * - `bad_archive`: The archive isn't in the form of a bundle: {reason}.
 * - `bad_line`: The line isn't an event of the format ({reason}), and lines follow it.
 * - `broken_link`: `prev` isn't the leaf hash of the line before.
 * - `broken_seq`: `seq` is {found} where {expected} must stand.
 * - `line_ends_converted`: Every line ends with CR LF; the log was written with LF.
 * - `start_missing`: Line 0 isn't a session_start or log_start.
 * - `kind_out_of_place`: An event of kind {kind} can't stand here.
 * - `frame_misfit`: The payload of {kind} doesn't fit its kind: `{member}`.
 * - `after_end`: Bytes follow session_end.
 * - `ticket_invalid`: The ticket doesn't hold: {reason}.
 * - `ticket_differs`: The session doesn't repeat what its ticket says: {member}.
 * - `ticket_unexpected`: The session's ticket isn't the one that was issued for it.
 * - `anchor_invalid`: The anchor doesn't hold: {reason}.
 * - `root_differs`: The checkpoint of size {size} has another root than the lines.
 * - `cosignature_invalid`: A cosignature by the known key {key} doesn't hold.
 * - `final_note_invalid`: The final note doesn't hold: {reason}.
 * - `counts_differ`: session_end counts {member} differently.
 * - `artefact_differs`: The file isn't the one that session_end names.
 * - `artefact_unlisted`: session_end doesn't name this file.
 * - `manifest_differs`: The manifest isn't the one that follows from the log.
 * - `head_conflict`: A witness keeps a head of size {size} with another root.
 * - `head_beyond_end`: A witness keeps a head of size {size}, larger than the sealed log.
 * - `continues_differs`: The session that this one continues ended otherwise than it says.
 * - `no_session_end`: The log has no session_end.
 * - `torn_tail`: Bytes after the last whole line are no event ({reason}).
 * - `truncated`: The final note is for {size} lines; the log has {lines}.
 * - `head_ahead`: A witness keeps a head of size {size}; the log has {lines} lines.
 * - `manifest_missing`: There is no manifest, and so no final note.
 * - `artefact_missing`: session_end names a file that isn't there.
 * - `redacted_line`: The line was redacted; only its hash is known.
 * - `payload_misfit`: The payload of {kind} doesn't fit its kind (`{member}`) and is left out
 *   of the evidence.
 * - `statement_invalid`: The statement doesn't hold ({reason}); the event is shown as claimed.
 * - `statement_unverified`: The event speaks for someone else without a statement by a known
 *   key; it is shown as claimed.
 * - `ticket_unverified`: The ticket is signed by no known key.
 * - `no_ticket`: No relay opened the session.
 * - `unknown_cosigner`: A signature by {key} is of no known key and says nothing.
 * - `key_not_valid_then`: The known key {key} wasn't valid at the time of its signature.
 * - `not_anchored`: No cosignature by a known key covers the log.
 * - `clock_went_back`: The local clock went back by {ms} ms.
 * - `clock_stepped`: The local clock moved by {ms} ms against the witness between two anchors.
 * - `witness_went_back`: A cosignature is older than one that stands before it, by {ms} ms.
 * - `unknown_kind`: This version doesn't know the kind {kind}; the event is kept and hashed.
 * - `tail_recovered`: The recorder moved {bytes} bytes of an unfinished line aside after a
 *   crash or power cut.
 * - `recorder_gap`: The recorder says that it was off or lost something ({reason}).
 * - `kinds_not_counted`: The counts by kind can't be compared: {reason}.
 * - `demand_unmet`: A demand of the policy isn't met: {demand}.
 * - `legacy_not_utf8`: The file isn't UTF-8, so the original reads none of it.
 * - `legacy_no_events`: The file holds no event.
 * - `legacy_parse_error`: The line isn't JSON as the original reads it, so it reads no line
 *   behind it.
 * - `legacy_link_mismatch`: The event doesn't name the stored hash of the event before it.
 * - `legacy_hash_mismatch`: The stored hash of the event isn't the hash of its content.
 * - `legacy_manifest_mismatch`: final_hash in the manifest isn't the stored hash of the last
 *   event.
 * - `legacy_torn_tail`: The last line isn't whole; the original reads no line behind it and
 *   calls the log malformed.
 * - `legacy_verifier_raises`: The original gives no verdict here but raises an exception.
 * - `legacy_line_too_long`: The line is longer than what is read, so there is no verdict of the
 *   original.
 * - `legacy_manifest_too_long`: The manifest is longer than what is read, so there is no
 *   verdict of the original.
 * - `legacy_no_session_start`: No event is a session_start.
 * - `legacy_no_session_end`: No event is a session_end, so whole lines may be missing at the
 *   end.
 * - `legacy_manifest_absent`: There is no manifest, so whole lines may be missing at the end.
 * - `legacy_manifest_unreadable`: The original ignores this manifest because it can't read it.
 * - `legacy_manifest_without_hash`: The original ignores this manifest because it has no
 *   final_hash.
 * - `legacy_manifest_not_compared`: The original doesn't come to compare the manifest.
 * - `legacy_duplicate_key`: An object has a key twice; the original takes the last value, other
 *   readers may show the first.
 * - `legacy_respelled`: The line isn't spelled as the original writes it; its hash doesn't
 *   tell.
 * - `legacy_line_end`: Lines end in another way than the original writes; no hash tells.
 * - `legacy_blank_line`: The file has lines without an event; no hash tells.
 * - `legacy_time_goes_back`: The event is older than the one before it.
 * - `legacy_time_not_finite`: The time of the event is NaN or infinite.
 * - `legacy_unsigned`: The format has no signature and cuts its hashes to 64 bits: who has the
 *   file can write it anew.
 */
export type FindingCode =
  | 'empty_log'
  | 'not_a_log'
  | 'legacy_format'
  | 'unsupported_format'
  | 'bad_archive'
  | 'bad_line'
  | 'broken_link'
  | 'broken_seq'
  | 'line_ends_converted'
  | 'start_missing'
  | 'kind_out_of_place'
  | 'frame_misfit'
  | 'after_end'
  | 'ticket_invalid'
  | 'ticket_differs'
  | 'ticket_unexpected'
  | 'anchor_invalid'
  | 'root_differs'
  | 'cosignature_invalid'
  | 'final_note_invalid'
  | 'counts_differ'
  | 'artefact_differs'
  | 'artefact_unlisted'
  | 'manifest_differs'
  | 'head_conflict'
  | 'head_beyond_end'
  | 'continues_differs'
  | 'no_session_end'
  | 'torn_tail'
  | 'truncated'
  | 'head_ahead'
  | 'manifest_missing'
  | 'artefact_missing'
  | 'redacted_line'
  | 'payload_misfit'
  | 'statement_invalid'
  | 'statement_unverified'
  | 'ticket_unverified'
  | 'no_ticket'
  | 'unknown_cosigner'
  | 'key_not_valid_then'
  | 'not_anchored'
  | 'clock_went_back'
  | 'clock_stepped'
  | 'witness_went_back'
  | 'unknown_kind'
  | 'tail_recovered'
  | 'recorder_gap'
  | 'kinds_not_counted'
  | 'demand_unmet'
  | 'legacy_not_utf8'
  | 'legacy_no_events'
  | 'legacy_parse_error'
  | 'legacy_link_mismatch'
  | 'legacy_hash_mismatch'
  | 'legacy_manifest_mismatch'
  | 'legacy_torn_tail'
  | 'legacy_verifier_raises'
  | 'legacy_line_too_long'
  | 'legacy_manifest_too_long'
  | 'legacy_no_session_start'
  | 'legacy_no_session_end'
  | 'legacy_manifest_absent'
  | 'legacy_manifest_unreadable'
  | 'legacy_manifest_without_hash'
  | 'legacy_manifest_not_compared'
  | 'legacy_duplicate_key'
  | 'legacy_respelled'
  | 'legacy_line_end'
  | 'legacy_blank_line'
  | 'legacy_time_goes_back'
  | 'legacy_time_not_finite'
  | 'legacy_unsigned';

/**
 * Whether heads that witnesses keep were compared.
 *
 * - `not_checked`: No head was given.
 * - `checked`: All heads that were given are heads of this log.
 * - `conflict`: A head differs, or is ahead of this log.
 */
export type HeadsChecked =
  | 'not_checked'
  | 'checked'
  | 'conflict';

/**
 * How much a finding weighs.
 *
 * - `error`: The log is altered or unreadable.
 * - `warning`: The log is incomplete, or a part of it can't be used.
 * - `info`: Worth knowing; it says nothing against anybody.
 */
export type Severity =
  | 'error'
  | 'warning'
  | 'info';

/**
 * What is known of the ticket.
 *
 * - `none`: There is none.
 * - `unverified`: There is one, signed by no known key.
 * - `verified`: There is one, signed by a known key, and the session repeats it.
 */
export type TicketState =
  | 'none'
  | 'unverified'
  | 'verified';

/**
 * Where a time comes from.
 *
 * - `relay`: A ticket or cosignature by a trusted key.
 * - `estimated`: The last trusted anchor's time and the local time from there on.
 * - `receipt`: The time of receipt.
 * - `local`: The recorder's clock.
 */
export type TimeSource =
  | 'relay'
  | 'estimated'
  | 'receipt'
  | 'local';

/**
 * How bad a log is, the first that fits.
 *
 * - `unreadable`: No line of the format that was asked for.
 * - `altered`: Something was changed after it was recorded.
 * - `incomplete`: Nothing was changed, but something is missing.
 * - `intact`: Whole and unchanged.
 */
export type Verdict =
  | 'unreadable'
  | 'altered'
  | 'incomplete'
  | 'intact';

/** What a session was like. Times are by the recorder's clock. */
export declare class Activity extends Result {
  /** Time between acts that follow on each other within five minutes, in ms. */
  readonly activeMs: number;
  /** Longest stretch between two acts, in ms. */
  readonly longestGapMs: number;
  /** `seq` of the act behind it; null without one. */
  readonly longestGapSeq: number | null;
  /** Prompts. */
  readonly prompts: number;
  /** Turns of an assistant: prompts that were followed by an act of one. */
  readonly turns: number;
  /** Tool calls. */
  readonly toolCalls: number;
  /** Events that tell an edit of a file. */
  readonly edits: number;
  /** From the first event to the first edit, in ms; null without one. */
  readonly firstEditMs: number | null;
  /** The series of test runs. */
  readonly tests: TestSeries;
  /** Shell commands by the name of the program, most frequent first. */
  readonly commands: readonly CommandCount[];
  /** Pastes. */
  readonly pastes: number;
  /** Lines that were pasted. */
  readonly pastedLines: number;
  /** Commits. */
  readonly commits: number;
  constructor(fields: Fields<Activity>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Activity>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Activity;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Activity;
}

/** What the log's signatures and anchors prove. */
export declare class Assurance extends Result {
  /** One line for people. */
  readonly summary: string;
  /** What is known of the ticket. */
  readonly ticket: TicketState;
  /** Whether the session's own key signed the whole log. */
  readonly selfSigned: boolean;
  /** Known keys whose cosignatures hold, as `name+key id`. */
  readonly cosignedBy: readonly string[];
  /** Whether a known key cosigned the whole log. */
  readonly finalCosigned: boolean;
  /** Anchors whose checkpoint holds. */
  readonly anchors: number;
  /** Signatures by unknown keys, which say nothing. */
  readonly unknownSignatures: number;
  /** Events that a trusted cosignature covers. */
  readonly anchored: Share;
  /** Events with a trusted time on both sides. */
  readonly bracketed: Share;
  /** Width of the widest bracket of an event, or null where no event has one. */
  readonly widestBracketMs: number | null;
  /** Whether heads that witnesses keep were compared. */
  readonly heads: HeadsChecked;
  constructor(fields: Fields<Assurance>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Assurance>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Assurance;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Assurance;
}

/** Lines of each class. */
export declare class ClassCounts extends Result {
  /** Lines of `Class::AssistantEdit`. */
  readonly assistantEdit: number;
  /** Lines of `Class::AssistantShell`. */
  readonly assistantShell: number;
  /** Lines of `Class::Formatter`. */
  readonly formatter: number;
  /** Lines of `Class::CandidateEditor`. */
  readonly candidateEditor: number;
  /** Lines of `Class::Generated`. */
  readonly generated: number;
  /** Lines of `Class::Trivial`. */
  readonly trivial: number;
  /** Lines of `Class::RecorderGap`. */
  readonly recorderGap: number;
  /** Lines of `Class::OutOfStep`. */
  readonly outOfStep: number;
  /** Lines of `Class::Unexplained`. */
  readonly unexplained: number;
  constructor(fields: Fields<ClassCounts>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<ClassCounts>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): ClassCounts;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): ClassCounts;
}

/** How often a program was run. */
export declare class CommandCount extends Result {
  /** Its name; empty for all whose names are not kept. */
  readonly command: string;
  /** How often. */
  readonly runs: number;
  constructor(fields: Fields<CommandCount>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<CommandCount>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): CommandCount;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): CommandCount;
}

/** What the commits say beside the log. */
export declare class CommitEvidence extends Result {
  /** Commits that the log tells. */
  readonly recorded: number;
  /** Commits in `commits.json`; null without one that can be read. */
  readonly submitted: number | null;
  /**
   * Whether the commit at the start is an ancestor of those submitted; null where nobody can
   * tell.
   */
  readonly baseIsAncestor: boolean | null;
  /** Commits that the log tells and the history doesn't have. */
  readonly missing: readonly CommitPlace[];
  /** How many of those the log itself tells to be amended, rebased or squashed later. */
  readonly rewrittenOpenly: number;
  /** Commits whose time lies outside the session. */
  readonly outsideSession: readonly CommitPlace[];
  /** Files of commits that no event touched since the commit before. */
  readonly untouched: readonly CommitPlace[];
  /** Turns in which files changed and that no commit followed. */
  readonly turnsWithoutCommit: number;
  /** Entries beyond those listed. */
  readonly omitted: number;
  constructor(fields: Fields<CommitEvidence>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<CommitEvidence>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): CommitEvidence;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): CommitEvidence;
}

/** A commit, and where it is told. */
export declare class CommitPlace extends Result {
  /** Its id; null where the log tells none. */
  readonly id: string | null;
  /** `seq` of its event; null where the log doesn't have it. */
  readonly seq: number | null;
  /** The file, where it is about one. */
  readonly path: string | null;
  /** Lines that it adds there. */
  readonly lines: number | null;
  constructor(fields: Fields<CommitPlace>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<CommitPlace>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): CommitPlace;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): CommitPlace;
}

/** Where an earlier session stopped. */
export declare class ContinuesFacts extends Result {
  /** The earlier session. */
  readonly session: string;
  /** Lines of its log. */
  readonly size: number;
  /** Leaf hash of its last line. */
  readonly leafHash: string;
  constructor(fields: Fields<ContinuesFacts>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<ContinuesFacts>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): ContinuesFacts;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): ContinuesFacts;
}

/** A cosignature that holds. */
export declare class Cosigned extends Result {
  /** The known key, as `name+key id`. */
  readonly key: string;
  /** When it cosigned. */
  readonly at: string;
  constructor(fields: Fields<Cosigned>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Cosigned>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Cosigned;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Cosigned;
}

/** One demand of the policy. */
export declare class Demand extends Result {
  /** `ticket`, `cosigned` or `max_unanchored`. */
  readonly demand: string;
  /** What is asked for: a key, or a number with its unit. */
  readonly wanted: string;
  /** Whether it is met. */
  readonly met: boolean;
  constructor(fields: Fields<Demand>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Demand>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Demand;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Demand;
}

/** What a proof shows. */
export declare class Disclosed extends Result {
  /** Name of the log. */
  readonly logOrigin: string;
  /** Number of the event. */
  readonly seq: number;
  /** Lines of the log that the checkpoint covers. */
  readonly size: number;
  /** Leaf hash of the event. */
  readonly leafHash: string;
  /** Known keys that cosigned the checkpoint, as `name+key id`, each with its time. */
  readonly cosignedBy: readonly Cosigned[];
  constructor(fields: Fields<Disclosed>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Disclosed>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Disclosed;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Disclosed;
}

/** How long a session took, and by whose clock. */
export declare class Elapsed extends Result {
  /** From start to end without granted pauses, in ms. */
  readonly elapsedMs: number;
  /** When it began. */
  readonly start: Moment;
  /** When it ended. */
  readonly end: Moment;
  /** The same time by the recorder's clock alone, in ms. */
  readonly localElapsedMs: number;
  constructor(fields: Fields<Elapsed>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Elapsed>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Elapsed;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Elapsed;
}

/** A line that was written. */
export declare class Entry extends Result {
  /** Its number. */
  readonly seq: number;
  /** Its leaf hash, which is the chain's head now. */
  readonly leafHash: string;
  /** Its time. */
  readonly at: string;
  constructor(fields: Fields<Entry>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Entry>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Entry;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Entry;
}

/** An error code. */
export declare class ErrorInfo extends Result {
  /** The code, for ever the same. */
  readonly code: string;
  /** Its category. */
  readonly category: string;
  /** What it means. */
  readonly meaning: string;
  constructor(fields: Fields<ErrorInfo>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<ErrorInfo>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): ErrorInfo;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): ErrorInfo;
}

/** Which lines came from where, and whether the commits fit. */
export declare class Evidence extends Result {
  /** Lines that the diff adds; null without a diff that can be read. */
  readonly added: number | null;
  /** They by class. */
  readonly classes: ClassCounts;
  /** Lines that the log explains, of those that are neither trivial nor generated. */
  readonly coverage: Share;
  /** The diff's files, in its order. */
  readonly files: readonly FileEvidence[];
  /** Files beyond those listed; their lines count above. */
  readonly filesOmitted: number;
  /** The commits. */
  readonly commits: CommitEvidence;
  /** What couldn't be read. */
  readonly flaws: readonly Flaw[];
  constructor(fields: Fields<Evidence>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Evidence>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Evidence;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Evidence;
}

/** One file of the diff. */
export declare class FileEvidence extends Result {
  /**
   * Its path after, or before where it is gone, as the log spells it; empty where it has no
   * spelling.
   */
  readonly path: string;
  /** Lines that the diff adds. */
  readonly added: number;
  /** Lines that it removes. */
  readonly removed: number;
  /** Whether git takes it for binary. */
  readonly binary: boolean;
  /** `seq` of the event since which the log has lost track of it; null where it hasn't. */
  readonly outOfStepSince: number | null;
  /** Its added lines by class. */
  readonly classes: ClassCounts;
  /** Its added lines, ascending. */
  readonly spans: readonly Span[];
  constructor(fields: Fields<FileEvidence>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<FileEvidence>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): FileEvidence;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): FileEvidence;
}

/** A file's bytes on disk, as the recorder itself read them. */
export declare class FileState extends Result {
  /** SHA-256 of the bytes. */
  readonly sha256: string;
  /** Lines, the last one counted with or without an LF at its end; 0 for an empty file. */
  readonly lines: number;
  constructor(fields: Fields<FileState>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<FileState>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): FileState;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): FileState;
}

/** One thing that the verifier met. */
export declare class Finding extends Result {
  /** What it is. */
  readonly code: FindingCode;
  /** How much it weighs. */
  readonly severity: Severity;
  /** Where it lies. */
  readonly place: Place;
  /** One English sentence. */
  readonly message: string;
  /** What a translation needs. */
  readonly params: Readonly<Record<string, number | bigint | string>>;
  constructor(fields: Fields<Finding>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Finding>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Finding;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Finding;
}

/** A fact about a session that is worth a look. */
export declare class Flag extends Result {
  /** Its name, for ever. */
  readonly id: string;
  /** How much it weighs. */
  readonly severity: Colour;
  /** A few words for a list. */
  readonly label: string;
  /** A sentence that says what was seen, for the candidate too. */
  readonly detail: string;
  /** `seq`s of the events that it rests on, ascending; empty where it rests on what isn't there. */
  readonly evidence: readonly number[];
  /** What was measured, with its unit. */
  readonly measured: string;
  /** The threshold that it crossed, with its unit. */
  readonly threshold: string;
  /** How far the one lies from the other, with its unit. */
  readonly distance: string;
  constructor(fields: Fields<Flag>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Flag>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Flag;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Flag;
}

/** Something that couldn't be read, and so isn't in the evidence. */
export declare class Flaw extends Result {
  /** `changes.diff`, `commits.json` or `events.jsonl`. */
  readonly file: string;
  /** 1-based line, where it has one. */
  readonly line: number | null;
  /** What is wrong, as a short name. */
  readonly reason: string;
  constructor(fields: Fields<Flaw>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Flaw>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Flaw;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Flaw;
}

/** One run of changed lines. */
export declare class Hunk extends Result {
  /** 0-based line in the state before. */
  readonly at: number;
  /** Lines taken out there. */
  readonly removed: number;
  /** Digests of the lines put in there. */
  readonly added: string;
  constructor(fields: Fields<Hunk>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Hunk>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Hunk;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Hunk;
}

/** The interview that the session answers. */
export declare class InterviewFacts extends Result {
  /** Its code. */
  readonly code: string;
  /** SHA-256 of the problem text. */
  readonly problemSha256: string;
  /** Time limit in ms; 0 for none. */
  readonly timeLimitMs: number;
  constructor(fields: Fields<InterviewFacts>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<InterviewFacts>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): InterviewFacts;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): InterviewFacts;
}

/** A time and where it comes from. */
export declare class Moment extends Result {
  /** The time. */
  readonly at: string;
  /** Where it comes from. */
  readonly source: TimeSource;
  constructor(fields: Fields<Moment>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Moment>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Moment;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Moment;
}

/**
 * The members of one file event that tell the change itself. As JSON, what says nothing is left
 * out, and so it is the event's data but for `path` and `cause`.
 */
export declare class Observed extends Result {
  /** Bytes before; null: no such file. */
  readonly before: FileState | null;
  /** Bytes after; null: no such file. */
  readonly after: FileState | null;
  /** Whether the file is binary, and so has no hunks. */
  readonly binary?: boolean;
  /** Whether one hunk, that of all parts together, replaces everything. */
  readonly full?: boolean;
  /** The change, ascending and disjoint, by lines of the state before; a binary file has none. */
  readonly hunks?: readonly Hunk[];
  /** Which piece this is, where the hunks are too many for one event. */
  readonly part?: Part;
  constructor(fields: Fields<Observed>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Observed>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Observed;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Observed;
}

/** What the time over the limit costs. */
export declare class Overtime extends Result {
  /** The limit in ms; null where there is none. */
  readonly limitMs: number | null;
  /** Time over the limit in ms, 0 within it; null without a limit. */
  readonly overMs: number | null;
  /** The score before, as it was written; null where none was given. */
  readonly raw: string | null;
  /**
   * What is taken from it: a decimal rounded half away from zero to at most 4 places; null
   * without a limit.
   */
  readonly deduction: string | null;
  /**
   * What is left, at least 0: a decimal rounded half away from zero to at most 2 places, from
   * the exact deduction and not from the one that is shown. Null without `raw`.
   */
  readonly final: string | null;
  constructor(fields: Fields<Overtime>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Overtime>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Overtime;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Overtime;
}

/** Which piece this is of an event that was too large for one line. */
export declare class Part extends Result {
  /** 1-based number of this piece. */
  readonly n: number;
  /** Number of pieces. */
  readonly of: number;
  constructor(fields: Fields<Part>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Part>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Part;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Part;
}

/** Where a finding lies. Members that don't apply are null. */
export declare class Place extends Result {
  /** `events.jsonl`, `manifest.json`, `changes.diff`, `commits.json`, or null for the bundle. */
  readonly file: string | null;
  /** 0-based line of the file. */
  readonly line: number | null;
  /** `seq` that the line has or must have. */
  readonly seq: number | null;
  /** Byte offset in the file. */
  readonly offset: number | null;
  constructor(fields: Fields<Place>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Place>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Place;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Place;
}

/** Which policy a Report was made with. */
export declare class PolicyRef extends Result {
  /** Name of its flag profile. */
  readonly profile: string;
  /** SHA-256 of its canonical JSON. */
  readonly sha256: string;
  constructor(fields: Fields<PolicyRef>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<PolicyRef>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): PolicyRef;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): PolicyRef;
}

/** A program and its version. */
export declare class ProgramFacts extends Result {
  /** Its name. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  constructor(fields: Fields<ProgramFacts>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<ProgramFacts>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): ProgramFacts;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): ProgramFacts;
}

/** What a verification found. */
export declare class Report extends Result {
  /** `interview-report/1`. */
  readonly report: string;
  /** Version of the library that made it. */
  readonly library: string;
  /** Format of the log: `interview-log/1`, `legacy`, or null where it is neither. */
  readonly format: string | null;
  /** The policy that it was held against. */
  readonly policy: PolicyRef;
  /** The verdict. */
  readonly verdict: Verdict;
  /** What was met, in the order of the log; capped, while the verdict counts all. */
  readonly findings: readonly Finding[];
  /** Findings that the cap left out. */
  readonly findingsOmitted: number;
  /** What the log's signatures and anchors prove. */
  readonly assurance: Assurance;
  /** The policy's demands, each met or not. */
  readonly demands: readonly Demand[];
  /** What the log says of its session. */
  readonly session: SessionFacts | null;
  /** Line attribution and commit cross-check; null where only the log was checked. */
  readonly evidence: Evidence | null;
  /** Flags, in the order of the detectors; a legacy log has those of its own profile. */
  readonly flags: readonly Flag[] | null;
  /** How long it took, and what that costs. */
  readonly score: Score | null;
  /** The original's verdict on a legacy log, its numbers as Python writes them. */
  readonly legacy: Json;
  constructor(fields: Fields<Report>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Report>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Report;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Report;
}

/** Time and score of a session, for the Report. */
export declare class Score extends Result {
  /** How long it took; null where the log has no end. */
  readonly elapsed: Elapsed | null;
  /** What that costs; null where `elapsed` is. */
  readonly overtime: Overtime | null;
  constructor(fields: Fields<Score>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Score>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Score;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Score;
}

/** What the log says of its session. */
export declare class SessionFacts extends Result {
  /** The session's ULID; null in a log that is no session. */
  readonly session: string | null;
  /** Name of the log in checkpoints and proofs. */
  readonly logOrigin: string;
  /** Whether it ends with session_end. */
  readonly sealed: boolean;
  /** Lines of the log. */
  readonly lines: number;
  /** Leaf hash of the last line: the chain head. */
  readonly head: string;
  /** Root of the Merkle tree over all lines. */
  readonly root: string;
  /** Local time of the first line. */
  readonly startedAt: string | null;
  /** Local time of the last line. */
  readonly endedAt: string | null;
  /** `full`, `partial` or `manual`. */
  readonly capture: string | null;
  /** The interview. */
  readonly interview: InterviewFacts | null;
  /** The program that recorded. */
  readonly recorder: ProgramFacts | null;
  /** The assistant or editor that was recorded. */
  readonly host: ProgramFacts | null;
  /** Public key of the session. */
  readonly sessionKey: string | null;
  /** The session that this one goes on from. */
  readonly continues: ContinuesFacts | null;
  /** How many events there are of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Lines that were redacted. */
  readonly redacted: number;
  /** What the session was like; null where only the log was checked. */
  readonly activity: Activity | null;
  constructor(fields: Fields<SessionFacts>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<SessionFacts>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): SessionFacts;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): SessionFacts;
}

/** A share as two whole numbers. */
export declare class Share extends Result {
  /** The part. */
  readonly n: number;
  /** The whole. */
  readonly of: number;
  constructor(fields: Fields<Share>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Share>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Share;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Share;
}

/** What a session's folder holds now. */
export declare class Snapshot extends Result {
  /** What the log says of its session so far. */
  readonly facts: SessionFacts;
  /** Lines under the newest anchor. */
  readonly anchored: number;
  /** Lines under the newest checkpoint that was signed. */
  readonly signed: number;
  /** Whether a sync failed, after which no checkpoint is signed. */
  readonly syncFailed: boolean;
  /** Whether the session's key is there. */
  readonly hasKey: boolean;
  /** Whether the bundle is complete: the manifest is written. */
  readonly isSealed: boolean;
  /** Why the log was given up for another session: `key_lost` or `head_unknown`. */
  readonly closed: string | null;
  constructor(fields: Fields<Snapshot>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Snapshot>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Snapshot;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Snapshot;
}

/** Neighbouring added lines that come from one place. */
export declare class Span extends Result {
  /** 1-based number of the first in the file after. */
  readonly line: number;
  /** How many. */
  readonly lines: number;
  /** Where they come from. */
  readonly class: Class;
  /** `seq` of the event behind them; null where the log tells none. */
  readonly seq: number | null;
  /** What else is to be said of them. */
  readonly note: string | null;
  constructor(fields: Fields<Span>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<Span>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): Span;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): Span;
}

/** A series of test runs. */
export declare class TestSeries extends Result {
  /** Runs. */
  readonly runs: number;
  /** Runs that passed. */
  readonly passed: number;
  /** `seq` of the first run that passed; null where none did. */
  readonly firstPassSeq: number | null;
  /** From the first event to that run, in ms. */
  readonly firstPassMs: number | null;
  /** Whether the last run passed; null without one. */
  readonly lastPassed: boolean | null;
  constructor(fields: Fields<TestSeries>);
  /** Names of the fields, in the order of the JSON. */
  static readonly fields: readonly (keyof Fields<TestSeries>)[];
  /** Reads it from an object as {@link toObject} gives it. */
  static fromObject(object: object): TestSeries;
  /** Reads it from JSON as {@link toJson} gives it. */
  static fromJson(json: string): TestSeries;
}

