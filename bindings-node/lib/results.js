// What the library gives. Generated from the library's schemas: don't edit.

'use strict';

const {
  Result,
  list,
  members,
  parse,
  record,
  text,
  textOrInteger,
  writeJson,
  writeList,
  writeRecord,
} = require('./result.js');

class Activity extends Result {
  constructor(fields) {
    super();
    members(Activity, fields);
    this.activeMs = fields.activeMs;
    this.longestGapMs = fields.longestGapMs;
    this.longestGapSeq = fields.longestGapSeq;
    this.prompts = fields.prompts;
    this.turns = fields.turns;
    this.toolCalls = fields.toolCalls;
    this.edits = fields.edits;
    this.firstEditMs = fields.firstEditMs;
    this.tests = fields.tests;
    this.commands = list(fields.commands);
    this.pastes = fields.pastes;
    this.pastedLines = fields.pastedLines;
    this.commits = fields.commits;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Activity({
      activeMs: object.active_ms,
      longestGapMs: object.longest_gap_ms,
      longestGapSeq: object.longest_gap_seq,
      prompts: object.prompts,
      turns: object.turns,
      toolCalls: object.tool_calls,
      edits: object.edits,
      firstEditMs: object.first_edit_ms,
      tests: TestSeries.fromObject(object.tests),
      commands: object.commands.map((it) => CommandCount.fromObject(it)),
      pastes: object.pastes,
      pastedLines: object.pasted_lines,
      commits: object.commits,
    });
  }

  static fromJson(json) {
    return Activity.fromObject(parse(json, []));
  }

  toObject() {
    return {
      active_ms: this.activeMs,
      longest_gap_ms: this.longestGapMs,
      longest_gap_seq: this.longestGapSeq,
      prompts: this.prompts,
      turns: this.turns,
      tool_calls: this.toolCalls,
      edits: this.edits,
      first_edit_ms: this.firstEditMs,
      tests: this.tests.toObject(),
      commands: this.commands.map((it) => it.toObject()),
      pastes: this.pastes,
      pasted_lines: this.pastedLines,
      commits: this.commits,
    };
  }

  toJson() {
    return (
      '{"active_ms":' + String(this.activeMs) +
      ',"longest_gap_ms":' + String(this.longestGapMs) +
      ',"longest_gap_seq":' + (this.longestGapSeq === null ? 'null' : String(this.longestGapSeq)) +
      ',"prompts":' + String(this.prompts) +
      ',"turns":' + String(this.turns) +
      ',"tool_calls":' + String(this.toolCalls) +
      ',"edits":' + String(this.edits) +
      ',"first_edit_ms":' + (this.firstEditMs === null ? 'null' : String(this.firstEditMs)) +
      ',"tests":' + this.tests.toJson() +
      ',"commands":' + writeList(this.commands, (it) => it.toJson()) +
      ',"pastes":' + String(this.pastes) +
      ',"pasted_lines":' + String(this.pastedLines) +
      ',"commits":' + String(this.commits) +
      '}'
    );
  }
}
Activity.fields = Object.freeze(['activeMs', 'longestGapMs', 'longestGapSeq', 'prompts', 'turns', 'toolCalls', 'edits', 'firstEditMs', 'tests', 'commands', 'pastes', 'pastedLines', 'commits']);

class Assurance extends Result {
  constructor(fields) {
    super();
    members(Assurance, fields);
    this.summary = fields.summary;
    this.ticket = fields.ticket;
    this.selfSigned = fields.selfSigned;
    this.cosignedBy = list(fields.cosignedBy);
    this.finalCosigned = fields.finalCosigned;
    this.anchors = fields.anchors;
    this.unknownSignatures = fields.unknownSignatures;
    this.anchored = fields.anchored;
    this.bracketed = fields.bracketed;
    this.widestBracketMs = fields.widestBracketMs;
    this.heads = fields.heads;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Assurance({
      summary: object.summary,
      ticket: object.ticket,
      selfSigned: object.self_signed,
      cosignedBy: object.cosigned_by,
      finalCosigned: object.final_cosigned,
      anchors: object.anchors,
      unknownSignatures: object.unknown_signatures,
      anchored: Share.fromObject(object.anchored),
      bracketed: Share.fromObject(object.bracketed),
      widestBracketMs: object.widest_bracket_ms,
      heads: object.heads,
    });
  }

  static fromJson(json) {
    return Assurance.fromObject(parse(json, []));
  }

  toObject() {
    return {
      summary: this.summary,
      ticket: this.ticket,
      self_signed: this.selfSigned,
      cosigned_by: [...this.cosignedBy],
      final_cosigned: this.finalCosigned,
      anchors: this.anchors,
      unknown_signatures: this.unknownSignatures,
      anchored: this.anchored.toObject(),
      bracketed: this.bracketed.toObject(),
      widest_bracket_ms: this.widestBracketMs,
      heads: this.heads,
    };
  }

  toJson() {
    return (
      '{"summary":' + text(this.summary) +
      ',"ticket":' + text(this.ticket) +
      ',"self_signed":' + String(this.selfSigned) +
      ',"cosigned_by":' + writeList(this.cosignedBy, (it) => text(it)) +
      ',"final_cosigned":' + String(this.finalCosigned) +
      ',"anchors":' + String(this.anchors) +
      ',"unknown_signatures":' + String(this.unknownSignatures) +
      ',"anchored":' + this.anchored.toJson() +
      ',"bracketed":' + this.bracketed.toJson() +
      ',"widest_bracket_ms":' + (this.widestBracketMs === null ? 'null' : String(this.widestBracketMs)) +
      ',"heads":' + text(this.heads) +
      '}'
    );
  }
}
Assurance.fields = Object.freeze(['summary', 'ticket', 'selfSigned', 'cosignedBy', 'finalCosigned', 'anchors', 'unknownSignatures', 'anchored', 'bracketed', 'widestBracketMs', 'heads']);

