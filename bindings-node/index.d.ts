import type { Readable } from 'node:stream';

import type {
  GitTrees,
  Identity,
  JournalOptions,
  OvertimePolicy,
  Policy,
  StartOptions,
  TranscriptOptions,
  VerifyOptions,
} from './lib/options.js';
import type {
  Disclosed,
  Entry,
  ErrorInfo,
  Evidence,
  Flag,
  Observed,
  Overtime,
  Report,
  SessionFacts,
  Snapshot,
} from './lib/results.js';

export * from './lib/results.js';
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

/** A call that can be called off. */
export interface Call {
  /**
   * Aborted, the promise is rejected at once with the signal's reason. A verification ends soon after,
   * at the next piece of the log; other work goes on to its end on its own thread. What it comes to is
   * dropped.
   */
  readonly signal?: AbortSignal | null;
}

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

/** What a session ends with. */
export interface End {
  /** Why, such as `submitted`. */
  readonly reason: string;
  /** `changes.diff`. */
  readonly diff?: Uint8Array | string | null;
  /** `commits.json`. */
  readonly commits?: Uint8Array | string | null;
  /** The trees that the diff compares. */
  readonly git?: GitTrees | null;
}

/** The data of an event: an object, or its JSON text. */
export type EventData = string | object;

/** What to do where a witness refused a request. */
export type Advice =
  /** Close the request and make another with this size. */
  | { readonly action: 'ask_again'; readonly size: number }
  /** The log can't go on: `continueAsNew` with this size. */
  | { readonly action: 'give_up'; readonly size?: number }
  /** Nothing that concerns the log; a later request may fare better. */
  | { readonly action: 'leave'; readonly size?: undefined };

/** A checkpoint on its way to a witness. While it is open, no other process anchors. */
export declare class AnchorRequest {
  private constructor();
  /** The body of the `add-checkpoint` request. */
  readonly body: string;
  /** The checkpoint as a signed note. */
  readonly note: string;
  /** Lines under it. */
  readonly size: number;
  /** Size of the head that the witness is believed to hold. */
  readonly oldSize: number;
  /** What an answer that is no cosignature calls for. */
  refused(status: number, body?: string): Advice;
  /** Gives the request up. */
  close(): void;
  [Symbol.dispose](): void;
}

/** A session that has ended and waits for its last cosignature. */
export declare class SealRequest {
  private constructor();
  /** The final checkpoint as a signed note. */
  readonly note: string;
  /** The request for a last cosignature; null where another process anchors just now. */
  readonly request: {
    readonly body: string;
    readonly note: string;
    readonly size: number;
    readonly oldSize: number;
  } | null;
  /** What an answer that is no cosignature calls for. */
  refused(status: number, body?: string): Advice;
  /** Gives it up; the session can be sealed again. */
  close(): void;
  [Symbol.dispose](): void;
}

/**
 * A session on disk, open for recording. Many processes and threads may hold the same one, each with
 * its own journal. Calls that give promises take their turns in the order in which they were made; a
 * call that gives none waits for the one that is under way.
 */
export declare class Journal {
  private constructor();
  /** The session's folder. */
  readonly path: string;

  /** A new identity, under a relay's authority such as `relay.example`, or without a relay. */
  static newIdentity(authority?: string | null): Identity;
  /** The public key of an identity: what a relay writes into a ticket. */
  static publicKey(identity: Identity): Buffer;

  /** Starts a session in a folder, which is made where it isn't there. */
  static start(path: string | URL, start: StartOptions, options?: JournalOptions | null): Journal;
  static startAsync(
    path: string | URL,
    start: StartOptions,
    options?: JournalOptions | null,
    call?: Call,
  ): Promise<Journal>;

  /** Opens a session's folder. */
  static open(path: string | URL, options?: JournalOptions | null): Journal;
  static openAsync(
    path: string | URL,
    options?: JournalOptions | null,
    call?: Call,
  ): Promise<Journal>;

  /** Appends an event. */
  append(kind: string, origin: string, data: EventData): Entry;
  appendAsync(kind: string, origin: string, data: EventData, call?: Call): Promise<Entry>;

  /** As the function {@link observe}, under the salt of this journal's own log. */
  observe(
    before: Uint8Array | null,
    after: Uint8Array | null,
    call?: { readonly full?: boolean },
  ): readonly Observed[];

  /** Session facts and chain head, without reading the log again. */
  snapshot(): Snapshot;
  snapshotAsync(call?: Call): Promise<Snapshot>;

  /** Whether the log should be anchored now, or at another time. */
  anchorDue(at?: Date | string | null): boolean;

  /**
   * A checkpoint of all lines for a witness; null where there is nothing to anchor, or another process
   * is at it.
   */
  anchorRequest(oldSize?: number | null): AnchorRequest | null;
  anchorRequestAsync(oldSize?: number | null, call?: Call): Promise<AnchorRequest | null>;

  /** Appends the receipt: the checkpoint with the witness's cosignatures. The request is used up. */
  applyAnchor(request: AnchorRequest, answer: string): Entry;
  applyAnchorAsync(request: AnchorRequest, answer: string, call?: Call): Promise<Entry>;

  /** Ends the session. */
  seal(end: End, oldSize?: number | null): SealRequest;
  sealAsync(end: End, oldSize?: number | null, call?: Call): Promise<SealRequest>;

  /** Completes the bundle and gives its folder; the key is wiped and the request used up. */
  finish(request: SealRequest, answer?: string | null): string;
  finishAsync(request: SealRequest, answer?: string | null, call?: Call): Promise<string>;

  /**
   * Gives this log up and starts a session that goes on where it stops: because its key is lost, or
   * because a witness holds a head of another log, whose size is given then.
   */
  continueAsNew(path: string | URL, start: StartOptions, headSize?: number | null): Journal;
  continueAsNewAsync(
    path: string | URL,
    start: StartOptions,
    headSize?: number | null,
    call?: Call,
  ): Promise<Journal>;

  /** Lets go of the folder; every later call is the error `closed`. */
  close(): void;
  [Symbol.dispose](): void;
}

/** Time and salt of a line. */
export interface Stamp {
  readonly at: Date | string;
  /** 16 random bytes, never used before. */
  readonly salt: Uint8Array;
}

/**
 * A session that is recorded without a disk: every call gives the bytes to append to `events.jsonl`.
 * Where no stamp is given, a line has the time of now and a random salt.
 */
export declare class Recorder {
  private constructor();
  /** Begins a session with an identity: the recorder and the bytes of lines 0 and 1. */
  static start(
    start: StartOptions,
    stamps?: readonly [Stamp, Stamp],
  ): { readonly recorder: Recorder; readonly bytes: Buffer };
  /** Takes up a log where it stands; `keySeed` is that of the identity. */
  static resume(events: Uint8Array, keySeed: string): Recorder;
  /** Appends an event. */
  append(kind: string, origin: string, data: EventData, stamp?: Stamp): Buffer;
  /** The newest head as a signed note. */
  checkpoint(): string;
  /** Appends the receipt of a checkpoint: its note with the cosignatures that came back. */
  anchor(note: string, stamp?: Stamp): Buffer;
  /** Appends session_end. */
  end(end: End, stamp?: Stamp): Buffer;
  /** The manifest, with the note of a checkpoint after the end. The recorder is closed. */
  finish(note: string): Buffer;
  /** What the log says of its session so far. */
  facts(): SessionFacts;
  /** Lines under the newest anchor. */
  readonly anchored: number;
  /** Wipes the key; every later call is the error `closed`. */
  close(): void;
  [Symbol.dispose](): void;
}
