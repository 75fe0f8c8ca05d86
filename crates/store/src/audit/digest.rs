//! HMAC-SM3.

use crate::StoreError;
use hmac::{Hmac, KeyInit, Mac};
use sm3::Sm3;

/// The key of the chain: at least 16 bytes, kept in a file beside the configuration.
pub struct Key(Vec<u8>);

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key(…)")
    }
}

impl Key {
    /// Takes a key of at least 16 bytes.
    ///
    /// # Errors
    /// [`StoreError::Usage`] when it is shorter.
    pub fn new(bytes: Vec<u8>) -> Result<Self, StoreError> {
        if bytes.len() < 16 {
            return Err(StoreError::Usage("审计密钥至少16字节".into()));
        }
        Ok(Self(bytes))
    }

    /// HMAC-SM3 over the parts, each preceded by its length, so that no two lists of parts collide.
    #[must_use]
    pub fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length; new() cannot fail")]
        let mut mac = <Hmac<Sm3> as KeyInit>::new_from_slice(&self.0).expect("HMAC takes any key length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let key = Key::new(vec![7; 32]).unwrap();
        assert_ne!(key.digest(&[b"ab", b"c"]), key.digest(&[b"a", b"bc"]));
        assert_ne!(key.digest(&[b"ab"]), key.digest(&[b"ab", b""]));
    }

    #[test]
    fn another_key_gives_another_digest() {
        let one = Key::new(vec![7; 32]).unwrap();
        let other = Key::new(vec![8; 32]).unwrap();
        assert_ne!(one.digest(&[b"x"]), other.digest(&[b"x"]));
    }

    #[test]
    fn a_short_key_is_refused() {
        assert!(Key::new(vec![1; 15]).is_err());
        assert!(Key::new(vec![1; 16]).is_ok());
    }
}
