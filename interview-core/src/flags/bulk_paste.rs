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
            Measure::of(most, threshold, "line"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::flags::testing::Scene;

    #[test]
    fn only_long_pastes_from_elsewhere_count() {
        let check = |lines: &[(u64, bool)], expected: &str| {
            let mut scene = Scene::new();
            for (lines, internal) in lines {
                let paste = json!({ "lines": lines, "bytes": 9, "internal": internal });
                scene.say("paste", "editor", paste);
            }
            assert_eq!(scene.told("bulk_paste"), expected, "{lines:?}");
        };
        check(&[(24, false)], "none");
        check(&[(24, false), (24, false)], "none");
        check(&[(80, true)], "none");
        check(
            &[(24, false), (25, false)],
            "yellow: 25 lines, threshold 25 lines, distance 0 lines, [2]",
        );
        check(&[(79, false)], "yellow: 79 lines, threshold 25 lines, distance 54 lines, [1]");
        check(
            &[(81, false), (30, false), (200, true)],
            "red: 81 lines, threshold 80 lines, distance 1 line, [1, 2]",
        );
    }
}
