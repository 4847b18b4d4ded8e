// What every call that gives a promise takes.

/** A call that can be called off. */
export interface Call {
  /**
   * Aborted, the promise is rejected at once with the signal's reason. A verification ends soon after,
   * at the next piece of the log; other work goes on to its end on its own thread. What it comes to is
   * dropped.
   */
  readonly signal?: AbortSignal | null;
}
