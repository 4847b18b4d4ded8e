// The operations that are functions.

'use strict';

const native = require('./native.js');
const check = require('./arguments.js');
const { later } = require('./async.js');
const { value } = require('./errors.js');
const given = require('./given.js');
const { Disclosed, ErrorInfo, Evidence, Flag, Overtime, Report } = require('./results.js');

const evidence = (json) => (json === 'null' ? null : Evidence.fromJson(json));
const found = (json) =>
  json === 'null' ? null : Object.freeze(JSON.parse(json).map((it) => Flag.fromObject(it)));
const same = (it) => it;

/** An operation on a bundle and its twin that gives a Promise. */
function pair(sync, async, argument, read) {
  return [
    (source, given) => read(value(sync(check.source('source', source), argument(given)))),
    async (source, given, call) => {
      const { signal } = check.call(call);
      const [input, options] = [check.source('source', source), argument(given)];
      const stop = native.Stop.create();
      return read(await later(signal, () => async(input, options, stop), () => stop.stop()));
    },
  ];
}

const options = (given) => check.json('options', given);
const seq = (given) => check.integer('seq', given);
const seqs = (given) => {
  if (!Array.isArray(given)) throw check.wrong('seqs', 'an array of whole numbers', given);
  return Array.from(given, (it, place) => check.integer(`seqs[${place}]`, it));
};

const [verify, verifyAsync] = pair(native.verify, native.verifyAsync, options, Report.fromJson);
const [attribute, attributeAsync] = pair(native.attribute, native.attributeAsync, options, evidence);
const [flags, flagsAsync] = pair(native.flags, native.flagsAsync, options, found);
const [transcript, transcriptAsync] = pair(native.transcript, native.transcriptAsync, options, same);
const [prove, proveAsync] = pair(native.prove, native.proveAsync, seq, same);
const [redact, redactAsync] = pair(native.redact, native.redactAsync, seqs, same);
const [format, formatAsync] = pair(native.sniff, native.sniffAsync, () => undefined, same);
const sniff = (source) => format(source);
const sniffAsync = (source, call) => formatAsync(source, undefined, call);

function verifyProof(line, proof, key, given) {
  const options = check.json('options', given);
  const [shown, text] = [check.bytesOrText('line', line), check.bytesOrText('proof', proof)];
  const named = check.object('key', key, ['vkey', 'firstLine']);
  const vkey = check.optional(check.string)('key.vkey', named.vkey);
  const first = check.optional(check.bytesOrText)('key.firstLine', named.firstLine);
  if ((vkey === undefined) === (first === undefined)) {
    throw check.wrong('key', 'an object with either `vkey` or `firstLine`', key);
  }
  return Disclosed.fromJson(value(native.verifyProof(shown, text, vkey, first, options)));
}

function observe(log, before, after, call) {
  const start = check.bytes('log', log);
  return given.observed(value(native.observe(start, ...given.change(before, after, call))));
}

function overtime(elapsedMs, limitMs, raw, policy) {
  const elapsed = check.integer('elapsedMs', elapsedMs);
  const limit = check.integer('limitMs', limitMs);
  const score = check.optional(check.string)('raw', raw);
  return Overtime.fromJson(
    value(native.overtime(elapsed, limit, score, check.json('policy', policy))),
  );
}

function adjustedScore(elapsedMs, limitMs, raw, policy) {
  const elapsed = check.integer('elapsedMs', elapsedMs);
  const limit = check.integer('limitMs', limitMs);
  const score = check.string('raw', raw);
  return value(native.adjustedScore(elapsed, limit, score, check.json('policy', policy)));
}

function defaultPolicy(policy) {
  if (policy === undefined) return native.defaultPolicy();
  return value(native.readPolicy(check.json('policy', policy) ?? '{}'));
}

const policySchema = () => native.policySchema();
const version = () => native.version();
const errorCodes = () =>
  Object.freeze(JSON.parse(native.errorCodes()).map((it) => ErrorInfo.fromObject(it)));

module.exports = {
  adjustedScore,
  attribute,
  attributeAsync,
  defaultPolicy,
  errorCodes,
  flags,
  flagsAsync,
  observe,
  overtime,
  policySchema,
  prove,
  proveAsync,
  redact,
  redactAsync,
  sniff,
  sniffAsync,
  transcript,
  transcriptAsync,
  verify,
  verifyAsync,
  verifyProof,
  version,
};
