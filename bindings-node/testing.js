// For tests of programs that must make the same bytes again, and for the package's own: calls of a
// journal with their time and salts, and a fault of the library. No part of the surface.
//
// A stamp is `{ at, salt }`: a Date or a time as in the log, and 16 bytes. The first 16 bytes that a
// call draws are the salt itself, the others follow from it.

'use strict';

const { calls } = require('./lib/journal.js');
const { value } = require('./lib/errors.js');
const { stamp } = require('./lib/given.js');
const native = require('./lib/native.js');

const at = (given) => stamp('stamp', given);

module.exports = {
  newIdentity: (authority, given) => calls.newIdentity(authority, at(given)),
  start: (path, start, options, given) => calls.start(path, start, options, at(given)),
  open: (path, options, given) => calls.open(path, options, at(given)),
  append: (journal, kind, origin, data, given) =>
    calls.append(journal, kind, origin, data, at(given)),
  anchorRequest: (journal, oldSize, given) => calls.anchorRequest(journal, oldSize, at(given)),
  applyAnchor: (journal, request, answer, given) =>
    calls.applyAnchor(journal, request, answer, at(given)),
  seal: (journal, end, oldSize, given) => calls.seal(journal, end, oldSize, at(given)),
  continueAsNew: (journal, path, start, headSize, given) =>
    calls.continueAsNew(journal, path, start, headSize, at(given)),
  /** Panics on this thread; guarded by nothing but the addon's outermost guard with `bare`. */
  panic: (bare = false) => (bare ? native.panicBare() : value(native.panic())),
  /** Panics on another thread. */
  panicAsync: async () => value(await native.panicAsync()),
};
