"""The database: interviews, their submissions with Report and flags, and the callbacks still due.

Each method is one transaction. SQLite lets one writer in at a time, and a transaction takes its turn
when it begins: what it has read doesn't change under it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from interview_core import Flag
from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    UniqueConstraint,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
    sessionmaker,
)

BUSY_S = 30
"""How long a transaction waits for its turn."""

LONGEST_WAIT = timedelta(hours=1)
"""Between two tries of a callback."""

MOST_TRIES = 8 * 7 * 24
"""Of a callback: about the 8 weeks for which Greenhouse itself asks."""


class Base(DeclarativeBase):
    """The tables."""


class Interview(Base):
    """A test that was sent to a candidate."""

    __tablename__ = "interviews"

    id: Mapped[str] = mapped_column(primary_key=True)
    assessment: Mapped[str]
    limit_ms: Mapped[int]
    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str]
    phone_number: Mapped[str | None]
    resume_url: Mapped[str | None]
    profile_url: Mapped[str]
    callback_url: Mapped[str]
    sent_at: Mapped[str]
    raw: Mapped[str | None]
    """The grade as it was written."""
    graded_revision: Mapped[int | None]
    deduction: Mapped[str | None]
    final: Mapped[str | None]
    final_hundredths: Mapped[int | None]
    """The same as a number that sorts."""
    submissions: Mapped[list[Submission]] = relationship(
        back_populates="interview", order_by="Submission.revision"
    )

    @property
    def standing(self) -> Submission | None:
        """The submission that counts: the one that was graded, else the last."""
        graded = (it for it in self.submissions if it.revision == self.graded_revision)
        return next(graded, self.submissions[-1] if self.submissions else None)


class Submission(Base):
    """What a candidate sent in; another one for the same interview is another revision."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("interview_id", "revision"),
        UniqueConstraint("interview_id", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id"))
    revision: Mapped[int]
    sha256: Mapped[str]
    size: Mapped[int]
    received_at: Mapped[str]
    verdict: Mapped[str]
    assurance: Mapped[str]
    names_interview: Mapped[bool]
    """Whether the log itself names this interview; one that can't be read names none."""
    session: Mapped[str | None] = mapped_column(index=True)
    elapsed_ms: Mapped[int | None]
    clock: Mapped[str | None]
    """By whose clock the session ended."""
    report: Mapped[str] = mapped_column(deferred=True)
    """The Report's JSON, byte for byte; read only where it is asked for."""
    interview: Mapped[Interview] = relationship(back_populates="submissions")
    flags: Mapped[list[StoredFlag]] = relationship(order_by="StoredFlag.place")


class StoredFlag(Base):
    """A flag of a submission, to be searched for."""

    __tablename__ = "flags"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    flag: Mapped[str]
    severity: Mapped[str]
    label: Mapped[str]
    detail: Mapped[str]


class Callback(Base):
    """A message to Greenhouse that there is news of an interview."""

    __tablename__ = "callbacks"

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id"))
    attempts: Mapped[int]
    due_at: Mapped[str] = mapped_column(index=True)
    delivered_at: Mapped[str | None]
    last_error: Mapped[str | None]
    interview: Mapped[Interview] = relationship()


class PartnerError(Base):
    """What Greenhouse found wrong with an answer of ours."""

    __tablename__ = "partner_errors"

    id: Mapped[int] = mapped_column(primary_key=True)
    received_at: Mapped[str]
    body: Mapped[str]


class Storage:
    """The database in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "ats.sqlite3"
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_S})
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", lambda it: it.exec_driver_sql("BEGIN IMMEDIATE"))
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        Base.metadata.create_all(self._engine)
        path.chmod(0o600)

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """All of it, or nothing."""
        with self._sessions.begin() as session:
            yield session


def add_submission(
    session: Session, submission: Submission, flags: Sequence[Flag]
) -> tuple[Submission, bool]:
    """Keeps a submission as the next revision, with a callback that tells of it. The same bytes once
    more are the submission that is there; whether it is new is told."""
    interview = submission.interview_id
    known = select(Submission).filter_by(interview_id=interview, sha256=submission.sha256)
    if (there := session.scalar(known)) is not None:
        return there, False
    last = select(func.max(Submission.revision)).filter_by(interview_id=interview)
    submission.revision = (session.scalar(last) or 0) + 1
    submission.flags = [
        StoredFlag(place=place, flag=it.id, severity=it.severity, label=it.label, detail=it.detail)
        for place, it in enumerate(flags)
    ]
    session.add(submission)
    add_callback(session, interview)
    return submission, True


def add_callback(session: Session, interview: str) -> None:
    """Has Greenhouse told of news. One that is due already may be on its way, with the status asked
    for before this news: each has its own."""
    session.add(Callback(interview_id=interview, attempts=0, due_at=now()))


def ranked(session: Session, limit: int | None = None, offset: int = 0) -> Sequence[Interview]:
    """Interviews by score, the best first; those without one come last, the oldest first."""
    order = (Interview.final_hundredths.desc().nulls_last(), Interview.sent_at, Interview.id)
    whole = selectinload(Interview.submissions).selectinload(Submission.flags)
    chosen = select(Interview).order_by(*order).limit(limit).offset(offset)
    return session.scalars(chosen.options(whole)).all()


def due_callbacks(session: Session, at_most: int) -> Sequence[Callback]:
    """Callbacks whose time has come."""
    due = select(Callback).where(*_waiting(), Callback.due_at <= now())
    return session.scalars(due.order_by(Callback.due_at, Callback.id).limit(at_most)).all()


def next_due(session: Session) -> str | None:
    """When the next callback is due."""
    return session.scalar(select(func.min(Callback.due_at)).where(*_waiting()))


def failed(callback: Callback, why: str, wait: timedelta) -> None:
    """Puts a callback off: twice as long each time."""
    callback.attempts += 1
    callback.last_error = why
    again = min(LONGEST_WAIT, wait * 2 ** min(callback.attempts - 1, 30))
    callback.due_at = now(again)


def new_id() -> str:
    """An interview's name, that nobody guesses."""
    return secrets.token_hex(16)


def now(ahead: timedelta = timedelta()) -> str:
    """The time as the library writes it; such times sort as text."""
    at = datetime.now(timezone.utc) + ahead
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return Callback.delivered_at.is_(None), Callback.attempts < MOST_TRIES


def _configure(connection: Any, _: object) -> None:
    # The driver would begin transactions on its own, and only at the first write.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
