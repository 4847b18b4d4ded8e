// Recording a session: on disk with a Journal, or without a disk with a Recorder.

import type { Call } from './call.js';
import type { GitTrees, Identity, JournalOptions, StartOptions } from './options.js';
import type { Entry, Observed, SessionFacts, Snapshot } from './results.js';

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
