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
    const abort = () => {
      stop();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

module.exports = { later, until };
