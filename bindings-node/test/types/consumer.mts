// A strict consumer of the declarations. It is compiled, and never run.

import { createReadStream } from 'node:fs';

import {
  Finding,
  InterviewError,
  Journal,
  LegacyNumber,
  Observed,
  Recorder,
  Report,
  Verifier,
  adjustedScore,
  attribute,
  defaultPolicy,
  errorCodes,
  flagsAsync,
  observe,
  overtime,
  prove,
  redact,
  sniff,
  transcript,
  verify,
  verifyAsync,
  verifyMany,
  verifyProof,
  verifyStream,
} from 'interview-core';
import type {
  Advice,
  Entry,
  Evidence,
  FindingCode,
  Flag,
  Policy,
  Snapshot,
  Verdict,
  VerifyOptions,
} from 'interview-core';
import * as testing from 'interview-core/testing';

const policy: Policy = { profile: 'standard', demands: {} };
const options: VerifyOptions = { policy, trusted_keys: [], only_log: false, context: { heads: [] } };

const report: Report = verify('path', options);
const verdict: Verdict = report.verdict;
const codes: readonly FindingCode[] = report.findings.map((it: Finding) => it.code);
const line: number | null | undefined = report.findings[0]?.place.line;
const param: number | bigint | string | undefined = report.findings[0]?.params['expected'];
const kinds: Readonly<Record<string, number>> | undefined = report.session?.kinds;
const again: Report = new Report({ ...report, verdict: 'intact' });
const json: string = again.toJson();
const promised: Report = await verifyAsync(new URL('file:///path'), null, {
  signal: AbortSignal.timeout(10),
});
const streamed: Report = await verifyStream(createReadStream('path'), options, { diff: new Uint8Array() });

for await (const { path, report, error } of verifyMany(['a'], options, { threads: 2 })) {
  const told: string = report?.toJson() ?? error?.code ?? path;
  console.log(told);
}

const evidence: Evidence | null = attribute({ events: new Uint8Array() });
const flags: readonly Flag[] | null = await flagsAsync('path');
const text: string = transcript('path', { format: 'markdown' });
const proof: string = prove('path', 1);
verifyProof('line', proof, { vkey: 'key' });
verifyProof('line', proof, { firstLine: new Uint8Array() });
const copy: Buffer = redact('path', [1]);
const final: string | null = overtime(1, 2, '7.5').final;
const left: string = adjustedScore(1, 2, '7.5');

using journal = Journal.start('path', { recorder: { name: 'editor', version: '1' } }, { sync: 'never' });
const entry: Entry = journal.append('focus', 'editor', { focused: true });
for (const change of journal.observe(null, new Uint8Array(), { full: true })) {
  const lines: number | undefined = change.after?.lines;
  if (lines !== 0) journal.append('file_change', 'editor', { path: 'a', ...change });
}
const snapshot: Snapshot = await journal.snapshotAsync();
{
  using request = journal.anchorRequest();
  const advice: Advice | undefined = request?.refused(409, '1\n');
  if (advice?.action === 'ask_again') journal.anchorRequest(advice.size);
  if (request !== null) journal.applyAnchor(request, 'answer');
}
using sealing = journal.seal({ reason: 'submitted', diff: 'text' });
const folder: string = journal.finish(sealing);

const { recorder, bytes } = Recorder.start({
  recorder: { name: 'r', version: '1' },
  identity: Journal.newIdentity(),
});
const changes: readonly Observed[] = observe(bytes, new Uint8Array(), null);
const made: Observed = new Observed({ before: null, after: null, hunks: [], full: true });
const lines: Buffer[] = [bytes, recorder.append('x.vendor.event', 'editor', '{}')];
new Verifier(options).push(Buffer.concat(lines));
testing.append(journal, 'focus', 'editor', {}, { at: new Date(), salt: new Uint8Array(16) });

try {
  sniff('path');
} catch (error) {
  if (error instanceof InterviewError) console.log(error.code, error.category);
}

// @ts-expect-error: a number is no source
verify(7);
// @ts-expect-error: no such member
verify('path', { polizy: {} });
// @ts-expect-error: no such value
journal.append('focus', 'editor', 7);
// @ts-expect-error: results are read-only
report.verdict = 'intact';
// @ts-expect-error: a member is missing
new Finding({ code: 'no_ticket' });
// @ts-expect-error: either of the two
verifyProof('line', proof, {});

console.log(verdict, codes, line, param, kinds, json, promised, streamed, evidence, flags, text, copy);
console.log(changes, made, final, left, entry, snapshot, folder, errorCodes(), defaultPolicy(policy), LegacyNumber);