class ClassCounts extends Result {
  constructor(fields) {
    super();
    members(ClassCounts, fields);
    this.assistantEdit = fields.assistantEdit;
    this.assistantShell = fields.assistantShell;
    this.formatter = fields.formatter;
    this.candidateEditor = fields.candidateEditor;
    this.generated = fields.generated;
    this.trivial = fields.trivial;
    this.recorderGap = fields.recorderGap;
    this.outOfStep = fields.outOfStep;
    this.unexplained = fields.unexplained;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new ClassCounts({
      assistantEdit: object.assistant_edit,
      assistantShell: object.assistant_shell,
      formatter: object.formatter,
      candidateEditor: object.candidate_editor,
      generated: object.generated,
      trivial: object.trivial,
      recorderGap: object.recorder_gap,
      outOfStep: object.out_of_step,
      unexplained: object.unexplained,
    });
  }

  static fromJson(json) {
    return ClassCounts.fromObject(parse(json, []));
  }

  toObject() {
    return {
      assistant_edit: this.assistantEdit,
      assistant_shell: this.assistantShell,
      formatter: this.formatter,
      candidate_editor: this.candidateEditor,
      generated: this.generated,
      trivial: this.trivial,
      recorder_gap: this.recorderGap,
      out_of_step: this.outOfStep,
      unexplained: this.unexplained,
    };
  }

  toJson() {
    return (
      '{"assistant_edit":' + String(this.assistantEdit) +
      ',"assistant_shell":' + String(this.assistantShell) +
      ',"formatter":' + String(this.formatter) +
      ',"candidate_editor":' + String(this.candidateEditor) +
      ',"generated":' + String(this.generated) +
      ',"trivial":' + String(this.trivial) +
      ',"recorder_gap":' + String(this.recorderGap) +
      ',"out_of_step":' + String(this.outOfStep) +
      ',"unexplained":' + String(this.unexplained) +
      '}'
    );
  }
}
ClassCounts.fields = Object.freeze(['assistantEdit', 'assistantShell', 'formatter', 'candidateEditor', 'generated', 'trivial', 'recorderGap', 'outOfStep', 'unexplained']);

class CommandCount extends Result {
  constructor(fields) {
    super();
    members(CommandCount, fields);
    this.command = fields.command;
    this.runs = fields.runs;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new CommandCount({
      command: object.command,
      runs: object.runs,
    });
  }

  static fromJson(json) {
    return CommandCount.fromObject(parse(json, []));
  }

  toObject() {
    return {
      command: this.command,
      runs: this.runs,
    };
  }

  toJson() {
    return (
      '{"command":' + text(this.command) +
      ',"runs":' + String(this.runs) +
      '}'
    );
  }
}
CommandCount.fields = Object.freeze(['command', 'runs']);

class CommitEvidence extends Result {
  constructor(fields) {
    super();
    members(CommitEvidence, fields);
    this.recorded = fields.recorded;
    this.submitted = fields.submitted;
    this.baseIsAncestor = fields.baseIsAncestor;
    this.missing = list(fields.missing);
    this.rewrittenOpenly = fields.rewrittenOpenly;
    this.outsideSession = list(fields.outsideSession);
    this.untouched = list(fields.untouched);
    this.turnsWithoutCommit = fields.turnsWithoutCommit;
    this.omitted = fields.omitted;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new CommitEvidence({
      recorded: object.recorded,
      submitted: object.submitted,
      baseIsAncestor: object.base_is_ancestor,
      missing: object.missing.map((it) => CommitPlace.fromObject(it)),
      rewrittenOpenly: object.rewritten_openly,
      outsideSession: object.outside_session.map((it) => CommitPlace.fromObject(it)),
      untouched: object.untouched.map((it) => CommitPlace.fromObject(it)),
      turnsWithoutCommit: object.turns_without_commit,
      omitted: object.omitted,
    });
  }

  static fromJson(json) {
    return CommitEvidence.fromObject(parse(json, []));
  }

  toObject() {
    return {
      recorded: this.recorded,
      submitted: this.submitted,
      base_is_ancestor: this.baseIsAncestor,
      missing: this.missing.map((it) => it.toObject()),
      rewritten_openly: this.rewrittenOpenly,
      outside_session: this.outsideSession.map((it) => it.toObject()),
      untouched: this.untouched.map((it) => it.toObject()),
      turns_without_commit: this.turnsWithoutCommit,
      omitted: this.omitted,
    };
  }

  toJson() {
    return (
      '{"recorded":' + String(this.recorded) +
      ',"submitted":' + (this.submitted === null ? 'null' : String(this.submitted)) +
      ',"base_is_ancestor":' + (this.baseIsAncestor === null ? 'null' : String(this.baseIsAncestor)) +
      ',"missing":' + writeList(this.missing, (it) => it.toJson()) +
      ',"rewritten_openly":' + String(this.rewrittenOpenly) +
      ',"outside_session":' + writeList(this.outsideSession, (it) => it.toJson()) +
      ',"untouched":' + writeList(this.untouched, (it) => it.toJson()) +
      ',"turns_without_commit":' + String(this.turnsWithoutCommit) +
      ',"omitted":' + String(this.omitted) +
      '}'
    );
  }
}
CommitEvidence.fields = Object.freeze(['recorded', 'submitted', 'baseIsAncestor', 'missing', 'rewrittenOpenly', 'outsideSession', 'untouched', 'turnsWithoutCommit', 'omitted']);

class CommitPlace extends Result {
  constructor(fields) {
    super();
    members(CommitPlace, fields);
    this.id = fields.id;
    this.seq = fields.seq;
    this.path = fields.path;
    this.lines = fields.lines;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new CommitPlace({
      id: object.id,
      seq: object.seq,
      path: object.path,
      lines: object.lines,
    });
  }

  static fromJson(json) {
    return CommitPlace.fromObject(parse(json, []));
  }

  toObject() {
    return {
      id: this.id,
      seq: this.seq,
      path: this.path,
      lines: this.lines,
    };
  }

