//! The text to paste into a chat (复制催办文字).

use super::load::Loaded;
use super::tell::Names;
use crate::Engine;
use crate::answer::ChaseText;
use kernel::id::CaseId;
use kernel::problem::Problem;
use store::Ctx;

/// More posts than this are not named one by one.
const NAMED: usize = 4;

impl Engine {
    /// A polite text that names the case, its place, its due day and what is asked of whom.
    ///
    /// # Errors
    /// 404 outside the caller's scope.
    pub async fn chase_text(&self, ctx: &Ctx, id: CaseId) -> Result<ChaseText, Problem> {
        let loaded = self.load(ctx, id).await?;
        let owners = self.owners(ctx, &loaded.lifecycle, &loaded.case).await?;
        let mut who: Vec<String> =
            owners.iter().map(|card| format!("{}{}", card.org_name, card.name)).collect();
        who.sort_unstable();
        who.dedup();
        if who.is_empty() || who.len() > NAMED {
            let state = loaded.lifecycle.state(&loaded.case.state);
            let roles = state.map_or(&[][..], |state| state.owners.as_slice());
            let name = |role: &String| self.words.roles.get(role).cloned().unwrap_or_else(|| role.clone());
            who = roles.iter().map(name).collect();
        }
        let mut names = Names::default();
        let about = self.about(ctx, &loaded, &mut names).await?;
        Ok(ChaseText { text: about.chase(&who, &asked(&loaded)) })
    }
}

/// Names of the actions that lead on from the state and are the business of its owners.
pub(crate) fn asked(loaded: &Loaded) -> Vec<String> {
    let Some(state) = loaded.lifecycle.state(&loaded.case.state) else { return Vec::new() };
    let set = |code: &String| loaded.marks.iter().any(|mark| mark.code == *code);
    loaded
        .lifecycle
        .actions
        .iter()
        .filter(|action| {
            action.from.contains(&state.code) && action.roles.iter().any(|r| state.owners.contains(r))
        })
        .filter(|action| !matches!(action.to.as_str(), "=" | "<") && !action.danger && !action.transfers)
        .filter(|action| action.requires_marks.iter().all(set) && !action.forbids_marks.iter().any(set))
        .map(|action| action.name.clone())
        .take(2)
        .collect()
}
