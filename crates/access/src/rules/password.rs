//! Which passwords are accepted, and how they are kept.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::problem::Problem;

/// Fewest characters.
pub const SHORTEST: usize = 10;
/// Most characters; longer ones only cost time.
pub const LONGEST: usize = 128;
/// Fewest different characters.
pub const FEWEST_DIFFERENT: usize = 5;

/// Memory in KiB, passes and lanes of Argon2id: the OWASP recommendation of 19 MiB, 2 passes, 1 lane.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// A hash of nothing anybody knows, checked when a login does not exist, so that the answer takes as long.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cXV0dS1ub2JvZHktaGVyZQ$\
                     Yi9S6v0q0bBqSxAb0yBzYh4qL9mYc5fS0o7Jd2mWn3E";

/// Passwords people choose where these are asked for, without case and punctuation.
const COMMON: &[&str] = &[
    "0123456789",
    "01234567890",
    "1234567890",
    "12345678900",
    "12345678901",
    "12345678910",
    "123456789a",
    "123456789abc",
    "1234567891",
    "9876543210",
    "0987654321",
    "1122334455",
    "1234512345",
    "1231231230",
    "1314520520",
    "5201314520",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "1qazxsw23edc",
    "qazwsxedcrfv",
    "qwertyuiop",
    "qwerty12345",
    "qwerty123456",
    "qwer123456",
    "qwer1234567",
    "asdfghjkl",
    "asdfghjkl1",
    "zxcvbnm123",
    "abcdefghij",
    "abcd123456",
    "abc1234567",
    "abc123456789",
    "a123456789",
    "a1234567890",
    "aa123456789",
    "as123456789",
    "zxc123456789",
    "woaini1314",
    "woaini1314520",
    "woaini520520",
    "iloveyou520",
    "password123",
    "password1234",
    "passw0rd123",
    "passwd123456",
    "p4ssword123",
    "admin12345",
    "admin123456",
    "admin1234567",
    "admin12345678",
    "administrator",
    "administrator1",
    "root123456",
    "test123456",
    "user123456",
    "welcome123",
    "huawei12345",
    "xiaofang119",
    "xiaofang123",
    "xiaofang119119",
    "huojing119",
    "zhengfu123",
    "qutu123456",
    "qutuadmin123",
    "guangdong123",
    "guangzhou123",
    "china123456",
    "changeme123",
    "letmein1234",
    "computer123",
];

/// Why a password is refused, in Chinese; none when it is accepted.
#[must_use]
pub fn fault(password: &str, login: &str) -> Option<String> {
    let characters: Vec<char> = password.chars().collect();
    if characters.len() < SHORTEST {
        return Some(format!("密码至少 {SHORTEST} 个字符"));
    }
    if characters.len() > LONGEST {
        return Some(format!("密码不能超过 {LONGEST} 个字符"));
    }
    let mut different = characters;
    different.sort_unstable();
    different.dedup();
    if different.len() < FEWEST_DIFFERENT {
        return Some(format!("密码至少包含 {FEWEST_DIFFERENT} 个不同的字符"));
    }
    let plain = plain(password);
    let login = self::plain(login);
    if login.chars().count() >= 3 && plain.contains(&login) {
        return Some("密码不能包含账号".to_owned());
    }
    COMMON.contains(&plain.as_str()).then(|| "这是常见密码，容易被猜到，请换一个".to_owned())
}

/// Without case, width and punctuation: `Admin@123456` is `admin123456`.
fn plain(text: &str) -> String {
    kernel::text::normalise(text).chars().filter(|character| character.is_alphanumeric()).collect()
}

fn hasher() -> Result<Argon2<'static>, Problem> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn internal(error: impl std::fmt::Display) -> Problem {
    tracing::error!(%error, "password hash");
    Problem::internal("密码")
}

/// The hash of a password as a PHC string. Takes tens of milliseconds; call it through [`crate::rules::password::off_thread`].
///
/// # Errors
/// 500 when the salt is unusable.
pub fn hash(password: &str, salt: &[u8]) -> Result<String, Problem> {
    let hash: PasswordHash =
        hasher()?.hash_password_with_salt(password.as_bytes(), salt).map_err(internal)?;
    Ok(hash.to_string())
}

/// Whether a password fits a hash. Without a hash it is never so, after the same work.
#[must_use]
pub fn fits(password: &str, stored: Option<&str>) -> bool {
    let Ok(hasher) = hasher() else { return false };
    let check = |text: &str| {
        PasswordHash::new(text).is_ok_and(|hash| hasher.verify_password(password.as_bytes(), &hash).is_ok())
    };
    match stored {
        Some(stored) => check(stored),
        None => {
            let _ = check(DECOY);
            false
        }
    }
}

/// Runs hashing on a thread that may block, so that it holds up no other request.
///
/// # Errors
/// 500 when the thread failed.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_told_why() {
        let told = |password: &str| fault(password, "zhangsan");
        assert!(told("Short-1").unwrap().contains("至少 10"));
        assert!(told(&"长".repeat(200)).unwrap().contains("128"));
        assert!(told("aaaaabbbbb").unwrap().contains("不同"));
        assert!(told("My-ZhangSan-2024").unwrap().contains("账号"));
        assert!(told("Admin@123456").unwrap().contains("常见"));
        assert!(told("1234567890").unwrap().contains("常见"));
        assert_eq!(told("雨夜骑车去看海啊一路"), None);
        assert_eq!(told("correct horse battery"), None);
        assert_eq!(fault("ab-good-pass-word", "ab"), None, "a login of two letters is in every password");
    }

    #[test]
    fn a_password_fits_its_own_hash_alone() {
        let stored = hash("correct horse battery", b"0123456789abcdef").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(fits("correct horse battery", Some(&stored)));
        assert!(!fits("correct horse batterz", Some(&stored)));
        assert!(!fits("correct horse battery", Some("nonsense")));
        assert!(!fits("correct horse battery", None));
    }

    #[test]
    fn the_decoy_costs_what_a_real_hash_costs() {
        let decoy = PasswordHash::new(DECOY).unwrap();
        let real = hash("correct horse battery", b"0123456789abcdef").unwrap();
        assert_eq!(decoy.params, PasswordHash::new(&real).unwrap().params);
        assert!(decoy.salt.is_some() && decoy.hash.is_some());
    }
}
