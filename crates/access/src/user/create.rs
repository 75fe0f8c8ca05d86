//! Creating an account.

use super::model::{login_fault, login_key};
use super::{StoredUser, User, UserPerson, repo};
use crate::Access;
use crate::rules::password;
use crate::schema::USER;
use crate::secrets::one_time_password;
use chrono::NaiveDate;
use kernel::id::PersonId;
use kernel::identity::mask_name;
use kernel::problem::{FieldProblem, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Ctx;
use store::audit::Entry;

/// An account to be created.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Person it belongs to.
    pub person_id: PersonId,
    /// Login: 3 to 32 letters, digits, dots, underlines and hyphens; case does not matter.
    pub login: String,
    /// Last day it may sign in; required for a person who only examines (迎检核查人).
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
}

/// An account and the password to hand over.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct CreatedUser {
    /// The account.
    #[serde(flatten)]
    pub user: User,
    /// Password for the first sign-in, shown this once; it must be changed then.
    pub one_time_password: String,
}

impl std::fmt::Debug for CreatedUser {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CreatedUser").field("user", &self.user).finish_non_exhaustive()
    }
}

impl Access {
    /// Creates the account of a person, with a password for the first sign-in.
    ///
    /// # Errors
    /// 403 and 404 as the rules of appointing say; 422 on a bad login or an erased person; 409 when the login is taken or
    /// the person has an account.
    pub async fn create_user(&self, ctx: &Ctx, new: NewUser) -> Result<CreatedUser, Problem> {
        let home = self.may_manage(ctx, new.person_id).await?;
        if home.erased {
            let fault = FieldProblem::new("/person_id", "erased", "该人员的个人信息已删除");
            return Err(Problem::invalid(vec![fault]));
        }
        let login = login_key(&new.login);
        if let Some(message) = login_fault(&login) {
            return Err(Problem::invalid(vec![FieldProblem::new("/login", "login", message)]));
        }
        if repo::by_login(&ctx.tx, &login).await?.is_some() {
            return Err(Problem::conflict(format!("账号“{login}”已被使用"), json!({ "login": login })));
        }
        if repo::by_person(&ctx.tx, new.person_id).await?.is_some() {
            return Err(Problem::conflict("该人员已有账号", json!({ "person_id": new.person_id })));
        }
        last_day(new.valid_until, ctx.today())?;
        let (password, hash) = self.fresh_password().await?;
        let row = StoredUser {
            id: ctx.id(),
            login,
            person_id: new.person_id,
            password_hash: Some(hash),
            active: true,
            must_change_password: true,
            last_sign_in: None,
            valid_until: new.valid_until,
            version: 1,
        };
        repo::insert(&ctx.tx, &row, ctx.now).await?;
        ctx.audit(Entry {
            action: "user.create",
            object_kind: "user",
            object_id: Some(row.id.as_uuid()),
            summary: format!("为{}建立账号“{}”", mask_name(&home.name), row.login),
            detail: json!({ "login": row.login, "person_id": row.person_id, "valid_until": row.valid_until }),
            rows: &[(&USER, row.id.as_uuid())],
        })
        .await?;
        let user = User {
            id: row.id,
            login: row.login,
            person: UserPerson { id: row.person_id, name: home.name },
            active: true,
            locked_until: None,
            last_sign_in: None,
            must_change_password: true,
            valid_until: row.valid_until,
            expired: false,
            version: 1,
        };
        Ok(CreatedUser { user, one_time_password: password })
    }

    /// A one-time password and its hash.
    pub(super) async fn fresh_password(&self) -> Result<(String, String), Problem> {
        let password = one_time_password(self.secrets.as_ref())?;
        let salt = self.secrets.bytes(16)?;
        let clear = password.clone();
        let hash = password::off_thread(move || password::hash(&clear, &salt)).await??;
        Ok((password, hash))
    }
}

/// A last day that has passed already opens nothing.
pub(super) fn last_day(day: Option<NaiveDate>, today: NaiveDate) -> Result<(), Problem> {
    if day.is_some_and(|day| day < today) {
        let fault = FieldProblem::new("/valid_until", "past", "账号有效期不能早于今天");
        return Err(Problem::invalid(vec![fault]));
    }
    Ok(())
}
