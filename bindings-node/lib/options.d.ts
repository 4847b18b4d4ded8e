// What the library is given as JSON. Generated from the library's schemas: don't edit.
//
// Members that are left out have their defaults; one that the library doesn't know is an error.

/**
 * Which format the log must have.
 *
 * - `1`: interview-log/1.
 * - `legacy`: A log of interviewsignal 0.9.
 * - `auto`: Whichever it is.
 */
export type FormatPolicy =
  | '1'
  | 'legacy'
  | 'auto';

/**
 * When written lines are made to reach the disk.
 *
 * - `at_anchor`: Before a checkpoint is signed. A power cut can take the lines since the last
 *   one.
 * - `every_event`: After every event.
 * - `never`: Never: for logs that nobody would miss.
 */
export type SyncPolicy =
  | 'at_anchor'
  | 'every_event'
  | 'never';

/**
 * The form of a transcript.
 *
 * - `text`: Lines for a terminal of 80 columns.
 * - `markdown`: CommonMark.
 * - `json`: One line of JSON.
 */
export type TranscriptFormat =
  | 'text'
  | 'markdown'
  | 'json';

/** What the caller knows from elsewhere. */
export interface Context {
  /** The ticket that was issued for this session. */
  readonly expected_ticket?: string | null;
  /** Heads that witnesses keep for this origin. */
  readonly heads?: readonly Head[];
  /** When the submission was received. */
  readonly received_at?: string | null;
  /** Other sessions that were opened for the same candidate and interview. */
  readonly sessions?: readonly OtherSession[];
}

/** Where an earlier session stopped. */
export interface Continues {
  /** The earlier session. */
  readonly session: string;
  /** Lines of its log. */
  readonly size: number;
  /** Leaf hash of its last line. */
  readonly leaf_hash: string;
}

/** What a log must show beyond being intact. */
export interface Demands {
  /** Verifier keys that must each have cosigned the whole log. */
  readonly cosigned?: readonly string[];
  /** Widest bracket that an event may have, in seconds; an event without one doesn't meet it. */
  readonly max_unanchored_s?: number | null;
  /** A ticket signed by a known key. */
  readonly ticket?: boolean;
}

/** How lines are attributed. */
export interface EvidencePolicy {
  /** Commands that only lay code out, by their first words; what they change is a formatter's. */
  readonly formatters?: readonly string[];
  /**
   * Files that tools generate: `*` stands for any text without `/`, `** /` for any folders; a
   * pattern without `/` is held against the file's name alone.
   */
  readonly generated?: readonly string[];
  /**
   * Longest shell call whose changes are the assistant's, in ms; what changes during a longer
   * one may have been made by hand meanwhile.
   */
  readonly shell_window_ms?: number;
  /**
   * Files that the interview names as solution, by the same patterns: never taken for
   * generated.
   */
  readonly solution?: readonly string[];
}

