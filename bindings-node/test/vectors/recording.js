// The operation `recorder`: a session that is recorded step by step, without a journal. Witnesses are
// Node's own cryptography.

'use strict';

const crypto = require('node:crypto');

const { Recorder } = require('interview-core');

const hex = (text) => Buffer.from(text, 'hex');
const stampOf = ({ at, salt }) => ({ at, salt: hex(salt) });

function recorder(vector) {
  const { start, key_seed: seed, line_salt: lineSalt, stamps, steps } = vector.input;
  const left = stamps.map(stampOf);
  const stamp = () => {
    if (left.length === 0) throw new Error('too few stamps');
    return left.shift();
  };
  const { session, log_origin: logOrigin, ...rest } = start;
  const identity = { session, log_origin: logOrigin, key_seed: seed };
  const begin = { ...rest, identity, line_salt: lineSalt };
  const started = Recorder.start(begin, [stamp(), stamp()]);
  let { recorder } = started;
  const lines = [started.bytes];
  let manifest;
  for (const step of steps) {
    const [[name, given]] = Object.entries(step);
    switch (name) {
      case 'append':
        lines.push(recorder.append(given.kind, given.origin, vector.text(given.data), stamp()));
        break;
      case 'anchor':
        lines.push(recorder.anchor(cosigned(recorder.checkpoint(), given.cosigners), stamp()));
        break;
      case 'receipt':
        if (given.asked) recorder.checkpoint();
        lines.push(recorder.anchor(given.note, stamp()));
        break;
      case 'end':
        lines.push(recorder.end(given, stamp()));
        break;
      case 'resume':
        recorder = Recorder.resume(Buffer.concat(lines), given.key_seed);
        break;
      case 'finish':
        manifest = recorder.finish(cosigned(recorder.checkpoint(), given.cosigners));
        break;
      default:
        throw new Error(`no step \`${name}\``);
    }
  }
  const events = Buffer.concat(lines);
  return { files: manifest === undefined ? { events } : { events, manifest } };
}

/** A note with the cosignatures (C2SP `cosignature/v1`) of witnesses. */
function cosigned(note, witnesses) {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  for (const { name, key_seed: seed, time_s: time } of witnesses) {
    const pkcs8 = Buffer.concat([hex('302e020100300506032b657004220420'), hex(seed)]);
    const key = crypto.createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const der = crypto.createPublicKey(key).export({ format: 'der', type: 'spki' });
    const typed = Buffer.concat([Buffer.from([4]), der.subarray(-32)]);
    const id = crypto.createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    const signature = crypto.sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), key);
    note += `— ${name} ${Buffer.concat([id, stamp, signature]).toString('base64')}\n`;
  }
  return note;
}

module.exports = { recorder, stampOf };
