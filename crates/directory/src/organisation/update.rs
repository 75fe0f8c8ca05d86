//! Changing an organisation, its name included. Merging, splitting and closing are in [`crate::reorganise`].

use super::naming::{Renaming, renaming};
use super::{DatedName, Organisation, create, list, repo};
use crate::check::{Faults, LONGEST_NAME, invalid, same_version};
use crate::reach::may_write;
use crate::schema::{ORGANISATION, ORGANISATION_NAME};
use crate::sort::pinyin_key;
use crate::{Neighbours, post};
use chrono::NaiveDate;
use kernel::id::OrgId;
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// Changes to an organisation; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationChanges {
    /// Version the changes were made on.
    pub version: i64,
    /// New name.
    #[serde(default)]
    pub name: Option<String>,
    /// New short name; an empty text removes it.
    #[serde(default)]
    pub short_name: Option<String>,
    /// First day of the new name; today when absent. May lie in the future.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// New organisation above.
    #[serde(default)]
    pub parent_id: Option<OrgId>,
    /// Whether it is a fire authority.
    #[serde(default)]
    pub is_fire_authority: Option<bool>,
    /// Department of the pack; an empty text removes it.
    #[serde(default)]
    pub department: Option<String>,
    /// Sector; an empty text removes it.
    #[serde(default)]
    pub sector: Option<String>,
}

/// Changes an organisation. A new name begins on its day and the old one keeps its days, so that history is read with
/// the name of its time; lists sort by the new name at once.
///
/// # Errors
/// 404 and 403 by scope; 409 on a stale version, a closed organisation or a name taken; 422 on a date before the
/// present name's, or when posts of fire-authority roles would lose their ground.
pub async fn update(
    ctx: &Ctx,
    rooms: &Neighbours<'_>,
    id: OrgId,
    changes: OrganisationChanges,
) -> Result<Organisation, Problem> {
    let mut row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该机构"))?;
    may_write(&ctx.caller, &row.place(), "该机构")?;
    same_version(row.version, changes.version)?;
    if !row.valid.lasts_past(ctx.today()) {
        return Err(Problem::conflict("机构已撤销，不能修改", json!({ "valid_to": row.valid.to })));
    }
    let before = json!({
        "parent_id": row.parent_id, "is_fire_authority": row.is_fire_authority, "department": row.department,
        "sector": row.sector,
    });
    let mut faults = Faults::default();
    if let Some(department) = &changes.department {
        row.department = faults.optional("/department", Some(department), 64);
    }
    if let Some(sector) = &changes.sector {
        row.sector = faults.optional("/sector", Some(sector), 64);
    }
    faults.finish()?;
    may_write(&ctx.caller, &row.place(), "修改后的机构")?;
    if let Some(parent) = changes.parent_id {
        create::check_parent(ctx, Some(id), parent, ctx.today()).await?;
        row.parent_id = Some(parent);
    }
    if let Some(is_fire_authority) = changes.is_fire_authority {
        row.is_fire_authority = is_fire_authority;
        for standing in post::repo::open_in(&ctx.tx, vec![id], ctx.today()).await? {
            rooms.authority.may_stand(&standing.role, is_fire_authority)?;
        }
    }
    let mut rows: Vec<(&AuditedTable, Uuid)> = vec![(&ORGANISATION, id.as_uuid())];
    let renamed = rename(ctx, &changes, id, &row.region_code, &mut rows).await?;
    if let Some((_, to)) = &renamed {
        row.sort_key = pinyin_key(to);
    }
    repo::save(&ctx.tx, &row).await?;
    row.version += 1;
    let summary = match &renamed {
        Some((from, to)) => format!("机构“{from}”更名为“{to}”"),
        None => "修改机构".to_owned(),
    };
    let after = json!({
        "parent_id": row.parent_id, "is_fire_authority": row.is_fire_authority, "department": row.department,
        "sector": row.sector, "name": renamed.map(|(_, to)| to),
    });
    ctx.audit(Entry {
        action: "organisation.update",
        object_kind: "organisation",
        object_id: Some(id.as_uuid()),
        summary,
        detail: json!({ "before": before, "after": after }),
        rows: &rows,
    })
    .await?;
    list::described(ctx, rooms.work, row).await
}

/// Writes the new name, and answers the old and the new one when they differ.
async fn rename(
    ctx: &Ctx,
    changes: &OrganisationChanges,
    id: OrgId,
    region: &kernel::region::RegionCode,
    rows: &mut Vec<(&AuditedTable, Uuid)>,
) -> Result<Option<(String, String)>, Problem> {
    if changes.name.is_none() && changes.short_name.is_none() {
        return Ok(None);
    }
    let names = repo::names(&ctx.tx, vec![id]).await?.remove(&id).unwrap_or_default();
    let Some(latest) = names.last() else {
        return Err(invalid("/name", "unknown", "机构没有名称记录"));
    };
    let mut faults = Faults::default();
    let name = match &changes.name {
        Some(name) => faults.text("/name", name, LONGEST_NAME),
        None => latest.name.clone(),
    };
    let short_name = match &changes.short_name {
        Some(short) => faults.optional("/short_name", Some(short), 40),
        None if changes.name.is_some() => None,
        None => latest.short_name.clone(),
    };
    faults.finish()?;
    let from = changes.from.unwrap_or_else(|| ctx.today());
    match renaming(&names, &name, short_name.as_deref(), from)? {
        Renaming::Nothing => return Ok(None),
        Renaming::Correct(name_id) => {
            create::check_name(ctx, &name, *region, from, Some(id)).await?;
            repo::correct_name(&ctx.tx, name_id, &name, short_name.as_deref()).await?;
            rows.push((&ORGANISATION_NAME, name_id));
        }
        Renaming::Follow(name_id) => {
            create::check_name(ctx, &name, *region, from, Some(id)).await?;
            repo::end_name(&ctx.tx, name_id, from).await?;
            let next = DatedName { id: ctx.id(), name: name.clone(), short_name, from, to: None };
            repo::insert_name(&ctx.tx, id, &next).await?;
            rows.extend([(&ORGANISATION_NAME, name_id), (&ORGANISATION_NAME, next.id)]);
        }
    }
    Ok(Some((latest.name.clone(), name)))
}
