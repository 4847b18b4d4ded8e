// What the generated classes share: their base, and reading and writing of JSON.

'use strict';

/** A number of a legacy log whose spelling JavaScript would change, such as `22.0`. */
class LegacyNumber {
  constructor(spelling) {
    this.spelling = String(spelling);
    Object.freeze(this);
  }

  valueOf() {
    return Number(this.spelling);
  }

  toString() {
    return this.spelling;
  }
}

class Result {
  /** For `JSON.stringify`: the members, with all numbers as JavaScript has them. */
  toJSON() {
    return JSON.parse(this.toJson());
  }
}

/** Throws where a class is made without one of its members, but for those that may be left out. */
function members(type, fields, leftOut = []) {
  if (typeof fields !== 'object' || fields === null) {
    throw new TypeError(`${type.name} is made from an object with its members`);
  }
  const missing = type.fields.find((name) => fields[name] === undefined && !leftOut.includes(name));
  if (missing !== undefined) throw new TypeError(`${type.name} needs the member \`${missing}\``);
}

function list(values) {
  return Object.isFrozen(values) ? values : Object.freeze([...values]);
}

/** An object with free names, in the order of their code points. */
function record(values, one = (it) => it) {
  const names = Object.keys(values).sort(byCodePoint);
  return Object.freeze(Object.fromEntries(names.map((name) => [name, one(values[name])])));
}

// UTF-16 puts surrogates before U+E000 to U+FFFF; the library's order is that of UTF-8.
function byCodePoint(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const text = JSON.stringify;

/** A string, or a whole number of any length. */
function textOrInteger(value) {
  return typeof value === 'string' ? text(value) : String(value);
}

function writeList(values, one) {
  return `[${values.map(one).join(',')}]`;
}

function writeRecord(values, one) {
  const names = Object.keys(values).sort(byCodePoint);
  return `{${names.map((name) => `${text(name)}:${one(values[name])}`).join(',')}}`;
}

/** Any JSON, with whole numbers of any length. */
function writeJson(value) {
  if (value instanceof LegacyNumber) return value.spelling;
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return writeList(value, (it) => writeJson(it) ?? 'null');
  if (typeof value !== 'object' || value === null) return text(value);
  if (typeof value.toJSON === 'function') return writeJson(value.toJSON());
  const members = Object.keys(value)
    .map((name) => [name, writeJson(value[name])])
    .filter(([, json]) => json !== undefined);
  return `{${members.map(([name, json]) => `${text(name)}:${json}`).join(',')}}`;
}

/** Something that looks like a number that JavaScript would round. */
const LONG = /[-:[,\s]\d{16}/;

/**
 * Reads JSON of the library. Whole numbers that JavaScript would round become a BigInt; in members
 * that hold any JSON, fractions keep their spelling.
 */
function parse(json, any = []) {
  const object = JSON.parse(json);
  if (!LONG.test(json) && any.every((name) => object[name] === null)) return object;
  const exactly = parseExactly(json, false);
  const kept = any.length === 0 ? exactly : parseExactly(json, true);
  for (const name of any) exactly[name] = kept[name];
  return exactly;
}

/** Reads JSON that `JSON.parse` accepts, without rounding whole numbers, or the spelling of others. */
function parseExactly(json, spelled) {
  let at = 0;
  const next = () => {
    while (BLANK.includes(json[at])) at += 1;
    const start = at;
    at = behindToken(json, start);
    return json.slice(start, at);
  };
  const number = (token) => {
    const value = Number(token);
    if (String(value) === token) return value;
    if (!/[.eE]/.test(token)) return BigInt(token);
    return spelled ? new LegacyNumber(token) : value;
  };
  const value = (token) => {
    if (token === '{') return object();
    if (token === '[') return array();
    return /^[-0-9]/.test(token) ? number(token) : JSON.parse(token);
  };
  const object = () => {
    const members = [];
    for (let token = next(); token !== '}'; token = next()) {
      if (token === ',') continue;
      next();
      members.push([JSON.parse(token), value(next())]);
    }
    return Object.fromEntries(members);
  };
  const array = () => {
    const values = [];
    for (let token = next(); token !== ']'; token = next()) {
      if (token !== ',') values.push(value(token));
    }
    return values;
  };
  return value(next());
}

const BLANK = ' \t\n\r';
const PUNCTUATION = '{}[],:';

/** Where the token that begins at `at` ends. A regular expression would not do: on a long token its
 * stack overflows. */
function behindToken(json, at) {
  if (json[at] === '"') return behindString(json, at);
  if (PUNCTUATION.includes(json[at])) return at + 1;
  let end = at;
  while (end < json.length && !PUNCTUATION.includes(json[end]) && !BLANK.includes(json[end])) end += 1;
  return end;
}

/** The same for a string: behind the first quote with an even number of backslashes before it. */
function behindString(json, at) {
  for (let quote = json.indexOf('"', at + 1); ; quote = json.indexOf('"', quote + 1)) {
    let before = quote;
    while (json[before - 1] === '\\') before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
}

module.exports = {
  LegacyNumber,
  Result,
  list,
  members,
  parse,
  record,
  text,
  textOrInteger,
  writeJson,
  writeList,
  writeRecord,
};
