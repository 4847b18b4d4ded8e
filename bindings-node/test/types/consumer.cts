// The same package by `require`.

import core = require('interview-core');

const report: core.Report = core.verify('path');
const number: core.LegacyNumber = new core.LegacyNumber('1.0');
export = { report, number };
