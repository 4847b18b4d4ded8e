"""The Python that UniFFI generates, behind the names of the package `interview_core`: so the runner of
the Python package's vectors runs them through UniFFI too. It renames and nothing else."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from generated import interview_core as native

from .results import Disclosed, ErrorInfo, Evidence, Flag, Observed, Overtime, Report


class InterviewError(Exception):
    """An error of the library, with its code."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code


def raising(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same with this package's exception."""

    @functools.wraps(work)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return work(*given, **named)
        except native.InterviewError as error:
            raise InterviewError(error.code, error.reason) from error

    return call


def text(options: Any) -> str | None:
    return None if options is None or isinstance(options, str) else json.dumps(options)


def source(src: Any, manifest: Any = None, diff: Any = None, commits: Any = None) -> Any:
    if not isinstance(src, bytes):
        return native.Source.PATH(path=str(src))
    return native.Source.FILES(events=src, manifest=manifest, diff=diff, commits=commits)


@raising
def sniff(src: Any, **beside: Any) -> str:
    return native.sniff(source(src, **beside))


@raising
def verify(src: Any, options: Any = None, **beside: Any) -> Report:
    return Report(native.verify(source(src, **beside), text(options)))


@raising
def attribute(src: Any, options: Any = None, **beside: Any) -> Evidence | None:
    found = native.attribute(source(src, **beside), text(options))
    return None if found is None else Evidence(found)


@raising
def flags(src: Any, options: Any = None, **beside: Any) -> list[Flag] | None:
    found = native.flags(source(src, **beside), text(options))
    return None if found is None else [Flag(it) for it in found]


@raising
def prove(src: Any, seq: int, **beside: Any) -> str:
    return native.prove(source(src, **beside), seq)


@raising
def verify_proof(line: bytes, proof: bytes, *, key: Any, first_line: Any, options: Any) -> Disclosed:
    return Disclosed(native.verify_proof(line, proof, key, first_line, text(options)))


@raising
def redact(src: Any, seqs: list[int]) -> bytes:
    return native.redact(source(src), seqs)


@raising
def observe(log: bytes, before: Any, after: Any, *, full: bool) -> list[Observed]:
    return [Observed(it) for it in native.observe(log, before, after, full)]


@raising
def transcript(src: Any, options: Any = None) -> str:
    return native.transcript(source(src), text(options))


@raising
def overtime(elapsed_ms: int, limit_ms: int, raw: Any = None, policy: Any = None) -> Overtime:
    return Overtime(native.overtime(elapsed_ms, limit_ms, raw, text(policy)))


@raising
def adjusted_score(elapsed_ms: int, limit_ms: int, raw: str, policy: Any = None) -> str:
    return native.adjusted_score(elapsed_ms, limit_ms, raw, text(policy))


def error_codes() -> list[ErrorInfo]:
    return [ErrorInfo(it) for it in native.error_codes()]


@raising
def default_policy(changes: Any = None) -> Any:
    return json.loads(native.default_policy(text(changes)))


policy_schema = native.policy_schema
version = native.version


class Verifier:
    @raising
    def __init__(self, options: Any) -> None:
        self.native = native.Verifier(text(options))

    @raising
    def push(self, chunk: Any) -> None:
        self.native.push(bytes(chunk))

    @raising
    def finish(self, *, manifest: Any, diff: Any, commits: Any) -> Report:
        return Report(self.native.finish(manifest, diff, commits))


def verify_many(paths: list[Any], options: Any, *, threads: int) -> Iterator[Any]:
    many = raising(native.verify_many)([str(path) for path in paths], text(options), threads)
    while (verified := many.next()) is not None:
        if verified.is_REPORTED():
            yield SimpleNamespace(report=Report(verified.report), error=None)
        else:
            yield SimpleNamespace(report=None, error=InterviewError(verified.code, verified.reason))


class Recorder:
    def __init__(self, recorder: Any) -> None:
        self.native = recorder

    @classmethod
    @raising
    def start(cls, start: Any) -> tuple[Recorder, bytes]:
        recorder = native.Recorder.start(json.dumps(start))
        return cls(recorder), recorder.first_lines()

    @classmethod
    @raising
    def resume(cls, events: bytes, key_seed: str) -> Recorder:
        return cls(native.Recorder.resume(events, key_seed))

    @raising
    def append(self, kind: str, origin: str, data: str) -> bytes:
        return self.native.append(kind, origin, data)

    @raising
    def checkpoint(self) -> str:
        return self.native.checkpoint()

    @raising
    def anchor(self, note: str) -> bytes:
        return self.native.anchor(note)

    @raising
    def end(self, reason: str, **given: Any) -> bytes:
        return self.native.end(ending(reason, **given))

    @raising
    def finish(self, note: str) -> bytes:
        return self.native.finish(note)


def ending(reason: str, *, git: Any = None, diff: Any = None, commits: Any = None) -> Any:
    return native.Ending(reason=reason, diff=diff, commits=commits, git=text(git))


class AnchorRequest:
    def __init__(self, request: Any) -> None:
        self.native = request
        self.body = request.asked().body

    def close(self) -> None:
        del self.native


class SealRequest:
    def __init__(self, request: Any) -> None:
        self.native = request
        asked = request.asked()
        self.body = None if asked is None else asked.body


class Journal:
    def __init__(self, journal: Any) -> None:
        self.native = journal

    @classmethod
    @raising
    def start(cls, path: Any, start: Any, options: Any) -> Journal:
        return cls(native.Journal.start(str(path), json.dumps(start), text(options)))

    @classmethod
    @raising
    def open(cls, path: Any, options: Any) -> Journal:
        return cls(native.Journal.open(str(path), text(options)))

    @raising
    def append(self, kind: str, origin: str, data: str) -> Any:
        return self.native.append(kind, origin, data)

    @raising
    def anchor_request(self, old_size: Any) -> AnchorRequest | None:
        request = self.native.anchor_request(old_size)
        return None if request is None else AnchorRequest(request)

    @raising
    def apply_anchor(self, request: AnchorRequest, answer: str) -> Any:
        return self.native.apply_anchor(request.native, answer)

    @raising
    def seal(self, reason: str, **given: Any) -> SealRequest:
        return SealRequest(self.native.seal(ending(reason, **given), None))

    @raising
    def finish(self, request: SealRequest, answer: Any) -> str:
        return self.native.finish(request.native, answer)

    def close(self) -> None:
        del self.native
