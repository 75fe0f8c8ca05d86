//! Correcting a person.

use super::create::{clean_phone, may_join};
use super::mail::clean_mail;
use super::{Person, list, repo};
use crate::check::{Faults, LONGEST_NAME, same_version};
use crate::organisation;
use crate::reach::may_write;
use crate::schema::PERSON;
use crate::sort::pinyin_key;
use kernel::id::{OrgId, PersonId};
use kernel::identity::mask_name;
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// Changes to a person; what is absent stays, an empty text removes.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChanges {
    /// Version the changes were made on.
    pub version: i64,
    /// New name.
    #[serde(default)]
    pub name: Option<String>,
    /// New telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// New mail address.
    #[serde(default)]
    pub mail: Option<String>,
    /// New title.
    #[serde(default)]
    pub title: Option<String>,
    /// New organisation.
    #[serde(default)]
    pub org_id: Option<OrgId>,
}

impl std::fmt::Debug for PersonChanges {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PersonChanges").field("version", &self.version).finish_non_exhaustive()
    }
}

/// Changes a person. Which fields changed is in the audit record; the values are not.
///
/// # Errors
/// 403 and 404 by scope, 409 on a stale version or an erased person, 422 on wrong input.
pub async fn update(ctx: &Ctx, id: PersonId, changes: PersonChanges) -> Result<Person, Problem> {
    let mut row = repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该人员"))?;
    let home =
        organisation::repo::one(&ctx.tx, row.org_id).await?.ok_or_else(|| Problem::not_found("该人员"))?;
    may_write(&ctx.caller, &home.place(), "该人员")?;
    same_version(row.version, changes.version)?;
    if row.erased_at.is_some() {
        return Err(Problem::conflict("该人员的个人信息已删除，不能修改", json!({ "erased": true })));
    }
    let mut faults = Faults::default();
    let mut changed = Vec::new();
    if let Some(name) = &changes.name {
        row.name = faults.text("/name", name, LONGEST_NAME);
        row.pinyin = pinyin_key(&row.name);
        changed.push("name");
    }
    if let Some(phone) = &changes.phone {
        row.phone = clean_phone(&mut faults, Some(phone));
        changed.push("phone");
    }
    if let Some(mail) = &changes.mail {
        row.mail = clean_mail(&mut faults, Some(mail));
        changed.push("mail");
    }
    if let Some(title) = &changes.title {
        row.title = faults.optional("/title", Some(title), 60);
        changed.push("title");
    }
    faults.finish()?;
    if let Some(org) = changes.org_id.filter(|org| *org != row.org_id) {
        may_join(ctx, org).await?;
        row.org_id = org;
        changed.push("org_id");
    }
    repo::save(&ctx.tx, &row).await?;
    row.version += 1;
    ctx.audit(Entry {
        action: "person.update",
        object_kind: "person",
        object_id: Some(id.as_uuid()),
        summary: format!("修改人员{}", mask_name(&row.name)),
        detail: json!({ "changed": changed }),
        rows: &[(&PERSON, id.as_uuid())],
    })
    .await?;
    list::described(ctx, row).await
}
