// Promises, streams, many at once, AbortSignal, Symbol.dispose, threads.

'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { join } = require('node:path');
const { Readable } = require('node:stream');
const test = require('node:test');
const { Worker } = require('node:worker_threads');

const core = require('interview-core');

const native = require('../lib/native.js');
const { RECORDER, scratch, sealed, started } = require('./session.js');

const aborted = { name: 'AbortError' };
const bundle = (path) => ({
  events: fs.readFileSync(join(path, 'bundle/events.jsonl')),
  manifest: fs.readFileSync(join(path, 'bundle/manifest.json')),
});

test('a promise gives what the call gives', async () => {
  const path = sealed();
  const files = bundle(path);
  const { events, ...rest } = files;
  const report = core.verify(path).toJson();
  assert.equal(JSON.parse(report).verdict, 'intact');
  assert.equal((await core.verifyAsync(path)).toJson(), report);
  assert.equal((await core.verifyAsync(files)).toJson(), report);
  assert.equal((await core.verifyAsync(new URL(`file://${path}`))).toJson(), report);
  assert.equal((await core.verifyAsync(events)).toJson(), core.verify(events).toJson());
  assert.deepEqual(await core.attributeAsync(path), core.attribute(path));
  assert.deepEqual(await core.flagsAsync(path), core.flags(path));
  assert.equal(await core.transcriptAsync(path), core.transcript(path));
  assert.equal(await core.proveAsync(path, 1), core.prove(path, 1));
  assert.deepEqual(await core.redactAsync(path, [2]), core.redact(path, [2]));
  assert.equal(await core.sniffAsync(path), core.sniff(path));
  const verifier = new core.Verifier();
  verifier.push(events);
  assert.equal((await verifier.finishAsync(rest)).toJson(), report);
});

test('a buffer may change while another thread works', async () => {
  const { events } = bundle(sealed(200));
  const expected = core.verify(events).toJson();
  const promise = core.verifyAsync(events);
  events.fill(0);
  assert.equal((await promise).toJson(), expected);
});

test('a stream passes through', async () => {
  const path = sealed(2000);
  const { events, ...files } = bundle(path);
  const expected = core.verify(path).toJson();
  const log = () => fs.createReadStream(join(path, 'bundle/events.jsonl'), { highWaterMark: 1000 });
  assert.equal((await core.verifyStream(log(), null, files)).toJson(), expected);
  const once = Readable.from([events]);
  assert.equal((await core.verifyStream(once, null, files)).toJson(), expected);
  assert.equal((await core.verifyStream([events], null, files)).toJson(), expected);
  async function* chunks() {
    for (let at = 0; at < events.length; at += 4097) yield events.subarray(at, at + 4097);
  }
  assert.equal((await core.verifyStream(chunks(), null, files)).toJson(), expected);
  const vanished = fs.createReadStream(join(path, 'nothing'));
  await assert.rejects(core.verifyStream(vanished), { code: 'ENOENT' });
  await assert.rejects(core.verifyStream(Readable.from(['text'])), TypeError);
});

test('a stream is called off, and let go of', async () => {
  const controller = new AbortController();
  const source = new Readable({ read() {} });
  source.push(Buffer.from('x'));
  const promise = core.verifyStream(source, null, {}, { signal: controller.signal });
  setImmediate(() => controller.abort());
  await assert.rejects(promise, aborted);
  assert.ok(source.destroyed);
});

test('a call is called off with the reason of its signal', async () => {
  const path = sealed();
  const { journal } = started();
  const reason = new Error('of a test');
  const calls = (signal) => [
    core.verifyAsync(path, null, { signal }),
    core.attributeAsync(path, null, { signal }),
    core.flagsAsync(path, null, { signal }),
    core.transcriptAsync(path, null, { signal }),
    core.proveAsync(path, 1, { signal }),
    core.redactAsync(path, [], { signal }),
    core.sniffAsync(path, { signal }),
    core.verifyStream([], null, {}, { signal }),
    core.Journal.openAsync(path, null, { signal }),
    core.Journal.startAsync(join(scratch(), 's'), { recorder: RECORDER }, null, { signal }),
    journal.appendAsync('focus', 'editor', { focused: true }, { signal }),
    journal.snapshotAsync({ signal }),
    journal.anchorRequestAsync(null, { signal }),
    journal.sealAsync({ reason: 'submitted' }, null, { signal }),
  ];
  const early = calls(AbortSignal.abort(reason));
  for (const call of early) await assert.rejects(call, reason);
  assert.equal(journal.snapshot().facts.lines, 2, 'what was called off before its turn did nothing');
  const controller = new AbortController();
  const late = calls(controller.signal);
  controller.abort(reason);
  for (const call of late) await assert.rejects(call, reason);
  assert.equal(journal.append('focus', 'editor', { focused: true }).seq >= 2, true);
  journal.close();
});