  toJson() {
    return (
      '{"id":' + (this.id === null ? 'null' : text(this.id)) +
      ',"seq":' + (this.seq === null ? 'null' : String(this.seq)) +
      ',"path":' + (this.path === null ? 'null' : text(this.path)) +
      ',"lines":' + (this.lines === null ? 'null' : String(this.lines)) +
      '}'
    );
  }
}
CommitPlace.fields = Object.freeze(['id', 'seq', 'path', 'lines']);

class ContinuesFacts extends Result {
  constructor(fields) {
    super();
    members(ContinuesFacts, fields);
    this.session = fields.session;
    this.size = fields.size;
    this.leafHash = fields.leafHash;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new ContinuesFacts({
      session: object.session,
      size: object.size,
      leafHash: object.leaf_hash,
    });
  }

  static fromJson(json) {
    return ContinuesFacts.fromObject(parse(json, []));
  }

  toObject() {
    return {
      session: this.session,
      size: this.size,
      leaf_hash: this.leafHash,
    };
  }

  toJson() {
    return (
      '{"session":' + text(this.session) +
      ',"size":' + String(this.size) +
      ',"leaf_hash":' + text(this.leafHash) +
      '}'
    );
  }
}
ContinuesFacts.fields = Object.freeze(['session', 'size', 'leafHash']);

class Cosigned extends Result {
  constructor(fields) {
    super();
    members(Cosigned, fields);
    this.key = fields.key;
    this.at = fields.at;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Cosigned({
      key: object.key,
      at: object.at,
    });
  }

  static fromJson(json) {
    return Cosigned.fromObject(parse(json, []));
  }

  toObject() {
    return {
      key: this.key,
      at: this.at,
    };
  }

  toJson() {
    return (
      '{"key":' + text(this.key) +
      ',"at":' + text(this.at) +
      '}'
    );
  }
}
Cosigned.fields = Object.freeze(['key', 'at']);

class Demand extends Result {
  constructor(fields) {
    super();
    members(Demand, fields);
    this.demand = fields.demand;
    this.wanted = fields.wanted;
    this.met = fields.met;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Demand({
      demand: object.demand,
      wanted: object.wanted,
      met: object.met,
    });
  }

  static fromJson(json) {
    return Demand.fromObject(parse(json, []));
  }

  toObject() {
    return {
      demand: this.demand,
      wanted: this.wanted,
      met: this.met,
    };
  }

  toJson() {
    return (
      '{"demand":' + text(this.demand) +
      ',"wanted":' + text(this.wanted) +
      ',"met":' + String(this.met) +
      '}'
    );
  }
}
Demand.fields = Object.freeze(['demand', 'wanted', 'met']);

class Disclosed extends Result {
  constructor(fields) {
    super();
    members(Disclosed, fields);
    this.logOrigin = fields.logOrigin;
    this.seq = fields.seq;
    this.size = fields.size;
    this.leafHash = fields.leafHash;
    this.cosignedBy = list(fields.cosignedBy);
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Disclosed({
      logOrigin: object.log_origin,
      seq: object.seq,
      size: object.size,
      leafHash: object.leaf_hash,
      cosignedBy: object.cosigned_by.map((it) => Cosigned.fromObject(it)),
    });
  }

  static fromJson(json) {
    return Disclosed.fromObject(parse(json, []));
  }

  toObject() {
    return {
      log_origin: this.logOrigin,
      seq: this.seq,
      size: this.size,
      leaf_hash: this.leafHash,
      cosigned_by: this.cosignedBy.map((it) => it.toObject()),
    };
  }

  toJson() {
    return (
      '{"log_origin":' + text(this.logOrigin) +
      ',"seq":' + String(this.seq) +
      ',"size":' + String(this.size) +
      ',"leaf_hash":' + text(this.leafHash) +
      ',"cosigned_by":' + writeList(this.cosignedBy, (it) => it.toJson()) +
      '}'
    );
  }
}
Disclosed.fields = Object.freeze(['logOrigin', 'seq', 'size', 'leafHash', 'cosignedBy']);

class Elapsed extends Result {
  constructor(fields) {
    super();
    members(Elapsed, fields);
    this.elapsedMs = fields.elapsedMs;
    this.start = fields.start;
    this.end = fields.end;
    this.localElapsedMs = fields.localElapsedMs;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Elapsed({
      elapsedMs: object.elapsed_ms,
      start: Moment.fromObject(object.start),
      end: Moment.fromObject(object.end),
      localElapsedMs: object.local_elapsed_ms,
    });
  }

  static fromJson(json) {
    return Elapsed.fromObject(parse(json, []));
  }

  toObject() {
    return {
      elapsed_ms: this.elapsedMs,
      start: this.start.toObject(),
      end: this.end.toObject(),
      local_elapsed_ms: this.localElapsedMs,
    };
  }

  toJson() {
    return (
      '{"elapsed_ms":' + String(this.elapsedMs) +
      ',"start":' + this.start.toJson() +
      ',"end":' + this.end.toJson() +
      ',"local_elapsed_ms":' + String(this.localElapsedMs) +
      '}'
    );
  }
}
Elapsed.fields = Object.freeze(['elapsedMs', 'start', 'end', 'localElapsedMs']);

class Entry extends Result {
  constructor(fields) {
    super();
    members(Entry, fields);
    this.seq = fields.seq;
    this.leafHash = fields.leafHash;
    this.at = fields.at;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Entry({
      seq: object.seq,
      leafHash: object.leaf_hash,
      at: object.at,
    });
  }

  static fromJson(json) {
    return Entry.fromObject(parse(json, []));
  }

  toObject() {
    return {
      seq: this.seq,
      leaf_hash: this.leafHash,
      at: this.at,
    };
  }

  toJson() {
    return (
      '{"seq":' + String(this.seq) +
      ',"leaf_hash":' + text(this.leafHash) +
      ',"at":' + text(this.at) +
      '}'
    );
  }
}
Entry.fields = Object.freeze(['seq', 'leafHash', 'at']);

