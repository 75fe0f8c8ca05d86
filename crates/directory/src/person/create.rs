//! Entering a person.

use super::mail::clean_mail;
use super::{Person, StoredPerson, list, repo};
use crate::check::{Faults, LONGEST_NAME};
use crate::organisation;
use crate::reach::may_write;
use crate::schema::PERSON;
use crate::sort::pinyin_key;
use kernel::id::OrgId;
use kernel::identity::{Phone, mask_name};
use kernel::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// A person to be entered who gets no mail, for programs that make people.
#[derive(Clone)]
pub struct NewPerson {
    /// Name.
    pub name: String,
    /// Organisation the person belongs to.
    pub org_id: OrgId,
    /// Telephone number.
    pub phone: Option<String>,
    /// Title (职务).
    pub title: Option<String>,
}

impl std::fmt::Debug for NewPerson {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewPerson").field("org_id", &self.org_id).finish_non_exhaustive()
    }
}

/// A person to be entered, as the form asks for them.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPerson)]
pub struct PersonEntry {
    /// Name.
    pub name: String,
    /// Organisation the person belongs to.
    pub org_id: OrgId,
    /// Telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// Mail address for notices.
    #[serde(default)]
    pub mail: Option<String>,
    /// Title (职务).
    #[serde(default)]
    pub title: Option<String>,
}

impl std::fmt::Debug for PersonEntry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PersonEntry").field("org_id", &self.org_id).finish_non_exhaustive()
    }
}

impl From<NewPerson> for PersonEntry {
    fn from(new: NewPerson) -> Self {
        let NewPerson { name, org_id, phone, title } = new;
        Self { name, org_id, phone, mail: None, title }
    }
}

/// Enters a person.
///
/// # Errors
/// 403 and 404 by the scope of the organisation, 409 when it has ended, 422 on wrong input.
pub async fn create(ctx: &Ctx, new: impl Into<PersonEntry> + Send) -> Result<Person, Problem> {
    let new = new.into();
    may_join(ctx, new.org_id).await?;
    let mut faults = Faults::default();
    let name = faults.text("/name", &new.name, LONGEST_NAME);
    let phone = clean_phone(&mut faults, new.phone.as_deref());
    let mail = clean_mail(&mut faults, new.mail.as_deref());
    let title = faults.optional("/title", new.title.as_deref(), 60);
    faults.finish()?;
    let row = StoredPerson {
        id: ctx.id(),
        pinyin: pinyin_key(&name),
        name,
        org_id: new.org_id,
        phone,
        mail,
        title,
        erased_at: None,
        version: 1,
    };
    repo::insert(&ctx.tx, &row).await?;
    ctx.audit(Entry {
        action: "person.create",
        object_kind: "person",
        object_id: Some(row.id.as_uuid()),
        summary: format!("登记人员{}", mask_name(&row.name)),
        detail: json!({ "org_id": row.org_id }),
        rows: &[(&PERSON, row.id.as_uuid())],
    })
    .await?;
    list::described(ctx, row).await
}

/// Asks whether the caller may put people into an organisation that still exists.
pub(super) async fn may_join(ctx: &Ctx, org: OrgId) -> Result<(), Problem> {
    let org = organisation::repo::one(&ctx.tx, org).await?.ok_or_else(|| Problem::not_found("该机构"))?;
    may_write(&ctx.caller, &org.place(), "该机构")?;
    if org.valid.lasts_past(ctx.today()) {
        return Ok(());
    }
    Err(Problem::conflict("机构已撤销", json!({ "valid_to": org.valid.to })))
}

/// The number in its clean form; blank counts as absent.
pub(super) fn clean_phone(faults: &mut Faults, phone: Option<&str>) -> Option<String> {
    let phone = phone.map(str::trim).filter(|phone| !phone.is_empty())?;
    match Phone::parse(phone) {
        Ok(phone) => Some(phone.as_str().to_owned()),
        Err(error) => {
            faults.add("/phone", "phone", error.to_string());
            None
        }
    }
}
