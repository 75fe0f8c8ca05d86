//! Sealing: one process chains what is unsealed, in order, and writes anchors that can be kept elsewhere.

use super::canonical::Record;
use super::{COLUMNS, Key};
use crate::{Database, Engine, FromRow, Row, StoreError, params};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The end of the chain at an instant. Kept outside the database it shows truncation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Number of records in the chain.
    pub chain_seq: i64,
    /// Value of the chain at that record, hexadecimal.
    pub chain: String,
    /// When the anchor was made.
    pub at: Timestamp,
    /// HMAC-SM3 over the above, hexadecimal.
    pub signature: String,
}

impl Anchor {
    fn sign(key: &Key, chain_seq: i64, chain: &[u8], at: Timestamp) -> String {
        hex::encode(key.digest(&[b"anchor", &chain_seq.to_be_bytes(), chain, &at.as_micros().to_be_bytes()]))
    }

    pub(crate) fn new(key: &Key, chain_seq: i64, chain: &[u8], at: Timestamp) -> Self {
        Self { chain_seq, chain: hex::encode(chain), at, signature: Self::sign(key, chain_seq, chain, at) }
    }

    /// Whether this key signed the anchor.
    #[must_use]
    pub fn is_genuine(&self, key: &Key) -> bool {
        hex::decode(&self.chain)
            .is_ok_and(|chain| Self::sign(key, self.chain_seq, &chain, self.at) == self.signature)
    }
}

/// What one sealing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// Records sealed now.
    pub records: i64,
    /// Length of the chain after it.
    pub chain_seq: i64,
}

/// Value the first record is chained to.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

pub(crate) fn link(key: &Key, previous: &[u8], chain_seq: i64, digest: &[u8]) -> [u8; 32] {
    key.digest(&[b"link", previous, &chain_seq.to_be_bytes(), digest])
}

pub(crate) struct Head {
    pub(crate) chain_seq: i64,
    pub(crate) chain: Vec<u8>,
}

impl FromRow for Head {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { chain_seq: row.int("chain_seq")?, chain: row.opt_bytes("chain")?.unwrap_or_default() })
    }
}

pub(crate) const HEAD: &str =
    "SELECT chain_seq, chain FROM audit_records WHERE chain_seq IS NOT NULL ORDER BY chain_seq DESC LIMIT 1";

/// Chains up to `most` unsealed records. Two sealers take turns on PostgreSQL; SQLite has one writer anyway.
///
/// # Errors
/// When the database refuses.
pub async fn seal(database: &Database, key: &Key, most: u32) -> Result<Sealed, StoreError> {
    let tx = database.write().await?;
    if database.engine() == Engine::Postgres {
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7305808)").await?;
    }
    let head = tx.one::<Head>(HEAD, params![]).await?;
    let (mut chain_seq, mut chain) = head.map_or((0, GENESIS.to_vec()), |head| (head.chain_seq, head.chain));
    let sql =
        format!("SELECT {COLUMNS} FROM audit_records WHERE chain_seq IS NULL ORDER BY seq LIMIT {most}");
    let waiting = tx.all::<Record>(&sql, params![]).await?;
    for record in &waiting {
        chain_seq += 1;
        chain = link(key, &chain, chain_seq, &record.digest).to_vec();
        tx.execute_quietly(
            "UPDATE audit_records SET chain_seq = $1, chain = $2 WHERE seq = $3 AND chain_seq IS NULL",
            params![chain_seq, chain.clone(), record.seq],
        )
        .await?;
    }
    if waiting.is_empty() {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(Sealed { records: i64::try_from(waiting.len()).unwrap_or(i64::MAX), chain_seq })
}

/// Writes an anchor at the present end of the chain, into the database, and answers it so that it can be kept elsewhere.
/// An empty chain has no anchor.
///
/// # Errors
/// When the database refuses.
pub async fn write_anchor(
    database: &Database,
    key: &Key,
    now: Timestamp,
) -> Result<Option<Anchor>, StoreError> {
    let tx = database.write().await?;
    let Some(head) = tx.one::<Head>(HEAD, params![]).await? else {
        tx.rollback().await?;
        return Ok(None);
    };
    let anchor = Anchor::new(key, head.chain_seq, &head.chain, now);
    tx.execute_quietly(
        "INSERT INTO audit_anchors (chain_seq, chain, at, signature) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (chain_seq) DO NOTHING",
        params![anchor.chain_seq, anchor.chain.clone(), anchor.at.as_micros(), anchor.signature.clone()],
    )
    .await?;
    tx.commit().await?;
    Ok(Some(anchor))
}
