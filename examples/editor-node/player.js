#!/usr/bin/env node
// Plays an editing session from a file, one act a line, and records it:
//
//   player.js --session FOLDER --root WORK_TREE [PLAY]
//
// Without PLAY, acts come from standard input. `snapshot` and `seal` print what they give. Exit
// status 0: played; 1: the library refused; 2: not a play.

'use strict';

const { createReadStream } = require('node:fs');
const { createInterface } = require('node:readline');
const { parseArgs } = require('node:util');

const { InterviewError } = require('interview-core');

const { Editor } = require('./lib/editor.js');
const { version } = require('./package.json');

async function main() {
  const { values, positionals } = parseArgs({
    options: { session: { type: 'string' }, root: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.session === undefined || values.root === undefined) {
    throw new Error('`--session FOLDER` and `--root WORK_TREE` are needed');
  }
  const start = { recorder: { name: 'play-session', version }, host: { name: 'player', version } };
  const editor = new Editor({ folder: values.session, root: values.root, start });
  const input = positionals.length > 0 ? createReadStream(positionals[0]) : process.stdin;
  for await (const line of createInterface({ input })) {
    if (line.trim() !== '') editor.act(JSON.parse(line));
  }
  editor.recorder.close();
}

main().catch((error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = error instanceof InterviewError ? 1 : 2;
});
