//! The duty matrix (三个责任): which department answers for which kind of premises, and how.

use crate::model::DutyRow;
use pack::{DutyKind, Pack};

/// The department with the industry duty (行业管理责任) and its sector.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lead {
    /// Department code.
    pub department: Option<String>,
    /// Sector of the department.
    pub sector: Option<String>,
}

/// Who leads for a kind of premises. A kind the pack does not know has no lead.
#[must_use]
pub fn lead(pack: &Pack, kind: &str) -> Lead {
    let department = pack.premises_kind(kind).and_then(|kind| kind.industry_lead());
    let sector = department.and_then(|code| pack.department(code)).and_then(|found| found.sector.clone());
    Lead { department: department.map(str::to_owned), sector }
}

/// Every duty for a kind of premises: industry, direct, source, each in the order of the pack.
#[must_use]
pub fn duties(pack: &Pack, kind: &str) -> Vec<DutyRow> {
    let mut rows: Vec<DutyRow> = pack
        .premises_kind(kind)
        .into_iter()
        .flat_map(|kind| &kind.duties)
        .map(|share| DutyRow {
            kind: share.kind,
            kind_name: name(share.kind).to_owned(),
            department: department_name(pack, &share.department),
            basis: share.basis.clone(),
        })
        .collect();
    rows.sort_by_key(|row| row.kind);
    rows
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