class ErrorInfo extends Result {
  constructor(fields) {
    super();
    members(ErrorInfo, fields);
    this.code = fields.code;
    this.category = fields.category;
    this.meaning = fields.meaning;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new ErrorInfo({
      code: object.code,
      category: object.category,
      meaning: object.meaning,
    });
  }

  static fromJson(json) {
    return ErrorInfo.fromObject(parse(json, []));
  }

  toObject() {
    return {
      code: this.code,
      category: this.category,
      meaning: this.meaning,
    };
  }

  toJson() {
    return (
      '{"code":' + text(this.code) +
      ',"category":' + text(this.category) +
      ',"meaning":' + text(this.meaning) +
      '}'
    );
  }
}
ErrorInfo.fields = Object.freeze(['code', 'category', 'meaning']);

class Evidence extends Result {
  constructor(fields) {
    super();
    members(Evidence, fields);
    this.added = fields.added;
    this.classes = fields.classes;
    this.coverage = fields.coverage;
    this.files = list(fields.files);
    this.filesOmitted = fields.filesOmitted;
    this.commits = fields.commits;
    this.flaws = list(fields.flaws);
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Evidence({
      added: object.added,
      classes: ClassCounts.fromObject(object.classes),
      coverage: Share.fromObject(object.coverage),
      files: object.files.map((it) => FileEvidence.fromObject(it)),
      filesOmitted: object.files_omitted,
      commits: CommitEvidence.fromObject(object.commits),
      flaws: object.flaws.map((it) => Flaw.fromObject(it)),
    });
  }

  static fromJson(json) {
    return Evidence.fromObject(parse(json, []));
  }

  toObject() {
    return {
      added: this.added,
      classes: this.classes.toObject(),
      coverage: this.coverage.toObject(),
      files: this.files.map((it) => it.toObject()),
      files_omitted: this.filesOmitted,
      commits: this.commits.toObject(),
      flaws: this.flaws.map((it) => it.toObject()),
    };
  }

  toJson() {
    return (
      '{"added":' + (this.added === null ? 'null' : String(this.added)) +
      ',"classes":' + this.classes.toJson() +
      ',"coverage":' + this.coverage.toJson() +
      ',"files":' + writeList(this.files, (it) => it.toJson()) +
      ',"files_omitted":' + String(this.filesOmitted) +
      ',"commits":' + this.commits.toJson() +
      ',"flaws":' + writeList(this.flaws, (it) => it.toJson()) +
      '}'
    );
  }
}
Evidence.fields = Object.freeze(['added', 'classes', 'coverage', 'files', 'filesOmitted', 'commits', 'flaws']);

class FileEvidence extends Result {
  constructor(fields) {
    super();
    members(FileEvidence, fields);
    this.path = fields.path;
    this.added = fields.added;
    this.removed = fields.removed;
    this.binary = fields.binary;
    this.outOfStepSince = fields.outOfStepSince;
    this.classes = fields.classes;
    this.spans = list(fields.spans);
    Object.freeze(this);
  }

  static fromObject(object) {
    return new FileEvidence({
      path: object.path,
      added: object.added,
      removed: object.removed,
      binary: object.binary,
      outOfStepSince: object.out_of_step_since,
      classes: ClassCounts.fromObject(object.classes),
      spans: object.spans.map((it) => Span.fromObject(it)),
    });
  }

  static fromJson(json) {
    return FileEvidence.fromObject(parse(json, []));
  }

  toObject() {
    return {
      path: this.path,
      added: this.added,
      removed: this.removed,
      binary: this.binary,
      out_of_step_since: this.outOfStepSince,
      classes: this.classes.toObject(),
      spans: this.spans.map((it) => it.toObject()),
    };
  }

  toJson() {
    return (
      '{"path":' + text(this.path) +
      ',"added":' + String(this.added) +
      ',"removed":' + String(this.removed) +
      ',"binary":' + String(this.binary) +
      ',"out_of_step_since":' + (this.outOfStepSince === null ? 'null' : String(this.outOfStepSince)) +
      ',"classes":' + this.classes.toJson() +
      ',"spans":' + writeList(this.spans, (it) => it.toJson()) +
      '}'
    );
  }
}
FileEvidence.fields = Object.freeze(['path', 'added', 'removed', 'binary', 'outOfStepSince', 'classes', 'spans']);

class FileState extends Result {
  constructor(fields) {
    super();
    members(FileState, fields);
    this.sha256 = fields.sha256;
    this.lines = fields.lines;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new FileState({
      sha256: object.sha256,
      lines: object.lines,
    });
  }

  static fromJson(json) {
    return FileState.fromObject(parse(json, []));
  }

  toObject() {
    return {
      sha256: this.sha256,
      lines: this.lines,
    };
  }

  toJson() {
    return (
      '{"sha256":' + text(this.sha256) +
      ',"lines":' + String(this.lines) +
      '}'
    );
  }
}
FileState.fields = Object.freeze(['sha256', 'lines']);

class Finding extends Result {
  constructor(fields) {
    super();
    members(Finding, fields);
    this.code = fields.code;
    this.severity = fields.severity;
    this.place = fields.place;
    this.message = fields.message;
    this.params = record(fields.params);
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Finding({
      code: object.code,
      severity: object.severity,
      place: Place.fromObject(object.place),
      message: object.message,
      params: object.params,
    });
  }

  static fromJson(json) {
    return Finding.fromObject(parse(json, []));
  }

  toObject() {
    return {
      code: this.code,
      severity: this.severity,
      place: this.place.toObject(),
      message: this.message,
      params: { ...this.params },
    };
  }

  toJson() {
    return (
      '{"code":' + text(this.code) +
      ',"severity":' + text(this.severity) +
      ',"place":' + this.place.toJson() +
      ',"message":' + text(this.message) +
      ',"params":' + writeRecord(this.params, (it) => textOrInteger(it)) +
      '}'
    );
  }
}
Finding.fields = Object.freeze(['code', 'severity', 'place', 'message', 'params']);

