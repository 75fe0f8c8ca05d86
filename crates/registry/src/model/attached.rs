//! What hangs on buildings, premises and units: parties to their use, fire-safety posts, fire facilities.

use chrono::NaiveDate;
use kernel::id::{BuildingId, FacilityId, LeaseId, PremisesId, ResponsibleId, UnitId};
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;

/// What a party is to the building (产权人 → 出租人 → 承租人 → 转租承租人；管理人 beside them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeaseRole {
    /// Owner (产权人).
    Owner,
    /// Landlord (出租人、二房东).
    Landlord,
    /// Tenant (承租人).
    Tenant,
    /// Sub-tenant (转租承租人).
    Subtenant,
    /// Manager of the whole or a part (统一管理人、物业).
    Manager,
}

impl LeaseRole {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Owner, Self::Landlord, Self::Tenant, Self::Subtenant, Self::Manager];

    /// Code, as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Landlord => "landlord",
            Self::Tenant => "tenant",
            Self::Subtenant => "subtenant",
            Self::Manager => "manager",
        }
    }

    /// Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "产权人",
            Self::Landlord => "出租人（房东）",
            Self::Tenant => "承租人",
            Self::Subtenant => "转租承租人",
            Self::Manager => "管理人",
        }
    }

    /// Whether a party in this role may hold from one in `above`. A manager may be named by anybody; sub-tenants may let on.
    #[must_use]
    pub const fn may_hold_from(self, above: Self) -> bool {
        match (self, above) {
            (_, Self::Manager) | (Self::Owner, _) => false,
            (Self::Manager, _) | (Self::Subtenant, Self::Subtenant) => true,
            (own, above) => (own as u8) > (above as u8),
        }
    }
}

/// The form of a party to the use of a building or premises.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct LeaseInput {
    /// Version the form was opened at; only for a change.
    #[serde(default)]
    pub version: i64,
    /// Building; of premises in a building it is that building.
    #[serde(default)]
    pub building_id: Option<BuildingId>,
    /// Premises, when it is about these alone.
    #[serde(default)]
    pub premises_id: Option<PremisesId>,
    /// The party it holds from.
    #[serde(default)]
    pub parent_id: Option<LeaseId>,
    /// What it is.
    pub role: LeaseRole,
    /// A registered unit, or…
    #[serde(default)]
    pub unit_id: Option<UnitId>,
    /// …a name, 1 to 100 characters.
    #[serde(default)]
    pub party: Option<String>,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<String>,
    /// Which part, for instance 三层东侧.
    #[serde(default)]
    pub part: Option<String>,
    /// Floor area of the part in square metres.
    #[serde(default)]
    pub area_m2: Option<f64>,
    /// First day.
    #[serde(default)]
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// Remark, at most 500 characters.
    #[serde(default)]
    pub note: Option<String>,
}

/// A party as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct LeaseRecord {
    /// Id.
    pub id: LeaseId,
    /// Version.
    pub version: i64,
    /// Building.
    pub building_id: Option<BuildingId>,
    /// Premises.
    pub premises_id: Option<PremisesId>,
    /// The party it holds from.
    pub parent_id: Option<LeaseId>,
    /// What it is.
    pub role: LeaseRole,
    /// Registered unit.
    pub unit_id: Option<UnitId>,
    /// Name.
    pub party: String,
    /// Telephone, whole.
    pub phone: Option<String>,
    /// Which part.
    pub part: Option<String>,
    /// Floor area of the part in square metres.
    pub area_m2: Option<f64>,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Remark.
    pub note: Option<String>,
}

impl FromRow for LeaseRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let role = row.text("role")?;
        let role = LeaseRole::ALL.into_iter().find(|known| known.code() == role);
        Ok(Self {
            id: row.id("id")?,
            version: row.int("version")?,
            building_id: row.opt_id("building_id")?,
            premises_id: row.opt_id("premises_id")?,
            parent_id: row.opt_id("parent_id")?,
            role: role.ok_or_else(|| StoreError::Usage("leases.role".into()))?,
            unit_id: row.opt_id("unit_id")?,
            party: row.text("party")?,
            phone: row.opt_text("phone")?,
            part: row.opt_text("part")?,
            area_m2: row.opt_real("area_m2")?,
            starts_on: row.opt_date("starts_on")?,
            ends_on: row.opt_date("ends_on")?,
            note: row.opt_text("note")?,
        })
    }
}

/// A party as pages show it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LeaseRow {
    /// Id.
    pub id: LeaseId,
    /// Version, for a change.
    pub version: i64,
    /// Building.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub building_id: Option<BuildingId>,
    /// Premises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premises_id: Option<PremisesId>,
    /// The party it holds from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<LeaseId>,
    /// What it is.
    pub role: LeaseRole,
    /// Name of the role.
    pub role_name: String,
    /// Registered unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Name.
    pub party: String,
    /// Telephone; its middle is hidden from those who may not change the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Which part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Floor area of the part in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<f64>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// Whether it holds today.
    pub in_force: bool,
    /// Remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The form of a fire-safety post of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