test('many calls share a signal without a warning', async (t) => {
  const warned = t.mock.fn();
  process.on('warning', warned);
  const { signal } = new AbortController();
  const path = sealed();
  await Promise.all(Array.from({ length: 30 }, () => core.verifyAsync(path, null, { signal })));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', warned);
  assert.equal(warned.mock.callCount(), 0);
});

test('a verification that is called off ends early', async () => {
  const events = Buffer.concat(Array(64).fill(bundle(sealed(2000)).events));
  const controller = new AbortController();
  const promise = core.verifyAsync(events, null, { signal: controller.signal });
  setTimeout(() => controller.abort(), 1);
  await assert.rejects(promise, aborted);
});

test('what is called off ends where its log is loaded', async () => {
  const path = sealed();
  const { events } = bundle(path);
  const off = 'the work was called off';
  const operations = [
    [native.verifyAsync],
    [native.sniffAsync],
    [native.attributeAsync],
    [native.flagsAsync],
    [native.transcriptAsync],
    [native.proveAsync, 1],
    [native.redactAsync, [2]],
  ];
  for (const [operation, argument] of operations) {
    for (const source of [{ path }, { bytes: events }, { events }]) {
      const stop = native.Stop.create();
      assert.notEqual((await operation(source, argument, stop)).failureMessage, off);
      stop.stop();
      assert.equal((await operation(source, argument, stop)).failureMessage, off);
    }
  }
});

test('many come in the order of their paths, and no more are asked for than needed', async () => {
  const path = sealed();
  const missing = join(path, 'nothing');
  let asked = 0;
  function* paths() {
    for (; asked < 1000; ) yield ++asked % 3 === 0 ? missing : path;
  }
  let seen = 0;
  for await (const { path: named, report, error } of core.verifyMany(paths(), null, { threads: 2 })) {
    seen += 1;
    assert.equal(named, seen % 3 === 0 ? missing : path);
    assert.equal(seen % 3 === 0 ? error.code : report.verdict, seen % 3 === 0 ? 'not_found' : 'intact');
    if (seen === 10) break;
  }
  assert.ok(asked < 20, `${asked} paths were asked for`);
  const all = [];
  for await (const { report } of core.verifyMany([path, new URL(`file://${path}`)])) all.push(report.verdict);
  assert.deepEqual(all, ['intact', 'intact']);
  assert.deepEqual(await core.verifyMany([]).next(), { value: undefined, done: true });
});

test('a report comes while the next path is waited for', async () => {
  const path = sealed();
  let go;
  const gate = new Promise((resolve) => (go = resolve));
  async function* paths() {
    yield path;
    await gate;
    yield path;
  }
  const reports = core.verifyMany(paths());
  assert.equal((await reports.next()).value.report.verdict, 'intact');
  go();
  assert.equal((await reports.next()).value.report.verdict, 'intact');
  assert.equal((await reports.next()).done, true);
});

test('many are called off while a path is waited for', async () => {
  const controller = new AbortController();
  async function* never() {
    await new Promise(() => {});
  }
  const next = core.verifyMany(never(), null, { signal: controller.signal }).next();
  setImmediate(() => controller.abort());
  await assert.rejects(next, aborted);
});