class Flag extends Result {
  constructor(fields) {
    super();
    members(Flag, fields);
    this.id = fields.id;
    this.severity = fields.severity;
    this.label = fields.label;
    this.detail = fields.detail;
    this.evidence = list(fields.evidence);
    this.measured = fields.measured;
    this.threshold = fields.threshold;
    this.distance = fields.distance;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Flag({
      id: object.id,
      severity: object.severity,
      label: object.label,
      detail: object.detail,
      evidence: object.evidence,
      measured: object.measured,
      threshold: object.threshold,
      distance: object.distance,
    });
  }

  static fromJson(json) {
    return Flag.fromObject(parse(json, []));
  }

  toObject() {
    return {
      id: this.id,
      severity: this.severity,
      label: this.label,
      detail: this.detail,
      evidence: [...this.evidence],
      measured: this.measured,
      threshold: this.threshold,
      distance: this.distance,
    };
  }

  toJson() {
    return (
      '{"id":' + text(this.id) +
      ',"severity":' + text(this.severity) +
      ',"label":' + text(this.label) +
      ',"detail":' + text(this.detail) +
      ',"evidence":' + writeList(this.evidence, (it) => String(it)) +
      ',"measured":' + text(this.measured) +
      ',"threshold":' + text(this.threshold) +
      ',"distance":' + text(this.distance) +
      '}'
    );
  }
}
Flag.fields = Object.freeze(['id', 'severity', 'label', 'detail', 'evidence', 'measured', 'threshold', 'distance']);

class Flaw extends Result {
  constructor(fields) {
    super();
    members(Flaw, fields);
    this.file = fields.file;
    this.line = fields.line;
    this.reason = fields.reason;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Flaw({
      file: object.file,
      line: object.line,
      reason: object.reason,
    });
  }

  static fromJson(json) {
    return Flaw.fromObject(parse(json, []));
  }

  toObject() {
    return {
      file: this.file,
      line: this.line,
      reason: this.reason,
    };
  }

  toJson() {
    return (
      '{"file":' + text(this.file) +
      ',"line":' + (this.line === null ? 'null' : String(this.line)) +
      ',"reason":' + text(this.reason) +
      '}'
    );
  }
}
Flaw.fields = Object.freeze(['file', 'line', 'reason']);

class Hunk extends Result {
  constructor(fields) {
    super();
    members(Hunk, fields);
    this.at = fields.at;
    this.removed = fields.removed;
    this.added = fields.added;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Hunk({
      at: object.at,
      removed: object.removed,
      added: object.added,
    });
  }

  static fromJson(json) {
    return Hunk.fromObject(parse(json, []));
  }

  toObject() {
    return {
      at: this.at,
      removed: this.removed,
      added: this.added,
    };
  }

  toJson() {
    return (
      '{"at":' + String(this.at) +
      ',"removed":' + String(this.removed) +
      ',"added":' + text(this.added) +
      '}'
    );
  }
}
Hunk.fields = Object.freeze(['at', 'removed', 'added']);

class InterviewFacts extends Result {
  constructor(fields) {
    super();
    members(InterviewFacts, fields);
    this.code = fields.code;
    this.problemSha256 = fields.problemSha256;
    this.timeLimitMs = fields.timeLimitMs;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new InterviewFacts({
      code: object.code,
      problemSha256: object.problem_sha256,
      timeLimitMs: object.time_limit_ms,
    });
  }

  static fromJson(json) {
    return InterviewFacts.fromObject(parse(json, []));
  }

  toObject() {
    return {
      code: this.code,
      problem_sha256: this.problemSha256,
      time_limit_ms: this.timeLimitMs,
    };
  }

  toJson() {
    return (
      '{"code":' + text(this.code) +
      ',"problem_sha256":' + text(this.problemSha256) +
      ',"time_limit_ms":' + String(this.timeLimitMs) +
      '}'
    );
  }
}
InterviewFacts.fields = Object.freeze(['code', 'problemSha256', 'timeLimitMs']);

class Moment extends Result {
  constructor(fields) {
    super();
    members(Moment, fields);
    this.at = fields.at;
    this.source = fields.source;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Moment({
      at: object.at,
      source: object.source,
    });
  }

  static fromJson(json) {
    return Moment.fromObject(parse(json, []));
  }

  toObject() {
    return {
      at: this.at,
      source: this.source,
    };
  }

  toJson() {
    return (
      '{"at":' + text(this.at) +
      ',"source":' + text(this.source) +
      '}'
    );
  }
}
Moment.fields = Object.freeze(['at', 'source']);

class Observed extends Result {
  constructor(fields) {
    super();
    members(Observed, fields, ['binary', 'full', 'hunks', 'part']);
    this.before = fields.before;
    this.after = fields.after;
    if (fields.binary) this.binary = true;
    if (fields.full) this.full = true;
    if (fields.hunks != null) this.hunks = list(fields.hunks);
    if (fields.part != null) this.part = fields.part;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Observed({
      before: object.before === null ? null : FileState.fromObject(object.before),
      after: object.after === null ? null : FileState.fromObject(object.after),
      binary: object.binary,
      full: object.full,
      hunks: object.hunks && object.hunks.map((it) => Hunk.fromObject(it)),
      part: object.part && Part.fromObject(object.part),
    });
  }

  static fromJson(json) {
    return Observed.fromObject(parse(json, []));
  }

  toObject() {
    return {
      before: this.before === null ? null : this.before.toObject(),
      after: this.after === null ? null : this.after.toObject(),
      ...(this.binary === undefined ? {} : { binary: this.binary }),
      ...(this.full === undefined ? {} : { full: this.full }),
      ...(this.hunks === undefined ? {} : { hunks: this.hunks.map((it) => it.toObject()) }),
      ...(this.part === undefined ? {} : { part: this.part.toObject() }),
    };
  }

  toJson() {
    return (
      '{"before":' + (this.before === null ? 'null' : this.before.toJson()) +
      ',"after":' + (this.after === null ? 'null' : this.after.toJson()) +
      (this.binary === undefined ? '' : ',"binary":' + String(this.binary)) +
      (this.full === undefined ? '' : ',"full":' + String(this.full)) +
      (this.hunks === undefined ? '' : ',"hunks":' + writeList(this.hunks, (it) => it.toJson())) +
      (this.part === undefined ? '' : ',"part":' + this.part.toJson()) +
      '}'
    );
  }
}
Observed.fields = Object.freeze(['before', 'after', 'binary', 'full', 'hunks', 'part']);