pub struct ResponsibleInput {
    /// Version the form was opened at; only for a change.
    #[serde(default)]
    pub version: i64,
    /// Unit.
    pub unit_id: UnitId,
    /// Post, an item of `unit_posts`.
    pub role: String,
    /// Name, 1 to 50 characters.
    pub name: String,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<String>,
    /// Certificate (证书编号), for posts that need one.
    #[serde(default)]
    pub certificate: Option<String>,
    /// First day.
    #[serde(default)]
    pub since: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

/// A fire-safety post as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsibleRecord {
    /// Id.
    pub id: ResponsibleId,
    /// Version.
    pub version: i64,
    /// Unit.
    pub unit_id: UnitId,
    /// Post.
    pub role: String,
    /// Name.
    pub name: String,
    /// Telephone, whole.
    pub phone: Option<String>,
    /// Certificate.
    pub certificate: Option<String>,
    /// First day.
    pub since: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

impl FromRow for ResponsibleRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            version: row.int("version")?,
            unit_id: row.id("unit_id")?,
            role: row.text("role")?,
            name: row.text("name")?,
            phone: row.opt_text("phone")?,
            certificate: row.opt_text("certificate")?,
            since: row.opt_date("since")?,
            until: row.opt_date("until")?,
        })
    }
}

/// A fire-safety post as pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResponsibleRow {
    /// Id.
    pub id: ResponsibleId,
    /// Version, for a change.
    pub version: i64,
    /// Unit.
    pub unit_id: UnitId,
    /// Post.
    pub role: String,
    /// Name of the post.
    pub role_name: String,
    /// Name of the person.
    pub name: String,
    /// Telephone; its middle is hidden from those who may not change the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Whether held today.
    pub in_force: bool,
}

/// The form of a kind of fire facility.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
pub struct FacilityInput {
    /// Version the form was opened at; only for a change.
    #[serde(default)]
    pub version: i64,
    /// Building it serves, or…
    #[serde(default)]
    pub building_id: Option<BuildingId>,
    /// …premises.
    #[serde(default)]
    pub premises_id: Option<PremisesId>,
    /// Kind, an item of `facility_kinds`.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// State, an item of `facility_states`.
    pub state: String,
    /// Day of the last maintenance.
    #[serde(default)]
    pub maintained_on: Option<NaiveDate>,
    /// Who maintains it.
    #[serde(default)]
    pub maintainer: Option<String>,
    /// Remark, at most 500 characters.
    #[serde(default)]
    pub note: Option<String>,
}

/// A kind of fire facility as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacilityRecord {
    /// Id.
    pub id: FacilityId,
    /// Version.
    pub version: i64,
    /// Building.
    pub building_id: Option<BuildingId>,
    /// Premises.
    pub premises_id: Option<PremisesId>,
    /// Kind.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// State.
    pub state: String,
    /// Day of the last maintenance.
    pub maintained_on: Option<NaiveDate>,
    /// Who maintains it.
    pub maintainer: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

impl FromRow for FacilityRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            version: row.int("version")?,
            building_id: row.opt_id("building_id")?,
            premises_id: row.opt_id("premises_id")?,
            kind: row.text("kind")?,
            count: row.int("count")?,
            state: row.text("state")?,
            maintained_on: row.opt_date("maintained_on")?,
            maintainer: row.opt_text("maintainer")?,
            note: row.opt_text("note")?,
        })
    }
}

/// A kind of fire facility as pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacilityRow {
    /// Id.
    pub id: FacilityId,
    /// Version, for a change.
    pub version: i64,
    /// Building.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub building_id: Option<BuildingId>,
    /// Premises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premises_id: Option<PremisesId>,
    /// Kind.
    pub kind: String,
    /// Name of the kind.
    pub kind_name: String,
    /// How many.
    pub count: i64,
    /// State.
    pub state: String,
    /// Name of the state.
    pub state_name: String,
    /// Day of the last maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maintained_on: Option<NaiveDate>,
    /// Who maintains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maintainer: Option<String>,
    /// Remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::LeaseRole::{Landlord, Manager, Owner, Subtenant, Tenant};

    #[test]
    fn a_party_holds_from_one_above_it_and_nobody_holds_from_a_manager() {
        for (own, above) in
            [(Landlord, Owner), (Tenant, Owner), (Tenant, Landlord), (Subtenant, Subtenant), (Manager, Owner)]
        {
            assert!(own.may_hold_from(above), "{own:?} {above:?}");
        }
        for (own, above) in
            [(Owner, Owner), (Owner, Tenant), (Tenant, Tenant), (Landlord, Tenant), (Tenant, Manager)]
        {
            assert!(!own.may_hold_from(above), "{own:?} {above:?}");
        }
    }
}
