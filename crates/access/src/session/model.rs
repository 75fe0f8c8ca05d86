//! What signing in takes and gives.

use crate::secrets::same;
use serde::Deserialize;
use store::Caller;

/// Login and password.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Login; case does not matter.
    pub login: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SignIn").finish_non_exhaustive()
    }
}

/// Who a request comes from.
#[derive(Clone)]
pub struct SignedIn {
    /// The caller. While the password must be changed it has no posts, so it may do nothing else.
    pub caller: Caller,
    /// Login of the account.
    pub login: String,
    /// Whether the password must be changed first.
    pub must_change_password: bool,
    pub(crate) csrf: Option<String>,
    pub(crate) token_hash: Option<String>,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SignedIn").field("caller", &self.caller).finish_non_exhaustive()
    }
}

impl SignedIn {
    /// The value a write must carry in `X-CSRF-Token`; none for API keys, which browsers do not send by themselves.
    #[must_use]
    pub fn csrf(&self) -> Option<&str> {
        self.csrf.as_deref()
    }

    /// Whether a write carries the right `X-CSRF-Token`. Always for API keys.
    #[must_use]
    pub fn csrf_fits(&self, sent: Option<&str>) -> bool {
        match &self.csrf {
            Some(wanted) => sent.is_some_and(|sent| same(wanted, sent)),
            None => true,
        }
    }
}

/// A session just begun.
#[derive(Clone)]
pub struct NewSession {
    /// Value of the cookie: 64 hexadecimal digits. Only its digest is stored.
    pub token: String,
    /// Seconds the cookie may live at most.
    pub max_age_seconds: i64,
    /// Who signed in.
    pub signed_in: SignedIn,
}

impl std::fmt::Debug for NewSession {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewSession").field("signed_in", &self.signed_in).finish_non_exhaustive()
    }
}
