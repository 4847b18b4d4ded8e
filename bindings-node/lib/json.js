// Writes what a caller gives as JSON, and refuses what JSON would drop or change without a word.

'use strict';

const { types } = require('node:util');

const { LegacyNumber, text } = require('./result.js');

/** Deeper than whatever the library takes, and shallow enough for the stack. */
const MOST_DEPTH = 500;

/** A value as JSON; members that are undefined are left out. `wrong` makes the error for a value
 * under its name. */
function toJson(name, value, wrong) {
  const plain = flat(value);
  if (plain !== undefined) return plain;
  const write = (place, it, depth) => {
    if (typeof it === 'bigint') return String(it);
    if (typeof it === 'number' && !Number.isFinite(it)) throw wrong(place, 'a finite number', it);
    if (typeof it === 'function' || typeof it === 'symbol') throw wrong(place, 'a value that JSON has', it);
    if (typeof it !== 'object' || it === null) return text(it);
    if (it instanceof LegacyNumber) return it.spelling;
    if (types.isBoxedPrimitive(it)) return write(place, it.valueOf(), depth);
    if (depth === MOST_DEPTH) throw tooDeep(name);
    return typeof it.toJSON === 'function' ? written(place, it.toJSON(), depth) : members(place, it, depth);
  };
  // What `toJSON` gives is written as it is, as JSON.stringify does.
  const written = (place, it, depth) =>
    typeof it === 'object' && it !== null ? members(place, it, depth) : write(place, it, depth);
  const members = (place, it, depth) => {
    if (Array.isArray(it)) {
      const item = (one, at) => write(`${place}[${at}]`, one, depth + 1) ?? missing(`${place}[${at}]`);
      return `[${Array.from(it, item).join(',')}]`;
    }
    if (!isPlain(it)) throw wrong(place, 'an object, array, string, number, boolean or null', it);
    const parts = [];
    for (const member of Object.keys(it)) {
      const json = write(`${place}.${member}`, it[member], depth + 1);
      if (json !== undefined) parts.push(`${text(member)}:${json}`);
    }
    return `{${parts.join(',')}}`;
  };
  const missing = (place) => {
    throw wrong(place, 'a value that JSON has', undefined);
  };
  return write(name, value, 0) ?? missing(name);
}

/** What JSON writes otherwise than it is: its own signs, control characters, half a surrogate pair. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The JSON of an object of plain values, as most events are, in a third of the steps; of all else,
 * nothing. */
function flat(value) {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  if (typeof value.toJSON === 'function') return undefined;
  const word = (it) => (ESCAPED.test(it) ? text(it) : `"${it}"`);
  let members = '';
  for (const member of Object.keys(value)) {
    const it = value[member];
    const isPlain = typeof it === 'boolean' || it === null || Number.isSafeInteger(it);
    if (!isPlain && typeof it !== 'string') return undefined;
    // As a text, minus zero is zero, as in JSON.
    members += `${members && ','}${word(member)}:${isPlain ? it : word(it)}`;
  }
  return `{${members}}`;
}

/** Whether its members are all that there is to an object: no Map, Set, Date or the like. */
function isPlain(value) {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function tooDeep(name) {
  const error = new TypeError(`\`${name}\` holds itself, or has more than ${MOST_DEPTH} levels`);
  error.code = 'ERR_INVALID_ARG_VALUE';
  return error;
}

module.exports = { isPlain, toJson };
