//! Opening a dossier to an examiner until a day.

use super::{Desk, MAKE, READ, list, makers};
use crate::model::{Dossier, Examiner, OpenDossier};
use crate::repo;
use crate::schema::OPENING;
use chrono::Days;
use directory::facts::{people, role_holders};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

/// Longest time a dossier stays open.
const MOST_DAYS: u64 = 180;

/// Accounts of examiners who hold their post today in the caller's regions or above them, by name.
///
/// # Errors
/// 403 without the permission.
pub async fn examiners(ctx: &Ctx, desk: &Desk<'_>) -> Result<Vec<Examiner>, Problem> {
    ctx.caller.require(MAKE)?;
    let own: Vec<RegionCode> =
        makers(&ctx.caller).iter().filter_map(|post| post.grant.key.parse().ok()).collect();
    let near = |region: RegionCode| own.iter().any(|own| own.contains(region) || region.contains(*own));
    let mut held = Vec::new();
    for role in desk.pack.roles.iter().filter(|role| role.permissions.iter().any(|word| word == READ)) {
        held.extend(role_holders(&ctx.tx, &role.code, ctx.today()).await?);
    }
    held.retain(|(_, post)| post.grant.key.parse().is_ok_and(near));
    let ids: Vec<_> = held.iter().map(|(person, _)| *person).collect();
    let names = people(&ctx.tx, ids.clone()).await?;
    let accounts = access::user::active_accounts(&ctx.tx, &ids).await?;
    let mut found: Vec<Examiner> = Vec::new();
    for (person, post) in held {
        let Some(user) = accounts.get(&person) else { continue };
        if found.iter().any(|known| known.user_id == *user) {
            continue;
        }
        let name = names.get(&person).map(|person| person.name.clone()).unwrap_or_default();
        found.push(Examiner { user_id: *user, name, post: format!("{} · {}", post.org_name, post.name) });
    }
    found.sort_by(|a, b| (&a.name, a.user_id).cmp(&(&b.name, b.user_id)));
    Ok(found)
}

/// Opens a dossier.
///
/// # Errors
/// 404 outside the scope, 422 for an account that is no examiner's or a day out of range.
pub async fn open(ctx: &Ctx, desk: &Desk<'_>, id: Uuid, open: OpenDossier) -> Result<Dossier, Problem> {
    let dossier = list::seen(ctx, id).await?;
    let mut faults = Vec::new();
    let examiner = examiners(ctx, desk).await?.into_iter().find(|examiner| examiner.user_id == open.user_id);
    if examiner.is_none() {
        faults.push(FieldProblem::new("/user_id", "unknown", "请选择在任迎检核查人的账号"));
    }
    let last = ctx.today().checked_add_days(Days::new(MOST_DAYS));
    if open.until < ctx.today() || last.is_some_and(|last| open.until > last) {
        faults.push(FieldProblem::new("/until", "range", format!("截止日期须从今天起，最长{MOST_DAYS}天")));
    }
    let Some(examiner) = examiner.filter(|_| faults.is_empty()) else { return Err(Problem::invalid(faults)) };
    let opening = ctx.id::<Uuid>();
    repo::openings::insert(ctx, opening, id, &examiner.name, &open).await?;
    let may = if open.may_download { "可下载原件" } else { "只能查看" };
    ctx.audit(Entry {
        action: "dossier.open",
        object_kind: OPENING.kind,
        object_id: Some(opening),
        summary: format!("向{}开放迎检资料“{}”至{}，{may}", examiner.name, dossier.title, open.until),
        detail: json!({ "dossier": id, "user": open.user_id, "until": open.until, "may_download": open.may_download }),
        rows: &[(&OPENING, opening)],
    })
    .await?;
    list::dossier(ctx, id).await
}

/// Takes an opening back at once.
///
/// # Errors
/// 404 outside the scope or for an opening of another dossier.
pub async fn take_back(ctx: &Ctx, id: Uuid, opening: Uuid) -> Result<Dossier, Problem> {
    let dossier = list::seen(ctx, id).await?;
    let known = repo::openings::of_dossier(&ctx.tx, id).await?.into_iter().find(|known| known.id == opening);
    let known = known.ok_or_else(|| Problem::not_found("该开放记录"))?;
    if known.closed_at.is_none() {
        repo::openings::close(ctx, opening).await?;
    }
    ctx.audit(Entry {
        action: "dossier.take_back",
        object_kind: OPENING.kind,
        object_id: Some(opening),
        summary: format!("收回向{}开放的迎检资料“{}”", known.name, dossier.title),
        detail: json!({ "dossier": id, "user": known.user_id }),
        rows: &[(&OPENING, opening)],
    })
    .await?;
    list::dossier(ctx, id).await
}
