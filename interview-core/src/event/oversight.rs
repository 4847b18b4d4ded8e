//! Payloads of events that speak for an interviewer or a relay. Without a `statement` they are
//! shown as claimed and change nothing.

use super::{Token, schema::payload};

payload! {
    /// How much help of an assistant is allowed from here on.
    AssistLevel = "assist_level"
    required {
        /// Such as `none`, `chat` or `full`.
        level: Token, "", "relay";
    }
    optional {
        /// What it means, in words.
        detail: String, "", "relay";
        /// Who set it, as the relay names them.
        actor: String, "", "relay";
    }
}

payload! {
    /// An interviewer said or did something.
    Intervention = "intervention"
    required {
        /// What.
        text: String, "", "relay";
    }
    optional {
        /// Time added to the limit.
        extension_ms: u64, "ms", "relay";
        /// Who, as the relay names them.
        actor: String, "", "relay";
    }
}

payload! {
    /// An observer's remark.
    ObserverNote = "observer_note"
    required {
        /// The remark.
        text: String, "", "relay";
    }
    optional {
        /// Who, as the relay names them.
        actor: String, "", "relay";
    }
}

payload! {
    /// The interview made something fail on purpose.
    Chaos = "chaos"
    required {
        /// Name of the fault.
        fault: String, "", "relay";
    }
    optional {
        /// `start` or `end`.
        phase: Token, "", "relay";
        /// What it does, in words.
        detail: String, "", "relay";
        /// Who set it off, as the relay names them.
        actor: String, "", "relay";
    }
}

payload! {
    /// Something that a relay did or refused, in its audit log.
    Audit = "audit"
    required {
        /// Who: a role and an id.
        actor: String, "", "relay";
        /// What, such as `session_read`, `score_changed` or `login_refused`.
        action: Token, "", "relay";
    }
    optional {
        /// On what.
        object: String, "", "relay";
        /// `ok` or `refused`.
        outcome: Token, "", "relay";
        /// Why.
        reason: String, "", "relay";
        /// The value before, where one was changed.
        before: String, "", "relay";
        /// The value after.
        after: String, "", "relay";
    }
}
