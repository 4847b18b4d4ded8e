import type {
  AnchorRequest,
  End,
  Entry,
  EventData,
  Identity,
  Journal,
  JournalOptions,
  SealRequest,
  Stamp,
  StartOptions,
} from './index.js';

/** As the method of the same name, with time and salts from a stamp. */
export declare function newIdentity(authority: string | null, stamp: Stamp): Identity;
export declare function start(
  path: string,
  start: StartOptions,
  options: JournalOptions | undefined,
  stamp: Stamp,
): Journal;
export declare function open(
  path: string,
  options: JournalOptions | undefined,
  stamp: Stamp,
): Journal;
export declare function append(
  journal: Journal,
  kind: string,
  origin: string,
  data: EventData,
  stamp: Stamp,
): Entry;
export declare function anchorRequest(
  journal: Journal,
  oldSize: number | undefined,
  stamp: Stamp,
): AnchorRequest | null;
export declare function applyAnchor(
  journal: Journal,
  request: AnchorRequest,
  answer: string,
  stamp: Stamp,
): Entry;
export declare function seal(
  journal: Journal,
  end: End,
  oldSize: number | undefined,
  stamp: Stamp,
): SealRequest;
export declare function continueAsNew(
  journal: Journal,
  path: string,
  start: StartOptions,
  headSize: number | undefined,
  stamp: Stamp,
): Journal;

/** A fault of the library, on this thread. */
export declare function panic(bare?: boolean): never;
/** A fault of the library, on another thread. */
export declare function panicAsync(): Promise<never>;