class Overtime extends Result {
  constructor(fields) {
    super();
    members(Overtime, fields);
    this.limitMs = fields.limitMs;
    this.overMs = fields.overMs;
    this.raw = fields.raw;
    this.deduction = fields.deduction;
    this.final = fields.final;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Overtime({
      limitMs: object.limit_ms,
      overMs: object.over_ms,
      raw: object.raw,
      deduction: object.deduction,
      final: object.final,
    });
  }

  static fromJson(json) {
    return Overtime.fromObject(parse(json, []));
  }

  toObject() {
    return {
      limit_ms: this.limitMs,
      over_ms: this.overMs,
      raw: this.raw,
      deduction: this.deduction,
      final: this.final,
    };
  }

  toJson() {
    return (
      '{"limit_ms":' + (this.limitMs === null ? 'null' : String(this.limitMs)) +
      ',"over_ms":' + (this.overMs === null ? 'null' : String(this.overMs)) +
      ',"raw":' + (this.raw === null ? 'null' : text(this.raw)) +
      ',"deduction":' + (this.deduction === null ? 'null' : text(this.deduction)) +
      ',"final":' + (this.final === null ? 'null' : text(this.final)) +
      '}'
    );
  }
}
Overtime.fields = Object.freeze(['limitMs', 'overMs', 'raw', 'deduction', 'final']);

class Part extends Result {
  constructor(fields) {
    super();
    members(Part, fields);
    this.n = fields.n;
    this.of = fields.of;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Part({
      n: object.n,
      of: object.of,
    });
  }

  static fromJson(json) {
    return Part.fromObject(parse(json, []));
  }

  toObject() {
    return {
      n: this.n,
      of: this.of,
    };
  }

  toJson() {
    return (
      '{"n":' + String(this.n) +
      ',"of":' + String(this.of) +
      '}'
    );
  }
}
Part.fields = Object.freeze(['n', 'of']);

class Place extends Result {
  constructor(fields) {
    super();
    members(Place, fields);
    this.file = fields.file;
    this.line = fields.line;
    this.seq = fields.seq;
    this.offset = fields.offset;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Place({
      file: object.file,
      line: object.line,
      seq: object.seq,
      offset: object.offset,
    });
  }

  static fromJson(json) {
    return Place.fromObject(parse(json, []));
  }

  toObject() {
    return {
      file: this.file,
      line: this.line,
      seq: this.seq,
      offset: this.offset,
    };
  }

  toJson() {
    return (
      '{"file":' + (this.file === null ? 'null' : text(this.file)) +
      ',"line":' + (this.line === null ? 'null' : String(this.line)) +
      ',"seq":' + (this.seq === null ? 'null' : String(this.seq)) +
      ',"offset":' + (this.offset === null ? 'null' : String(this.offset)) +
      '}'
    );
  }
}
Place.fields = Object.freeze(['file', 'line', 'seq', 'offset']);

class PolicyRef extends Result {
  constructor(fields) {
    super();
    members(PolicyRef, fields);
    this.profile = fields.profile;
    this.sha256 = fields.sha256;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new PolicyRef({
      profile: object.profile,
      sha256: object.sha256,
    });
  }

  static fromJson(json) {
    return PolicyRef.fromObject(parse(json, []));
  }

  toObject() {
    return {
      profile: this.profile,
      sha256: this.sha256,
    };
  }

  toJson() {
    return (
      '{"profile":' + text(this.profile) +
      ',"sha256":' + text(this.sha256) +
      '}'
    );
  }
}
PolicyRef.fields = Object.freeze(['profile', 'sha256']);

class ProgramFacts extends Result {
  constructor(fields) {
    super();
    members(ProgramFacts, fields);
    this.name = fields.name;
    this.version = fields.version;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new ProgramFacts({
      name: object.name,
      version: object.version,
    });
  }

  static fromJson(json) {
    return ProgramFacts.fromObject(parse(json, []));
  }

  toObject() {
    return {
      name: this.name,
      version: this.version,
    };
  }

  toJson() {
    return (
      '{"name":' + text(this.name) +
      ',"version":' + text(this.version) +
      '}'
    );
  }
}
ProgramFacts.fields = Object.freeze(['name', 'version']);

class Report extends Result {
  constructor(fields) {
    super();
    members(Report, fields);
    this.report = fields.report;
    this.library = fields.library;
    this.format = fields.format;
    this.policy = fields.policy;
    this.verdict = fields.verdict;
    this.findings = list(fields.findings);
    this.findingsOmitted = fields.findingsOmitted;
    this.assurance = fields.assurance;
    this.demands = list(fields.demands);
    this.session = fields.session;
    this.evidence = fields.evidence;
    this.flags = fields.flags === null ? null : list(fields.flags);
    this.score = fields.score;
    this.legacy = fields.legacy;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Report({
      report: object.report,
      library: object.library,
      format: object.format,
      policy: PolicyRef.fromObject(object.policy),
      verdict: object.verdict,
      findings: object.findings.map((it) => Finding.fromObject(it)),
      findingsOmitted: object.findings_omitted,
      assurance: Assurance.fromObject(object.assurance),
      demands: object.demands.map((it) => Demand.fromObject(it)),
      session: object.session === null ? null : SessionFacts.fromObject(object.session),
      evidence: object.evidence === null ? null : Evidence.fromObject(object.evidence),
      flags: object.flags === null ? null : object.flags.map((it) => Flag.fromObject(it)),
      score: object.score === null ? null : Score.fromObject(object.score),
      legacy: object.legacy,
    });
  }

  static fromJson(json) {
    return Report.fromObject(parse(json, ['legacy']));
  }

