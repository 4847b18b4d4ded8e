// The recording half of an editor extension: what the editor tells goes in, events of a journal and
// live facts of the session come out. It knows no editor, and asks nobody anything.
//
// What an event tells of a file is what this reads from the disk, never what a buffer holds: between
// two saves it remembers by what the buffer was changed, and at the save it tells the change.

'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { join, relative, resolve, sep } = require('node:path');

const { InterviewError, Journal } = require('interview-core');

const { Follower } = require('./follower.js');

class EditorRecorder {
  #journal;
  #follower;
  #root;
  /** Bytes of files as this last read them, by path; null where there is none. */
  #known = new Map();
  /** What changed buffers since they were saved: { causes, edits, since }. */
  #pending = new Map();
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
  changed(file, cause = 'typing', now = Date.now()) {
    const path = this.#path(file);
    const pending = this.#pending.get(path) ?? { causes: new Set(), edits: 0, since: now };
    pending.causes.add(cause);
    pending.edits += 1;
    pending.last = now;
    this.#pending.set(path, pending);
  }

  /** Text was pasted into a buffer, at a 0-based line. Of the text only digests are told. */
  pasted(file, text, line, { internal } = {}) {
    const bytes = Buffer.from(text);
    const parts = this.#journal.observe(null, bytes).map(({ hunks }) => hunks ?? []);
    const added = parts.flat().map((hunk) => hunk.added).join('');
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const told = { path: this.#path(file), at: line, lines, bytes: bytes.length, internal };
    // Digests of a long text have no room in one event; the save tells them in parts.
    this.#tell('paste', 'editor', added.length > MOST_DIGESTS ? told : { ...told, added });
    this.changed(file, 'paste');
  }

  /** A document is about to be saved: what others did to it on the disk is told first. */
  willSave(file) {
    this.#look(file);
  }

  /** A document was saved. */
  saved(file) {
    const path = this.#path(file);
    const { causes, edits, since, last } = this.#pending.get(path) ?? { causes: new Set() };
    this.#pending.delete(path);
    const duration = since === undefined ? undefined : last - since;
    this.#change(file, 'editor', { cause: causeOf(causes), edits, duration_ms: duration });
  }

  /** A document was deleted in the editor. */
  deleted(file) {
    this.#pending.delete(this.#path(file));
    this.#change(file, 'editor', { cause: 'typing' });
  }

  /** The window gained or lost the focus. */
  focused(focused, file) {
    this.#tell('focus', 'editor', { focused, path: file && this.#path(file) });
  }

  /** A command begins in a terminal; gives what its end is told with. */
  commandStarts(command, cwd = this.#root) {
    for (const path of this.#known.keys()) this.#look(join(this.#root, path));
    this.#calls += 1;
    const call = `terminal-${process.pid}-${Date.now()}-${this.#calls}`;
    const below = this.#path(cwd) || undefined;
    this.#tell('command', 'candidate', { command, phase: 'start', call, cwd: below });
    return { command, call };
  }

  /** It has ended. Documents that changed meanwhile are told as changed by it. */
  commandEnds({ command, call }, { exitCode, durationMs } = {}) {
    for (const path of this.#known.keys()) {
      this.#change(join(this.#root, path), 'recorder', { cause: 'shell', call });
    }
    const end = { exit_code: exitCode, duration_ms: durationMs };
    this.#tell('command', 'candidate', { command, phase: 'end', call, ...end });
  }

  /** Facts of the session as it stands now, by all windows. */
  snapshot() {
    return this.#journal.snapshot();
  }

  /** Ends the session; gives the folder to submit. */
  seal(end) {
    return this.#journal.finish(this.#journal.seal(end));
  }

  close() {
    this.#journal.close();
  }

  [Symbol.dispose]() {
    this.close();
  }

  /** Tells what nobody told of a file. */
  #look(file) {
    this.#change(file, 'recorder', { cause: 'seen' });
  }

  /** Tells the change of a file since the state that the log holds. */
  #change(file, origin, account) {
    const [path, after] = [this.#path(file), read(file)];
    const before = this.#known.get(path);
    this.#known.set(path, after);
    this.#follower.catchUp();
    const held = this.#follower.state(path);
    // A file that no event tells of is as it was when this looked first.
    const isHeld = held === undefined || (before !== undefined && held === hashOf(before));
    const isTold = held === undefined ? before === undefined || isSame(before, after) : held === hashOf(after);
    if (isTold) return;
    if (after === null) {
      this.#tell('file_delete', origin, { path, ...account });
      return;
    }
    // Another window told of it, or it changed while nobody looked: without the bytes of the state
    // that the log holds, the whole is told.
    const changes = isHeld
      ? this.#journal.observe(before, after)
      : this.#journal.observe(null, after, { full: true }).map(({ before: _, ...rest }) => rest);
    for (const change of changes) this.#tell('file_change', origin, { path, ...account, ...change });
  }

  #tell(kind, origin, data) {
    this.#journal.append(kind, origin, data);
  }

  /** The path as the log spells it: from the root, with `/`, other bytes and `%` as `%XX`. */
  #path(file) {
    const path = relative(this.#root, resolve(this.#root, file)).split(sep).join('/');
    return path.replace(/%/g, '%25');
  }
}

/** Characters of digests that a paste tells. */
const MOST_DIGESTS = 1 << 17;

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

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

module.exports = { EditorRecorder };
