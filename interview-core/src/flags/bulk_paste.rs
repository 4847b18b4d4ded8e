//! Much was pasted at once that wasn't copied inside the work tree: moving code is no paste from
//! outside.

use super::{
    Detector, Flag, Known,
    flag::{Measure, count, red_if},
};
use crate::policy::FlagPolicy;

pub(super) struct BulkPaste;

impl Detector for BulkPaste {
    fn id(&self) -> &'static str {
        "bulk_paste"
    }

    fn detect(&self, known: &Known<'_>, policy: &FlagPolicy) -> Option<Flag> {
        let large: Vec<_> = known
            .session
            .pastes
            .iter()
            .filter(|paste| !paste.internal && paste.lines >= policy.bulk_paste_yellow_lines)
            .collect();
        let most = large.iter().map(|paste| paste.lines).max()?;
        let is_red = most >= policy.bulk_paste_red_lines;
        let threshold =
            if is_red { policy.bulk_paste_red_lines } else { policy.bulk_paste_yellow_lines };
        let detail = format!(
            "{} of many lines went into the editor, the largest with {}. The log doesn't tell where they were copied.",
            count(large.len() as u64, "paste"),
            count(most, "line")
        );
        Some(Flag::new(
            self.id(),
            red_if(is_red),
            "large paste",
            detail,
            large.iter().map(|paste| paste.told.seq).collect(),
            Measure::of(most, threshold, "lines"),
        ))
    }
}