/** Thresholds of the flags. */
export interface FlagPolicy {
  /** `anchor_gap`: events that the bracket must hold. */
  readonly anchor_gap_events?: number;
  /** `anchor_gap`: width of a bracket between trusted times that is yellow, in ms. */
  readonly anchor_gap_ms?: number;
  /** `bulk_paste`: the same for red. */
  readonly bulk_paste_red_lines?: number;
  /** `bulk_paste`: lines of one paste that are yellow. */
  readonly bulk_paste_yellow_lines?: number;
  /** `capture_disabled`: time that capture may be off without being red, in ms. */
  readonly capture_disabled_red_ms?: number;
  /** `clock_anomaly`: the same for red. */
  readonly clock_anomaly_red_ms?: number;
  /** `clock_anomaly`: change of the clock that is yellow, in ms. */
  readonly clock_anomaly_yellow_ms?: number;
  /** `commit_event_mismatch`: lines of commits in files that no event touched that are red. */
  readonly commit_event_mismatch_red_lines?: number;
  /** `diff_event_mismatch`: and the share of the added lines that they must be, in thousandths. */
  readonly diff_event_mismatch_permille?: number;
  /** `diff_event_mismatch`: the same for red. */
  readonly diff_event_mismatch_red_lines?: number;
  /** `diff_event_mismatch`: added lines of which the log tells nothing at all that are yellow. */
  readonly diff_event_mismatch_yellow_lines?: number;
  /** `few_interactions`: fewer than these are red where `few_interactions_red_lines` are added. */
  readonly few_interactions_red?: number;
  /** `few_interactions`: added lines from which it can be red. */
  readonly few_interactions_red_lines?: number;
  /** `few_interactions`: fewer than these are yellow. */
  readonly few_interactions_yellow?: number;
  /** `ghost_edits`: the same for red. */
  readonly ghost_edits_red_lines?: number;
  /** `ghost_edits`: unexplained lines that appear by one event in one file that are yellow. */
  readonly ghost_edits_yellow_lines?: number;
  /**
   * `history_rewritten`: share of explained lines under which a history that lost recorded
   * commits is red, in thousandths; above it, it is yellow.
   */
  readonly history_rewritten_red_permille?: number;
  /** `hooks_gap`: stretch without an event that is yellow, in ms. */
  readonly hooks_gap_ms?: number;
  /** `hooks_gap`: and the share of the session that it must be, in thousandths. */
  readonly hooks_gap_permille?: number;
  /** `hooks_gap`: unexplained lines that appear right behind it from which it is red. */
  readonly hooks_gap_red_lines?: number;
  /** `hooks_gap`: stretch without an event from which such lines make it red, in ms. */
  readonly hooks_gap_red_ms?: number;
  /** `hooks_gap`: how long behind it lines count as having appeared in it, in ms. */
  readonly hooks_gap_settle_ms?: number;
  /**
   * `no_iteration`: edits from which a session without a test run, a failed command or a second
   * look at a file is yellow.
   */
  readonly no_iteration_edits?: number;
  /** `no_prompts`: the same for red. */
  readonly no_prompts_red_calls?: number;
  /** `no_prompts`: tool calls of an assistant from which a session without a prompt is yellow. */
  readonly no_prompts_yellow_calls?: number;
  /** `overtime`: time over the limit beyond which it is red, in ms. */
  readonly overtime_red_ms?: number;
  /** `prompt_event_ratio`: tool calls for each prompt beyond which it is yellow. */
  readonly prompt_event_ratio?: number;
  /** `session_restarted`: lines of another session's log from which it is red. */
  readonly session_restarted_red_lines?: number;
  /** `too_fast`: added lines from which it can be red. */
  readonly too_fast_red_lines?: number;
  /** `too_fast`: share under which it is red where it adds `too_fast_red_lines`, in thousandths. */
  readonly too_fast_red_permille?: number;
  /** `too_fast`: without a limit, time under which a session is yellow, in ms. */
  readonly too_fast_without_limit_ms?: number;
  /** `too_fast`: share of the limit under which a session is yellow, in thousandths. */
  readonly too_fast_yellow_permille?: number;
  /**
   * `unbacked_test_runs`: test runs that no command or call in the log could have made that are
   * red.
   */
  readonly unbacked_test_runs_red?: number;
  /** `uniform_timing`: stretches between acts of one sort from which their regularity is judged. */
  readonly uniform_timing_gaps?: number;
  /** `uniform_timing`: stretches shorter than this on average are a machine's own pace, in ms. */
  readonly uniform_timing_mean_ms?: number;
  /** `uniform_timing`: the same for red. */
  readonly uniform_timing_red_permille?: number;
  /** `uniform_timing`: standard deviation by mean under which it is yellow, in thousandths. */
  readonly uniform_timing_yellow_permille?: number;
}

/** The trees that a session's diff compares, as `git_trees` reads them. */
export interface GitTrees {
  /** Tree at the start of the session. */
  readonly base_tree: string;
  /** Tree at its end. */
  readonly end_tree: string;
  /** Object hash: `sha1` or `sha256`. */
  readonly hash: string;
  /** Version of git that made the diff. */
  readonly version: string;
}

/** A head that a witness keeps. */
export interface Head {
  /** Lines. */
  readonly size: number;
  /** Root of the tree over them. */
  readonly root: string;
  /** When the witness took it. */
  readonly time?: string | null;
}

/** Who a session is: its id, the name of its log, and its key. */
export interface Identity {
  /** The session's ULID. */
  readonly session: string;
  /** Name of the log in checkpoints and proofs. */
  readonly log_origin: string;
  /** Seed of the session's key, 64 hexadecimal digits. A secret. */
  readonly key_seed: string;
}

/** The interview that the session answers. */
export interface Interview {
  /** Its code. */
  readonly code: string;
  /** SHA-256 of the problem text. */
  readonly problem_sha256: string;
  /** Time limit in ms; 0 for none. */
  readonly time_limit_ms: number;
}

/** How a journal behaves. */
export interface JournalOptions {
  /** How long to wait for the lock, in ms; 5000 where it is left out. */
  readonly lock_wait_ms?: number | null;
  /** When lines are made to reach the disk. */
  readonly sync?: SyncPolicy;
  /** Verifier keys of the witnesses that are asked for cosignatures. */
  readonly witnesses?: readonly string[];
}

