//! The verdict, without words.

use super::judgement::{Route, Verdict};
use crate::language::{Outlook, Prospect, Situation};
use crate::members::Members;
use crate::record::Record;
use crate::table::{Element, ElementRoute, ExclusionLevel, KindChange, RuleTable};

/// What holds, by position in the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Assessment {
    /// Kinds after the kind rules.
    pub(crate) kinds: Members,
    pub(crate) direct: Vec<usize>,
    pub(crate) comprehensive: Vec<usize>,
    pub(crate) excluded: Vec<usize>,
    pub(crate) premises_exclusion: Vec<usize>,
    /// Counting rules that are satisfied, whatever the route.
    pub(crate) rules: Vec<usize>,
}

impl Assessment {
    pub(crate) fn verdict(&self) -> Verdict {
        match self.route() {
            Some(Route::Direct | Route::Comprehensive) => Verdict::Major,
            Some(Route::Excluded) | None => Verdict::NotMajor,
        }
    }

    pub(crate) fn route(&self) -> Option<Route> {
        if self.direct.is_empty() && self.rules.is_empty() {
            None
        } else if !self.premises_exclusion.is_empty() {
            Some(Route::Excluded)
        } else if !self.direct.is_empty() {
            Some(Route::Direct)
        } else {
            Some(Route::Comprehensive)
        }
    }

    /// The counting rules that made the verdict.
    pub(crate) fn by(&self) -> &[usize] {
        if self.route() == Some(Route::Comprehensive) { &self.rules } else { &[] }
    }
}

pub(crate) fn assess(table: &RuleTable, record: &Record) -> Assessment {
    let kinds = kinds_after_rules(table, record);
    let situation = situation(table, record, kinds);
    let mut found = Assessment { kinds, ..Assessment::default() };
    for (position, element) in table.elements().iter().enumerate() {
        if !element.condition.holds(&situation) {
            continue;
        }
        let list = match element.route {
            _ if element_exclusion(table, record, position).is_some() => &mut found.excluded,
            ElementRoute::Direct => &mut found.direct,
            ElementRoute::Comprehensive => &mut found.comprehensive,
        };
        list.push(position);
    }
    found.premises_exclusion = holding(table.exclusions(), |exclusion| {
        exclusion.level == ExclusionLevel::Premises && exclusion.condition.holds(&situation)
    });
    found.rules = holding(table.decision_rules(), |rule| {
        rule.applies(&situation) && rule.counted(&found.comprehensive).len() >= rule.minimum
    });
    found
}

/// What conditions about the premises look at.
pub(crate) fn situation<'a>(table: &'a RuleTable, record: &'a Record, kinds: Members) -> Situation<'a> {
    Situation {
        macros: &table.macros,
        values: &record.values,
        kinds,
        every_system_faulty: record.every_system_faulty(),
    }
}

/// What element-level exclusions look at: the flags of that element. `None` where it has none.
pub(crate) fn flag_situation(record: &Record, element: usize) -> Option<Situation<'_>> {
    let values = record.flags.as_ref()?.get(&element)?;
    Some(Situation { macros: &[], values, kinds: Members::default(), every_system_faulty: false })
}

/// The first exclusion that takes this element out.
pub(crate) fn element_exclusion(table: &RuleTable, record: &Record, element: usize) -> Option<usize> {
    let situation = flag_situation(record, element)?;
    table.exclusions().iter().position(|exclusion| {
        exclusion.level == ExclusionLevel::Element && exclusion.condition.holds(&situation)
    })
}

fn kinds_after_rules(table: &RuleTable, record: &Record) -> Members {
    let mut kinds = record.kinds.unwrap_or_default();
    for rule in &table.kind_rules {
        if rule.condition.holds(&situation(table, record, kinds)) {
            kinds = rule.change.applied(kinds);
        }
    }
    kinds
}

/// The kinds that are certain, and those that recorded facts may still add, for premises of the given kinds.
pub(crate) fn prospective_kinds(table: &RuleTable, recorded: Members) -> Outlook<'_> {
    let mut outlook = Outlook { macros: &table.macros, sure: recorded, perhaps: recorded };
    for rule in &table.kind_rules {
        let prospect = rule.condition.prospect(&outlook);
        let (add, certain) = (matches!(rule.change, KindChange::Add(_)), prospect == Prospect::Yes);
        if prospect == Prospect::No {
            continue;
        }
        // What may happen widens the possible kinds (an addition) or narrows the certain ones (a withdrawal).
        if add || certain {
            outlook.perhaps = rule.change.applied(outlook.perhaps);
        }
        if !add || certain {
            outlook.sure = rule.change.applied(outlook.sure);
        }
    }
    outlook
}

impl KindChange {
    pub(crate) fn kind(self) -> usize {
        match self {
            Self::Add(kind) | Self::Drop(kind) => kind,
        }
    }

    fn applied(self, kinds: Members) -> Members {
        match self {
            Self::Add(kind) => kinds.with(Members::one(kind)),
            Self::Drop(kind) => kinds.without(Members::one(kind)),
        }
    }
}

impl crate::table::DecisionRule {
    pub(crate) fn applies(&self, situation: &Situation<'_>) -> bool {
        self.condition.as_ref().is_none_or(|condition| condition.holds(situation))
    }

    /// Those of the comprehensive elements found that this rule counts.
    pub(crate) fn counted(&self, comprehensive: &[usize]) -> Vec<usize> {
        let counts = |element: &usize| self.elements.as_ref().is_none_or(|listed| listed.contains(element));
        comprehensive.iter().copied().filter(counts).collect()
    }
}

fn holding<T>(items: &[T], holds: impl Fn(&T) -> bool) -> Vec<usize> {
    items.iter().enumerate().filter(|(_, item)| holds(item)).map(|(position, _)| position).collect()
}

impl Element {
    /// How reasons name the route.
    pub(crate) fn route_label(&self) -> &'static str {
        match self.route {
            ElementRoute::Direct => "直接判定",
            ElementRoute::Comprehensive => "综合判定",
        }
    }
}
