// A session on disk.

'use strict';

const native = require('./native.js');
const NATIVE = require('./handle.js');
const { AnchorRequest, SealRequest } = require('./anchor.js');
const check = require('./arguments.js');
const { until } = require('./async.js');
const { value } = require('./errors.js');
const given = require('./given.js');
const { Entry, Snapshot } = require('./results.js');

const oldSizeOf = check.optional(check.integer);

/** Calls with time and salts from a stamp, or from the system where there is none. */
const calls = {
  start(path, start, options, stamp) {
    const [at, begin, how] = [check.path('path', path), given.start(start), check.json('options', options)];
    return new Journal(value(native.Journal.start(at, begin, how, stamp)), at);
  },

  open(path, options, stamp) {
    const [at, how] = [check.path('path', path), check.json('options', options)];
    return new Journal(value(native.Journal.open(at, how, stamp)), at);
  },

  append(journal, kind, origin, data, stamp) {
    check.string('kind', kind);
    check.string('origin', origin);
    const text = check.data('data', data);
    return entry(value(journal[NATIVE].append(kind, origin, text, stamp)));
  },

  anchorRequest(journal, oldSize, stamp) {
    const request = value(journal[NATIVE].anchorRequest(oldSizeOf('oldSize', oldSize), stamp));
    return request ? new AnchorRequest(request) : null;
  },

  applyAnchor(journal, request, answer, stamp) {
    const [asked, text] = [ours(request, AnchorRequest), check.string('answer', answer)];
    return entry(value(journal[NATIVE].applyAnchor(asked, text, stamp)));
  },

  seal(journal, end, oldSize, stamp) {
    const size = oldSizeOf('oldSize', oldSize);
    return new SealRequest(value(journal[NATIVE].seal(given.ending(end), size, stamp)));
  },

  continueAsNew(journal, path, start, headSize, stamp) {
    const [at, begin] = [check.path('path', path), given.start(start)];
    const size = oldSizeOf('headSize', headSize);
    return new Journal(value(journal[NATIVE].continueAsNew(at, begin, size, stamp)), at);
  },

  newIdentity(authority, stamp) {
    const name = check.optional(check.string)('authority', authority);
    return Object.freeze(JSON.parse(value(native.newIdentity(name, stamp))));
  },
};

class Journal {
  #turn = Promise.resolve();

  /** Made by `start`, `open` and `continueAsNew`. */
  constructor(handle, path) {
    if (!(handle instanceof native.Journal)) throw new TypeError('use Journal.start or Journal.open');
    Object.defineProperty(this, NATIVE, { value: handle });
    Object.defineProperty(this, 'path', { value: path, enumerable: true });
  }

  static newIdentity(authority) {
    return calls.newIdentity(authority);
  }

  static publicKey(identity) {
    const { key_seed: seed } = check.object('identity', identity);
    return value(native.publicKey(check.string('identity.key_seed', seed)));
  }

  static start(path, start, options) {
    return calls.start(path, start, options);
  }

  static async startAsync(path, start, options, call) {
    const { signal } = check.call(call);
    const [at, begin, how] = [check.path('path', path), given.start(start), check.json('options', options)];
    return opened(check.signal(signal), native.Journal.startAsync(at, begin, how), at);
  }

  static open(path, options) {
    return calls.open(path, options);
  }

  static async openAsync(path, options, call) {
    const { signal } = check.call(call);
    const [at, how] = [check.path('path', path), check.json('options', options)];
    return opened(check.signal(signal), native.Journal.openAsync(at, how), at);
  }

  append(kind, origin, data) {
    return calls.append(this, kind, origin, data);
  }

  async appendAsync(kind, origin, data, call) {
    const event = [check.string('kind', kind), check.string('origin', origin), check.data('data', data)];
    return entry(await this.#later(call, (it) => it.appendAsync(...event)));
  }

  observe(before, after, call) {
    return given.observed(value(this[NATIVE].observe(...given.change(before, after, call))));
  }

  snapshot() {
    return Snapshot.fromJson(value(this[NATIVE].snapshot()));
  }

  async snapshotAsync(call) {
    return Snapshot.fromJson(await this.#later(call, (it) => it.snapshotAsync()));
  }

  anchorDue(at) {
    return value(this[NATIVE].anchorDue(check.optional(given.time)('at', at)));
  }

  anchorRequest(oldSize) {
    return calls.anchorRequest(this, oldSize);
  }

  async anchorRequestAsync(oldSize, call) {
    const size = oldSizeOf('oldSize', oldSize);
    const request = await this.#later(call, (it) => it.anchorRequestAsync(size), giveUp);
    return request ? new AnchorRequest(request) : null;
  }

  applyAnchor(request, answer) {
    return calls.applyAnchor(this, request, answer);
  }

  async applyAnchorAsync(request, answer, call) {
    const [asked, text] = [ours(request, AnchorRequest), check.string('answer', answer)];
    return entry(await this.#later(call, (it) => it.applyAnchorAsync(asked, text)));
  }

  seal(end, oldSize) {
    return calls.seal(this, end, oldSize);
  }

  async sealAsync(end, oldSize, call) {
    const [ending, size] = [given.ending(end), oldSizeOf('oldSize', oldSize)];
    return new SealRequest(await this.#later(call, (it) => it.sealAsync(ending, size), giveUp));
  }

  finish(request, answer) {
    const text = check.optional(check.string)('answer', answer);
    return value(this[NATIVE].finish(ours(request, SealRequest), text));
  }

  async finishAsync(request, answer, call) {
    const [asked, text] = [ours(request, SealRequest), check.optional(check.string)('answer', answer)];
    return this.#later(call, (it) => it.finishAsync(asked, text));
  }

  continueAsNew(path, start, headSize) {
    return calls.continueAsNew(this, path, start, headSize);
  }

  async continueAsNewAsync(path, start, headSize, call) {
    const [at, begin] = [check.path('path', path), given.start(start)];
    const size = oldSizeOf('headSize', headSize);
    const next = (it) => it.continueAsNewAsync(at, begin, size);
    return new Journal(await this.#later(call, next, giveUp), at);
  }

  close() {
    this[NATIVE].close();
  }

  [Symbol.dispose]() {
    this.close();
  }

  /** Calls take their turns in the order in which they were made; one called off before its turn
   * does nothing. What comes to nobody any more is let go of. */
  async #later(call, work, drop = () => {}) {
    const signal = check.signal(check.call(call).signal);
    const turn = this.#turn.then(() => {
      signal?.throwIfAborted();
      return work(this[NATIVE]);
    });
    this.#turn = turn.catch(() => {});
    return value(await kept(signal, turn, drop));
  }
}

/** A promise under a signal, with what to do with an outcome that comes too late. */
function kept(signal, promise, drop) {
  return until(signal, promise).catch((reason) => {
    promise.then(drop, () => {});
    throw reason;
  });
}

function giveUp(outcome) {
  outcome?.close?.();
}

async function opened(signal, promise, path) {
  return new Journal(value(await kept(signal, promise, giveUp)), path);
}

/** An entry from the addon's text: 64 digits of its leaf hash, 24 signs of its time, and its number. */
function entry(text) {
  return new Entry({ leafHash: text.slice(0, 64), at: text.slice(64, 88), seq: Number(text.slice(88)) });
}

/** The addon's part of a request that this package made. */
function ours(request, type) {
  if (request instanceof type) return request[NATIVE];
  const article = type === AnchorRequest ? 'an' : 'a';
  throw check.wrong('request', `${article} ${type.name}`, request);
}

module.exports = { Journal, calls };
