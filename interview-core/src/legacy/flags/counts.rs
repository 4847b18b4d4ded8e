//! `few_interactions`, `no_prompts` and `prompt_event_ratio`: how many events there are of each type.

use super::{Event, LegacyFlag, Type, flag};

/// Numbers of events.
#[derive(Default)]
pub(super) struct Counts {
    /// A type can't be looked up in a set, so a rule that does so raises.
    pub(super) unhashable: bool,
    pub(super) interactions: u64,
    prompts: u64,
    thinking: u64,
    tool_calls: u64,
    /// Lines of the first interactions: all, where there are few.
    first: Vec<u64>,
}

impl Counts {
    pub(super) fn event(&mut self, event: &Event<'_>) {
        self.unhashable |= event.kind == Type::Unhashable;
        if event.kind.is_interaction() {
            self.interactions += 1;
            if self.first.len() < 4 {
                self.first.push(event.line);
            }
        }
        match event.kind {
            Type::UserPrompt => self.prompts += 1,
            Type::Thinking => self.thinking += 1,
            Type::ToolCall => self.tool_calls += 1,
            _ => {}
        }
    }

    /// Fewer than 5 interactions: red below 3.
    pub(super) fn few_interactions(&self) -> Option<LegacyFlag> {
        if self.unhashable || self.interactions >= 5 {
            return None;
        }
        let is_red = self.interactions < 3;
        let measured = format!("{} interactions", self.interactions);
        let threshold = if is_red { "3" } else { "5" };
        Some(flag("few_interactions", is_red, measured, threshold, self.first.clone()))
    }

    /// Neither a prompt nor a thought.
    pub(super) fn no_prompts(&self) -> Option<LegacyFlag> {
        let none = self.prompts == 0 && self.thinking == 0;
        none.then(|| flag("no_prompts", false, "0 prompts", "1", vec![]))
    }

    /// Many tool calls for no or few prompts.
    pub(super) fn prompt_event_ratio(&self) -> Option<LegacyFlag> {
        let (calls, prompts) = (self.tool_calls, self.prompts);
        let is_met =
            prompts == 0 && calls >= 10 || calls >= 20 && prompts.saturating_mul(20) < calls;
        let measured = format!("{prompts} prompts for {calls} tool calls");
        let threshold = if prompts == 0 { "1 prompt for 10 tool calls" } else { "1 for 20" };
        is_met.then(|| flag("prompt_event_ratio", false, measured, threshold, vec![]))
    }
}