  toObject() {
    return {
      report: this.report,
      library: this.library,
      format: this.format,
      policy: this.policy.toObject(),
      verdict: this.verdict,
      findings: this.findings.map((it) => it.toObject()),
      findings_omitted: this.findingsOmitted,
      assurance: this.assurance.toObject(),
      demands: this.demands.map((it) => it.toObject()),
      session: this.session === null ? null : this.session.toObject(),
      evidence: this.evidence === null ? null : this.evidence.toObject(),
      flags: this.flags === null ? null : this.flags.map((it) => it.toObject()),
      score: this.score === null ? null : this.score.toObject(),
      legacy: this.legacy,
    };
  }

  toJson() {
    return (
      '{"report":' + text(this.report) +
      ',"library":' + text(this.library) +
      ',"format":' + (this.format === null ? 'null' : text(this.format)) +
      ',"policy":' + this.policy.toJson() +
      ',"verdict":' + text(this.verdict) +
      ',"findings":' + writeList(this.findings, (it) => it.toJson()) +
      ',"findings_omitted":' + String(this.findingsOmitted) +
      ',"assurance":' + this.assurance.toJson() +
      ',"demands":' + writeList(this.demands, (it) => it.toJson()) +
      ',"session":' + (this.session === null ? 'null' : this.session.toJson()) +
      ',"evidence":' + (this.evidence === null ? 'null' : this.evidence.toJson()) +
      ',"flags":' + (this.flags === null ? 'null' : writeList(this.flags, (it) => it.toJson())) +
      ',"score":' + (this.score === null ? 'null' : this.score.toJson()) +
      ',"legacy":' + writeJson(this.legacy) +
      '}'
    );
  }
}
Report.fields = Object.freeze(['report', 'library', 'format', 'policy', 'verdict', 'findings', 'findingsOmitted', 'assurance', 'demands', 'session', 'evidence', 'flags', 'score', 'legacy']);

class Score extends Result {
  constructor(fields) {
    super();
    members(Score, fields);
    this.elapsed = fields.elapsed;
    this.overtime = fields.overtime;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Score({
      elapsed: object.elapsed === null ? null : Elapsed.fromObject(object.elapsed),
      overtime: object.overtime === null ? null : Overtime.fromObject(object.overtime),
    });
  }

  static fromJson(json) {
    return Score.fromObject(parse(json, []));
  }

  toObject() {
    return {
      elapsed: this.elapsed === null ? null : this.elapsed.toObject(),
      overtime: this.overtime === null ? null : this.overtime.toObject(),
    };
  }

  toJson() {
    return (
      '{"elapsed":' + (this.elapsed === null ? 'null' : this.elapsed.toJson()) +
      ',"overtime":' + (this.overtime === null ? 'null' : this.overtime.toJson()) +
      '}'
    );
  }
}
Score.fields = Object.freeze(['elapsed', 'overtime']);

class SessionFacts extends Result {
  constructor(fields) {
    super();
    members(SessionFacts, fields);
    this.session = fields.session;
    this.logOrigin = fields.logOrigin;
    this.sealed = fields.sealed;
    this.lines = fields.lines;
    this.head = fields.head;
    this.root = fields.root;
    this.startedAt = fields.startedAt;
    this.endedAt = fields.endedAt;
    this.capture = fields.capture;
    this.interview = fields.interview;
    this.recorder = fields.recorder;
    this.host = fields.host;
    this.sessionKey = fields.sessionKey;
    this.continues = fields.continues;
    this.kinds = record(fields.kinds);
    this.redacted = fields.redacted;
    this.activity = fields.activity;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new SessionFacts({
      session: object.session,
      logOrigin: object.log_origin,
      sealed: object.sealed,
      lines: object.lines,
      head: object.head,
      root: object.root,
      startedAt: object.started_at,
      endedAt: object.ended_at,
      capture: object.capture,
      interview: object.interview === null ? null : InterviewFacts.fromObject(object.interview),
      recorder: object.recorder === null ? null : ProgramFacts.fromObject(object.recorder),
      host: object.host === null ? null : ProgramFacts.fromObject(object.host),
      sessionKey: object.session_key,
      continues: object.continues === null ? null : ContinuesFacts.fromObject(object.continues),
      kinds: object.kinds,
      redacted: object.redacted,
      activity: object.activity === null ? null : Activity.fromObject(object.activity),
    });
  }

  static fromJson(json) {
    return SessionFacts.fromObject(parse(json, []));
  }

  toObject() {
    return {
      session: this.session,
      log_origin: this.logOrigin,
      sealed: this.sealed,
      lines: this.lines,
      head: this.head,
      root: this.root,
      started_at: this.startedAt,
      ended_at: this.endedAt,
      capture: this.capture,
      interview: this.interview === null ? null : this.interview.toObject(),
      recorder: this.recorder === null ? null : this.recorder.toObject(),
      host: this.host === null ? null : this.host.toObject(),
      session_key: this.sessionKey,
      continues: this.continues === null ? null : this.continues.toObject(),
      kinds: { ...this.kinds },
      redacted: this.redacted,
      activity: this.activity === null ? null : this.activity.toObject(),
    };
  }

  toJson() {
    return (
      '{"session":' + (this.session === null ? 'null' : text(this.session)) +
      ',"log_origin":' + text(this.logOrigin) +
      ',"sealed":' + String(this.sealed) +
      ',"lines":' + String(this.lines) +
      ',"head":' + text(this.head) +
      ',"root":' + text(this.root) +
      ',"started_at":' + (this.startedAt === null ? 'null' : text(this.startedAt)) +
      ',"ended_at":' + (this.endedAt === null ? 'null' : text(this.endedAt)) +
      ',"capture":' + (this.capture === null ? 'null' : text(this.capture)) +
      ',"interview":' + (this.interview === null ? 'null' : this.interview.toJson()) +
      ',"recorder":' + (this.recorder === null ? 'null' : this.recorder.toJson()) +
      ',"host":' + (this.host === null ? 'null' : this.host.toJson()) +
      ',"session_key":' + (this.sessionKey === null ? 'null' : text(this.sessionKey)) +
      ',"continues":' + (this.continues === null ? 'null' : this.continues.toJson()) +
      ',"kinds":' + writeRecord(this.kinds, (it) => String(it)) +
      ',"redacted":' + String(this.redacted) +
      ',"activity":' + (this.activity === null ? 'null' : this.activity.toJson()) +
      '}'
    );
  }
}
SessionFacts.fields = Object.freeze(['session', 'logOrigin', 'sealed', 'lines', 'head', 'root', 'startedAt', 'endedAt', 'capture', 'interview', 'recorder', 'host', 'sessionKey', 'continues', 'kinds', 'redacted', 'activity']);

