//! An organisation and its names.

use super::OrganisationKind;
use crate::Span;
use chrono::NaiveDate;
use kernel::id::OrgId;
use kernel::region::RegionCode;
use kernel::scope::Place;
use serde::Serialize;
use store::{FromRow, Row, StoreError};
use uuid::Uuid;

/// A name and the days it held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DatedName {
    #[serde(skip)]
    pub(crate) id: Uuid,
    /// Full name.
    pub name: String,
    /// Short name, as lists show it.
    pub short_name: Option<String>,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: Option<NaiveDate>,
}

impl DatedName {
    /// The days the name held.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

/// The name that held on a day. Before the first name it is the first, after the last the last, so that an entry is never
/// without a name; of an organisation without any name, none.
#[must_use]
pub fn name_on(names: &[DatedName], day: NaiveDate) -> Option<&DatedName> {
    names
        .iter()
        .filter(|name| name.from <= day)
        .max_by_key(|name| name.from)
        .or_else(|| names.iter().min_by_key(|name| name.from))
}

/// An organisation, as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Organisation {
    /// Id.
    pub id: OrgId,
    /// Name today.
    pub name: String,
    /// Short name today.
    pub short_name: Option<String>,
    /// Kind.
    pub kind: OrganisationKind,
    /// Kind in words.
    pub kind_name: String,
    /// Region it stands in.
    pub region_code: RegionCode,
    /// Name of the region.
    pub region_name: String,
    /// Organisation above.
    pub parent_id: Option<OrgId>,
    /// Whether it is a fire authority (消防救援机构) in the sense of the Fire Protection Law, article 4.
    pub is_fire_authority: bool,
    /// Department of the pack, such as `fire`.
    pub department: Option<String>,
    /// Sector (行业领域) it answers for.
    pub sector: Option<String>,
    /// Every name with its days, oldest first.
    pub names: Vec<DatedName>,
    /// Open cases its posts owe.
    pub open_cases: u64,
    /// Organisation it was merged into.
    pub merged_into: Option<OrgId>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day no longer.
    pub valid_to: Option<NaiveDate>,
    /// Version for changes.
    pub version: i64,
}

/// A stored organisation, without its names.
#[derive(Debug, Clone)]
pub(crate) struct StoredOrganisation {
    pub(crate) id: OrgId,
    pub(crate) kind: OrganisationKind,
    pub(crate) region_code: RegionCode,
    pub(crate) parent_id: Option<OrgId>,
    pub(crate) is_fire_authority: bool,
    pub(crate) department: Option<String>,
    pub(crate) sector: Option<String>,
    pub(crate) valid: Span,
    pub(crate) merged_into: Option<OrgId>,
    pub(crate) sort_key: String,
    pub(crate) version: i64,
}

impl StoredOrganisation {
    /// Where it lies, for scopes.
    pub(crate) fn place(&self) -> Place<'_> {
        crate::reach::place(self.region_code, self.sector.as_deref())
    }
}

impl FromRow for StoredOrganisation {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let kind = row.text("kind")?;
        Ok(Self {
            id: row.id("id")?,
            kind: OrganisationKind::from_code(&kind)
                .ok_or_else(|| StoreError::Shape { column: "kind".into(), reason: kind })?,
            region_code: row.region("region_code")?,
            parent_id: row.opt_id("parent_id")?,
            is_fire_authority: row.bool("is_fire_authority")?,
            department: row.opt_text("department")?,
            sector: row.opt_text("sector")?,
            valid: Span { from: row.date("valid_from")?, to: row.opt_date("valid_to")? },
            merged_into: row.opt_id("merged_into")?,
            sort_key: row.text("sort_key")?,
            version: row.int("version")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn named(name: &str, from: &str, to: Option<&str>) -> DatedName {
        DatedName { id: Uuid::nil(), name: name.into(), short_name: None, from: day(from), to: to.map(day) }
    }

    #[test]
    fn an_entry_is_read_with_the_name_of_its_day() {
        let names = [
            named("市公安消防支队", "2000-01-01", Some("2018-10-10")),
            named("市消防救援支队", "2018-10-10", None),
        ];
        let on = |text: &str| name_on(&names, day(text)).unwrap().name.clone();
        assert_eq!(on("2018-10-09"), "市公安消防支队");
        assert_eq!(on("2018-10-10"), "市消防救援支队");
        assert_eq!(on("1999-01-01"), "市公安消防支队", "older entries still have a name");
        assert_eq!(on("2030-01-01"), "市消防救援支队");
        assert!(name_on(&[], day("2024-01-01")).is_none());
    }
}
