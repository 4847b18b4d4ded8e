// A script: the steps of a vector, done by a journal in a real folder with the times and salts that
// the vector gives.

'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const { dirname, join } = require('node:path');

const core = require('interview-core');
const testing = require('interview-core/testing');

const { stampOf } = require('./recording.js');

async function script(vector, folder) {
  const { journal = {}, steps } = vector.input;
  const run = new Run(vector, folder, {
    lock_wait_ms: 0,
    ...journal,
  });
  let error;
  try {
    for (const [place, step] of steps.entries()) {
      if (error !== undefined) throw new Error(`\`${error}\` before step ${place}, the last`);
      error = await codeOf(() => run.step(step));
    }
    const files = filesOf(join(folder, 'bundle'));
    const recorded = { bundle: files, requests: run.requests };
    if (error !== undefined) return { ...recorded, error };
    return { ...recorded, report: core.verify(folder, vector.options ?? undefined) };
  } finally {
    await run.close();
  }
}

async function codeOf(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof core.InterviewError) return error.code;
    throw error;
  }
}

class Run {
  constructor(vector, folder, options) {
    Object.assign(this, { vector, folder, options, requests: [], holders: [] });
  }

  async step(step) {
    const [[name, given]] = Object.entries(step);
    await this[name](given);
  }

  start(given) {
    const { at, salt, ...start } = given;
    this.journal = testing.start(this.folder, start, this.options, stampOf({ at, salt }));
  }

  open(given) {
    this.#letGo();
    this.journal = testing.open(this.folder, this.options, stampOf(given));
  }

  append(given) {
    const data = this.vector.text(given.data);
    testing.append(this.journal, given.kind, given.origin, data, stampOf(given));
  }

  anchor(given) {
    const stamp = stampOf(given);
    const request = testing.anchorRequest(this.journal, given.old_size, stamp);
    this.requests.push(request?.body ?? null);
    if (given.answer === undefined) {
      request?.close();
    } else {
      if (request === null) throw new Error('an answer to no request');
      testing.applyAnchor(this.journal, request, given.answer, stamp);
    }
  }

  seal(given) {
    const end = {
      reason: given.reason,
      diff: this.vector.optional(given.diff),
      commits: this.vector.optional(given.commits),
      git: given.git,
    };
    this.sealing = testing.seal(this.journal, end, undefined, stampOf(given));
    this.requests.push(this.sealing.request?.body ?? null);
  }

  finish(given) {
    this.journal.finish(this.sealing, given.answer);
  }

  write(given) {
    const path = join(this.folder, given.path);
    fs.mkdirSync(dirname(path), { recursive: true });
    fs.writeFileSync(path, this.vector.bytes(given.bytes));
  }

  extend(given) {
    fs.appendFileSync(join(this.folder, given.path), this.vector.bytes(given.bytes));
  }

  remove(given) {
    fs.rmSync(join(this.folder, given.path));
  }

  async hold(given) {
    const path = join(this.folder, given.path);
    const holder = spawn('flock', ['--nonblock', path, 'sh', '-c', 'echo held; exec cat']);
    this.holders.push(holder);
    const [line] = await once(holder.stdout, 'data');
    if (!String(line).startsWith('held')) throw new Error(`the lock of ${path} isn't held`);
  }

  async refused(given) {
    const code = await codeOf(() => this.step(given.step));
    if (code !== given.error) throw new Error(`\`${code}\`, not \`${given.error}\``);
  }

  async close() {
    this.#letGo();
    for (const holder of this.holders) {
      const left = once(holder, 'exit');
      holder.stdin.end();
      await left;
    }
  }

  #letGo() {
    this.sealing?.close();
    this.journal?.close();
    this.sealing = this.journal = undefined;
  }
}

/** The regular files of a folder, by name. */
function filesOf(folder) {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return {};
  const files = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, fs.readFileSync(join(folder, name))]));
}

module.exports = { script };
