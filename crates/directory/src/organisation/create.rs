//! Creating an organisation.

use super::model::StoredOrganisation;
use super::{DatedName, Organisation, OrganisationKind, list, repo};
use crate::check::{Faults, LONGEST_NAME, invalid};
use crate::reach::{self, may_write};
use crate::region::require_region;
use crate::schema::{ORGANISATION, ORGANISATION_NAME};
use crate::sort::pinyin_key;
use crate::{NoOpenWork, Span};
use chrono::NaiveDate;
use kernel::id::OrgId;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// An organisation to be created.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganisation {
    /// Full name, at most 120 characters.
    pub name: String,
    /// Short name.
    #[serde(default)]
    pub short_name: Option<String>,
    /// Kind.
    pub kind: OrganisationKind,
    /// Region it stands in.
    pub region_code: RegionCode,
    /// Organisation above.
    #[serde(default)]
    pub parent_id: Option<OrgId>,
    /// Whether it is a fire authority (消防救援机构).
    #[serde(default)]
    pub is_fire_authority: bool,
    /// Department of the pack.
    #[serde(default)]
    pub department: Option<String>,
    /// Sector it answers for.
    #[serde(default)]
    pub sector: Option<String>,
    /// First day; today when absent.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
}

/// Creates an organisation.
///
/// # Errors
/// 403 or 404 by scope; 422 on a missing name, an unknown region or parent; 409 when the region already has an
/// organisation of this name.
pub async fn create(ctx: &Ctx, new: NewOrganisation) -> Result<Organisation, Problem> {
    let (row, name) = insert(ctx, new).await?;
    ctx.audit(Entry {
        action: "organisation.create",
        object_kind: "organisation",
        object_id: Some(row.id.as_uuid()),
        summary: format!("登记机构“{}”", name.name),
        detail: json!({ "name": name.name, "region": row.region_code, "kind": row.kind }),
        rows: &[(&ORGANISATION, row.id.as_uuid()), (&ORGANISATION_NAME, name.id)],
    })
    .await?;
    list::described(ctx, &NoOpenWork, row).await
}

/// Checks and inserts, without the audit record.
pub(crate) async fn insert(
    ctx: &Ctx,
    new: NewOrganisation,
) -> Result<(StoredOrganisation, DatedName), Problem> {
    may_write(&ctx.caller, &reach::place(new.region_code, new.sector.as_deref()), "该区划")?;
    let mut faults = Faults::default();
    let name = faults.text("/name", &new.name, LONGEST_NAME);
    let short_name = faults.optional("/short_name", new.short_name.as_deref(), 40);
    let department = faults.optional("/department", new.department.as_deref(), 64);
    let sector = faults.optional("/sector", new.sector.as_deref(), 64);
    faults.finish()?;
    let from = new.valid_from.unwrap_or_else(|| ctx.today());
    require_region(&ctx.tx, "/region_code", new.region_code, from).await?;
    if let Some(parent) = new.parent_id {
        check_parent(ctx, None, parent, from).await?;
    }
    check_name(ctx, &name, new.region_code, from, None).await?;
    let row = StoredOrganisation {
        id: ctx.id(),
        kind: new.kind,
        region_code: new.region_code,
        parent_id: new.parent_id,
        is_fire_authority: new.is_fire_authority,
        department,
        sector,
        valid: Span::since(from),
        merged_into: None,
        sort_key: pinyin_key(&name),
        version: 1,
    };
    let name = DatedName { id: ctx.id(), name, short_name, from, to: None };
    repo::insert(&ctx.tx, &row).await?;
    repo::insert_name(&ctx.tx, row.id, &name).await?;
    Ok((row, name))
}

/// 409 when another organisation of the region bears the name on the day.
pub(super) async fn check_name(
    ctx: &Ctx,
    name: &str,
    region: RegionCode,
    day: NaiveDate,
    except: Option<OrgId>,
) -> Result<(), Problem> {
    if repo::same_name(&ctx.tx, name, &region.to_string(), day, except).await? == 0 {
        return Ok(());
    }
    Err(Problem::conflict(format!("该区划已有名为“{name}”的机构"), json!({ "name": name })))
}

/// The organisation above must be visible, exist on the day, and not stand below the one it is put above.
pub(super) async fn check_parent(
    ctx: &Ctx,
    child: Option<OrgId>,
    parent: OrgId,
    day: NaiveDate,
) -> Result<(), Problem> {
    let scope = reach::visible(&ctx.caller);
    let mut next = Some(parent);
    let mut steps = 0;
    while let Some(id) = next {
        let found = repo::one(&ctx.tx, id).await?;
        let Some(above) = found.filter(|above| steps > 0 || scope.covers(&above.place())) else {
            return Err(invalid("/parent_id", "unknown", "上级机构不存在或不在您的范围内"));
        };
        if steps == 0 && !above.valid.holds_on(day) {
            return Err(invalid("/parent_id", "ended", "上级机构在该日期未设立或已撤销"));
        }
        steps += 1;
        if child == Some(id) || steps > 20 {
            return Err(invalid("/parent_id", "circle", "上级机构不能是本机构或其下级"));
        }
        next = above.parent_id;
    }
    Ok(())
}
