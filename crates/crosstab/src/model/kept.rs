//! Templates, and tables that were kept.

use super::{Table, TableSpec};
use kernel::id::OrgId;
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A template to save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTemplate {
    /// Name, 1 to 40 characters.
    pub name: String,
    /// Whether organisations in the regions below may use it. It carries a definition, no data.
    #[serde(default)]
    pub shared: bool,
    /// The definition.
    pub spec: TableSpec,
}

/// Changes of a template; absent keys stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplatePatch {
    /// Version the changes are based on.
    pub version: i64,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether organisations in the regions below may use it.
    #[serde(default)]
    pub shared: Option<bool>,
    /// The definition.
    #[serde(default)]
    pub spec: Option<TableSpec>,
}

/// A template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Template {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Organisation it belongs to.
    #[schema(value_type = String)]
    pub org_id: OrgId,
    /// Name of that organisation when it was saved.
    pub org_name: String,
    /// Whether the regions below may use it.
    pub shared: bool,
    /// Whether the caller's organisation owns it and may change it.
    pub own: bool,
    /// The definition.
    pub spec: TableSpec,
    /// Version, for PATCH.
    pub version: i64,
    /// Who saved it.
    pub author: String,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// A table to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKept {
    /// The definition; it is worked out anew.
    pub spec: TableSpec,
    /// The template it was made from.
    #[serde(default)]
    pub template_id: Option<Uuid>,
}

/// A kept table in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeptRow {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Template it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<Uuid>,
    /// When.
    pub made_at: Timestamp,
    /// Who.
    pub maker: String,
    /// SM3 of the table as kept, in hexadecimal.
    pub digest: String,
}

/// A kept table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Kept {
    /// What lists show.
    #[serde(flatten)]
    pub row: KeptRow,
    /// The table as it was.
    pub table: Table,
}
