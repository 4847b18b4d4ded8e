// Measures an append without sync and a verification from Node; one JSON object a line.
//
//   node test/bench.js [--append EVENTS] [--verify PATH]…
//
// `--append`: a log of so many events, then 20,000 appends one by one, as the example bench_append of
// interview-journal does from Rust. `--verify`: the best of seven rounds on a log in memory, typed
// Report included, as bench_path does.

'use strict';

const fs = require('node:fs');
const os = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');

const core = require('interview-core');

const MEASURED = 20_000;
const ROUNDS = 7;

const WORDS = ['please', 'make', 'the', 'parser', 'faster', 'and', 'keep', 'its', 'tests'];

function append(events) {
  const folder = fs.mkdtempSync(join(os.tmpdir(), 'interview-core-'));
  const journal = core.Journal.start(folder, { recorder: { name: 'bench', version: '1' } }, { sync: 'never' });
  const data = { text: Array.from({ length: 48 }, (_, n) => WORDS[n % WORDS.length]).join(' ') };
  const once = () => journal.append('user_prompt', 'candidate', data);
  for (let n = 0; n < events; n += 1) once();
  const spans = Array.from({ length: MEASURED }, () => timed(once)).sort((a, b) => a - b);
  journal.close();
  fs.rmSync(folder, { recursive: true });
  const [median, p99] = [spans[MEASURED / 2], spans[(MEASURED * 99) / 100]];
  return { name: 'node_append', events, median_ns: median, p99_ns: p99 };
}

function verify(path) {
  const log = fs.readFileSync(path);
  const spans = Array.from({ length: ROUNDS }, () => timed(() => core.verify(log)));
  const { session } = core.verify(log);
  return { name: 'node_verify', events: session?.lines ?? null, best_ns: Math.min(...spans) };
}

function timed(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start);
}

const { values } = parseArgs({
  options: { append: { type: 'string' }, verify: { type: 'string', multiple: true } },
});
if (values.append !== undefined) console.log(JSON.stringify(append(Number(values.append))));
for (const path of values.verify ?? []) console.log(JSON.stringify(verify(path)));
