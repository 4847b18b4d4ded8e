// Many submissions at once, on all cores.

'use strict';

const native = require('./native.js');
const check = require('./arguments.js');
const { until } = require('./async.js');
const { InterviewError, value } = require('./errors.js');
const { Report } = require('./results.js');
const { iterator } = require('./verifier.js');

/** Paths that are asked for before the Reports of those before them are fetched, for each thread. */
const AHEAD = 2;

/** What came of one path: a Report or an error. */
class Verified {
  constructor(path, report, error) {
    this.path = path;
    this.report = report;
    this.error = error;
    Object.freeze(this);
  }
}

function verifyMany(paths, options, call) {
  const { signal, threads } = check.call(call, ['signal', 'threads']);
  const checked = check.signal(signal);
  const count = check.optional(check.integer)('threads', threads) ?? 0;
  if (count < 0 || count > 1024) {
    throw Object.assign(new RangeError(`\`threads\` must be from 0 to 1024, not ${count}`), {
      code: 'ERR_OUT_OF_RANGE',
    });
  }
  const source = iterator('paths', paths);
  const json = check.json('options', options);
  // Options that can't be used are told here; threads start with the first Report asked for.
  value(native.Verifier.create(json));
  return verifications(() => value(native.Many.create(json, count)), source, checked);
}

async function* verifications(start, source, signal) {
  const many = start();
  const under = [];
  let [asking, waiting, ended] = [null, null, false];
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (!ended && asking === null && under.length < AHEAD * many.threads) {
        asking = (async () => ({ step: await source.next() }))();
      }
      if (waiting === null && under.length > 0) {
        waiting = many.next().then((outcome) => ({ outcome }));
      }
      const open = [asking, waiting].filter((it) => it !== null);
      if (open.length === 0) return;
      const { step, outcome } = await until(signal, Promise.race(open));
      if (outcome !== undefined) {
        waiting = null;
        yield verified(under.shift(), value(outcome));
        continue;
      }
      asking = null;
      if (step.done) {
        ended = true;
        many.end();
      } else {
        const path = check.path('paths', step.value);
        many.push(path);
        under.push(path);
      }
    }
  } finally {
    // Whoever breaks off waits for no path, and for no work that it called off.
    Promise.resolve(asking).catch(() => {});
    const closed = many.close();
    if (!ended) Promise.resolve(source.return?.()).catch(() => {});
    if (!signal?.aborted) await closed;
  }
}

function verified(path, { report, failure }) {
  if (failure === undefined || failure === null) {
    return new Verified(path, Report.fromJson(report), null);
  }
  return new Verified(path, null, new InterviewError(failure.failureCode, failure.failureMessage));
}

module.exports = { Verified, verifyMany };
