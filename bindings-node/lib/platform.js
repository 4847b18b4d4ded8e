// The file name of the addon for this platform.

'use strict';

const { readFileSync } = require('node:fs');

const { platform, arch, report } = process;

function abi() {
  if (platform === 'win32') return '-msvc';
  if (platform !== 'linux') return '';
  return isMusl() ? '-musl' : '-gnu';
}

/** A report tells it everywhere, but looks up the names of all peers first. */
function isMusl() {
  try {
    return readFileSync('/usr/bin/ldd', 'latin1').includes('musl');
  } catch {
    return report.getReport().header.glibcVersionRuntime === undefined;
  }
}

module.exports = `interview-core.${platform}-${arch}${abi()}.node`;
