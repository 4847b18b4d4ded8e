// Loads the addon of this platform, which lies beside this folder.

'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const name = require('./platform.js');

const path = join(__dirname, '..', name);
if (!existsSync(path)) {
  const error = new Error(
    `interview-core has no addon for this platform (\`${name}\`); ` +
      '`npm rebuild interview-core` builds it from the repository, with Rust',
  );
  error.code = 'ERR_DLOPEN_FAILED';
  throw error;
}

module.exports = require(path);
