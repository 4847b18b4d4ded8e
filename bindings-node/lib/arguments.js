// Checks what a caller gives, in JavaScript's own words, and makes of it what the addon takes.

'use strict';

const { fileURLToPath } = require('node:url');
const { types, inspect } = require('node:util');

const { InterviewError } = require('./errors.js');
const { isPlain, toJson } = require('./json.js');

function wrong(name, wanted, given) {
  const error = new TypeError(`\`${name}\` must be ${wanted}, not ${kind(given)}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function kind(given) {
  if (given === null || given === undefined) return String(given);
  if (typeof given === 'object') return `an instance of ${given.constructor?.name ?? 'Object'}`;
  if (typeof given === 'function') return 'a function';
  return `${typeof given} ${inspect(given).slice(0, 40)}`;
}

function string(name, given) {
  if (typeof given !== 'string') throw wrong(name, 'a string', given);
  return given;
}

function bool(name, given) {
  if (typeof given !== 'boolean') throw wrong(name, 'true or false', given);
  return given;
}

function integer(name, given) {
  if (typeof given !== 'number') throw wrong(name, 'a whole number', given);
  if (!Number.isSafeInteger(given)) {
    const error = new RangeError(`\`${name}\` must be a whole number, not ${given}`);
    error.code = 'ERR_OUT_OF_RANGE';
    throw error;
  }
  return given;
}

function object(name, given, known) {
  if (typeof given !== 'object' || given === null || !isPlain(given)) throw wrong(name, 'an object', given);
  const unknown = known && Object.keys(given).find((member) => !known.includes(member));
  if (unknown !== undefined) {
    const error = new TypeError(`\`${name}\` has no member \`${unknown}\``);
    error.code = 'ERR_INVALID_ARG_VALUE';
    throw error;
  }
  return given;
}

/** Bytes as a Buffer over the same memory. Memory that another thread may change is copied. */
function bytes(name, given) {
  if (!types.isUint8Array(given)) throw wrong(name, 'a Uint8Array', given);
  const view = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  return types.isSharedArrayBuffer(given.buffer) ? Buffer.from(view) : view;
}

/** Bytes, or a string as UTF-8. */
function bytesOrText(name, given) {
  if (typeof given === 'string') return Buffer.from(given);
  if (!types.isUint8Array(given)) throw wrong(name, 'a Uint8Array or a string', given);
  return bytes(name, given);
}

function path(name, given) {
  if (given instanceof URL) return fileURLToPath(given);
  if (typeof given !== 'string') throw wrong(name, 'a path as a string or file URL', given);
  if (given.includes('\0')) {
    const error = new TypeError(`\`${name}\` has a null character`);
    error.code = 'ERR_INVALID_ARG_VALUE';
    throw error;
  }
  return given;
}

function optional(check) {
  return (name, given) => (given === undefined || given === null ? undefined : check(name, given));
}

const FILES = ['events', 'manifest', 'diff', 'commits'];

/** What is read: a path, the bytes of a log or archive, or the files of a bundle. */
function source(name, given) {
  if (typeof given === 'string' || given instanceof URL) return { path: path(name, given) };
  if (types.isUint8Array(given)) return { bytes: bytes(name, given) };
  if (typeof given !== 'object' || given === null || Array.isArray(given) || ArrayBuffer.isView(given)) {
    throw wrong(name, 'a path, a Uint8Array or an object of them', given);
  }
  return { events: bytes(`${name}.events`, given.events), ...files(name, given, FILES) };
}

/** The files of a bundle beside its log. */
function files(name, given, known = FILES.slice(1)) {
  object(name, given, known);
  const file = (role) => optional(bytes)(`${name}.${role}`, given[role]);
  return { manifest: file('manifest'), diff: file('diff'), commits: file('commits') };
}

/** Options of the library as JSON. What may stand in them is the library's business. */
function json(name, given) {
  if (given === undefined || given === null) return undefined;
  // A list of options has this code in every language.
  if (Array.isArray(given)) throw new InterviewError('invalid_options', `\`${name}\` is no object but a list`);
  return toJson(name, object(name, given), wrong);
}

/** The data of an event: JSON text, or an object that is written as such. */
function data(name, given) {
  if (typeof given === 'string') return given;
  return toJson(name, object(name, given), wrong);
}

function signal(given) {
  if (given === undefined || given === null) return undefined;
  if (!(given instanceof AbortSignal)) throw wrong('signal', 'an AbortSignal', given);
  given.throwIfAborted();
  return given;
}

/** The options of a call that can be called off. */
function call(given, known = ['signal']) {
  return given === undefined || given === null ? {} : object('call', given, known);
}

module.exports = {
  bool,
  bytes,
  bytesOrText,
  call,
  data,
  files,
  integer,
  json,
  object,
  optional,
  path,
  signal,
  source,
  string,
  wrong,
};
