//! Where random secrets come from; injected, so that tests can tell them beforehand.

use rand::rngs::{OsRng, StdRng};
use rand::{RngCore, SeedableRng, TryRngCore};
use sm3::{Digest, Sm3};
use std::sync::{Mutex, PoisonError};

/// A source of secrets.
pub trait Secrets: Send + Sync {
    /// Fills the bytes with randomness nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsSecrets;

impl Secrets for OsSecrets {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(clippy::expect_used, reason = "without randomness nothing here is safe; better to stop")]
        OsRng.try_fill_bytes(bytes).expect("the operating system gives no randomness");
    }
}

/// A seed, for tests only.
#[derive(Debug)]
pub struct SeededSecrets(Mutex<StdRng>);

impl SeededSecrets {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Secrets for SeededSecrets {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// 32 random bytes in hexadecimal.
pub(crate) fn token(secrets: &dyn Secrets) -> String {
    let mut bytes = [0_u8; 32];
    secrets.fill(&mut bytes);
    hex::encode(bytes)
}

/// What is stored of a token: SM3, hexadecimal. A token is random, so it needs no salt.
pub(crate) fn digest(token: &str) -> String {
    hex::encode(Sm3::digest(token.as_bytes()))
}

/// A one-time password without letters that look alike, 16 characters.
pub(crate) fn one_time_password(secrets: &dyn Secrets) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";
    let mut bytes = [0_u8; 16];
    secrets.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
