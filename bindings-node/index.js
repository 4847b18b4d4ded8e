// The package as CommonJS.

'use strict';

const { AnchorRequest, SealRequest } = require('./lib/anchor.js');
const { InterviewError } = require('./lib/errors.js');
const { Journal } = require('./lib/journal.js');
const { Verified, verifyMany } = require('./lib/many.js');
const operations = require('./lib/operations.js');
const { Recorder } = require('./lib/recorder.js');
const { LegacyNumber } = require('./lib/result.js');
const results = require('./lib/results.js');
const { Verifier, verifyStream } = require('./lib/verifier.js');

module.exports = {
  ...operations,
  ...results,
  AnchorRequest,
  InterviewError,
  Journal,
  LegacyNumber,
  Recorder,
  SealRequest,
  Verified,
  Verifier,
  verifyMany,
  verifyStream,
};
