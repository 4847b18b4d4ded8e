// Builds the addon of this platform with cargo and puts it beside this file.
//
//   node build.js               build it anew
//   node build.js --if-missing  only where there is none, as after an install from the repository
//   node build.js --debug       quickly, and slow: with the profile of the tests
//   node build.js --licences    put the licences beside the package, for a tarball

'use strict';

const { spawnSync } = require('node:child_process');
const { copyFileSync, existsSync, renameSync } = require('node:fs');
const { join } = require('node:path');

const name = require('./lib/platform.js');

const ROOT = join(__dirname, '..');
const TARGET = join(__dirname, name);

function main(given) {
  if (given.includes('--licences')) {
    for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(ROOT, file), join(__dirname, file));
    return;
  }
  if (given.includes('--if-missing') && existsSync(TARGET)) return;
  if (!existsSync(join(__dirname, 'Cargo.toml'))) {
    throw new Error(`the package has no addon for this platform (\`${name}\`); build it in the repository`);
  }
  const profile = given.includes('--debug') ? [] : ['--release'];
  const build = ['build', '--package', 'interview-node', '--locked', '--message-format=json-render-diagnostics', ...profile];
  const { error, status, stdout } = spawnSync('cargo', build, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error !== undefined) throw new Error(`the addon is built with Rust, which isn't there: ${error.message}`);
  if (status !== 0) throw new Error('the addon could not be built');
  const made = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .find((it) => it.reason === 'compiler-artifact' && it.target.name === 'interview_node');
  // A process that has the old addon open keeps it.
  const library = made.filenames.find((file) => /\.(so|dylib|dll)$/.test(file));
  copyFileSync(library, `${TARGET}.new`);
  // What only a debugger reads takes nine tenths of the file; where there is no `strip`, it stays.
  if (process.platform === 'linux') spawnSync('strip', ['--strip-unneeded', `${TARGET}.new`]);
  renameSync(`${TARGET}.new`, TARGET);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
