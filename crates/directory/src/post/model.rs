//! A post and its holders.

use crate::authority::PostPowers;
use crate::{Span, reach};
use chrono::NaiveDate;
use kernel::id::{OrgId, PersonId, PostId};
use kernel::region::RegionCode;
use kernel::scope::{Grant, Place, ScopeLevel};
use serde::Serialize;
use std::collections::BTreeSet;
use store::{FromRow, Row, StoreError};
use uuid::Uuid;

/// An organisation by name, inside other shapes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct OrgName {
    /// Id.
    pub id: OrgId,
    /// Name today.
    pub name: String,
}

/// Who holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Holder {
    /// Person.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: Option<NaiveDate>,
}

/// A post, as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Post {
    /// Id.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Organisation it stands in.
    pub org: OrgName,
    /// Role code.
    pub role: String,
    /// Role in words.
    pub role_name: String,
    /// Level it reaches.
    pub level: ScopeLevel,
    /// Region it reaches; for a post of one unit the region of its organisation.
    pub region_code: RegionCode,
    /// Name of that region.
    pub region_name: String,
    /// Unit it reaches, when it is the post of one unit.
    pub unit_id: Option<Uuid>,
    /// Sectors it is limited to; absent means all.
    pub sectors: Option<Vec<String>>,
    /// Holders now and appointed, in order of their first day.
    pub holders: Vec<Holder>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day no longer.
    pub valid_to: Option<NaiveDate>,
    /// Version for changes.
    pub version: i64,
}

/// A stored post with what it takes from its organisation.
#[derive(Debug, Clone)]
pub(crate) struct StoredPost {
    pub(crate) id: PostId,
    pub(crate) org_id: OrgId,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) grant: Grant,
    pub(crate) valid: Span,
    pub(crate) sort_key: String,
    pub(crate) version: i64,
    pub(crate) org_region: RegionCode,
    pub(crate) org_sector: Option<String>,
    pub(crate) org_fire: bool,
}

impl StoredPost {
    /// Where it lies, for scopes: with its organisation.
    pub(crate) fn place(&self) -> Place<'_> {
        reach::place(self.org_region, self.org_sector.as_deref())
    }

    /// What the access room is asked about.
    pub(crate) fn powers(&self) -> PostPowers {
        PostPowers {
            id: Some(self.id),
            role: self.role.clone(),
            grant: self.grant.clone(),
            region: self.org_region,
            sector: self.org_sector.clone(),
            fire_authority: self.org_fire,
        }
    }
}

impl FromRow for StoredPost {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let level = ScopeLevel::from_code(&row.text("scope_level")?)
            .map_err(|error| StoreError::Shape { column: "scope_level".into(), reason: error.to_string() })?;
        let sectors = row.opt_json::<BTreeSet<String>>("sectors")?;
        Ok(Self {
            id: row.id("id")?,
            org_id: row.id("org_id")?,
            name: row.text("name")?,
            role: row.text("role")?,
            grant: Grant { level, key: row.text("scope_key")?, sectors },
            valid: Span { from: row.date("valid_from")?, to: row.opt_date("valid_to")? },
            sort_key: row.text("sort_key")?,
            version: row.int("version")?,
            org_region: row.region("org_region")?,
            org_sector: row.opt_text("org_sector")?,
            org_fire: row.bool("org_fire")?,
        })
    }
}

/// A stored holding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holding {
    pub(crate) id: Uuid,
    pub(crate) post_id: PostId,
    pub(crate) person_id: PersonId,
    pub(crate) person_name: String,
    pub(crate) span: Span,
}

impl FromRow for Holding {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            post_id: row.id("post_id")?,
            person_id: row.id("person_id")?,
            person_name: row.text("person_name")?,
            span: Span { from: row.date("from_date")?, to: row.opt_date("to_date")? },
        })
    }
}
