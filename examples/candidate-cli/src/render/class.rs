//! Classes of lines by their names in the Report, in colours that tell them apart and accuse nobody.

use anstyle::Style;
use interview_core::evidence::{Class, ClassCounts};

use crate::term::{ASSISTANT, CANDIDATE, DIM, WARN, paint};

/// The colour of a class.
pub(crate) fn style(class: Class) -> Style {
    match class {
        Class::AssistantEdit | Class::AssistantShell => ASSISTANT,
        Class::CandidateEditor => CANDIDATE,
        Class::Formatter | Class::Generated | Class::Trivial => DIM,
        _ => WARN,
    }
}

/// The classes that have lines, with their counts; nothing where none has.
pub(crate) fn classes(counts: ClassCounts) -> String {
    let counted = Class::ALL.into_iter().map(|class| (class, counts.get(class)));
    let named = counted
        .filter(|(_, lines)| *lines > 0)
        .map(|(class, lines)| format!("{} {lines}", paint(style(class), class.as_str())));
    named.collect::<Vec<_>>().join(", ")
}
