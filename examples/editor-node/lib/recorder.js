// The recording half of an editor extension: what the editor tells goes in, events of a journal and
// live facts of the session come out. It knows no editor, and asks nobody anything.
//
// What an event tells of a file is what this reads from the disk, never what a buffer holds: between
// two saves it remembers by what the buffer was changed, and at the save it tells the change.

'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { isAbsolute, join, relative, resolve, sep } = require('node:path');

const { InterviewError, Journal } = require('interview-core');

const { Follower } = require('./follower.js');

class EditorRecorder {
  #journal;
  #follower;
  #root;
  /** Bytes of files as this last told or saw them, by their place on the disk; null where there is none. */
  #known = new Map();
  /** What changed buffers since they were saved: { causes, edits, since, last }. */
  #pending = new Map();
  /** States of files that were read and are not told yet, in their order. */
  #untold = [];
  #calls = 0;

  /** Takes up the session of a folder or begins it, as every window does. `root` is the work tree. */
  constructor({ folder, root, start, options }) {
    this.#root = resolve(root);
    this.#journal = sessionOf(folder, start, options);
    this.#follower = new Follower(join(folder, 'bundle', 'events.jsonl'));
  }

  /** A document was opened, or came back after a restart. */
  opened(file) {
    this.#look(file);
  }

  /** A buffer changed by `typing`, `refactor`, `undo` or `redo`. */
  changed(given, cause = 'typing', now = Date.now()) {
    const { file } = this.#place(given);
    const pending = this.#pending.get(file) ?? { causes: new Set(), edits: 0, since: now };
    pending.causes.add(cause);
    pending.edits += 1;
    pending.last = now;
    this.#pending.set(file, pending);
  }

  /** Text was pasted into a buffer, at a 0-based line. Of the text only digests are told. */
  pasted(file, text, line, { internal } = {}) {
    const { path } = this.#place(file);
    if (path === undefined) return;
    this.changed(file, 'paste');
    const bytes = Buffer.from(text);
    const parts = this.#journal.observe(null, bytes).map(({ hunks }) => hunks ?? []);
    const added = parts.flat().map((hunk) => hunk.added).join('');
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const told = { path, at: line, lines, bytes: bytes.length, internal };
    // Digests of a long text have no room in one event; the save tells them in parts.
    this.#tell('paste', 'editor', added.length > MOST_DIGESTS ? told : { ...told, added });
  }

  /** A document is about to be saved: what others did to it on the disk is told first. */
  willSave(file) {
    this.#look(file);
  }

  /** A document was saved. */
  saved(given) {
    const { file } = this.#place(given);
    const { causes, edits, since, last } = this.#pending.get(file) ?? { causes: new Set() };
    // A clock that was set back meanwhile tells no duration.
    const duration = last < since ? undefined : whole(last - since);
    this.#note(file, 'editor', { cause: causeOf(causes), edits, duration_ms: duration });
    this.#pending.delete(file);
    this.#tellNoted();
  }

  /** A document was deleted in the editor. */
  deleted(given) {
    const { file } = this.#place(given);
    this.#note(file, 'editor', { cause: 'typing' });
    this.#pending.delete(file);
    this.#tellNoted();
  }

  /** The window gained or lost the focus. */
  focused(focused, file) {
    this.#tell('focus', 'editor', { focused, path: file && this.#place(file).path });
  }

  /** A command begins in a terminal; gives what its end is told with. */
  commandStarts(command, cwd = this.#root) {
    for (const file of this.#known.keys()) this.#look(file);
    this.#calls += 1;
    const call = `terminal-${process.pid}-${Date.now()}-${this.#calls}`;
    this.#tell('command', 'candidate', { command, phase: 'start', call, cwd: this.#place(cwd).path });
    return { command, call };
  }

  /** It has ended. Documents that changed meanwhile are told as changed by it. */
  commandEnds({ command, call }, { exitCode, durationMs } = {}) {
    for (const file of this.#known.keys()) this.#note(file, 'recorder', { cause: 'shell', call });
    const end = { exit_code: whole(exitCode), duration_ms: durationMs < 0 ? undefined : whole(durationMs) };
    this.#tell('command', 'candidate', { command, phase: 'end', call, ...end });
  }

  /** Facts of the session as it stands now, by all windows. */
  snapshot() {
    return this.#journal.snapshot();
  }

  /** Ends the session; gives the folder to submit. */
  seal(end) {
    this.#tellNoted();
    return this.#journal.finish(this.#journal.seal(end));
  }

  close() {
    try {
      this.#tellNoted();
    } finally {
      this.#journal.close();
    }
  }

  [Symbol.dispose]() {
    this.close();
  }

  /** Tells what nobody told of a file. */
  #look(file) {
    this.#note(file, 'recorder', { cause: 'seen' });
    this.#tellNoted();
  }

  /** Notes how a file is now, and by what it came to be so. */
  #note(given, origin, account) {
    const { file, path } = this.#place(given);
    if (path === undefined) return;
    const after = read(file);
    const noted = this.#untold.findLast((it) => it.file === file);
    if (noted !== undefined && isSame(noted.after, after)) return;
    this.#untold.push({ file, path, origin, account, after });
  }

