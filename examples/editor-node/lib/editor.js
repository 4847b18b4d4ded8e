// An editor without a window: buffers with undo, saves, and a recorder that is told of all of it. A
// play is a list of acts, one JSON object each; README.md lists them.

'use strict';

const fs = require('node:fs');
const { dirname, join } = require('node:path');

const { EditorRecorder } = require('./recorder.js');

class Editor {
  #root;
  #buffers = new Map();

  constructor({ folder, root, start }) {
    this.#root = root;
    this.recorder = new EditorRecorder({ folder, root, start });
  }

  /** Does an act of a play. */
  act(act) {
    const [[name, given]] = Object.entries(act);
    if (!Object.hasOwn(ACTS, name)) throw new Error(`no act \`${name}\``);
    return ACTS[name].call(this, given);
  }

  /** The buffer of a file: its lines with their ends, and what undo and redo go back and forth on. */
  buffer(path) {
    if (!this.#buffers.has(path)) {
      this.recorder.opened(this.file(path));
      const text = fs.existsSync(this.file(path)) ? fs.readFileSync(this.file(path), 'utf8') : '';
      const end = text.includes('\r\n') ? '\r\n' : '\n';
      this.#buffers.set(path, { lines: linesOf(text), end, undone: [], done: [] });
    }
    return this.#buffers.get(path);
  }

  /** Puts other lines in the place of some. */
  replace(path, line, remove, text) {
    const buffer = this.buffer(path);
    buffer.done.push(buffer.lines);
    buffer.undone = [];
    const lines = linesOf(text.replaceAll('\n', buffer.end));
    buffer.lines = buffer.lines.toSpliced(line, remove, ...lines);
  }

  file(path) {
    return join(this.#root, path);
  }
}

const ACTS = {
  open(path) {
    this.buffer(path);
  },
  type({ path, line = 0, remove = 0, text = '' }) {
    this.replace(path, line, remove, text);
    this.recorder.changed(this.file(path), 'typing');
  },
  paste({ path, line = 0, text, times = 1 }) {
    const { end } = this.buffer(path);
    const pasted = Array.from({ length: times }, (_, n) => text.replaceAll('{n}', n)).join('');
    this.replace(path, line, 0, pasted);
    this.recorder.pasted(this.file(path), pasted.replaceAll('\n', end), line);
  },
  undo(path) {
    const buffer = this.buffer(path);
    buffer.undone.push(buffer.lines);
    buffer.lines = buffer.done.pop() ?? buffer.lines;
    this.recorder.changed(this.file(path), 'undo');
  },
  redo(path) {
    const buffer = this.buffer(path);
    buffer.done.push(buffer.lines);
    buffer.lines = buffer.undone.pop() ?? buffer.lines;
    this.recorder.changed(this.file(path), 'redo');
  },
  save(path) {
    const { lines } = this.buffer(path);
    this.recorder.willSave(this.file(path));
    fs.mkdirSync(dirname(this.file(path)), { recursive: true });
    fs.writeFileSync(this.file(path), lines.join(''));
    this.recorder.saved(this.file(path));
  },
  /** The editor reads a file again that changed on the disk. */
  reload(path) {
    const buffer = this.buffer(path);
    this.recorder.opened(this.file(path));
    buffer.done.push(buffer.lines);
    buffer.lines = linesOf(fs.readFileSync(this.file(path), 'utf8'));
  },
  delete(path) {
    this.buffer(path);
    fs.rmSync(this.file(path));
    this.recorder.deleted(this.file(path));
  },
  focus(focused) {
    this.recorder.focused(focused);
  },
  /** A command in a terminal, which may write a file. */
  command({ command, writes = {}, exit_code: exitCode = 0, duration_ms: durationMs }) {
    const running = this.recorder.commandStarts(command);
    for (const [path, text] of Object.entries(writes)) fs.writeFileSync(this.file(path), text);
    this.recorder.commandEnds(running, { exitCode, durationMs });
  },
  /** Somebody else writes a file, unseen. */
  write({ path, text }) {
    fs.mkdirSync(dirname(this.file(path)), { recursive: true });
    fs.writeFileSync(this.file(path), text);
  },
  /** The process ends here, without a goodbye. */
  crash() {
    process.kill(process.pid, 'SIGKILL');
  },
  snapshot() {
    console.log(this.recorder.snapshot().toJson());
  },
  seal({ reason = 'submitted' } = {}) {
    console.log(this.recorder.seal({ reason }));
  },
};

/** The lines of a text, each with its end. */
function linesOf(text) {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

module.exports = { Editor, linesOf };