test('promises of a journal keep their order', async () => {
  const { path, journal } = started();
  const event = (n) => journal.appendAsync('user_prompt', 'candidate', { text: `prompt ${n}` });
  const entries = await Promise.all(Array.from({ length: 50 }, (_, n) => event(n)));
  assert.deepEqual(entries.map(({ seq }) => seq), Array.from({ length: 50 }, (_, n) => n + 2));
  const snapshot = await journal.snapshotAsync();
  assert.equal(snapshot.facts.lines, 52);
  assert.equal(snapshot.facts.head, entries.at(-1).leafHash);
  const request = await journal.anchorRequestAsync();
  assert.equal(request.size, 52);
  request.close();
  const folder = await journal.finishAsync(await journal.sealAsync({ reason: 'submitted', diff: '' }));
  assert.equal(folder, join(path, 'bundle'));
  assert.equal(core.verify(path).verdict, 'intact');
  const again = await core.Journal.openAsync(path);
  assert.equal(again.snapshot().isSealed, true);
  again.close();
});

test('what is disposed of is closed', () => {
  const { journal } = started();
  const request = journal.anchorRequest();
  request[Symbol.dispose]();
  assert.throws(() => request.refused(409, '1'), { code: 'closed' });
  const sealing = journal.seal({ reason: 'submitted' });
  sealing[Symbol.dispose]();
  assert.throws(() => journal.finish(sealing), { code: 'closed' });
  journal.finish(journal.seal({ reason: 'submitted' }));
  journal[Symbol.dispose]();
  assert.throws(() => journal.snapshot(), { code: 'closed' });
  const identity = core.Journal.newIdentity('relay.example');
  assert.match(identity.log_origin, /^relay\.example\/s\/[0-9A-Z]{26}$/);
  assert.equal(core.Journal.publicKey(identity).length, 32);
  const { recorder } = core.Recorder.start({ recorder: RECORDER, identity });
  recorder[Symbol.dispose]();
  assert.throws(() => recorder.checkpoint(), { code: 'closed' });
});

test('a recorder without stamps writes what verifies', () => {
  const identity = core.Journal.newIdentity();
  const { recorder, bytes } = core.Recorder.start({ recorder: RECORDER, identity });
  const lines = [bytes, recorder.append('user_prompt', 'candidate', { text: 'hello' })];
  lines.push(recorder.anchor(recorder.checkpoint()));
  assert.equal(recorder.anchored, 3);
  const again = core.Recorder.resume(Buffer.concat(lines), identity.key_seed);
  assert.deepEqual(again.facts(), recorder.facts());
  lines.push(again.end({ reason: 'submitted' }));
  const manifest = again.finish(again.checkpoint());
  assert.equal(core.verify({ events: Buffer.concat(lines), manifest }).verdict, 'intact');
});

test('threads of workers hold one journal and verify', async () => {
  const { path, journal } = started();
  const script = `
    const { parentPort, workerData } = require('node:worker_threads');
    const core = require('interview-core');
    const journal = core.Journal.open(workerData.path);
    for (let n = 0; n < 100; n += 1) journal.append('user_prompt', 'candidate', { text: String(n) });
    journal.close();
    core.verifyAsync(workerData.path).then((it) => parentPort.postMessage(it.verdict));`;
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script, { eval: true, workerData: { path } });
      worker.on('message', resolve);
      worker.on('error', reject);
    });
  const verdicts = await Promise.all(Array.from({ length: 8 }, work));
  assert.deepEqual(new Set(verdicts), new Set(['incomplete']));
  assert.equal(journal.snapshot().facts.lines, 802);
  journal.finish(journal.seal({ reason: 'submitted' }));
  journal.close();
  assert.equal(core.verify(path).verdict, 'intact');
});

test('a worker that is ended leaves the process whole', async () => {
  const path = sealed(500);
  const script = `
    const { workerData } = require('node:worker_threads');
    const core = require('interview-core');
    setInterval(() => {}, 1000);
    (async () => {
      for (;;) for await (const _ of core.verifyMany(Array(20).fill(workerData))) { }
    })();
    require('node:worker_threads').parentPort.postMessage('under way');`;
  const worker = new Worker(script, { eval: true, workerData: path });
  await new Promise((resolve) => worker.once('message', resolve));
  await worker.terminate();
  assert.equal(core.verify(path).verdict, 'intact');
});
