// Makes 100,000 verify, Recorder and error calls in one process. Resident memory at the end must be
// at most 10 MB above that after the first 10,000. Run with --expose-gc.

'use strict';

const core = require('interview-core');

const CALLS = 100_000;
const FIRST = 10_000;
const MOST_BYTES = 10e6;

const start = { recorder: { name: 'memory', version: '1' }, identity: core.Journal.newIdentity() };

/** Three calls: one records, one verifies what was recorded, one is an error. */
function round(turn) {
  const { recorder, bytes } = core.Recorder.start(start);
  const line = recorder.append('user_prompt', 'candidate', { text: `prompt ${turn}` });
  recorder.close();
  const { verdict } = core.verify(Buffer.concat([bytes, line]));
  if (verdict !== 'incomplete') throw new Error(`verdict ${verdict}`);
  try {
    core.prove(Buffer.concat([bytes, line]), 9);
    throw new Error('no error');
  } catch (error) {
    if (error.code !== 'out_of_range') throw error;
  }
}

/** What is resident once everything that can go has gone. */
async function resident() {
  for (let turn = 0; turn < 4; turn += 1) {
    global.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage.rss();
}

async function main() {
  let before;
  for (let calls = 0; calls < CALLS; calls += 3) {
    round(calls);
    // Handles of the addon are let go of between turns of the event loop.
    if (calls % 300 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (before === undefined && calls + 3 >= FIRST) before = await resident();
  }
  const grown = (await resident()) - before;
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  console.log(`node memory: ${megabytes(before)} MB after ${FIRST} calls, ${megabytes(grown)} MB more after ${CALLS}`);
  if (grown > MOST_BYTES) process.exitCode = 1;
}

main();
