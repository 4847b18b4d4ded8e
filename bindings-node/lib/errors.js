// The one error class, and how what the addon gives becomes a value or an error.

'use strict';

const native = require('./native.js');

const CATEGORIES = new Map(JSON.parse(native.errorCodes()).map((it) => [it.code, it.category]));

/** The work could not be done. What is wrong with a log is a finding in its Report, and no error. */
class InterviewError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
    this.category = CATEGORIES.get(code) ?? 'internal';
  }
}
InterviewError.prototype.name = 'InterviewError';

/** The value of an outcome, or its error thrown. */
function value(outcome) {
  if (typeof outcome === 'object' && outcome !== null && outcome.failureCode !== undefined) {
    throw new InterviewError(outcome.failureCode, outcome.failureMessage);
  }
  return outcome;
}

module.exports = { InterviewError, value };
