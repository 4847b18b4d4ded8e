// Every conformance vector, through the public API and the typed results.

'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');

const { verifyAsync, verifyStream } = require('interview-core');

const surface = require('../../conformance/surface.json');
const { all, sha256 } = require('./vectors/vector.js');
const { perform } = require('./vectors/perform.js');

test('every vector gives what it must', async () => {
  const failed = [];
  const ran = new Map();
  for (const vector of all()) {
    try {
      compare(vector, await perform(vector));
    } catch (error) {
      failed.push(`${vector.name}: ${error.message.slice(0, 600)}`);
    }
    const count = ran.get(vector.operation) ?? { positive: 0, negative: 0 };
    count[vector.positive ? 'positive' : 'negative'] += 1;
    ran.set(vector.operation, count);
  }
  assert.deepEqual(failed, []);
  for (const { operation } of surface.operations) {
    const { positive, negative } = ran.get(operation) ?? { positive: 0, negative: 0 };
    assert.ok(positive > 0 && negative > 0, `${operation}: ${positive} positive, ${negative} negative`);
  }
  const counts = [...ran.values()].map(({ positive, negative }) => positive + negative);
  console.log(`node: ${counts.reduce((a, b) => a + b, 0)} vectors run`);
});

test('promises and streams give the same reports', async () => {
  const verifications = all().filter(({ operation }) => operation === 'verify');
  for (const vector of verifications) {
    const { events, ...files } = vector.bundle();
    const given = vector.options ?? undefined;
    const chunks = [events.subarray(0, 1000), events.subarray(1000)];
    const twins = [
      verifyAsync({ events, ...files }, given),
      verifyStream(chunks, given, files),
    ];
    for (const outcome of await Promise.allSettled(twins)) {
      if (outcome.status === 'rejected') assert.equal(outcome.reason.code, vector.expected.error);
      else compare(vector, { report: outcome.value });
    }
  }
  assert.ok(verifications.length > 100);
});

function compare(vector, outcome) {
  const { expected } = vector;
  if (outcome.bundle !== undefined) {
    left(vector, outcome);
    assert.deepEqual(outcome.requests, expected.requests);
  }
  assert.equal(outcome.error, expected.error);
  if (outcome.error !== undefined) return;
  if (outcome.report !== undefined) {
    const { report } = outcome;
    assert.equal(report.verdict, expected.verdict);
    recorded(vector, report.toJson());
  } else if (outcome.reports !== undefined) {
    const one = (it) => (typeof it === 'string' ? { error: it } : { verdict: it.verdict });
    assert.deepEqual(outcome.reports.map(one), expected.output);
    const line = (it) => (typeof it === 'string' ? JSON.stringify({ error: it }) : it.toJson());
    recorded(vector, outcome.reports.map(line).join('\n'));
  } else if (outcome.files !== undefined) {
    assert.deepEqual(Object.keys(outcome.files).sort(), Object.keys(expected.output).sort());
    for (const [role, bytes] of Object.entries(outcome.files)) same(vector, bytes, expected.output[role]);
  } else {
    assert.deepEqual(outcome.output, expected.output);
  }
}

/** The Report must be the bytes that are recorded. */
function recorded(vector, json) {
  const { report } = vector.expected;
  if (typeof report === 'object') return assert.equal(sha256(json), report.sha256);
  assert.equal(`${json}\n`, vector.bytes(report).toString());
}

/** What a script left in `bundle/`. */
function left(vector, { bundle }) {
  const { files } = vector.expected;
  assert.deepEqual(Object.keys(bundle).sort(), Object.keys(files).sort());
  for (const [name, bytes] of Object.entries(bundle)) {
    const given = files[name];
    if (given.sha256 !== undefined) assert.equal(sha256(bytes), given.sha256);
    else same(vector, bytes, given);
  }
}

function same(vector, bytes, given) {
  assert.equal(bytes.toString(), vector.bytes(given).toString());
}
