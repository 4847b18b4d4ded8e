// A work tree in git, a session, and the truth: who wrote each line that stands there at the end.

'use strict';

const assert = require('node:assert/strict');
const { execFileSync, spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const { dirname, join } = require('node:path');

const { Journal, attribute, verify } = require('interview-core');

const PLAYER = join(__dirname, '../player.js');

class World {
  /** With these files in the first commit. */
  constructor(files = {}) {
    const folder = fs.mkdtempSync(join(os.tmpdir(), 'interview-editor-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    this.root = join(folder, 'tree');
    this.session = join(folder, 'session');
    fs.mkdirSync(this.root);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.git('init', '--quiet');
    this.base = this.#tree();
  }

  start = { recorder: { name: 'test', version: '1' } };

  /** What an editor of this world is made from. */
  get place() {
    return { folder: this.session, root: this.root, start: this.start };
  }

  write(path, text) {
    fs.mkdirSync(dirname(join(this.root, path)), { recursive: true });
    fs.writeFileSync(join(this.root, path), text);
  }

  read(path) {
    return fs.readFileSync(join(this.root, path), 'utf8');
  }

  git(...given) {
    const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
    const most = { maxBuffer: 1 << 28 };
    return execFileSync('git', ['-c', 'core.autocrlf=false', ...given], { cwd: this.root, env, ...most });
  }

  /** Events of the log, of one kind. */
  events(kind) {
    const lines = fs.readFileSync(join(this.session, 'bundle/events.jsonl'), 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line)).filter((event) => event.kind === kind);
  }

  /** Does something while another process holds the lock of the session. */
  async whileLocked(work) {
    const script = 'echo held; read -r _';
    const holder = spawn('flock', [join(this.session, 'private/lock'), 'sh', '-c', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    try {
      work();
    } finally {
      holder.stdin.end('\n');
      await once(holder, 'exit');
    }
  }

  /** Plays acts in a process of its own, to its end, however that comes. */
  async play(...acts) {
    const player = spawn(process.execPath, [PLAYER, '--session', this.session, '--root', this.root], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    player.stdin.on('error', () => {});
    player.stdin.end(acts.map((act) => `${JSON.stringify(act)}\n`).join(''));
    const [code, signal] = await once(player, 'exit');
    return signal ?? code;
  }

  /** Seals the session with the diff of the work tree, and holds it against the truth: for each file
   * the class of its added lines, by their text. */
  check(truth) {
    const journal = Journal.open(this.session);
    const end = this.#tree();
    const options = '--no-ext-diff --no-textconv --no-color --no-renames --full-index --binary';
    const diff = this.git('diff', ...options.split(' '), '-U3', this.base, end);
    const version = String(this.git('--version')).trim().split(' ')[2];
    const git = { base_tree: this.base, end_tree: end, hash: 'sha1', version };
    journal.finish(journal.seal({ reason: 'submitted', diff, git }));
    journal.close();
    assert.equal(verify(this.session).verdict, 'intact');
    const evidence = attribute(this.session);
    assert.deepEqual(evidence.flaws, []);
    for (const [path, lines] of Object.entries(truth)) {
      assert.deepEqual(this.classes(evidence, path), lines, path);
    }
    assert.deepEqual(evidence.files.map(({ path }) => path).sort(), Object.keys(truth).sort());
    return evidence;
  }

  /** The class of each added line of a file, by its text; the path is spelled as in the log. */
  classes(evidence, path) {
    const file = evidence.files.find((it) => it.path === path);
    const byte = (_, hex) => String.fromCharCode(Number.parseInt(hex, 16));
    const name = path.replace(/%([0-9A-F]{2})/g, byte);
    const lines = this.read(name).split('\n').map((line) => line.replace(/\r$/, ''));
    const classes = {};
    for (const { line, lines: count, class: of } of file?.spans ?? []) {
      for (let at = line; at < line + count; at += 1) classes[lines[at - 1]] = of;
    }
    return classes;
  }

  #tree() {
    this.git('add', '--all');
    return String(this.git('write-tree')).trim();
  }
}

module.exports = { World };
