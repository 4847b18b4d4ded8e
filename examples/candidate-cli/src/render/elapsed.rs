//! How long the session took, by whose clock, and what time over the limit takes from a score.

use interview_core::score::{Elapsed, Moment, Overtime, TimeSource};

use super::{clock, lasting, page::Page};

/// The section on the time of a log that has an end.
pub(super) fn section(page: &mut Page, elapsed: &Elapsed, overtime: Option<&Overtime>) {
    page.head("time");
    let Elapsed { elapsed_ms, start, end, local_elapsed_ms } = elapsed;
    let local = match elapsed_ms == local_elapsed_ms {
        true => String::new(),
        false => format!("; {} by the recorder's clock", lasting(*local_elapsed_ms)),
    };
    page.fact("elapsed", format_args!("{}{local}", lasting(*elapsed_ms)));
    page.fact("start", moment(start, "by the ticket"));
    page.fact("end", moment(end, "by a signature over the end"));
    if let Some(overtime) = overtime {
        page.fact("limit", limit(overtime));
    }
}

/// A time and where it comes from.
fn moment(moment: &Moment, signed: &str) -> String {
    let source = match moment.source {
        TimeSource::Relay => signed,
        TimeSource::Estimated => "estimated from the last anchor",
        TimeSource::Receipt => "by the time of receipt",
        TimeSource::Local => "by the recorder's clock",
        _ => "by another clock",
    };
    format!("{} UTC, {source}", clock(moment.at))
}

fn limit(overtime: &Overtime) -> String {
    match (overtime.limit_ms, overtime.over_ms, &overtime.deduction) {
        (Some(limit), Some(0), _) => format!("{}, kept", lasting(limit)),
        (Some(limit), Some(over), deduction) => format!(
            "{}, exceeded by {}: deduction {}",
            lasting(limit),
            lasting(over),
            deduction.as_deref().unwrap_or("0")
        ),
        _ => "none".to_owned(),
    }
}
