// The file name of the addon for this platform.

'use strict';

const { platform, arch, report } = process;

function abi() {
  if (platform === 'win32') return '-msvc';
  if (platform !== 'linux') return '';
  return report.getReport().header.glibcVersionRuntime ? '-gnu' : '-musl';
}

module.exports = `interview-core.${platform}-${arch}${abi()}.node`;
