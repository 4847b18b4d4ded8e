// What the calls of a session take: its end, stamps and times, in the form that the addon takes.

'use strict';

const { randomBytes } = require('node:crypto');

const check = require('./arguments.js');

/** The start of a session as JSON. */
function start(given) {
  return check.json('start', check.object('start', given));
}

/** The end of a session. */
function ending(given) {
  const known = ['reason', 'diff', 'commits', 'git'];
  const { reason, diff, commits, git } = check.object('end', given, known);
  return {
    reason: check.string('end.reason', reason),
    diff: check.optional(check.bytesOrText)('end.diff', diff),
    commits: check.optional(check.bytesOrText)('end.commits', commits),
    git: check.json('end.git', git),
  };
}

/** A time as in the log. */
function time(name, given) {
  return given instanceof Date ? given.toISOString() : check.string(name, given);
}

/** Time and salt of a line. */
function stamp(name, given) {
  const { at, salt } = check.object(name, given, ['at', 'salt']);
  return { at: time(`${name}.at`, at), salt: check.bytes(`${name}.salt`, salt) };
}

/** Time and salt of a line that is written now. */
function fresh() {
  return { at: new Date().toISOString(), salt: randomBytes(16) };
}

module.exports = { ending, fresh, stamp, start, time };
