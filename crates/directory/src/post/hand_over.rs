//! Handing a post over: one holding ends, another begins.

use super::handing::handing;
use super::{Post, list, repo};
use crate::authority::Authority;
use crate::check::invalid;
use crate::reach::{may_see, visible};
use crate::schema::{HOLDING, POST};
use crate::{organisation, person};
use chrono::NaiveDate;
use kernel::id::{PersonId, PostId};
use kernel::identity::mask_name;
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::{AuditedTable, Entry};
use uuid::Uuid;

/// A hand-over.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Who takes the post; absent when it falls vacant.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// Who gives it up.
    #[serde(default)]
    pub ends: Vec<PersonId>,
    /// First day of the new holding and first day no longer of the old; today when absent. May lie in the future.
    #[serde(default)]
    pub from: Option<NaiveDate>,
}

/// Hands a post over. The access room decides whether the caller may: giving a post gives its power.
///
/// # Errors
/// 404 outside the caller's scope; 403 from the access room; 422 on dates that do not fit, a person unknown or already
/// holding the post, or a role that excludes it; 409 when the post has ended.
pub async fn hand_over(
    ctx: &Ctx,
    authority: &dyn Authority,
    id: PostId,
    request: HandOver,
) -> Result<Post, Problem> {
    let post = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该岗位"))?;
    may_see(&ctx.caller, &post.place(), "该岗位")?;
    let from = request.from.unwrap_or_else(|| ctx.today());
    if let Some(person) = request.person_id {
        person::repo::lock(&ctx.tx, person).await?;
    }
    // Whether one may comes before whether it can be done, so that a refusal tells nothing of who holds the post.
    let mut taker = None;
    if !request.ends.is_empty() {
        authority.may_take(ctx, &post.powers()).await?;
    }
    if let Some(person) = request.person_id {
        authority.may_hand(ctx, &post.powers(), person, from).await?;
        taker = Some(known_person(ctx, person).await?);
    }
    let holdings = repo::holdings_of_posts(&ctx.tx, vec![id]).await?;
    let decided = handing(post.valid, &holdings, &request.ends, request.person_id, from)?;
    let mut rows: Vec<(&AuditedTable, Uuid)> = Vec::new();
    for (holding, to) in &decided.ends {
        repo::end_holding(&ctx.tx, *holding, *to).await?;
        rows.push((&HOLDING, *holding));
    }
    if let Some(person) = decided.starts {
        let holding = ctx.id::<Uuid>();
        repo::insert_holding(&ctx.tx, holding, id, person, from).await?;
        rows.push((&HOLDING, holding));
    }
    rows.push((&POST, id.as_uuid()));
    let summary = match &taker {
        Some(name) => format!("岗位“{}”自 {from} 起由{}担任", post.name, mask_name(name)),
        None => format!("岗位“{}”自 {from} 起离任", post.name),
    };
    ctx.audit(Entry {
        action: "post.hand_over",
        object_kind: "post",
        object_id: Some(id.as_uuid()),
        summary,
        detail: json!({ "person_id": request.person_id, "ends": request.ends, "from": from }),
        rows: &rows,
    })
    .await?;
    list::described(ctx, authority, post).await
}

/// Name of a person the caller sees and who has not been erased.
async fn known_person(ctx: &Ctx, id: PersonId) -> Result<String, Problem> {
    let unknown = || invalid("/person_id", "unknown", "人员不存在或不在您的范围内");
    let person = person::repo::one(&ctx.tx, id).await?.ok_or_else(unknown)?;
    let home = organisation::repo::one(&ctx.tx, person.org_id).await?.ok_or_else(unknown)?;
    if person.erased_at.is_some() || !visible(&ctx.caller).covers(&home.place()) {
        return Err(unknown());
    }
    Ok(person.name)
}
