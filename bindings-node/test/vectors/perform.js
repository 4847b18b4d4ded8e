// What each operation does with the input of a vector, through the public API. An outcome is
// `{ report }`, `{ output }`, `{ files }`, `{ reports }` or `{ error }`, as `expected` names them.

'use strict';

const fs = require('node:fs');
const os = require('node:os');
const { dirname, join } = require('node:path');

const core = require('interview-core');

const { recorder } = require('./recording.js');
const { script } = require('./script.js');

const options = (vector) => vector.options ?? undefined;
const object = (result) => JSON.parse(result === null ? 'null' : result.toJson());

const OPERATIONS = {
  verify: (vector) => ({ report: core.verify(vector.bundle(), options(vector)) }),
  verifier,
  attribute: (vector) => ({ output: object(core.attribute(vector.bundle(), options(vector))) }),
  flags(vector) {
    const flags = core.flags(vector.bundle(), options(vector));
    return { output: flags === null ? null : flags.map(object) };
  },
  sniff: (vector) => ({ output: core.sniff(vector.bundle()) }),
  prove: (vector) => ({ files: { proof: Buffer.from(core.prove(vector.bundle(), vector.input.seq)) } }),
  verify_proof(vector) {
    const { key, first_line: first, line, proof } = vector.input;
    const named = key === undefined ? { firstLine: vector.bytes(first) } : { vkey: key };
    const shown = core.verifyProof(vector.bytes(line), vector.bytes(proof), named, options(vector));
    return { output: object(shown) };
  },
  redact(vector) {
    const events = vector.bytes(vector.input.events);
    return { files: { events: core.redact({ events }, vector.input.seqs) } };
  },
  observe(vector) {
    const { events, before, after, full } = vector.input;
    const files = [vector.optional(before), vector.optional(after)];
    const told = core.observe(vector.bytes(events), ...files, { full });
    const again = told.map((it) => core.Observed.fromObject(it.toObject()).toJson());
    return { files: { observed: Buffer.from(`[${again.join(',')}]`) } };
  },
  overtime({ input }) {
    const { elapsed_ms: elapsed, limit_ms: limit, raw, policy } = input;
    return { output: object(core.overtime(elapsed, limit, raw, policy)) };
  },
  adjusted_score({ input }) {
    const { elapsed_ms: elapsed, limit_ms: limit, raw, policy } = input;
    return { output: core.adjustedScore(elapsed, limit, raw, policy) };
  },
  transcript(vector) {
    const events = vector.bytes(vector.input.events);
    return { files: { transcript: Buffer.from(core.transcript({ events }, vector.input.options)) } };
  },
  recorder,
  journal,
  verify_many: verifyMany,
  error_codes({ input: { claim } }) {
    const codes = JSON.stringify(core.errorCodes().map(object));
    const holds = Array.isArray(claim)
      ? codes === JSON.stringify(claim.map(inOrder))
      : core.errorCodes().some((it) => it.toJson() === JSON.stringify(inOrder(claim)));
    return { output: holds };
  },
  default_policy({ input }) {
    if (input.policy !== undefined) return { output: core.defaultPolicy(input.policy) };
    return { output: input.claim === core.defaultPolicy() };
  },
  policy_schema: (vector) => ({
    output: vector.bytes(vector.input.claim).equals(Buffer.from(core.policySchema())),
  }),
  version: ({ input }) => ({ output: input.claim === core.version() }),
};

/** The outcome of a vector. */
async function perform(vector) {
  const operation = OPERATIONS[vector.operation];
  if (operation === undefined) throw new Error(`no operation \`${vector.operation}\``);
  try {
    return await operation(vector);
  } catch (error) {
    if (error instanceof core.InterviewError) return { error: error.code };
    throw error;
  }
}

function inOrder({ code, category, meaning }) {
  return { code, category, meaning };
}

function verifier(vector) {
  const { chunks, then } = vector.input;
  const { events, ...files } = vector.bundle();
  const verifier = new core.Verifier(options(vector));
  for (let at = 0, turn = 0; at < events.length; turn += 1) {
    const size = Math.max(1, chunks[turn % chunks.length]);
    verifier.push(events.subarray(at, at + size));
    at += size;
  }
  const report = verifier.finish(files);
  if (then === 'push') verifier.push(Buffer.from('x'));
  if (then === 'finish') verifier.finish(files);
  if (then !== undefined) throw new Error(`\`${then}\` went through behind the end`);
  return { report };
}

async function inScratch(work) {
  const folder = fs.mkdtempSync(join(os.tmpdir(), 'interview-core-'));
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function journal(vector) {
  return inScratch((scratch) => {
    if (vector.input.steps !== undefined) return script(vector, join(scratch, 'session'));
    const path = join(scratch, 'bundle');
    put(vector, vector.input, path);
    if (vector.input.load !== undefined) return loaded(vector, path);
    return { report: core.verify(path, options(vector)) };
  });
}

/** No operation of this package gives the bytes of a bundle; what it makes of a path must be what it
 * makes of the bytes that are expected. */
function loaded(vector, path) {
  const format = core.sniff(path);
  const files = {};
  for (const [role, given] of Object.entries(vector.expected.output ?? {})) {
    files[role] = vector.bytes(given);
  }
  const same = (a, b) => {
    if (a !== b) throw new Error(`loaded otherwise: ${a} is not ${b}`);
  };
  same(format, core.sniff(files));
  same(core.redact(path, []).toString(), files.events.toString());
  same(core.verify(path, options(vector)).toJson(), core.verify(files, options(vector)).toJson());
  return { files };
}

/** Puts an input where a path can name it. */
function put(vector, given, path) {
  const archive = given.archive ?? given.load;
  if (archive !== undefined) fs.writeFileSync(path, vector.bytes(archive));
  for (const [name, bytes] of Object.entries(given.folder ?? {})) {
    fs.mkdirSync(dirname(join(path, name)), { recursive: true });
    fs.writeFileSync(join(path, name), vector.bytes(bytes));
  }
}

function verifyMany(vector) {
  return inScratch(async (scratch) => {
    const paths = vector.input.bundles.map((given, place) => {
      put(vector, given, join(scratch, String(place)));
      return join(scratch, String(place));
    });
    const reports = [];
    for await (const { report, error } of core.verifyMany(paths, options(vector), { threads: 2 })) {
      reports.push(report ?? error.code);
    }
    return { reports };
  });
}

module.exports = { operations: Object.keys(OPERATIONS), perform };
