"""Recording: a session on disk (`Journal`), or one whose bytes the caller keeps (`Recorder`).

Threads may share an object; a call waits for the one before it. Many processes may hold the same
session's folder, each with a `Journal` of its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union, cast

from . import _native
from ._convert import STAMPS, data, must_be, payload, perhaps, perhaps_text, read, text
from .options import GitTrees, Identity, JournalOptions, StartOptions
from .results import Entry, Observed, SessionFacts, Snapshot

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["AfterRefusal", "AnchorRequest", "Journal", "Recorder", "SealRequest", "observe"]

StrPath = Union[str, "os.PathLike[str]"]


def observe(
    log: ReadableBuffer,
    before: ReadableBuffer | None,
    after: ReadableBuffer | None,
    *,
    full: bool = False,
) -> tuple[Observed, ...]:
    """What a file event tells of a change: from the bytes on disk before to those after, None where
    there is no such file. One event, or as many as a large change has parts. `to_dict` of each is the
    event's data, but for `path` and `cause`.

    `log` is the session's log from its beginning: the two lines that `Recorder.start` gives are
    enough, for the second has the salt of the digests. With `full`, everything is replaced: for a file
    whose state before isn't the one that the log tells.
    """
    return _observed(_native.observe(data(log), perhaps(before), perhaps(after), full))


def _observed(written: str) -> tuple[Observed, ...]:
    return tuple(Observed.from_dict(it) for it in json.loads(written))


class Journal:
    """A session on disk, open for recording. As a context manager it closes itself; a session that
    isn't sealed can be opened again."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Journal) -> None:
        if not isinstance(native, _native.Journal):
            raise TypeError("a journal is made by `Journal.start` or `Journal.open`")
        self._native = native

    @classmethod
    def start(
        cls, path: StrPath, start: StartOptions, options: JournalOptions | None = None
    ) -> Journal:
        """Starts a session in a folder, which is made where it isn't there."""
        given = (os.fsdecode(path), text(start), text(options or {}))
        return cls(_native.Journal.start(*given, STAMPS.get()))

    @classmethod
    def open(cls, path: StrPath, options: JournalOptions | None = None) -> Journal:
        """Opens a session's folder; what a crash left is mended first."""
        given = (os.fsdecode(path), text(options or {}))
        return cls(_native.Journal.open(*given, STAMPS.get()))

    @staticmethod
    def new_identity(authority: str | None = None) -> Identity:
        """A new identity for `start`, under a relay's authority such as `relay.example`. It holds
        the session's key: a secret."""
        return cast(Identity, json.loads(_native.new_identity(authority)))

    @property
    def path(self) -> Path:
        """The session's folder."""
        return Path(self._native.path)

    def append(self, kind: str, origin: str, event: Mapping[str, Any] | str) -> Entry:
        """Appends an event: `event` is its data, as a mapping or as JSON text."""
        return Entry(*self._native.append(kind, origin, payload(event), STAMPS.get()))

    def observe(
        self, before: ReadableBuffer | None, after: ReadableBuffer | None, *, full: bool = False
    ) -> tuple[Observed, ...]:
        """As the function `observe`, under the salt of this journal's own log."""
        return _observed(self._native.observe(perhaps(before), perhaps(after), full))

    def anchor_due(self) -> bool:
        """Whether the log should be anchored now."""
        return self._native.anchor_due(STAMPS.get())

    def anchor_request(self, old_size: int | None = None) -> AnchorRequest | None:
        """A checkpoint of all lines, synced and signed, for a witness. None where there is nothing
        to anchor, or another process is at it. `old_size` is the size of the head that the witness
        said it holds."""
        request = self._native.anchor_request(old_size, STAMPS.get())
        return None if request is None else AnchorRequest(request)

    def apply_anchor(self, request: AnchorRequest, answer: str) -> Entry:
        """Appends the receipt with the cosignatures that came back, one on each line. The request
        is used up, whatever comes of it."""
        must_be(AnchorRequest, request)
        return Entry(*self._native.apply_anchor(request._native, answer, STAMPS.get()))

    def continue_as_new(
        self, path: StrPath, start: StartOptions, *, head_size: int | None = None
    ) -> Journal:
        """Gives this log up and starts a session that goes on where it stops: because the key is
        lost, or because a witness holds a head of `head_size` lines that this log doesn't have."""
        given = (os.fsdecode(path), text(start), head_size)
        return Journal(self._native.continue_as_new(*given, STAMPS.get()))

    def snapshot(self) -> Snapshot:
        """What the folder holds now, without reading the log again."""
        return read(Snapshot, self._native.snapshot())

    def seal(
        self,
        reason: str,
        *,
        diff: ReadableBuffer | None = None,
        commits: ReadableBuffer | None = None,
        git: GitTrees | None = None,
        old_size: int | None = None,
    ) -> SealRequest:
        """Ends the session: the files and session_end are on the disk when this returns. Called
        again after a crash it goes on."""
        given = (reason, perhaps(diff), perhaps(commits), perhaps_text(git), old_size)
        return SealRequest(self._native.seal(*given, STAMPS.get()))

    def finish(self, request: SealRequest, answer: str | None = None) -> Path:
        """Completes the bundle, with the cosignatures that came back where there are any, wipes the
        key and gives the bundle's folder. The request is used up, whatever comes of it."""
        must_be(SealRequest, request)
        return Path(self._native.finish(request._native, answer))

    def close(self) -> None:
        """Lets go of the session; the journal can't be used from then on."""
        self._native.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Journal({str(self.path)!r})"


