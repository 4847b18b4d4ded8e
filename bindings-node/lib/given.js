// What the calls of a session take: its end, changes of files, stamps and times, in the form that the
// addon takes.

'use strict';

const { randomBytes } = require('node:crypto');

const check = require('./arguments.js');
const { Observed } = require('./results.js');

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

/** The bytes of a file before and after a change, and whether all of it is told. */
function change(before, after, call) {
  const { full } = check.call(call, ['full']);
  const file = check.optional(check.bytes);
  const whole = check.optional(check.bool)('full', full) ?? false;
  return [file('before', before), file('after', after), whole];
}

/** What is told of a change, from its JSON. */
function observed(json) {
  return Object.freeze(JSON.parse(json).map((it) => Observed.fromObject(it)));
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

module.exports = { change, ending, fresh, observed, stamp, start, time };
