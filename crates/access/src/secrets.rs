//! Everything random that must not be guessed: tokens, salts, one-time passwords. Injected, so that tests repeat.

use kernel::problem::Problem;
use rand::rngs::{OsRng, StdRng};
use rand::{RngCore, SeedableRng, TryRngCore};
use sm3::{Digest, Sm3};
use std::sync::Mutex;

/// A source of secret bytes.
pub trait Secrets: Send + Sync {
    /// That many bytes nobody can guess.
    ///
    /// # Errors
    /// 500 when the operating system gives none.
    fn bytes(&self, length: usize) -> Result<Vec<u8>, Problem>;
}

/// Bytes of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsSecrets;

impl Secrets for OsSecrets {
    fn bytes(&self, length: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = vec![0; length];
        OsRng.try_fill_bytes(&mut bytes).map_err(|error| {
            tracing::error!(%error, "no randomness");
            Problem::internal("随机数")
        })?;
        Ok(bytes)
    }
}

/// The same bytes for the same seed; for tests only.
#[derive(Debug)]
pub struct SeededSecrets(Mutex<StdRng>);

impl SeededSecrets {
    /// The sequence of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Secrets for SeededSecrets {
    fn bytes(&self, length: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = vec![0; length];
        self.0.lock().map_err(|_| Problem::internal("随机数"))?.fill_bytes(&mut bytes);
        Ok(bytes)
    }
}

/// A token of 32 bytes in hexadecimal.
pub(crate) fn token(secrets: &dyn Secrets) -> Result<String, Problem> {
    Ok(hex::encode(secrets.bytes(32)?))
}

/// SM3 of a token, hexadecimal: what the database keeps, so that reading it opens no session.
pub(crate) fn digest(text: &str) -> String {
    hex::encode(Sm3::digest(text.as_bytes()))
}

/// Whether two texts are equal, in time that depends on their length alone.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |found, (a, b)| found | (a ^ b));
    one.len() == other.len() && differences == 0
}

/// Characters of one-time passwords: none that is taken for another when read out or copied by hand.
const LEGIBLE: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";

/// A password of three groups of four legible characters: 60 bits.
pub(crate) fn one_time_password(secrets: &dyn Secrets) -> Result<String, Problem> {
    let mut password = String::with_capacity(14);
    for (index, byte) in secrets.bytes(12)?.into_iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            password.push('-');
        }
        // 32 characters divide 256 evenly, so every character is as likely as any other.
        password.push(char::from(LEGIBLE[usize::from(byte) % LEGIBLE.len()]));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_operating_system_does_not() {
        let seeded = |seed| token(&SeededSecrets::new(seed)).unwrap();
        assert_eq!(seeded(1), seeded(1));
        assert_ne!(seeded(1), seeded(2));
        assert_ne!(token(&OsSecrets).unwrap(), token(&OsSecrets).unwrap());
        assert_eq!(token(&OsSecrets).unwrap().len(), 64);
    }

    #[test]
    fn one_time_passwords_are_legible() {
        let password = one_time_password(&SeededSecrets::new(3)).unwrap();
        assert_eq!(password.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        assert!(!password.contains(['l', 'i', 'o', 'O', '0', '1', 'I']));
    }

    #[test]
    fn texts_are_compared_to_the_end() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", "a"));
    }

    #[test]
    fn the_digest_is_sm3() {
        // GB/T 32905-2016, annex A.1.
        assert_eq!(digest("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }
}
