//! An account.

use chrono::NaiveDate;
use kernel::id::{PersonId, UserId};
use kernel::time::Timestamp;
use serde::Serialize;
use store::{FromRow, Row, StoreError};

/// The person behind an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct UserPerson {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
}

/// An account, as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct User {
    /// Id.
    pub id: UserId,
    /// Login, lower case.
    pub login: String,
    /// Person.
    pub person: UserPerson,
    /// Whether it may sign in.
    pub active: bool,
    /// Until when failed sign-ins keep it closed.
    pub locked_until: Option<Timestamp>,
    /// When it last signed in.
    pub last_sign_in: Option<Timestamp>,
    /// Whether the password was set by somebody else and must be changed first.
    pub must_change_password: bool,
    /// Last day it may sign in, Asia/Shanghai; absent means for good.
    pub valid_until: Option<NaiveDate>,
    /// Whether that day has passed.
    pub expired: bool,
    /// Version for changes.
    pub version: i64,
}

/// A stored account.
#[derive(Clone)]
pub(crate) struct StoredUser {
    pub(crate) id: UserId,
    pub(crate) login: String,
    pub(crate) person_id: PersonId,
    pub(crate) password_hash: Option<String>,
    pub(crate) active: bool,
    pub(crate) must_change_password: bool,
    pub(crate) last_sign_in: Option<Timestamp>,
    pub(crate) valid_until: Option<NaiveDate>,
    pub(crate) version: i64,
}

impl StoredUser {
    /// Whether the account may be used on a day.
    pub(crate) fn holds_on(&self, day: NaiveDate) -> bool {
        self.active && !self.expired_on(day)
    }

    /// Whether its last day lies before the day.
    pub(crate) fn expired_on(&self, day: NaiveDate) -> bool {
        self.valid_until.is_some_and(|last| last < day)
    }
}

impl std::fmt::Debug for StoredUser {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StoredUser")
            .field("id", &self.id)
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}

impl FromRow for StoredUser {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            login: row.text("login")?,
            person_id: row.id("person_id")?,
            password_hash: row.opt_text("password_hash")?,
            active: row.bool("active")?,
            must_change_password: row.bool("must_change_password")?,
            last_sign_in: row.opt_time("last_sign_in")?,
            valid_until: row.opt_date("valid_until")?,
            version: row.int("version")?,
        })
    }
}

/// A login as it is stored and compared: half-width, lower case, no blanks.
pub(crate) fn login_key(login: &str) -> String {
    kernel::text::normalise(login)
}

/// Why a login is refused, in Chinese.
pub(crate) fn login_fault(login: &str) -> Option<&'static str> {
    let length = login.chars().count();
    if !(3..=32).contains(&length) {
        return Some("账号应为 3 至 32 个字符");
    }
    let allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
    if !login.chars().all(allowed) || !login.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return Some("账号只能用字母、数字和 . _ -，并以字母或数字开头");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_compared_without_case_and_width() {
        assert_eq!(login_key(" ZhangSan "), "zhangsan");
    }

    #[test]
    fn logins_are_short_plain_words() {
        for login in ["zhangsan", "z.s-1_2", "13800131234"] {
            assert_eq!(login_fault(login), None, "{login}");
        }
        for login in ["ab", "张三丰", "a b", ".hidden", &"a".repeat(33)] {
            assert!(login_fault(login).is_some(), "{login}");
        }
    }
}
