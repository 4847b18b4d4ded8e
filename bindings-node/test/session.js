// Folders and sessions that tests start from; all go when the process ends.

'use strict';

const fs = require('node:fs');
const os = require('node:os');
const { join } = require('node:path');

const { Journal } = require('interview-core');

let root;

/** A folder of its own. */
function scratch() {
  if (root === undefined) {
    root = fs.mkdtempSync(join(os.tmpdir(), 'interview-core-'));
    process.on('exit', () => fs.rmSync(root, { recursive: true, force: true }));
  }
  return fs.mkdtempSync(join(root, 'test-'));
}

const RECORDER = { name: 'test', version: '1' };

/** A session that has begun. */
function started() {
  const path = join(scratch(), 'session');
  return { path, journal: Journal.start(path, { recorder: RECORDER }) };
}

/** The folder of a sealed session with so many prompts. */
function sealed(prompts = 3) {
  const { path, journal } = started();
  for (let turn = 0; turn < prompts; turn += 1) {
    journal.append('user_prompt', 'candidate', { text: `prompt ${turn}` });
  }
  journal.finish(journal.seal({ reason: 'submitted' }));
  journal.close();
  return path;
}

module.exports = { RECORDER, scratch, sealed, started };
