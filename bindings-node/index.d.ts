import type { Readable } from 'node:stream';

import type { Call } from './lib/call.js';
import type { OvertimePolicy, Policy, TranscriptOptions, VerifyOptions } from './lib/options.js';
import type {
  Disclosed,
  ErrorInfo,
  Evidence,
  Flag,
  Observed,
  Overtime,
  Report,
} from './lib/results.js';

export * from './lib/recording.js';
export * from './lib/results.js';
export type { Call } from './lib/call.js';
export type * from './lib/options.js';
export { LegacyNumber } from './lib/result.js';
export type { Fields, Json, Result } from './lib/result.js';

/** A code of {@link errorCodes}, or `internal` where the library itself has a fault. */
export type ErrorCode = string;

/**
 * The work could not be done. What is wrong with a log is a finding in its Report, and no error.
 * Arguments of a wrong type are a `TypeError`, numbers out of their range a `RangeError`.
 */
export declare class InterviewError extends Error {
  /** The code, for ever the same. */
  readonly code: ErrorCode;
  /** Who can mend it: `argument`, `state`, `input`, `io`, or `internal`. */
  readonly category: string;
  constructor(code: ErrorCode, message: string);
}

/** The files of a bundle. */
export interface BundleFiles {
  /** `events.jsonl`. */
  readonly events: Uint8Array;
  /** `manifest.json`. */
  readonly manifest?: Uint8Array | null;
  /** `changes.diff`. */
  readonly diff?: Uint8Array | null;
  /** `commits.json`. */
  readonly commits?: Uint8Array | null;
}

/** The files of a bundle beside its log. */
export type Artefacts = Omit<BundleFiles, 'events'>;

/**
 * What is read: a path to a bundle, session folder, log or archive; the bytes of a log or archive;
 * or the files of a bundle.
 */
export type Source = string | URL | Uint8Array | BundleFiles;

/** Which format a log shows: `interview-log/1` or `legacy`. */
export declare function sniff(source: Source): string;
export declare function sniffAsync(source: Source, call?: Call): Promise<string>;

/** Verifies a bundle. Tampering, gaps and mismatches are findings of the Report. */
export declare function verify(source: Source, options?: VerifyOptions | null): Report;
export declare function verifyAsync(
  source: Source,
  options?: VerifyOptions | null,
  call?: Call,
): Promise<Report>;

/** Verifies a log that comes as a stream of chunks, in constant memory. */
export declare function verifyStream(
  stream: Readable | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options?: VerifyOptions | null,
  files?: Artefacts,
  call?: Call,
): Promise<Report>;

/** A verification that takes the log in chunks. */
export declare class Verifier {
  constructor(options?: VerifyOptions | null);
  /** Takes the next bytes of `events.jsonl`. */
  push(chunk: Uint8Array): void;
  /** Takes the other files and gives the Report. The verifier is closed from then on. */
  finish(files?: Artefacts): Report;
  finishAsync(files?: Artefacts, call?: Call): Promise<Report>;
}

/** What came of one path of {@link verifyMany}: a Report or an error. */
export declare class Verified {
  readonly path: string;
  readonly report: Report | null;
  readonly error: InterviewError | null;
  constructor(path: string, report: Report | null, error: InterviewError | null);
}

/** How {@link verifyMany} goes about it. */
export interface ManyCall extends Call {
  /** Threads; one for each core at 0 or where it is left out. */
  readonly threads?: number | null;
}

/**
 * Verifies what each path names, on all cores. Reports come in the order of the paths; no more paths
 * are asked for than the threads need. What is wrong with one path is its own error and stops no
 * other.
 */
export declare function verifyMany(
  paths: AsyncIterable<string | URL> | Iterable<string | URL>,
  options?: VerifyOptions | null,
  call?: ManyCall,
): AsyncGenerator<Verified, void, undefined>;

/** Says which lines of the diff came from where; null where there is no session to read. */
export declare function attribute(source: Source, options?: VerifyOptions | null): Evidence | null;
export declare function attributeAsync(
  source: Source,
  options?: VerifyOptions | null,
  call?: Call,
): Promise<Evidence | null>;

/** Looks for what is worth a look; null where there is nothing to search. */
export declare function flags(
  source: Source,
  options?: VerifyOptions | null,
): readonly Flag[] | null;
export declare function flagsAsync(
  source: Source,
  options?: VerifyOptions | null,
  call?: Call,
): Promise<readonly Flag[] | null>;

/** A timeline of the session as text, Markdown or JSON. */
export declare function transcript(source: Source, options?: TranscriptOptions | null): string;
export declare function transcriptAsync(
  source: Source,
  options?: TranscriptOptions | null,
  call?: Call,
): Promise<string>;

/** The proof that an event stands in the log, as C2SP tlog-proof text. */
export declare function prove(source: Source, seq: number): string;
export declare function proveAsync(source: Source, seq: number, call?: Call): Promise<string>;

/** Where the key of a log comes from: a vkey, or the log's first line. */
export type LogKey =
  | { readonly vkey: string; readonly firstLine?: undefined }
  | { readonly firstLine: Uint8Array | string; readonly vkey?: undefined };

/** Checks a proof alone. `line` is the event's line without LF. */
export declare function verifyProof(
  line: Uint8Array | string,
  proof: Uint8Array | string,
  key: LogKey,
  options?: VerifyOptions | null,
): Disclosed;

/** A copy of the log with lines taken out; chain and tree hold. */
export declare function redact(source: Source, seqs: readonly number[]): Buffer;
export declare function redactAsync(
  source: Source,
  seqs: readonly number[],
  call?: Call,
): Promise<Buffer>;

/** What the time over a limit costs; a limit of 0 is none. Scores are decimal strings. */
export declare function overtime(
  elapsedMs: number,
  limitMs: number,
  raw?: string | null,
  policy?: OvertimePolicy | null,
): Overtime;

/** The score that is left. */
export declare function adjustedScore(
  elapsedMs: number,
  limitMs: number,
  raw: string,
  policy?: OvertimePolicy | null,
): string;

/** The default policy as canonical JSON; or a policy, with the defaults of what it leaves out. */
export declare function defaultPolicy(policy?: Policy): string;

/** The JSON schema of a policy. */
export declare function policySchema(): string;

/** All error codes, in the order of the documentation. */
export declare function errorCodes(): readonly ErrorInfo[];

/** The version of the library. */
export declare function version(): string;

/**
 * What a file event tells of a change from the bytes on disk before to those after; null where there is
 * no such file. One event, or as many as a large change has parts: spread each into the event's data,
 * with `path` and `cause`. `log` is the session's log from its beginning: the two lines that
 * `Recorder.start` gives are enough, for the second has the salt of the digests. With `full`, everything
 * is replaced: for a file whose state before isn't the one that the log tells.
 */
export declare function observe(
  log: Uint8Array,
  before: Uint8Array | null,
  after: Uint8Array | null,
  call?: { readonly full?: boolean },
): readonly Observed[];
