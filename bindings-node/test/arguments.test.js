// Bad input: wrong types, closed objects, callbacks that throw, files that vanish, faults.

'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { join } = require('node:path');
const { execFileSync } = require('node:child_process');
const test = require('node:test');

const core = require('interview-core');

const { scratch, started } = require('./session.js');

const wrongType = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
const code = (code) => ({ name: 'InterviewError', code });

test('wrong types are a TypeError', async () => {
  const events = Buffer.from('x\n');
  const { path, journal } = started();
  const wrong = [
    () => core.verify(),
    () => core.verify(null),
    () => core.verify(7),
    () => core.verify([events]),
    () => core.verify({}),
    () => core.verify(new Uint16Array(2)),
    () => core.verify(events, 'options'),
    () => core.verify({ events, manifest: 'text' }),
    () => core.sniff(Symbol('x')),
    () => core.prove(events, '1'),
    () => core.redact(events, 1),
    () => core.redact(events, ['1']),
    () => core.redact(events, [, 1]),
    () => core.transcript(events, 1),
    () => core.verifyProof(1, '', { vkey: '' }),
    () => core.verifyProof('', '', {}),
    () => core.overtime('1', 2),
    () => core.overtime(1, 2, 7.5),
    () => core.adjustedScore(1, 2),
    () => core.verifyMany('path'),
    () => core.verifyMany(['a'], null, { threads: '2' }),
    () => core.verifyMany(['a'], null, { signal: {} }),
    () => new core.Verifier(1),
    () => new core.Verifier().push('text'),
    () => core.Journal.start(path, null),
    () => core.Journal.open(7),
    () => core.Recorder.start(),
    () => core.Recorder.resume('text', ''),
    () => journal.append(1, 'recorder', {}),
    () => journal.append('focus', 'editor', 1),
    () => journal.applyAnchor({}, ''),
    () => journal.finish(journal),
    () => journal.seal({ reason: 1 }),
    () => journal.anchorDue(7),
  ];
  for (const call of wrong) assert.throws(call, wrongType, String(call));
  await assert.rejects(core.verifyAsync(7), wrongType);
  await assert.rejects(core.verifyStream(7), wrongType);
  await assert.rejects(core.verifyStream([7]), wrongType);
  await assert.rejects(journal.appendAsync('focus', 'editor', 1), wrongType);
  assert.throws(() => new core.Journal(), TypeError);
  assert.throws(() => new core.Recorder({}), TypeError);
  assert.throws(() => core.verify({ events, log: events }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => core.verify('a\0b'), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => core.prove(events, 1.5), { name: 'RangeError' });
  assert.throws(() => core.prove(events, -1), code('out_of_range'));
  journal.close();
});

test('what JSON would drop or change is a TypeError', () => {
  const { journal } = started();
  const told = (given) => journal.append('x.test.note', 'x.test', given);
  const events = Buffer.from('x\n');
  const refused = [NaN, Infinity, -Infinity, new Number(NaN), () => 1, Symbol('x'), new Map(), new Set(), /x/, [undefined], [, 1]];
  for (const value of refused) {
    assert.throws(() => told({ value }), wrongType);
    assert.throws(() => told({ deeper: [{ value }] }), { ...wrongType, message: /^`data\.deeper\[0\]\.value/ });
    assert.throws(() => core.verify(events, { policy: { value } }), wrongType);
  }
  for (const given of [new Map([['policy', {}]]), new Set(), new Date(), { toJSON: () => undefined }]) {
    assert.throws(() => told(given), wrongType);
    assert.throws(() => core.verify(events, given), wrongType);
    assert.throws(() => core.defaultPolicy(given), wrongType);
  }
  assert.throws(() => told([]), wrongType);
  assert.throws(() => core.verifyMany([], {}, new Map()), wrongType);
  const itself = {};
  itself.member = [itself];
  const always = { toJSON: () => ({ always }) };
  let deep = {};
  for (let depth = 0; depth < 200_000; depth += 1) deep = { deep };
  for (const given of [itself, always, deep]) {
    const wrongValue = { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' };
    assert.throws(() => told(given), wrongValue);
    assert.throws(() => core.verify(events, given), wrongValue);
  }
  journal.close();
});

test('event data are written as JSON.stringify does it', () => {
  const check = (data, written = JSON.stringify(data)) => {
    const { path, journal } = started();
    journal.append('x.test.note', 'x.test', data);
    journal.close();
    const last = fs.readFileSync(join(path, 'bundle/events.jsonl'), 'utf8').trimEnd().split('\n').at(-1);
    assert.deepEqual(JSON.parse(last).data, JSON.parse(written));
  };
  check({ none: null, left: undefined, yes: true, text: 'ä"\u2028\\', list: [1, -2, [], {}] });
  check({ at: new Date(0), boxed: [new String('x'), new Number(7), new Boolean(false)], toJSON: undefined });
  check({ toJSON: () => ({ own: 1 }) });
  check(Object.assign(Object.create(null), { bare: 1 }));
  check({ whole: 7n }, '{"whole":7}');
});

test('the library refuses options with its own codes', () => {
  const options = code('invalid_options');
  assert.throws(() => core.verify(Buffer.of(), { polizy: {} }), options);
  assert.throws(() => core.verifyMany([], { polizy: {} }), options);
  assert.throws(() => core.verify(Buffer.of(), []), options);
  assert.throws(() => core.defaultPolicy([]), options);
  assert.throws(() => core.Journal.open(scratch(), { sync: 'now' }), options);
  assert.throws(() => core.Journal.start(join(scratch(), 's'), {}), options);
  assert.throws(() => core.adjustedScore(1, 1, '1e3'), (error) => {
    assert.ok(error instanceof Error && error instanceof core.InterviewError);
    assert.deepEqual([error.code, error.category], ['invalid_score', 'argument']);
    assert.match(error.stack, /arguments\.test\.js/);
    return true;
  });
});

test('what is closed stays closed', async () => {
  const closed = code('closed');
  const verifier = new core.Verifier();
  verifier.finish();
  assert.throws(() => verifier.push(Buffer.of()), closed);
  assert.throws(() => verifier.finish(), closed);
  await assert.rejects(verifier.finishAsync(), closed);

  const { journal } = started();
  journal.close();
  journal.close();
  assert.throws(() => journal.append('focus', 'editor', { focused: true }), closed);
  assert.throws(() => journal.snapshot(), closed);
  await assert.rejects(journal.appendAsync('focus', 'editor', { focused: true }), closed);

  const identity = core.Journal.newIdentity();
  const { recorder } = core.Recorder.start({ recorder: { name: 'r', version: '1' }, identity });
  recorder.end({ reason: 'submitted' });
  const note = recorder.checkpoint();
  recorder.finish(note);
  assert.throws(() => recorder.finish(note), closed);
  assert.throws(() => recorder.facts(), closed);
  recorder.close();
});

test('what ended takes no more', () => {
  const { journal } = started();
  const first = journal.seal({ reason: 'submitted' });
  journal.finish(first);
  assert.throws(() => journal.finish(first), code('closed'));
  assert.throws(() => journal.append('focus', 'editor', { focused: true }), code('sealed'));
  assert.throws(() => journal.seal({ reason: 'submitted' }), code('sealed'));
  journal.close();
});

test('a request is used up by the call that takes it', () => {
  const { journal } = started();
  const request = journal.anchorRequest();
  assert.equal(request.size, 2);
  assert.match(request.body, /^old 0\n/);
  assert.equal(journal.anchorRequest(), null, 'while one is open, nobody else anchors');
  assert.deepEqual(request.refused(503), { action: 'leave' });
  assert.deepEqual(request.refused(409, '1\n'), { action: 'ask_again', size: 1 });
  assert.deepEqual(request.refused(409, '9\n'), { action: 'give_up', size: 9 });
  assert.throws(() => journal.applyAnchor(request, 'no cosignature'), code('invalid_note'));
  assert.throws(() => journal.applyAnchor(request, 'no cosignature'), code('closed'));
  const again = journal.anchorRequest();
  again.close();
  assert.throws(() => again.refused(503), code('closed'));
  journal.close();
});

test('callbacks that throw', async () => {
  const fault = new Error('a callback of a test');
  const throws = () => {
    throw fault;
  };
  const iterable = (next) => ({ [Symbol.iterator]: () => ({ next }) });
  await assert.rejects(core.verifyStream(iterable(throws)), fault);
  await assert.rejects(async () => {
    for await (const _ of core.verifyMany(iterable(throws))) assert.fail();
  }, fault);
  const getter = Object.defineProperty({}, 'reason', { get: throws, enumerable: true });
  const { journal } = started();
  assert.throws(() => journal.seal(getter), fault);
  assert.throws(() => journal.append('focus', 'editor', { toJSON: throws }), fault);
  assert.equal(journal.append('focus', 'editor', { focused: true }).seq, 2, 'no lock is left behind');
  journal.close();
});

test('a file that isn\'t there, and one that vanishes', async () => {
  const missing = join(scratch(), 'nothing');
  assert.throws(() => core.verify(missing), code('not_found'));
  await assert.rejects(core.verifyAsync(missing), code('not_found'));
  assert.throws(() => core.Journal.open(missing), code('not_found'));

  const { path, journal } = started();
  fs.rmSync(path, { recursive: true });
  assert.throws(() => core.Journal.open(path), code('not_found'));
  // The files that it holds are its own still, or it says so; either is an outcome with a code.
  try {
    journal.append('focus', 'editor', { focused: true });
  } catch (error) {
    assert.ok(core.errorCodes().some((it) => it.code === error.code), error.code);
  }
  journal.close();
  const found = [];
  for await (const { error } of core.verifyMany([path, missing])) found.push(error.code);
  assert.deepEqual(found, ['not_found', 'not_found']);
});

test('a buffer of 2 GiB is read where it lies', () => {
  const big = Buffer.alloc(2 ** 31 + 16);
  const before = process.memoryUsage.rss();
  assert.equal(core.sniff({ events: big }), 'legacy');
  assert.equal(core.verify({ events: big }, { only_log: true }).verdict, 'unreadable');
  const grown = process.memoryUsage.rss() - before;
  assert.ok(grown < 2 ** 31 + 2 ** 28, `${grown} bytes more`);
});

test('memory that is shared with a thread is copied first', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  assert.equal(core.sniff(shared), 'legacy');
});

test('a panic is an error, and the process goes on', async () => {
  const script = `
    const testing = require('interview-core/testing');
    const core = require('interview-core');
    (async () => {
      const codes = [];
      for (const bare of [false, true]) try { testing.panic(bare); } catch (e) { codes.push(e.code); }
      await testing.panicAsync().catch((e) => codes.push(e.code));
      console.log([...codes, core.verify(Buffer.from('x')).verdict].join());
    })();`;
  const told = execFileSync(process.execPath, ['-e', script], {
    cwd: __dirname,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.equal(String(told), 'internal,GenericFailure,internal,unreadable\n');
});