class AfterRefusal(NamedTuple):
    """What a witness's refusal calls for."""

    action: Literal["ask_again", "give_up", "leave"]
    """`ask_again`: close the request and make another with `old_size`; `give_up`: go on with
    `Journal.continue_as_new`; `leave`: nothing that concerns the log."""

    size: int | None
    """`old_size` or `head_size` for that call."""


class AnchorRequest:
    """A checkpoint on its way to a witness. While it lives, no other process anchors: use it up with
    `Journal.apply_anchor`, or close it. As a context manager it closes itself."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.AnchorRequest) -> None:
        self._native = native

    @property
    def body(self) -> str:
        """The body of the `add-checkpoint` request."""
        return self._native.body

    @property
    def note(self) -> str:
        """The checkpoint as a note that the session's key signed."""
        return self._native.note

    @property
    def size(self) -> int:
        """Lines under the checkpoint."""
        return self._native.size

    @property
    def old_size(self) -> int:
        """Size of the head that the witness is believed to hold."""
        return self._native.old_size

    def refused(self, status: int, held_size: int | None = None) -> AfterRefusal:
        """What to do where the witness answered with this HTTP status. With 409 its body tells the
        size of the head that it holds."""
        action, size = self._native.refused(status, held_size)
        return AfterRefusal(cast(Literal["ask_again", "give_up", "leave"], action), size)

    def close(self) -> None:
        """Gives the request up."""
        self._native.close()

    def __enter__(self) -> AnchorRequest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class SealRequest:
    """A session that has ended and waits for its last cosignature."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.SealRequest) -> None:
        self._native = native

    @property
    def body(self) -> str | None:
        """The body of the `add-checkpoint` request; None where another process anchors just now,
        after which the session can be sealed again."""
        return self._native.body

    @property
    def note(self) -> str:
        """The final checkpoint as a note that the session's key signed."""
        return self._native.note


class Recorder:
    """A session whose bytes the caller keeps: each call gives the bytes of the line that it adds."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Recorder) -> None:
        if not isinstance(native, _native.Recorder):
            raise TypeError("a recorder is made by `Recorder.start` or `Recorder.resume`")
        self._native = native

    @classmethod
    def start(cls, start: StartOptions) -> tuple[Recorder, bytes]:
        """Begins a session, for which `start` must have an identity (`Journal.new_identity`): the
        recorder, and the bytes of the first two lines."""
        native, lines = _native.Recorder.start(text(start), STAMPS.get())
        return cls(native), lines

    @classmethod
    def resume(cls, events: ReadableBuffer, key_seed: str) -> Recorder:
        """Takes up a log where it stands; `key_seed` is that of its identity."""
        return cls(_native.Recorder.resume(data(events), key_seed))

    def append(self, kind: str, origin: str, event: Mapping[str, Any] | str) -> bytes:
        """Appends an event: `event` is its data, as a mapping or as JSON text."""
        return self._native.append(kind, origin, payload(event), STAMPS.get())

    def checkpoint(self) -> str:
        """The newest head as a signed note. The lines must be on the disk, synced, before the note
        leaves the machine."""
        return self._native.checkpoint()

    def anchor(self, note: str) -> bytes:
        """Appends the receipt of a checkpoint: its note with the cosignatures that came back."""
        return self._native.anchor(note, STAMPS.get())

    def end(
        self,
        reason: str,
        *,
        diff: ReadableBuffer | None = None,
        commits: ReadableBuffer | None = None,
        git: GitTrees | None = None,
    ) -> bytes:
        """Appends session_end. Nothing follows it but the final note."""
        given = (reason, perhaps(diff), perhaps(commits), perhaps_text(git))
        return self._native.end(*given, STAMPS.get())

    def finish(self, note: str) -> bytes:
        """The manifest's bytes, with the checkpoint that was signed after the end. The recorder is
        closed from then on, and its key wiped."""
        return self._native.finish(note)

    def facts(self) -> SessionFacts:
        """What the log says of its session so far."""
        return read(SessionFacts, self._native.facts())
