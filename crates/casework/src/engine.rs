//! The engine: lifecycles by digest, the calendar, and the words of the pack.

use crate::port::{Arrival, Directory, Reaction};
use crate::repo;
use crate::rules::{DEPARTMENTS, Lists, Words};
use kernel::calendar::WorkCalendar;
use kernel::problem::Problem;
use pack::Pack;
use pack::lifecycle::Lifecycle;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use store::Ctx;

/// A lifecycle with the digest that running cases are pinned to.
#[derive(Debug, Clone)]
pub struct Pinned {
    /// The lifecycle.
    pub lifecycle: Lifecycle,
    /// Digest of its content.
    pub hash: String,
    /// Pack it came from.
    pub pack: String,
}

/// What the engine takes from a pack.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Lifecycles for new cases, by kind.
    pub lifecycles: BTreeMap<String, Pinned>,
    /// Code lists.
    pub lists: Lists,
    /// Names of roles.
    pub roles: BTreeMap<String, String>,
    /// Roles that may act on cases, in the order of the pack.
    pub acting: Vec<String>,
    /// Papers.
    pub documents: BTreeMap<String, pack::model::document::Document>,
}

impl Rules {
    /// The engine's share of a pack.
    #[must_use]
    pub fn from_pack(pack: &Pack) -> Self {
        let pinned = |entry: &pack::PinnedLifecycle| Pinned {
            lifecycle: entry.lifecycle.clone(),
            hash: entry.content_hash.clone(),
            pack: pack.name().to_owned(),
        };
        let items = |list: &pack::model::list::CodeList| {
            list.items.iter().map(|item| (item.code.clone(), item.name.clone())).collect()
        };
        let departments = pack.departments.iter().map(|one| (one.code.clone(), one.name.clone())).collect();
        let acting = pack.roles.iter().filter(|role| role.permissions.iter().any(|own| own == "case.act"));
        Self {
            lifecycles: pack.lifecycles.iter().map(|(kind, entry)| (kind.clone(), pinned(entry))).collect(),
            lists: pack
                .lists
                .iter()
                .map(|(code, list)| (code.clone(), items(list)))
                .chain([(DEPARTMENTS.to_owned(), departments)])
                .collect(),
            acting: acting.map(|role| role.code.clone()).collect(),
            roles: pack.roles.iter().map(|role| (role.code.clone(), role.name.clone())).collect(),
            documents: pack.documents.iter().map(|paper| (paper.code.clone(), paper.clone())).collect(),
        }
    }
}

/// What the installation decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Largest file taken as evidence, bytes.
    pub largest_file: usize,
    /// 发文机关代字 in paper numbers, for instance 示消.
    pub authority: String,
    /// 消安委办代字, for instance 示消安办.
    pub office: String,
    /// Channels beside the in-app one, by code: `webhook`, `smtp`.
    pub channels: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            largest_file: 20 * 1024 * 1024,
            authority: "消".into(),
            office: "消安办".into(),
            channels: Vec::new(),
        }
    }
}

/// The case engine. Every use case is a method that takes the context of one transaction; the caller commits.
pub struct Engine {
    pub(crate) rules: Rules,
    pub(crate) words: Words,
    pub(crate) calendar: Arc<WorkCalendar>,
    pub(crate) directory: Arc<dyn Directory>,
    pub(crate) settings: Settings,
    known: RwLock<BTreeMap<String, Arc<Lifecycle>>>,
    reactions: RwLock<Vec<(String, Arc<dyn Reaction>)>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kinds: Vec<&String> = self.rules.lifecycles.keys().collect();
        formatter.debug_struct("Engine").field("kinds", &kinds).finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine. Call [`Engine::prepare`] once before the first use.
    #[must_use]
    pub fn new(
        rules: Rules,
        calendar: Arc<WorkCalendar>,
        directory: Arc<dyn Directory>,
        settings: Settings,
    ) -> Self {
        let known = rules
            .lifecycles
            .values()
            .map(|pinned| (pinned.hash.clone(), Arc::new(pinned.lifecycle.clone())))
            .collect();
        let words = Words { roles: rules.roles.clone() };
        Self {
            rules,
            words,
            calendar,
            directory,
            settings,
            known: RwLock::new(known),
            reactions: RwLock::new(Vec::new()),
        }
    }

    /// Stores the lifecycles of the pack, reads those that running cases are pinned to, and counts provisional dates again
    /// in case the calendar is newer. Run at every start, in a transaction of its own.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn prepare(&self, ctx: &Ctx) -> Result<(), Problem> {
        for (kind, pinned) in &self.rules.lifecycles {
            repo::lifecycles::keep(ctx, kind, pinned).await?;
        }
        for (hash, lifecycle) in repo::lifecycles::all(ctx).await? {
            self.remember(hash, Arc::new(lifecycle));
        }
        let moved = self.recompute_provisional(ctx).await?;
        if moved > 0 {
            tracing::info!(moved, "clocks counted again with a newer holiday notice");
        }
        Ok(())
    }

    /// Lets a room above react to cases of a kind, in the transaction of the action. Called where the program is wired.
    pub fn react(&self, kind: &str, reaction: Arc<dyn Reaction>) {
        let mut all = self.reactions.write().unwrap_or_else(PoisonError::into_inner);
        all.push((kind.to_owned(), reaction));
    }

    /// Tells the rooms above; the first refusal ends it.
    pub(crate) async fn arrived(&self, ctx: &Ctx, arrival: &Arrival) -> Result<(), Problem> {
        let fitting: Vec<Arc<dyn Reaction>> = {
            let all = self.reactions.read().unwrap_or_else(PoisonError::into_inner);
            all.iter().filter(|(kind, _)| *kind == arrival.kind).map(|(_, one)| Arc::clone(one)).collect()
        };
        for reaction in fitting {
            reaction.arrived(ctx, arrival).await?;
        }
        Ok(())
    }

    /// The lifecycle a case is pinned to.
    pub(crate) async fn lifecycle(&self, ctx: &Ctx, hash: &str) -> Result<Arc<Lifecycle>, Problem> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(hash) {
            return Ok(Arc::clone(known));
        }
        let stored = repo::lifecycles::one(ctx, hash).await?;
        let lifecycle = Arc::new(stored.ok_or_else(|| Problem::internal(format!("lifecycle {hash}")))?);
        self.remember(hash.to_owned(), Arc::clone(&lifecycle));
        Ok(lifecycle)
    }

    /// Every lifecycle that cases may be pinned to, by digest.
    pub(crate) fn lifecycles(&self) -> BTreeMap<String, Arc<Lifecycle>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The lifecycle for new cases of a kind.
    pub(crate) fn pinned(&self, kind: &str) -> Option<&Pinned> {
        self.rules.lifecycles.get(kind)
    }

    /// The name of an item of a code list; the code itself where the list does not know it.
    pub(crate) fn named(&self, list: &str, code: &str) -> String {
        let name = self.rules.lists.get(list).and_then(|items| items.get(code));
        name.map_or_else(|| code.to_owned(), Clone::clone)
    }

    fn remember(&self, hash: String, lifecycle: Arc<Lifecycle>) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(hash, lifecycle);
    }
}
