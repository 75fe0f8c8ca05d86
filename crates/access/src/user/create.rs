//! Opening an account for a person.

use super::{User, WRITE, person_in_reach};
use crate::password::hash_password;
use crate::repo;
use crate::schema::USER;
use crate::secrets::{self, Secrets};
use kernel::id::PersonId;
use kernel::problem::{FieldProblem, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// An account to be opened.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Login name: 3 to 40 letters, digits, `-`, `_` or `.`; case does not matter.
    pub login: String,
    /// Person behind it.
    pub person_id: PersonId,
}

/// An account just opened, or its password just reset. The password is shown this once.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CreatedUser {
    /// The account.
    #[serde(flatten)]
    pub user: User,
    /// Password for the first sign-in, which asks for another.
    pub one_time_password: String,
}

/// Opens an account.
///
/// # Errors
/// 403 without the permission, 404 for a person out of reach, 409 when login or person has an account, 422 on a bad login.
pub async fn create_user(ctx: &Ctx, secrets: &dyn Secrets, new: NewUser) -> Result<CreatedUser, Problem> {
    person_in_reach(ctx, new.person_id, WRITE).await?;
    let login = new.login.trim().to_lowercase();
    let fits = (3..=40).contains(&login.len())
        && login.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte));
    if !fits {
        let message = "登录名为3至40个字母、数字或 - _ .".to_owned();
        return Err(Problem::invalid(vec![FieldProblem { pointer: "/login".into(), code: "format".into(), message }]));
    }
    if let Some(taken) = repo::user::by_login(&ctx.tx, &login).await? {
        return Err(Problem::conflict("该登录名已有人使用", json!({ "login": taken.login })));
    }
    if let Some(known) = repo::user::by_person(&ctx.tx, new.person_id).await? {
        return Err(Problem::conflict("该人员已有账号", json!({ "login": known.login })));
    }
    let password = secrets::one_time_password(secrets);
    let user = repo::user::Stored {
        id: ctx.id(),
        login: login.clone(),
        person: new.person_id,
        person_name: String::new(),
        password_hash: hash_password(&password, secrets)?,
        active: true,
        must_change_password: true,
        failed_attempts: 0,
        locked_until: None,
        last_sign_in: None,
        version: 1,
    };
    repo::user::insert(&ctx.tx, &user, ctx.now).await?;
    ctx.audit(Entry {
        action: "user.create",
        object_kind: "user",
        object_id: Some(user.id.as_uuid()),
        summary: format!("开通账号“{login}”"),
        detail: json!({ "login": login, "person": new.person_id }),
        rows: &[(&USER, user.id.as_uuid())],
    })
    .await?;
    let stored = repo::user::by_id(&ctx.tx, user.id).await?.ok_or_else(|| Problem::internal("user"))?;
    Ok(CreatedUser { user: User::of(stored, ctx.now), one_time_password: password })
}
