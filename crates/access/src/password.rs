//! Passwords: argon2id (RFC 9106), the policy, and how long a locked account waits.

use crate::secrets::Secrets;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use kernel::problem::{FieldProblem, Problem};
use kernel::time::Timestamp;

/// Passwords too many people choose, in lower case.
const COMMON: &[&str] = &[
    "1234567890", "0123456789", "password123", "qwertyuiop", "1q2w3e4r5t", "abcd123456", "admin12345", "aa12345678",
    "woaini1314", "5201314520", "asdfghjkl1", "xiaofang119", "a123456789", "qq123456789", "1qaz2wsx3edc",
];

/// What a password must be.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// Least number of characters.
    pub shortest: usize,
    /// Failed tries before the account waits.
    pub tries: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self { shortest: 10, tries: 5 }
    }
}

fn hasher() -> Argon2<'static> {
    // OWASP's second profile: 19 MiB, two passes, one lane.
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password; slow on purpose, so call it off the async threads.
///
/// # Errors
/// 500 when there is no memory for it.
pub fn hash_password(password: &str, secrets: &dyn Secrets) -> Result<String, Problem> {
    let mut salt = [0_u8; 16];
    secrets.fill(&mut salt);
    hasher()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(Problem::internal)
}

/// Whether the password is the one behind the hash.
pub(crate) fn matches(password: &str, hash: &str) -> bool {
    PasswordVerifier::<str>::verify_password(&hasher(), password.as_bytes(), hash).is_ok()
}

/// A hash nobody has the password of, so that unknown logins cost as much as known ones.
pub(crate) const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
     ib0DW7VX0t+1fHzPZxv7iC/vB7qJLyCEqxQmA6yCr5U";

/// Checks a new password against the policy.
///
/// # Errors
/// 422 at `/new` saying what is missing.
pub fn check_password(password: &str, login: &str, policy: Policy) -> Result<(), Problem> {
    let lower = password.to_lowercase();
    let letters = password.chars().count();
    let message = if letters < policy.shortest {
        format!("至少{}个字符", policy.shortest)
    } else if letters > 200 {
        "最多200个字符".to_owned()
    } else if lower.contains(&login.to_lowercase()) {
        "不能包含登录名".to_owned()
    } else if COMMON.contains(&lower.as_str()) || password.chars().all(|letter| Some(letter) == password.chars().next()) {
        "过于常见，请换一个".to_owned()
    } else {
        return Ok(());
    };
    Err(Problem::invalid(vec![FieldProblem { pointer: "/new".into(), code: "password".into(), message }]))
}

/// Until when an account waits after this many failures in a row: half a minute, doubling, at most an hour.
#[must_use]
pub(crate) fn locked_until(failures: i64, policy: Policy, now: Timestamp) -> Option<Timestamp> {
    let over = failures - policy.tries;
    (over >= 0).then(|| now.plus_seconds((30_i64 << over.min(7)).min(3_600)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::SeededSecrets;

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let hash = hash_password("正确的口令123", &SeededSecrets::new(1)).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(matches("正确的口令123", &hash));
        assert!(!matches("正确的口令124", &hash));
        assert!(!matches("正确的口令123", NOBODY));
        assert!(!matches("x", "not a hash"));
    }

    #[test]
    fn the_policy_names_what_is_missing() {
        let said = |password: &str| {
            check_password(password, "zhen01", Policy::default()).err().map(|problem| problem.fields[0].message.clone())
        };
        assert_eq!(said("123456789"), Some("至少10个字符".into()));
        assert_eq!(said("ZHEN01-2024"), Some("不能包含登录名".into()));
        assert_eq!(said("1234567890"), Some("过于常见，请换一个".into()));
        assert_eq!(said("aaaaaaaaaaaa"), Some("过于常见，请换一个".into()));
        assert_eq!(said("曲突徙薪防患于未然好"), None);
    }

    #[test]
    fn the_wait_doubles_and_ends_at_an_hour() {
        let now = Timestamp::from_micros(0);
        let wait = |failures| locked_until(failures, Policy::default(), now).map(|until| until.as_micros() / 1_000_000);
        assert_eq!(wait(4), None);
        assert_eq!(wait(5), Some(30));
        assert_eq!(wait(6), Some(60));
        assert_eq!(wait(11), Some(1_920));
        assert_eq!(wait(12), Some(3_600));
        assert_eq!(wait(400), Some(3_600));
    }
}
