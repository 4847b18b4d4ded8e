// A checkpoint on its way to a witness, and a session that waits for its last cosignature.

'use strict';

const NATIVE = require('./handle.js');
const check = require('./arguments.js');
const { value } = require('./errors.js');

/** What both can do: say what a refusal calls for, and be given up. */
class Request {
  constructor(native) {
    Object.defineProperty(this, NATIVE, { value: native });
  }

  refused(status, body = '') {
    const { action, size } = value(
      this[NATIVE].refused(check.integer('status', status), check.string('body', body)),
    );
    return Object.freeze(
      size === undefined || size === null ? { action } : { action, size },
    );
  }

  close() {
    this[NATIVE].close();
  }

  [Symbol.dispose]() {
    this.close();
  }
}

class AnchorRequest extends Request {
  constructor(native) {
    super(native);
    ({ body: this.body, note: this.note, size: this.size, oldSize: this.oldSize } = value(
      native.asked(),
    ));
    Object.freeze(this);
  }
}

class SealRequest extends Request {
  constructor(native) {
    super(native);
    this.note = value(native.note());
    this.request = Object.freeze(value(native.asked()) ?? null);
    Object.freeze(this);
  }
}

module.exports = { AnchorRequest, SealRequest };
