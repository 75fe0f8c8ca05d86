//! The duty matrix (三个责任): which department answers for which kind of premises, and how.

use crate::model::{DutyDecision, DutyRow};
use chrono::NaiveDate;
use kernel::region::RegionCode;
use pack::{DutyKind, Pack};
use std::collections::BTreeMap;

/// The department with the industry duty (行业管理责任) and its sector.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lead {
    /// Department code.
    pub department: Option<String>,
    /// Sector of the department.
    pub sector: Option<String>,
}

/// Decisions in force on a day, by city and kind.
#[derive(Debug, Clone, Default)]
pub struct Decided(BTreeMap<(RegionCode, String), DutyDecision>);

impl Decided {
    /// Those of the decisions that hold on a day.
    #[must_use]
    pub fn on(day: NaiveDate, decisions: impl IntoIterator<Item = DutyDecision>) -> Self {
        let held = decisions.into_iter().filter(|decision| decision.holds_on(day));
        Self(held.map(|decision| ((decision.city, decision.premises_kind.clone()), decision)).collect())
    }

    /// The decision for a kind of premises in a place.
    #[must_use]
    pub fn of(&self, kind: &str, place: RegionCode) -> Option<&DutyDecision> {
        self.0.get(&(place.city()?, kind.to_owned()))
    }

    /// Who leads for a kind of premises in a place: by decision, else by the pack. A kind without either has no lead.
    #[must_use]
    pub fn lead(&self, pack: &Pack, kind: &str, place: RegionCode) -> Lead {
        let decided = self.of(kind, place).map(|decision| decision.department.as_str());
        led_by(pack, decided.or_else(|| pack.premises_kind(kind).and_then(|kind| kind.industry_lead())))
    }

    /// Every duty for a kind of premises in a place: industry, direct, source, each in the order of the pack; a decision
    /// stands in place of the pack's industry duty.
    #[must_use]
    pub fn duties(&self, pack: &Pack, kind: &str, place: RegionCode) -> Vec<DutyRow> {
        let decision = self.of(kind, place);
        let decided = decision.map(|decision| DutyRow {
            kind: DutyKind::Industry,
            kind_name: name(DutyKind::Industry).to_owned(),
            department: department_name(pack, &decision.department),
            basis: format!("{}（{}）", decision.document, decision.principle.name()),
        });
        let mut rows: Vec<DutyRow> = pack
            .premises_kind(kind)
            .into_iter()
            .flat_map(|kind| &kind.duties)
            .filter(|share| decision.is_none() || share.kind != DutyKind::Industry)
            .map(|share| DutyRow {
                kind: share.kind,
                kind_name: name(share.kind).to_owned(),
                department: department_name(pack, &share.department),
                basis: share.basis.clone(),
            })
            .chain(decided)
            .collect();
        rows.sort_by_key(|row| row.kind);
        rows
    }
}

/// A department as the lead, with its sector.
#[must_use]
pub fn led_by(pack: &Pack, department: Option<&str>) -> Lead {
    let sector = department.and_then(|code| pack.department(code)).and_then(|found| found.sector.clone());
    Lead { department: department.map(str::to_owned), sector }
}

/// Name in force of a department; the code when the pack has lost it.
#[must_use]
pub fn department_name(pack: &Pack, code: &str) -> String {
    pack.department(code).map_or_else(|| code.to_owned(), |department| department.name.clone())
}

/// Chinese name of a duty.
#[must_use]
pub const fn name(kind: DutyKind) -> &'static str {
    match kind {
        DutyKind::Industry => "行业管理责任",
        DutyKind::Direct => "直接管理责任",
        DutyKind::Source => "源头管理责任",
    }
}