class Share extends Result {
  constructor(fields) {
    super();
    members(Share, fields);
    this.n = fields.n;
    this.of = fields.of;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Share({
      n: object.n,
      of: object.of,
    });
  }

  static fromJson(json) {
    return Share.fromObject(parse(json, []));
  }

  toObject() {
    return {
      n: this.n,
      of: this.of,
    };
  }

  toJson() {
    return (
      '{"n":' + String(this.n) +
      ',"of":' + String(this.of) +
      '}'
    );
  }
}
Share.fields = Object.freeze(['n', 'of']);

class Snapshot extends Result {
  constructor(fields) {
    super();
    members(Snapshot, fields);
    this.facts = fields.facts;
    this.anchored = fields.anchored;
    this.signed = fields.signed;
    this.syncFailed = fields.syncFailed;
    this.hasKey = fields.hasKey;
    this.isSealed = fields.isSealed;
    this.closed = fields.closed;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Snapshot({
      facts: SessionFacts.fromObject(object.facts),
      anchored: object.anchored,
      signed: object.signed,
      syncFailed: object.sync_failed,
      hasKey: object.has_key,
      isSealed: object.is_sealed,
      closed: object.closed,
    });
  }

  static fromJson(json) {
    return Snapshot.fromObject(parse(json, []));
  }

  toObject() {
    return {
      facts: this.facts.toObject(),
      anchored: this.anchored,
      signed: this.signed,
      sync_failed: this.syncFailed,
      has_key: this.hasKey,
      is_sealed: this.isSealed,
      closed: this.closed,
    };
  }

  toJson() {
    return (
      '{"facts":' + this.facts.toJson() +
      ',"anchored":' + String(this.anchored) +
      ',"signed":' + String(this.signed) +
      ',"sync_failed":' + String(this.syncFailed) +
      ',"has_key":' + String(this.hasKey) +
      ',"is_sealed":' + String(this.isSealed) +
      ',"closed":' + (this.closed === null ? 'null' : text(this.closed)) +
      '}'
    );
  }
}
Snapshot.fields = Object.freeze(['facts', 'anchored', 'signed', 'syncFailed', 'hasKey', 'isSealed', 'closed']);

class Span extends Result {
  constructor(fields) {
    super();
    members(Span, fields);
    this.line = fields.line;
    this.lines = fields.lines;
    this.class = fields.class;
    this.seq = fields.seq;
    this.note = fields.note;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new Span({
      line: object.line,
      lines: object.lines,
      class: object.class,
      seq: object.seq,
      note: object.note,
    });
  }

  static fromJson(json) {
    return Span.fromObject(parse(json, []));
  }

  toObject() {
    return {
      line: this.line,
      lines: this.lines,
      class: this.class,
      seq: this.seq,
      note: this.note,
    };
  }

  toJson() {
    return (
      '{"line":' + String(this.line) +
      ',"lines":' + String(this.lines) +
      ',"class":' + text(this.class) +
      ',"seq":' + (this.seq === null ? 'null' : String(this.seq)) +
      ',"note":' + (this.note === null ? 'null' : text(this.note)) +
      '}'
    );
  }
}
Span.fields = Object.freeze(['line', 'lines', 'class', 'seq', 'note']);

class TestSeries extends Result {
  constructor(fields) {
    super();
    members(TestSeries, fields);
    this.runs = fields.runs;
    this.passed = fields.passed;
    this.firstPassSeq = fields.firstPassSeq;
    this.firstPassMs = fields.firstPassMs;
    this.lastPassed = fields.lastPassed;
    Object.freeze(this);
  }

  static fromObject(object) {
    return new TestSeries({
      runs: object.runs,
      passed: object.passed,
      firstPassSeq: object.first_pass_seq,
      firstPassMs: object.first_pass_ms,
      lastPassed: object.last_passed,
    });
  }

  static fromJson(json) {
    return TestSeries.fromObject(parse(json, []));
  }

  toObject() {
    return {
      runs: this.runs,
      passed: this.passed,
      first_pass_seq: this.firstPassSeq,
      first_pass_ms: this.firstPassMs,
      last_passed: this.lastPassed,
    };
  }

  toJson() {
    return (
      '{"runs":' + String(this.runs) +
      ',"passed":' + String(this.passed) +
      ',"first_pass_seq":' + (this.firstPassSeq === null ? 'null' : String(this.firstPassSeq)) +
      ',"first_pass_ms":' + (this.firstPassMs === null ? 'null' : String(this.firstPassMs)) +
      ',"last_passed":' + (this.lastPassed === null ? 'null' : String(this.lastPassed)) +
      '}'
    );
  }
}
TestSeries.fields = Object.freeze(['runs', 'passed', 'firstPassSeq', 'firstPassMs', 'lastPassed']);

module.exports = {
  Activity,
  Assurance,
  ClassCounts,
  CommandCount,
  CommitEvidence,
  CommitPlace,
  ContinuesFacts,
  Cosigned,
  Demand,
  Disclosed,
  Elapsed,
  Entry,
  ErrorInfo,
  Evidence,
  FileEvidence,
  FileState,
  Finding,
  Flag,
  Flaw,
  Hunk,
  InterviewFacts,
  Moment,
  Observed,
  Overtime,
  Part,
  Place,
  PolicyRef,
  ProgramFacts,
  Report,
  Score,
  SessionFacts,
  Share,
  Snapshot,
  Span,
  TestSeries,
};
