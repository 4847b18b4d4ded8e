// What a session is given: its start, its end, stamps and times, in the form that the addon takes.

'use strict';

const { randomBytes } = require('node:crypto');

const check = require('./arguments.js');

const START = ['recorder', 'host', 'capture', 'interview', 'ticket', 'identity', 'system', 'lineSalt'];
const RECORDER_START = [
  ...['session', 'logOrigin', 'recorder', 'host', 'capture', 'interview', 'ticket', 'continues'],
  'system',
];

function program(name, given) {
  check.object(name, given, ['name', 'version']);
  return {
    name: check.string(`${name}.name`, given.name),
    version: check.string(`${name}.version`, given.version),
  };
}

function interview(name, given) {
  check.object(name, given, ['code', 'problemSha256', 'timeLimitMs']);
  return {
    code: check.string(`${name}.code`, given.code),
    problem_sha256: check.string(`${name}.problemSha256`, given.problemSha256),
    time_limit_ms: check.integer(`${name}.timeLimitMs`, given.timeLimitMs),
  };
}

function continues(name, given) {
  check.object(name, given, ['session', 'size', 'leafHash']);
  return {
    session: check.string(`${name}.session`, given.session),
    size: check.integer(`${name}.size`, given.size),
    leaf_hash: check.string(`${name}.leafHash`, given.leafHash),
  };
}

/** Members that every session's start has. */
function common(start) {
  return {
    recorder: program('start.recorder', start.recorder),
    host: check.optional(program)('start.host', start.host),
    capture: check.optional(check.string)('start.capture', start.capture),
    interview: check.optional(interview)('start.interview', start.interview),
    ticket: check.optional(check.string)('start.ticket', start.ticket),
    system: check.optional(check.string)('start.system', start.system),
  };
}

function identity(name, given) {
  check.object(name, given, ['session', 'logOrigin', 'keySeed', 'publicKey']);
  return {
    session: check.string(`${name}.session`, given.session),
    logOrigin: check.string(`${name}.logOrigin`, given.logOrigin),
    keySeed: sized(`${name}.keySeed`, given.keySeed, 32),
  };
}

/** The start of a journal's session. */
function start(given) {
  check.object('start', given, START);
  return {
    begin: JSON.stringify(common(given)),
    identity: check.optional(identity)('start.identity', given.identity),
    lineSalt: check.optional((name, it) => sized(name, it, 32))('start.lineSalt', given.lineSalt),
  };
}

/** The start of a recorder's session. */
function recorderStart(given) {
  check.object('start', given, RECORDER_START);
  return JSON.stringify({
    session: check.string('start.session', given.session),
    log_origin: check.string('start.logOrigin', given.logOrigin),
    continues: check.optional(continues)('start.continues', given.continues),
    ...common(given),
  });
}

/** How a journal behaves. */
function behaviour(given = {}) {
  const { sync, lockWaitMs, witnesses } = check.object('options', given ?? {}, [
    'sync',
    'lockWaitMs',
    'witnesses',
  ]);
  const wait = check.optional(check.integer)('options.lockWaitMs', lockWaitMs);
  if (wait < 0) throw new RangeError('`options.lockWaitMs` must be 0 or more');
  if (witnesses !== undefined && !Array.isArray(witnesses)) {
    throw check.wrong('options.witnesses', 'an array of strings', witnesses);
  }
  return {
    sync: check.optional(check.string)('options.sync', sync),
    lockWaitMs: wait,
    witnesses: witnesses?.map((it, at) => check.string(`options.witnesses[${at}]`, it)),
  };
}

function trees(name, given) {
  check.object(name, given, ['baseTree', 'endTree', 'hash', 'version']);
  return JSON.stringify({
    base_tree: check.string(`${name}.baseTree`, given.baseTree),
    end_tree: check.string(`${name}.endTree`, given.endTree),
    hash: check.string(`${name}.hash`, given.hash),
    version: check.string(`${name}.version`, given.version),
  });
}

/** The end of a session. */
function ending(given) {
  const { reason, diff, commits, git } = check.object('end', given, [
    'reason',
    'diff',
    'commits',
    'git',
  ]);
  return {
    reason: check.string('end.reason', reason),
    diff: check.optional(check.bytesOrText)('end.diff', diff),
    commits: check.optional(check.bytesOrText)('end.commits', commits),
    git: check.optional(trees)('end.git', git),
  };
}

/** A time as in the log. */
function time(name, given) {
  return given instanceof Date ? given.toISOString() : check.string(name, given);
}

/** Time and salt of a line. */
function stamp(name, given) {
  check.object(name, given, ['at', 'salt']);
  return { at: time(`${name}.at`, given.at), salt: sized(`${name}.salt`, given.salt, 16) };
}

/** Time and salt of a line that is written now. */
function fresh() {
  return { at: new Date().toISOString(), salt: randomBytes(16) };
}

function sized(name, given, bytes) {
  const checked = check.bytes(name, given);
  if (checked.length !== bytes) {
    const error = new RangeError(`\`${name}\` must have ${bytes} bytes, not ${checked.length}`);
    error.code = 'ERR_OUT_OF_RANGE';
    throw error;
  }
  return checked;
}

module.exports = { behaviour, ending, fresh, recorderStart, sized, stamp, start, time };
