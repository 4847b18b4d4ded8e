// What the package exports is what surface.json lists, the same by `require` and `import`, and the
// results have the fields of the schema.

'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const test = require('node:test');

const core = require('interview-core');
const results = require('../lib/results.js');
const surface = require('../../conformance/surface.json');

const repository = (path) => readFileSync(join(__dirname, '../..', path), 'utf8');

/** What operations give and take beside the generated results. */
const BESIDE = ['AnchorRequest', 'InterviewError', 'LegacyNumber', 'SealRequest', 'Verified'];

test('the surface is what is exported', async () => {
  const operations = surface.operations.flatMap(({ node }) => node);
  assert.deepEqual(operations.filter((name) => typeof core[name] !== 'function'), []);
  const others = new Set([...BESIDE, ...Object.keys(results)]);
  const exported = Object.keys(core).filter((name) => !others.has(name));
  const twin = (name) => operations.includes(name.replace(/Async$/, ''));
  assert.deepEqual(exported.filter((name) => !operations.includes(name) && !twin(name)), []);
  const module = await import('interview-core');
  assert.deepEqual(Object.keys(module).sort(), Object.keys(core).sort());
  for (const [name, value] of Object.entries(module)) assert.equal(value, core[name], name);
});

test('a journal and a recorder have every call in both forms', () => {
  const calls = ['append', 'anchorRequest', 'applyAnchor', 'snapshot', 'seal', 'finish', 'continueAsNew'];
  for (const name of calls) {
    assert.equal(typeof core.Journal.prototype[name], 'function', name);
    assert.equal(typeof core.Journal.prototype[`${name}Async`], 'function', `${name}Async`);
  }
  for (const name of ['start', 'startAsync', 'open', 'openAsync', 'newIdentity']) {
    assert.equal(typeof core.Journal[name], 'function', name);
  }
  for (const type of [core.Journal, core.Recorder, core.AnchorRequest, core.SealRequest]) {
    assert.equal(typeof type.prototype[Symbol.dispose], 'function', type.name);
  }
});

test('every heavy operation has a twin that gives a promise', () => {
  for (const name of ['verify', 'attribute', 'flags', 'transcript', 'prove', 'redact', 'sniff']) {
    assert.equal(typeof core[`${name}Async`], 'function', name);
  }
});

/** Types of a schema's objects against the classes, from one object on. */
function checkFields(schema, object, type, seen = new Set()) {
  if (seen.has(type.name)) return seen;
  seen.add(type.name);
  const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  const names = Object.keys(object.properties);
  assert.deepEqual([...type.fields].sort(), names.map(camel).sort(), type.name);
  assert.deepEqual(type.fields, object.required.map(camel), `order of ${type.name}`);
  for (const property of Object.values(object.properties)) {
    for (const named of JSON.stringify(property).matchAll(/#\/\$defs\/(\w+)/g)) {
      const definition = schema.$defs[named[1]];
      if (definition.properties === undefined) continue;
      assert.ok(results[named[1]], `no class ${named[1]}`);
      checkFields(schema, definition, results[named[1]], seen);
    }
  }
  return seen;
}

test('the fields of a report are those of its schema', () => {
  const schema = JSON.parse(repository('docs/report.schema.json'));
  const seen = checkFields(schema, schema, core.Report);
  assert.ok(seen.size > 20, [...seen].join());
  const report = core.verify(Buffer.from('x\n'));
  assert.deepEqual(Object.keys(report), [...core.Report.fields]);
});

test('error codes are those of the list', () => {
  const errors = JSON.parse(repository('conformance/errors.json'));
  assert.deepEqual(core.errorCodes().map((it) => it.toObject()), errors);
});

test('one version everywhere', () => {
  assert.equal(core.version(), require('../package.json').version);
  assert.equal(require('../package-lock.json').version, core.version());
  assert.match(repository('Cargo.toml'), new RegExp(`\\nversion = "${core.version()}"\\n`));
});
