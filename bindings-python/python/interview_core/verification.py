"""Verification, and what else can be asked of a log that is there."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Union, cast

from . import _native
from ._convert import Source, data, perhaps, perhaps_text, read, source
from .errors import InterviewError
from .options import TranscriptOptions, VerifyOptions
from .results import Disclosed, Evidence, Flag, Report

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = [
    "Verified",
    "Verifier",
    "attribute",
    "flags",
    "prove",
    "redact",
    "sniff",
    "transcript",
    "verify",
    "verify_many",
    "verify_proof",
]

StrPath = Union[str, "os.PathLike[str]"]


def sniff(src: Source, *, manifest: ReadableBuffer | None = None) -> str:
    """Says which format the beginning of a log shows: `interview-log/1` or `legacy`."""
    return _native.sniff(source(src), perhaps(manifest))


def verify(
    src: Source,
    options: VerifyOptions | None = None,
    *,
    manifest: ReadableBuffer | None = None,
    diff: ReadableBuffer | None = None,
    commits: ReadableBuffer | None = None,
    progress: Callable[[int], object] | None = None,
) -> Report:
    """Verifies a session and says what was found.

    `src` is a path (a session's folder, a bundle's folder, an archive or a bare log), the bytes of
    an archive or a log, or a binary file object with them. A path and a file object are read piece
    by piece: memory doesn't grow with the log. `manifest`, `diff` and `commits` are the other files
    of a bundle whose log is given as bytes.

    Damage is told in the Report and never raised. `progress` is called with the bytes of the log
    read so far; what it raises ends the work, as Ctrl-C does.
    """
    beside = (perhaps(manifest), perhaps(diff), perhaps(commits))
    return read(Report, _native.verify(source(src), perhaps_text(options), *beside, progress))


class Verifier:
    """A verification that takes the log in chunks of any size, in constant memory."""

    __slots__ = ("_native",)

    def __init__(self, options: VerifyOptions | None = None) -> None:
        self._native = _native.Verifier(perhaps_text(options))

    def push(self, chunk: ReadableBuffer) -> None:
        """Takes the next bytes of `events.jsonl`. Interrupted by Ctrl-C, it is closed."""
        self._native.push(data(chunk))

    def finish(
        self,
        *,
        manifest: ReadableBuffer | None = None,
        diff: ReadableBuffer | None = None,
        commits: ReadableBuffer | None = None,
    ) -> Report:
        """Takes the other files and gives the Report. It is closed from then on."""
        beside = (perhaps(manifest), perhaps(diff), perhaps(commits))
        return read(Report, self._native.finish(*beside))


class Verified(NamedTuple):
    """What came of one of many verifications: a Report, or an error."""

    path: StrPath
    """The path as it was given."""

    report: Report | None
    """The Report, where there is one."""

    error: InterviewError | None
    """Why there is no Report."""


def verify_many(
    paths: Iterable[StrPath],
    options: VerifyOptions | None = None,
    *,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Verified]:
    """Verifies what each path names, on all cores, and gives the results in the order of the paths.

    Nothing is read ahead but a few paths for each thread, so `paths` may be endless. An error with
    one path is its own result and stops no other. `progress` is called with the number of results so
    far. What it or `paths` raises ends the iterator.
    """
    many = _native.VerifyMany(perhaps_text(options), threads)
    return _results(many, iter(paths), progress)


def _results(
    many: _native.VerifyMany,
    paths: Iterator[StrPath],
    progress: Callable[[int], object] | None,
) -> Iterator[Verified]:
    fed: deque[StrPath] = deque()
    done, is_fed = 0, False
    try:
        while True:
            while not is_fed and len(fed) < many.ahead:
                try:
                    path = next(paths)
                except StopIteration:
                    is_fed = True
                    many.end()
                else:
                    many.feed(os.fsdecode(path))
                    fed.append(path)
            if not fed:
                return
            outcome = many.next()
            written, error = outcome[0], cast(Union[InterviewError, None], outcome[1])
            report = None if written is None else read(Report, written)
            done += 1
            if progress is not None:
                progress(done)
            yield Verified(fed.popleft(), report, error)
    finally:
        many.close()


def attribute(
    src: Source,
    options: VerifyOptions | None = None,
    *,
    manifest: ReadableBuffer | None = None,
    diff: ReadableBuffer | None = None,
    commits: ReadableBuffer | None = None,
) -> Evidence | None:
    """Says which lines of the diff came from where: the Report's `evidence`. Sources are as for
    `verify`. None where the log is of no session of format 1 that can be read."""
    beside = (perhaps(manifest), perhaps(diff), perhaps(commits))
    found = json.loads(_native.attribute(source(src), perhaps_text(options), *beside))
    return None if found is None else Evidence.from_dict(found)


def flags(
    src: Source,
    options: VerifyOptions | None = None,
    *,
    manifest: ReadableBuffer | None = None,
    diff: ReadableBuffer | None = None,
    commits: ReadableBuffer | None = None,
) -> tuple[Flag, ...] | None:
    """Looks for what is worth a look: the Report's `flags`. Sources are as for `verify`. None where
    there is nothing to search."""
    beside = (perhaps(manifest), perhaps(diff), perhaps(commits))
    found = json.loads(_native.flags(source(src), perhaps_text(options), *beside))
    return None if found is None else tuple(Flag.from_dict(flag) for flag in found)


def prove(
    src: Source,
    seq: int,
    *,
    manifest: ReadableBuffer | None = None,
    diff: ReadableBuffer | None = None,
    commits: ReadableBuffer | None = None,
) -> str:
    """The proof that the event with this number stands in the log, as tlog-proof text."""
    beside = (perhaps(manifest), perhaps(diff), perhaps(commits))
    return _native.prove(source(src), seq, *beside)


def verify_proof(
    line: ReadableBuffer,
    proof: ReadableBuffer | str,
    *,
    key: str | None = None,
    first_line: ReadableBuffer | None = None,
    options: VerifyOptions | None = None,
) -> Disclosed:
    """What a proof shows of one line of a log. The log's key is `key`, a verifier key, or what the
    log's `first_line` tells."""
    proof = proof.encode() if isinstance(proof, str) else data(proof)
    given = (data(line), proof, key, perhaps(first_line), perhaps_text(options))
    return read(Disclosed, _native.verify_proof(*given))


def redact(src: Source, seqs: Iterable[int]) -> bytes:
    """A copy of the log in which the lines with these numbers are replaced by their hashes."""
    return _native.redact(source(src), list(seqs))


def transcript(src: Source, options: TranscriptOptions | None = None) -> str:
    """What happened, turn by turn, as text, Markdown or one line of JSON
    (docs/transcript.schema.json)."""
    return _native.transcript(source(src), perhaps_text(options))
