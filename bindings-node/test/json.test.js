// The data of events as JSON: objects of plain values are written in fewer steps than JSON.stringify
// takes, and must come out as it writes them.

'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');

const { toJson } = require('../lib/json.js');

const wrong = (name, wanted) => new TypeError(`${name} must be ${wanted}`);
const written = (value) => toJson('data', value, wrong);

test('plain objects are written as JSON.stringify writes them', () => {
  const units = ['a', ' ', '/', '"', '\\', '\n', '\t', '\b', '\0', '\u001f', '\u007f', '\u0080', 'é', '\u2028'];
  units.push('\ufeff', '\uffff', '\ud83d', '\ude00', '😀', '\ud800');
  const values = [true, false, null, 0, -0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, ''];
  const strings = units.flatMap((one) => units.map((other) => `${one}x${other}`));
  for (const value of [...values, ...units, ...strings]) {
    for (const object of [{ value }, { [String(value)]: value }, { a: value, b: 'c', 7: value }]) {
      assert.equal(written(object), JSON.stringify(object));
    }
  }
  assert.equal(written({}), '{}');
});

test('what is not plain is written as ever', () => {
  const date = new Date(0);
  for (const object of [{ a: 0.5 }, { a: [1, 'b'] }, { a: { b: '"' } }, { a: undefined, b: 1 }, { date }]) {
    assert.equal(written(object), JSON.stringify(object));
  }
  assert.equal(written({ toJSON: () => ({ a: 1 }) }), '{"a":1}');
  const hidden = Object.defineProperty({ user: 'ann', key: 'x' }, 'toJSON', { value: () => ({ user: 'ann' }) });
  assert.equal(written(hidden), '{"user":"ann"}');
  const given = (target, name) => (name === 'toJSON' ? () => ({ user: 'ann' }) : target[name]);
  assert.equal(written(new Proxy({ user: 'ann', key: 'x' }, { get: given })), '{"user":"ann"}');
  assert.equal(written({ a: 2n ** 64n }), '{"a":18446744073709551616}');
  for (const bad of [{ a: NaN }, { a: () => 0 }, { a: new Map() }]) {
    assert.throws(() => written(bad), TypeError);
  }
});
