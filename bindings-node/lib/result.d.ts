/** Any JSON. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | LegacyNumber
  | readonly Json[]
  | { readonly [name: string]: Json };

/** The members of a result that hold data. */
export type Fields<T> = {
  readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]: T[K];
};

/** A number of a legacy log whose spelling JavaScript would change, such as `22.0`. */
export declare class LegacyNumber {
  /** As the log's own verifier writes it. */
  readonly spelling: string;
  constructor(spelling: string);
  valueOf(): number;
  toString(): string;
}

/** What all results can do. They are frozen; `util.isDeepStrictEqual` compares them. */
export declare abstract class Result {
  /**
   * The members as plain types, named and ordered as in the library's JSON. A whole number that
   * JavaScript would round is a BigInt.
   */
  toObject(): Record<string, unknown>;
  /** One line of JSON, byte for byte as the library writes it. */
  toJson(): string;
  /** For `JSON.stringify`: the members, with all numbers as JavaScript has them. */
  toJSON(): Record<string, unknown>;
}