/** Another session of the same candidate and interview. */
export interface OtherSession {
  /** Its ULID. */
  readonly session: string;
  /** Leaf hash of its last line, where known. */
  readonly leaf_hash?: string | null;
  /** Lines of its log, where known. */
  readonly size?: number | null;
}

/** One band of `OvertimePolicy`. */
export interface OvertimeBand {
  /** Its end, in minutes over the limit. */
  readonly until_min: number;
  /** Deduction at its end, as a decimal. */
  readonly deduction: string;
}

/**
 * What time over the limit costs.
 *
 * Inside a band the deduction grows from that of the band before, at first 0, to the band's own
 * by the square of the position in it; a band's end belongs to the band. Behind the last band
 * it is `beyond`.
 */
export interface OvertimePolicy {
  /** The bands, `until_min` rising, `deduction` never falling. */
  readonly bands?: readonly OvertimeBand[];
  /** Deduction behind the last band, as a decimal: a step, unless there is a ramp. */
  readonly beyond?: string;
  /**
   * Minutes over the limit at which `beyond` is reached, by the same curve as inside a band;
   * null for a step.
   */
  readonly ramp_until_min?: number | null;
}

/** What a log is held against. */
export interface Policy {
  /**
   * Change of local against witness time between two anchors that is told as a clock step, in
   * ms.
   */
  readonly clock_step_ms?: number;
  /** What the log must show beyond being intact. */
  readonly demands?: Demands;
  /** How lines are attributed. */
  readonly evidence?: EvidencePolicy;
  /** Thresholds of the flags. */
  readonly flags?: FlagPolicy;
  /** Which format the log must have. */
  readonly format?: FormatPolicy;
  /** Known keys with the time in which they are valid. */
  readonly keys?: readonly PolicyKey[];
  /** What overtime costs. */
  readonly overtime?: OvertimePolicy;
  /** Name of the flag profile: `standard` or `legacy`. A legacy log has flags of `legacy` only. */
  readonly profile?: string;
}

/** A known key and when it is valid. */
export interface PolicyKey {
  /** The key as a C2SP vkey. */
  readonly vkey: string;
  /** Signatures after this time don't count. */
  readonly not_after?: string | null;
  /** Signatures before this time (RFC 3339, three decimals, UTC) don't count. */
  readonly not_before?: string | null;
}

/** A program and its version. */
export interface Program {
  /** Its name. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
}

/** What a session begins with. */
export interface StartOptions {
  /** The program that records. */
  readonly recorder: Program;
  /** `full`, `partial` or `manual`; `full` where it is left out. */
  readonly capture?: string | null;
  /** The session that this one goes on from; only for a recorder without a journal. */
  readonly continues?: Continues | null;
  /** The assistant or editor that is recorded. */
  readonly host?: Program | null;
  /**
   * Who the session is; a new one without a relay where it is left out. A recorder without a
   * journal needs it.
   */
  readonly identity?: Identity | null;
  /** The interview; with a ticket it may be left out and is taken from there. */
  readonly interview?: Interview | null;
  /** The salt of line digests, 64 hexadecimal digits; random where it is left out. */
  readonly line_salt?: string | null;
  /** Operating system and architecture. */
  readonly system?: string | null;
  /** The relay's ticket, which names the identity. */
  readonly ticket?: string | null;
}

/** Options of a transcript. */
export interface TranscriptOptions {
  /** The form. */
  readonly format?: TranscriptFormat;
  /** Time without an event that is told as a gap once it is longer, in ms; at least 1. */
  readonly gap_ms?: number;
  /** Bytes that are kept of a tool's input and output, of a command and of a payload. */
  readonly output_bytes?: number;
  /** Bytes that are kept of a prompt, a message or a remark. */
  readonly text_bytes?: number;
  /** Whether the assistant's reasoning is shown; else only its length is. */
  readonly thinking?: boolean;
}

/** Options of a verification. */
export interface VerifyOptions {
  /** What the caller knows from elsewhere. */
  readonly context?: Context;
  /**
   * Whether only the log is checked: the Report's evidence, flags and score are null then, and
   * memory doesn't grow with the log.
   */
  readonly only_log?: boolean;
  /** What the log is held against. */
  readonly policy?: Policy;
  /**
   * Verifier keys (C2SP vkeys) of relays and witnesses that the caller trusts without a limit
   * in time. A signature by any other key never raises assurance.
   */
  readonly trusted_keys?: readonly string[];
}