  /** Tells what was noted. Where the journal takes nothing now, it is kept and told before anything
   * newer: forgotten, it would be found as a change that nobody made. */
  #tellNoted() {
    while (this.#untold.length > 0) {
      try {
        this.#tellChange(this.#untold[0]);
      } catch (error) {
        const isPassing = error.category === 'io' || error.syscall !== undefined;
        if (!isPassing) this.#untold.shift();
        throw error;
      }
      this.#untold.shift();
    }
  }

  #tellChange(noted) {
    const events = noted.rest ?? this.#changes(noted);
    for (const [at, [kind, data]] of events.entries()) {
      this.#journal.append(kind, noted.origin, data);
      // All parts of a change name its last state: the log doesn't show which are missing.
      noted.rest = events.slice(at + 1);
    }
    this.#known.set(noted.file, noted.after);
  }

  /** Events that lead from the state that the log holds to the one that was noted. */
  #changes({ file, path, account, after }) {
    const before = this.#known.get(file);
    this.#follower.catchUp();
    const held = this.#follower.state(path);
    // A file that no event tells of is as it was when this looked first.
    const isHeld = held === undefined || (before !== undefined && held === hashOf(before));
    const isTold = held === undefined ? before === undefined || isSame(before, after) : held === hashOf(after);
    if (isTold) return [];
    if (after === null) return [['file_delete', { path, ...account }]];
    // Another window told of it, or it changed while nobody looked: without the bytes of the state
    // that the log holds, the whole is told.
    const changes = isHeld
      ? this.#journal.observe(before, after)
      : this.#journal.observe(null, after, { full: true }).map(({ before: _, ...rest }) => rest);
    return changes.map((change) => ['file_change', { path, ...account, ...change }]);
  }

  #tell(kind, origin, data) {
    this.#tellNoted();
    this.#journal.append(kind, origin, data);
  }

  /** Where a file lies on the disk, and its path as the log spells it: from the root, with `/`, `%`
   * and control characters as `%XX`. Outside the root there is none, and nothing is told. */
  #place(given) {
    const file = resolve(this.#root, given);
    const below = relative(this.#root, file);
    const isInside = below !== '' && !isAbsolute(below) && below.split(sep)[0] !== '..';
    return { file, path: isInside ? spelled(below.split(sep).join('/')) : undefined };
  }
}

/** Characters of digests that a paste tells. */
const MOST_DIGESTS = 1 << 17;

function spelled(path) {
  const byte = (it) => `%${it.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  return path.toWellFormed().replace(/[%\0-\x1f]/g, byte);
}

/** A number as the log takes it; undefined where there is none. */
function whole(number) {
  return Number.isFinite(number) ? Math.round(number) : undefined;
}

/** One word for what changed a buffer: with undo among it, lines that come back are whose they were. */
function causeOf(causes) {
  return ['undo', 'redo', 'typing', 'paste'].find((it) => causes.has(it)) ?? [...causes][0] ?? 'seen';
}

function sessionOf(folder, start, options) {
  const tried = (work, code) => {
    try {
      return work();
    } catch (error) {
      if (error instanceof InterviewError && error.code === code) return undefined;
      throw error;
    }
  };
  const open = () => Journal.open(folder, options);
  // Two windows may begin at once: whoever comes second opens what the first began.
  return (
    tried(open, 'not_found') ?? tried(() => Journal.start(folder, start, options), 'exists') ?? open()
  );
}

/** SHA-256 of a file's bytes as the log has it; null for no file. */
function hashOf(bytes) {
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}

function isSame(before, after) {
  return before === null || after === null ? before === after : before.equals(after);
}

const NO_FILE = ['ENOENT', 'ENOTDIR', 'EISDIR'];

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if (NO_FILE.includes(error.code)) return null;
    throw error;
  }
}

module.exports = { EditorRecorder };
