//! Units (单位): the legal person or household answerable for premises.

use kernel::id::UnitId;
use kernel::identity::mask_phone;
use kernel::region::RegionCode;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;

use super::{Change, Patch, PremisesRow, RegionColumns, RegionName, ResponsibleRow};

/// Input for a new unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
pub struct NewUnit {
    /// Name, 1 to 100 characters.
    pub name: String,
    /// 统一社会信用代码, when it has one.
    #[serde(default)]
    pub credit_code: Option<String>,
    /// Class of unit, an item of the list `unit_classes`.
    pub kind: String,
    /// Town or village it stands in.
    pub region: RegionCode,
    /// Address, 1 to 200 characters.
    pub address: String,
    /// Legal representative (法定代表人).
    #[serde(default)]
    pub legal_person: Option<String>,
    /// Fire-safety manager (消防安全管理人).
    #[serde(default)]
    pub manager: Option<String>,
    /// Telephone of the manager.
    #[serde(default)]
    pub phone: Option<String>,
    /// Sector, an item of the list `sectors`.
    #[serde(default)]
    pub sector: Option<String>,
}

/// Changes of a unit; absent keys stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub struct UnitPatch {
    /// Version the changes are based on.
    pub version: i64,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// 统一社会信用代码.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub credit_code: Patch<String>,
    /// Class of unit.
    #[serde(default)]
    pub kind: Option<String>,
    /// Town or village it stands in.
    #[serde(default)]
    pub region: Option<RegionCode>,
    /// Address.
    #[serde(default)]
    pub address: Option<String>,
    /// Legal representative.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub legal_person: Patch<String>,
    /// Fire-safety manager.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub manager: Patch<String>,
    /// Telephone of the manager.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub phone: Patch<String>,
    /// Sector.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub sector: Patch<String>,
}

/// A unit as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRecord {
    /// Id.
    pub id: UnitId,
    /// Name.
    pub name: String,
    /// Credit code.
    pub credit_code: Option<String>,
    /// Class.
    pub kind: String,
    /// Where it stands.
    pub place: RegionColumns,
    /// Address.
    pub address: String,
    /// Legal representative.
    pub legal_person: Option<String>,
    /// Fire-safety manager.
    pub manager: Option<String>,
    /// Telephone, masked.
    pub phone_masked: Option<String>,
    /// Telephone, whole: shown to nobody, kept for a change of other fields.
    pub phone: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Version.
    pub version: i64,
    /// Sort key.
    pub pinyin: String,
    /// Premises it answers for.
    pub premises: i64,
}

impl FromRow for UnitRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            credit_code: row.opt_text("credit_code")?,
            kind: row.text("kind")?,
            place: RegionColumns::read(row)?,
            address: row.text("address")?,
            legal_person: row.opt_text("legal_person")?,
            manager: row.opt_text("manager")?,
            phone_masked: row.opt_text("phone")?.map(|phone| mask_phone(&phone)),
            phone: row.opt_text("phone")?,
            sector: row.opt_text("sector")?,
            version: row.int("version")?,
            pinyin: row.text("pinyin")?,
            premises: row.int("premises_count")?,
        })
    }
}

/// One line of a list of units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitRow {
    /// Id.
    pub id: UnitId,
    /// Name.
    pub name: String,
    /// Credit code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// Class.
    pub kind: String,
    /// Name of the class.
    pub kind_name: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub region: RegionName,
    /// Sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Premises it answers for.
    pub premises: i64,
}

/// Everything about one unit.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct UnitDetail {
    /// What a list shows.
    #[serde(flatten)]
    pub row: UnitRow,
    /// Version.
    pub version: i64,
    /// Legal representative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_person: Option<String>,
    /// Fire-safety manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// Telephone with its middle hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_masked: Option<String>,
    /// Fire-safety posts (消防安全责任人、管理人……).
    pub responsibles: Vec<ResponsibleRow>,
    /// Whether the caller may change it.
    pub may_write: bool,
    /// The latest changes, newest first.
    pub history: Vec<Change>,
    /// Premises it answers for, the first fifty the caller may see.
    pub premises_list: Vec<PremisesRow>,
}
