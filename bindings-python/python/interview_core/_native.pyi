from _typeshed import SupportsGetItem, SupportsLenAndGetItem
from os import PathLike
from pathlib import Path
from typing import Any, SupportsIndex, final

__all__ = ["AnchorRequest", "Journal", "Recorder", "SealRequest", "Table", "Verifier", "VerifyMany", "adjusted_score", "attribute", "cosign", "default_policy", "error_codes", "flags", "new_identity", "observe", "overtime", "panic", "plain_json", "policy_schema", "prove", "redact", "sniff", "transcript", "verify", "verify_proof", "version"]

@final
class AnchorRequest:
    """
    A checkpoint on its way to a witness.
    """
    @property
    def body(self, /) -> str: ...
    def close(self, /) -> None:
        """
        Gives the request up, so that another may anchor.
        """
    @property
    def note(self, /) -> str: ...
    @property
    def old_size(self, /) -> int: ...
    def refused(self, /, status: SupportsIndex, held_size: SupportsIndex | None = None) -> tuple[str, int | None]:
        """
        `ask_again` with the size that the witness holds, `give_up` with that of its head, or `leave`.
        """
    @property
    def size(self, /) -> int: ...

@final
class Journal:
    def anchor_due(self, /, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> bool:
        """
        Whether the log should be anchored now.
        """
    def anchor_request(self, /, old_size: SupportsIndex | None = None, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> AnchorRequest | None: ...
    def append(self, /, kind: str, origin: str, data: str, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> tuple[int, str, str]: ...
    def apply_anchor(self, /, request: AnchorRequest, answer: str, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> tuple[int, str, str]:
        """
        The request is used up, whatever comes of it.
        """
    def close(self, /) -> None: ...
    def continue_as_new(self, /, path: str | PathLike[str], start: str, head_size: SupportsIndex | None = None, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> Journal:
        """
        `head_size` is that of a head that only the witness knows; without one the key is lost.
        """
    def finish(self, /, request: SealRequest, answer: str | None = None) -> Path:
        """
        The bundle's folder. The request is used up, whatever comes of it.
        """
    def observe(self, /, before: bytes | bytearray | None = None, after: bytes | bytearray | None = None, full: bool = False) -> str:
        """
        What a file event tells of a change, as JSON: a list with one entry for each event.
        """
    @staticmethod
    def open(path: str | PathLike[str], options: str, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> Journal: ...
    @property
    def path(self, /) -> Path: ...
    def seal(self, /, reason: str, diff: bytes | bytearray | None = None, commits: bytes | bytearray | None = None, git: str | None = None, old_size: SupportsIndex | None = None, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> SealRequest: ...
    def snapshot(self, /) -> str:
        """
        What the folder holds now, as JSON.
        """
    @staticmethod
    def start(path: str | PathLike[str], start: str, options: str, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> Journal: ...

@final
class Recorder:
    def anchor(self, /, note: str, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> bytes:
        """
        The bytes of the receipt's line.
        """
    def append(self, /, kind: str, origin: str, data: str, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> bytes:
        """
        The bytes of the event's line.
        """
    def checkpoint(self, /) -> str:
        """
        The newest head as a signed note.
        """
    def end(self, /, reason: str, diff: bytes | bytearray | None = None, commits: bytes | bytearray | None = None, git: str | None = None, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> bytes:
        """
        The bytes of session_end.
        """
    def facts(self, /) -> str:
        """
        What the log says of its session so far, as JSON.
        """
    def finish(self, /, note: str) -> bytes:
        """
        The manifest's bytes. The recorder is closed from then on, and its key wiped.
        """
    @staticmethod
    def resume(events: bytes | bytearray, key_seed: str) -> Recorder:
        """
        Takes up a log where it stands.
        """
    @staticmethod
    def start(options: str, source: SupportsGetItem[int, tuple[str, SupportsLenAndGetItem[SupportsIndex]]] | None = None) -> tuple[Recorder, bytes]:
        """
        The recorder, and the bytes of lines 0 and 1.
        """

@final
class SealRequest:
    """
    A session that has ended and waits for its last cosignature.
    """
    @property
    def body(self, /) -> str | None: ...
    @property
    def note(self, /) -> str: ...

@final
class Table:
    """
    Columns of the same length. As a row of an Arrow stream it is a record batch.
    """
    def __arrow_c_array__(self, /, requested_schema: Any | None = None) -> tuple[Any, Any]:
        """
        Another schema is a wish that the interface allows to leave unfulfilled.
        """
    def __arrow_c_schema__(self, /) -> Any: ...
    def __len__(self, /) -> int: ...
    def __new__(cls, /, rows: SupportsIndex, columns: SupportsGetItem[int, tuple[str, str, Any]]) -> Table:
        """
        Columns: a name, `text`, `integer`, `boolean` or `integers`, and the values, of which those of
        a scalar may be None.
        """

@final
class Verifier:
    """
    A verification that takes the log in chunks.
    """
    def __new__(cls, /, options: str | None = None) -> Verifier: ...
    def finish(self, /, manifest: bytes | bytearray | None = None, diff: bytes | bytearray | None = None, commits: bytes | bytearray | None = None) -> str:
        """
        The Report as JSON. The verifier is closed from then on.
        """
    def push(self, /, chunk: bytes | bytearray) -> None:
        """
        Takes the next bytes. Interrupted, it is closed: some of them were taken.
        """

@final
class VerifyMany:
    """
    Reports in the order in which paths were fed.
    """
    def __new__(cls, /, options: str | None = None, threads: SupportsIndex | None = None) -> VerifyMany: ...
    @property
    def ahead(self, /) -> int: ...
    def close(self, /) -> None:
        """
        Breaks off what is under way.
        """
    def end(self, /) -> None:
        """
        Says that no path follows.
        """
    def feed(self, /, path: str | PathLike[str]) -> None:
        """
        Takes the next path.
        """
    def next(self, /) -> tuple[str | None, BaseException | None]:
        """
        The result of the next path that was fed: a Report as JSON, or an exception.
        """

def adjusted_score(elapsed_ms: SupportsIndex, limit_ms: SupportsIndex, raw: str, policy: str | None = None) -> str: ...
def attribute(src: bytes | bytearray | str | PathLike[str] | Any, options: str | None = None, manifest: bytes | bytearray | None = None, diff: bytes | bytearray | None = None, commits: bytes | bytearray | None = None) -> str: ...

def cosign(note: str, name: str, key_seed: str, time_s: SupportsIndex) -> str:
    """
    For tests: a note with the cosignature of a witness.
    """

def default_policy(changes: str | None = None) -> str:
    """
    The default policy, with changes, as canonical JSON.
    """

def error_codes() -> list[tuple[str, str, str]]:
    """
    Code, category and meaning of each error.
    """

def flags(src: bytes | bytearray | str | PathLike[str] | Any, options: str | None = None, manifest: bytes | bytearray | None = None, diff: bytes | bytearray | None = None, commits: bytes | bytearray | None = None) -> str: ...

def new_identity(authority: str | None = None) -> str:
    """
    A new identity, as JSON; it holds the key.
    """

def observe(log: bytes | bytearray, before: bytes | bytearray | None = None, after: bytes | bytearray | None = None, full: bool = False) -> str:
    """
    What a file event tells of a change, as JSON: a list with one entry for each event.
    """

def overtime(elapsed_ms: SupportsIndex, limit_ms: SupportsIndex, raw: str | None = None, policy: str | None = None) -> str: ...

def panic() -> None:
    """
    For tests: work that panics.
    """

def plain_json(value: Any) -> str | None:
    """
    The value as JSON text; None where Python's own encoder is needed.
    """

def policy_schema() -> str: ...
def prove(src: bytes | bytearray | str | PathLike[str] | Any, seq: SupportsIndex, manifest: bytes | bytearray | None = None, diff: bytes | bytearray | None = None, commits: bytes | bytearray | None = None) -> str: ...
def redact(src: bytes | bytearray | str | PathLike[str] | Any, seqs: SupportsGetItem[int, SupportsIndex]) -> bytes: ...
def sniff(src: bytes | bytearray | str | PathLike[str] | Any, manifest: bytes | bytearray | None = None) -> str: ...
def transcript(src: bytes | bytearray | str | PathLike[str] | Any, options: str | None = None) -> str: ...

def verify(src: bytes | bytearray | str | PathLike[str] | Any, options: str | None = None, manifest: bytes | bytearray | None = None, diff: bytes | bytearray | None = None, commits: bytes | bytearray | None = None, progress: Any | None = None) -> str:
    """
    The Report on a bundle as JSON.
    """

def verify_proof(line: bytes | bytearray, proof: bytes | bytearray, key: str | None = None, first_line: bytes | bytearray | None = None, options: str | None = None) -> str:
    """
    The log's key is `key`, or what the log's first line tells.
    """

def version() -> str: ...
