// The typed results: frozen, made from their members, and the library's very bytes again.

'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const { isDeepStrictEqual } = require('node:util');

const core = require('interview-core');
const native = require('../lib/native.js');
const { all } = require('./vectors/vector.js');

const vectors = new Map(all().map((vector) => [vector.name, vector]));
const verify = (name) => core.verify(vectors.get(name).bundle(), vectors.get(name).options ?? undefined);
const honest = () => verify('legacy-auto');

test('a report is made again from its members, its object and its JSON', () => {
  for (const name of ['legacy-auto', 'changed-seq-huge', 'honest']) {
    const report = verify(name);
    const members = Object.fromEntries(core.Report.fields.map((field) => [field, report[field]]));
    const again = [
      new core.Report(members),
      core.Report.fromObject(report.toObject()),
      core.Report.fromJson(report.toJson()),
    ];
    for (const other of again) {
      assert.ok(isDeepStrictEqual(other, report));
      assert.equal(other.toJson(), report.toJson());
    }
  }
});

test('what is written are the fields of the object', () => {
  const { code, severity, place, params } = verify('changed-seq-huge').findings[0];
  const changed = new core.Finding({ code, severity, place, params, message: 'ä "quoted" \u2028\n' });
  assert.match(changed.toJson(), /"message":"ä \\"quoted\\" \u2028\\n"/);
  assert.equal(JSON.parse(changed.toJson()).message, changed.message);
});

test('numbers keep their spelling', () => {
  const report = verify('changed-seq-huge');
  assert.equal(report.findings[0].params.found, 9999999999999999n);
  assert.match(report.toJson(), /"found":9999999999999999[,}]/);
  const spelled = core.Report.fromObject({
    ...honest().toObject(),
    legacy: { a: new core.LegacyNumber('22.0'), b: [1, 1e-7, { c: 12345678901234567890n }] },
  });
  assert.match(spelled.toJson(), /"legacy":\{"a":22\.0,"b":\[1,1e-7,\{"c":12345678901234567890\}\]\}\}$/);
  const again = core.Report.fromJson(spelled.toJson());
  assert.equal(again.toJson(), spelled.toJson());
  assert.equal(Number(again.legacy.a), 22);
  assert.equal(JSON.parse(JSON.stringify(spelled)).legacy.a, 22);
});

test('strings of a legacy log are written as the library does it', () => {
  const hash = '{"é\\u007f\\u2028":["\\ud800","😀\\u0000\\n\\"\\\\/", "plain"]}';
  const events = Buffer.from(`{"type":"session_start","ts":1,"prev":"x","hash":${hash},"data":{}}\n`);
  const options = { policy: { format: 'auto' } };
  const written = native.verify({ bytes: events }, JSON.stringify(options));
  assert.match(written, /é\u007f\u2028/);
  assert.equal(core.verify(events, options).toJson(), written);
});

test('a token may be as long as a line', () => {
  const head = JSON.stringify({ ...honest().toObject(), legacy: null }).slice(0, -5);
  const read = (token) => core.Report.fromJson(`${head}[${token}]}`).legacy[0];
  // Without `equal`, whose message would have both texts.
  const check = (token, kept) => assert.ok(read(token) === kept);
  const [long, many] = [15_000_000, 2_000_000];
  check(`"${'y'.repeat(long)}"`, 'y'.repeat(long));
  check(`"${'\\u00e9'.repeat(many)}"`, 'é'.repeat(many));
  check(`"${'\\"'.repeat(many)}\\\\"`, `${'"'.repeat(many)}\\`);
  const number = `1${'0'.repeat(long)}.5`;
  assert.ok(read(number).spelling === number);
});

test('results are frozen', () => {
  const report = honest();
  assert.throws(() => {
    'use strict';
    report.verdict = 'intact';
  }, TypeError);
  assert.throws(() => report.findings.push(null), TypeError);
  assert.throws(() => {
    report.session.kinds.paste = 1;
  }, TypeError);
});

test('a member that is missing is told', () => {
  assert.throws(() => new core.Place({ file: null, line: 1, seq: 1 }), {
    name: 'TypeError',
    message: 'Place needs the member `offset`',
  });
  assert.throws(() => new core.Place(), TypeError);
});

test('what says nothing is left out of a change, and out of the event that it is spread into', () => {
  const { bytes } = core.Recorder.start({
    recorder: { name: 'test', version: '1' },
    identity: core.Journal.newIdentity(),
  });
  const [change] = core.observe(bytes, null, Buffer.from('one\n'));
  assert.deepEqual(Object.keys({ ...change }), ['before', 'after', 'hunks']);
  assert.deepEqual(JSON.parse(JSON.stringify({ ...change })), change.toObject());
  const { before, after, hunks } = change;
  const again = new core.Observed({ before, after, hunks, full: false, part: undefined });
  assert.ok(isDeepStrictEqual(again, change));
  assert.equal(again.toJson(), change.toJson());
  const [whole] = core.observe(bytes, null, Buffer.from('one\n'), { full: true });
  assert.equal(whole.toJson(), change.toJson().replace(',"hunks"', ',"full":true,"hunks"'));
  assert.throws(() => core.observe(bytes.subarray(0, 9), null, null), { code: 'invalid_log' });
  assert.throws(() => core.observe('text', null, null), TypeError);
  assert.throws(() => core.observe(bytes, null, null, { fool: true }), TypeError);
});
