// The property under which a class of the package keeps what the addon gave it.

'use strict';

module.exports = Symbol('native');
