// Reads along in a session's log which state of each file it holds, whoever told of it.

'use strict';

const fs = require('node:fs');

const PIECE = 1 << 16;

class Follower {
  #path;
  #read = 0;
  #rest = Buffer.alloc(0);
  #states = new Map();

  constructor(path) {
    this.#path = path;
  }

  /** Reads the lines that were written since the last time. */
  catchUp() {
    const file = fs.openSync(this.#path, 'r');
    try {
      // What a crash left torn was moved aside: everything is read again.
      if (fs.fstatSync(file).size < this.#read) this.#forget();
      const piece = Buffer.alloc(PIECE);
      for (;;) {
        const count = fs.readSync(file, piece, 0, PIECE, this.#read);
        if (count === 0) return;
        this.#read += count;
        this.#take(piece.subarray(0, count));
      }
    } finally {
      fs.closeSync(file);
    }
  }

  /** SHA-256 of the state of a file; null where it is gone, undefined where no event tells it. */
  state(path) {
    return this.#states.get(path);
  }

  #forget() {
    this.#read = 0;
    this.#rest = Buffer.alloc(0);
    this.#states.clear();
  }

  #take(piece) {
    let bytes = Buffer.concat([this.#rest, piece]);
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      this.#line(bytes.subarray(0, end));
      bytes = bytes.subarray(end + 1);
    }
    this.#rest = Buffer.from(bytes);
  }

  #line(line) {
    if (!line.includes('"kind":"file_')) return;
    const { kind, data } = JSON.parse(line);
    if (kind === 'file_read') return;
    if (kind === 'file_delete') this.#states.set(data.path, null);
    else if (data.after !== undefined) this.#states.set(data.path, data.after?.sha256 ?? null);
  }
}

module.exports = { Follower };
