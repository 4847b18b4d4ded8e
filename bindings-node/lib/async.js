// Promises of work that the addon does on another thread.

'use strict';

const { signal: checkSignal } = require('./arguments.js');
const { value } = require('./errors.js');

/**
 * The value of work that another thread does. Called off, the promise is rejected at once with the
 * signal's reason; what the work comes to is dropped.
 */
async function later(signal, start, stop = () => {}) {
  const checked = checkSignal(signal);
  return value(await until(checked, start(), stop));
}

/** A promise, or the rejection that a signal makes of it, and then `stop` is called. */
function until(signal, promise, stop = () => {}) {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, () => {
      stop();
      reject(signal.reason);
    });
    promise.then(resolve, reject).finally(forget);
  });
}

/** What is called when a signal is aborted. */
const callbacks = new WeakMap();

/** One listener for each signal: Node warns of more than ten, and many calls may share a signal. */
function onAbort(signal, callback) {
  if (!callbacks.has(signal)) {
    callbacks.set(signal, new Set());
    const all = () => callbacks.get(signal).forEach((it) => it());
    signal.addEventListener('abort', all, { once: true });
  }
  callbacks.get(signal).add(callback);
  return () => callbacks.get(signal).delete(callback);
}

module.exports = { later, until };
