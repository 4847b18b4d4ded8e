"""Records, seals and verifies a coding interview as a hash-chained event log.

`verify` and its kin look at a log that is there, `Journal` and `Recorder` make one. What they give
are the frozen classes of `interview_core.results`, what they take the typed dictionaries of
`interview_core.options`, and what they raise stands in `interview_core.errors`.
"""

from .about import default_policy, error_codes, policy_schema, version
from .errors import ArgumentError, InputError, InterviewError, StateError, StorageError
from .recording import AfterRefusal, AnchorRequest, Journal, Recorder, SealRequest, observe
from .results import Entry, Evidence, Finding, Flag, Observed, Overtime, Report, Snapshot
from .scoring import adjusted_score, overtime
from .verification import (
    Verified,
    Verifier,
    attribute,
    flags,
    prove,
    redact,
    sniff,
    transcript,
    verify,
    verify_many,
    verify_proof,
)

__all__ = [
    "AfterRefusal",
    "AnchorRequest",
    "ArgumentError",
    "Entry",
    "Evidence",
    "Finding",
    "Flag",
    "InputError",
    "InterviewError",
    "Journal",
    "Observed",
    "Overtime",
    "Recorder",
    "Report",
    "SealRequest",
    "Snapshot",
    "StateError",
    "StorageError",
    "Verified",
    "Verifier",
    "adjusted_score",
    "attribute",
    "default_policy",
    "error_codes",
    "flags",
    "observe",
    "overtime",
    "policy_schema",
    "prove",
    "redact",
    "sniff",
    "transcript",
    "verify",
    "verify_many",
    "verify_proof",
    "version",
]

__version__ = version()
