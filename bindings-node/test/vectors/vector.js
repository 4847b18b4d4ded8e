// A conformance vector and the bytes of its inputs. The form: conformance/README.md.

'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { join } = require('node:path');

const { parse } = require('../../lib/result.js');

const FOLDER = join(__dirname, '../../../conformance/vectors');

class Vector {
  constructor(name) {
    this.folder = join(FOLDER, name);
    Object.assign(this, parse(fs.readFileSync(join(this.folder, 'vector.json'), 'utf8')));
  }

  /** Bytes of an input or output: the name of a file, or parts. */
  bytes(given) {
    if (typeof given === 'string') return fs.readFileSync(join(this.folder, given));
    return Buffer.concat(given.parts.map((part) => this.#part(part)));
  }

  #part(part) {
    if (part.file !== undefined) return this.bytes(part.file);
    if (part.text !== undefined) return Buffer.from(part.text);
    if (part.hex !== undefined) return Buffer.from(part.hex, 'hex');
    return Buffer.from(part.repeat.repeat(part.count));
  }

  /** Text that may be the recipe of a long one. */
  text(given) {
    return typeof given === 'string' ? given : this.bytes(given).toString();
  }

  /** Bytes that an input may leave out. */
  optional(given) {
    return given === undefined || given === null ? undefined : this.bytes(given);
  }

  /** The files of a bundle. */
  bundle() {
    const { events, manifest, diff, commits } = this.input;
    return {
      events: this.bytes(events),
      manifest: this.optional(manifest),
      diff: this.optional(diff),
      commits: this.optional(commits),
    };
  }
}

function all() {
  const names = fs.readdirSync(FOLDER).filter((name) => fs.existsSync(join(FOLDER, name, 'vector.json')));
  return names.sort().map((name) => new Vector(name));
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

module.exports = { all, sha256 };
