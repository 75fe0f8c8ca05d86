//! Defining a post.

use super::{Post, StoredPost, list, repo};
use crate::authority::Authority;
use crate::check::{Faults, LONGEST_NAME, invalid};
use crate::reach::may_write;
use crate::region::require_region;
use crate::schema::{POST, POST_PLACE};
use crate::sort::pinyin_key;
use crate::{Span, organisation};
use chrono::NaiveDate;
use kernel::id::OrgId;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Grant, ScopeLevel};
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

/// A post to be defined.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// Organisation it stands in.
    pub org_id: OrgId,
    /// Name, at most 120 characters.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Level it reaches.
    pub level: ScopeLevel,
    /// Region it reaches; that of the organisation at the level when absent.
    #[serde(default)]
    pub region_code: Option<RegionCode>,
    /// Unit it reaches, when the level is `unit`.
    #[serde(default)]
    pub unit_id: Option<Uuid>,
    /// Sectors it is limited to; all when absent.
    #[serde(default)]
    pub sectors: Option<Vec<String>>,
    /// First day; today when absent.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
}

/// Defines a post that nobody holds yet. It gives nobody anything until it is handed over.
///
/// # Errors
/// 403 and 404 by scope, 403 when it would reach further than the caller, 422 on wrong input.
pub async fn create(ctx: &Ctx, authority: &dyn Authority, new: NewPost) -> Result<Post, Problem> {
    let org =
        organisation::repo::one(&ctx.tx, new.org_id).await?.ok_or_else(|| Problem::not_found("该机构"))?;
    may_write(&ctx.caller, &org.place(), "该机构")?;
    let from = new.valid_from.unwrap_or_else(|| ctx.today());
    if !org.valid.holds_on(from) {
        return Err(invalid("/valid_from", "no_organisation", "机构在该日期未设立或已撤销"));
    }
    let mut faults = Faults::default();
    let name = faults.text("/name", &new.name, LONGEST_NAME);
    let role = faults.text("/role", &new.role, 64);
    if new.sectors.as_ref().is_some_and(Vec::is_empty) {
        faults.add("/sectors", "empty", "不限行业领域时请不要填写");
    }
    faults.finish()?;
    let mut grant = reach_of(&new, org.region_code)?;
    if let Ok(code) = grant.key.parse::<RegionCode>() {
        require_region(&ctx.tx, "/region_code", code, from).await?;
    }
    grant.sectors = new.sectors.map(|sectors| sectors.into_iter().collect());
    let row = StoredPost {
        id: ctx.id(),
        org_id: org.id,
        sort_key: pinyin_key(&name),
        name,
        role,
        grant,
        valid: Span::since(from),
        version: 1,
        org_region: org.region_code,
        org_sector: org.sector.clone(),
        org_fire: org.is_fire_authority,
    };
    authority.may_define(ctx, &row.powers()).await?;
    let place = ctx.id::<Uuid>();
    repo::insert(&ctx.tx, &row, place).await?;
    ctx.audit(Entry {
        action: "post.create",
        object_kind: "post",
        object_id: Some(row.id.as_uuid()),
        summary: format!("设立岗位“{}”", row.name),
        detail: json!({ "role": row.role, "grant": row.grant, "org_id": row.org_id }),
        rows: &[(&POST, row.id.as_uuid()), (&POST_PLACE, place)],
    })
    .await?;
    list::described(ctx, authority, row).await
}

/// The reach the input asks for.
fn reach_of(new: &NewPost, home: RegionCode) -> Result<Grant, Problem> {
    match (new.level, new.level.region_level()) {
        (ScopeLevel::Unit, _) => {
            new.unit_id.map(Grant::unit).ok_or_else(|| invalid("/unit_id", "required", "单位岗位须指定单位"))
        }
        (_, Some(level)) => {
            let code = new.region_code.or_else(|| home.at_level(level));
            match code {
                Some(code) if code.at_level(level) == Some(code) => {
                    Ok(Grant { level: new.level, key: code.to_string(), sectors: None })
                }
                _ => Err(invalid("/region_code", "level", format!("请指定{}区划", level.label()))),
            }
        }
        _ => Ok(Grant::nation()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(level: ScopeLevel, region: Option<&str>) -> NewPost {
        NewPost {
            org_id: OrgId::from_uuid(Uuid::nil()),
            name: "岗位".into(),
            role: "any".into(),
            level,
            region_code: region.map(|code| code.parse().unwrap()),
            unit_id: None,
            sectors: None,
            valid_from: None,
        }
    }

    #[test]
    fn a_post_reaches_the_region_of_its_organisation_unless_told_otherwise() {
        let home: RegionCode = "440103001".parse().unwrap();
        let key = |level, region| reach_of(&new(level, region), home).map(|grant| grant.key);
        assert_eq!(key(ScopeLevel::Town, None).unwrap(), "440103001000");
        assert_eq!(key(ScopeLevel::County, None).unwrap(), "440103000000");
        assert_eq!(key(ScopeLevel::Town, Some("440103002")).unwrap(), "440103002000");
    }

    #[test]
    fn level_and_region_must_fit() {
        let home: RegionCode = "440103".parse().unwrap();
        let code = |level, region| reach_of(&new(level, region), home).unwrap_err().fields[0].pointer.clone();
        assert_eq!(code(ScopeLevel::Town, None), "/region_code");
        assert_eq!(code(ScopeLevel::Town, Some("440103")), "/region_code");
        assert_eq!(code(ScopeLevel::Unit, None), "/unit_id");
    }
}
