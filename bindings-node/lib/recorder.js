// A session that is recorded without a disk.

'use strict';

const native = require('./native.js');
const check = require('./arguments.js');
const { value } = require('./errors.js');
const given = require('./given.js');
const { SessionFacts } = require('./results.js');

const stampOf = (at) => check.optional(given.stamp)('stamp', at) ?? given.fresh();

class Recorder {
  #native;

  /** Made by `start` and `resume`. */
  constructor(handle) {
    if (!(handle instanceof native.Recorder)) {
      throw new TypeError('use Recorder.start or Recorder.resume');
    }
    this.#native = handle;
  }

  static start(start, stamps = []) {
    const begin = given.start(start);
    if (!Array.isArray(stamps)) throw check.wrong('stamps', 'an array of two stamps', stamps);
    const handle = value(native.Recorder.start(begin, stampOf(stamps[0]), stampOf(stamps[1])));
    return { recorder: new Recorder(handle), bytes: handle.firstLines() };
  }

  static resume(events, keySeed) {
    const [log, seed] = [check.bytes('events', events), check.string('keySeed', keySeed)];
    return new Recorder(value(native.Recorder.resume(log, seed)));
  }

  append(kind, origin, data, stamp) {
    const event = [check.string('kind', kind), check.string('origin', origin), check.data('data', data)];
    return value(this.#native.append(...event, stampOf(stamp)));
  }

  checkpoint() {
    return value(this.#native.checkpoint());
  }

  anchor(note, stamp) {
    return value(this.#native.anchor(check.string('note', note), stampOf(stamp)));
  }

  end(end, stamp) {
    return value(this.#native.end(given.ending(end), stampOf(stamp)));
  }

  finish(note) {
    return value(this.#native.finish(check.string('note', note)));
  }

  facts() {
    return SessionFacts.fromJson(value(this.#native.facts()));
  }

  get anchored() {
    return value(this.#native.anchored());
  }

  close() {
    this.#native.close();
  }

  [Symbol.dispose]() {
    this.close();
  }
}

module.exports = { Recorder };
