// The streaming verifier, and a stream that passes through it.

'use strict';

const { setImmediate } = require('node:timers/promises');

const native = require('./native.js');
const check = require('./arguments.js');
const { later, until } = require('./async.js');
const { value } = require('./errors.js');
const { Report } = require('./results.js');

/** Bytes that are verified before other work of the thread has its turn. */
const TURN_BYTES = 1 << 20;

class Verifier {
  #native;

  constructor(options) {
    this.#native = value(native.Verifier.create(check.json('options', options)));
  }

  push(chunk) {
    value(this.#native.push(check.bytes('chunk', chunk)));
  }

  finish(files = {}) {
    const { manifest, diff, commits } = check.files('files', files);
    return Report.fromJson(value(this.#native.finish(manifest, diff, commits)));
  }

  async finishAsync(files = {}, call = undefined) {
    const { signal } = check.call(call);
    const { manifest, diff, commits } = check.files('files', files);
    return Report.fromJson(
      await later(signal, () => this.#native.finishAsync(manifest, diff, commits)),
    );
  }
}

async function verifyStream(stream, options, files = {}, call = undefined) {
  const signal = check.signal(check.call(call).signal);
  check.files('files', files);
  const chunks = iterator('stream', stream);
  const verifier = new Verifier(options);
  let ended = false;
  try {
    for (;;) {
      const step = await until(signal, Promise.resolve(chunks.next()));
      if (step.done) {
        ended = true;
        return await verifier.finishAsync(files, { signal });
      }
      const chunk = check.bytes('chunk', step.value);
      for (let at = 0; at < chunk.length; at += TURN_BYTES) {
        if (at > 0) await setImmediate();
        signal?.throwIfAborted();
        verifier.push(chunk.subarray(at, at + TURN_BYTES));
      }
    }
  } finally {
    if (!ended) letGo(stream, chunks);
  }
}

/** Tells whoever makes the chunks that no more are wanted, and waits for nothing. */
function letGo(stream, chunks) {
  if (typeof stream.destroy === 'function') stream.destroy();
  Promise.resolve(chunks.return?.()).catch(() => {});
}

/** The iterator of an iterable, async or not. */
function iterator(name, given) {
  const iterate = given?.[Symbol.asyncIterator] ?? given?.[Symbol.iterator];
  if (typeof iterate !== 'function' || typeof given === 'string' || ArrayBuffer.isView(given)) {
    throw check.wrong(name, 'an iterable, such as a Readable', given);
  }
  return iterate.call(given);
}

module.exports = { Verifier, iterator, verifyStream };
