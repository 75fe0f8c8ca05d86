//! Verifying: walk the chain, then hold the anchors and the rows against it.

use super::canonical::Record;
use super::rows::RowDigest;
use super::seal::{GENESIS, link};
use super::{Anchor, AuditedTable, COLUMNS, Key};
use crate::{Database, FromRow, Row, StoreError, params};
use kernel::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A column of a record is not what was signed.
    Changed,
    /// A record of the chain is gone.
    Missing,
    /// Records stand in another order than they were sealed.
    Reordered,
    /// The chain ends before an anchor.
    Truncated,
    /// An anchor was not signed by this key.
    ForgedAnchor,
    /// A row differs from its last record.
    RowChanged,
    /// A row of the last record is gone.
    RowMissing,
    /// A row exists that no record speaks of.
    RowUnknown,
}

/// The first thing found wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Kind.
    pub kind: FaultKind,
    /// Place in the chain, where it has one.
    pub chain_seq: Option<i64>,
    /// Kind of the object, where known.
    pub object_kind: Option<String>,
    /// Object, where known.
    pub object_id: Option<Uuid>,
    /// One Chinese sentence.
    pub message: String,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// No fault.
    pub ok: bool,
    /// Records read.
    pub records: i64,
    /// Records in the chain.
    pub sealed: i64,
    /// Rows compared; 0 unless asked for.
    pub rows: i64,
    /// Everything found; the first is the first in the chain.
    pub faults: Vec<Fault>,
}

struct StoredAnchor(Anchor);

impl FromRow for StoredAnchor {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(Anchor {
            chain_seq: row.int("chain_seq")?,
            chain: row.text("chain")?,
            at: Timestamp::from_micros(row.int("at")?),
            signature: row.text("signature")?,
        }))
    }
}

struct Walk {
    chains: BTreeMap<i64, Vec<u8>>,
    last: BTreeMap<(String, Uuid), String>,
    records: i64,
    sealed: i64,
    faults: Vec<Fault>,
}

impl Walk {
    fn fault(&mut self, kind: FaultKind, record: Option<&Record>, chain_seq: Option<i64>, message: String) {
        self.faults.push(Fault {
            kind,
            chain_seq,
            object_kind: record.map(|r| r.object_kind.clone()),
            object_id: record.and_then(|r| r.object_id),
            message,
        });
    }

    fn record(&mut self, key: &Key, record: &Record) {
        self.records += 1;
        let place = record.chain_seq;
        let named = place.map_or_else(|| format!("未封存记录 {}", record.id), |n| format!("第{n}条记录"));
        let signed = record.canonical().map(|bytes| key.digest(&[b"record", &bytes]).to_vec());
        if signed.as_deref() != Some(record.digest.as_slice()) {
            self.fault(
                FaultKind::Changed,
                Some(record),
                place,
                format!("{named}的内容被改动（{}）", record.summary),
            );
        }
        match serde_json::from_str::<Vec<RowDigest>>(&record.row_digests) {
            Ok(digests) => self.last.extend(digests.into_iter().map(|d| ((d.kind, d.id), d.hmac))),
            Err(_) => self.fault(FaultKind::Changed, Some(record), place, format!("{named}的行摘要无法读取")),
        }
    }

    fn chained(&mut self, key: &Key, record: &Record, expected: i64, previous: &[u8]) -> (i64, Vec<u8>) {
        let found = record.chain_seq.unwrap_or(expected);
        let stored = record.chain.clone().unwrap_or_default();
        if found != expected {
            self.fault(
                FaultKind::Missing,
                None,
                Some(expected),
                format!("第{expected}条记录缺失（链上跳到第{found}条）"),
            );
        } else if link(key, previous, found, &record.digest).as_slice() != stored.as_slice() {
            self.fault(
                FaultKind::Reordered,
                Some(record),
                Some(found),
                format!("第{found}条记录与前一条接不上：次序或摘要被改动"),
            );
        }
        self.sealed = found;
        self.chains.insert(found, stored.clone());
        (found + 1, stored)
    }
}

/// Walks the whole chain. `anchor` is one kept elsewhere; `tables` asks for the rows to be compared too.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(
    database: &Database,
    key: &Key,
    anchor: Option<&Anchor>,
    tables: &[&AuditedTable],
) -> Result<Report, StoreError> {
    let tx = database.read().await?;
    let mut walk =
        Walk { chains: BTreeMap::new(), last: BTreeMap::new(), records: 0, sealed: 0, faults: Vec::new() };
    let (mut expected, mut previous) = (1, GENESIS.to_vec());
    let mut after = 0_i64;
    // Row digests must be replayed in the order of the writes, so sealed records come in chain order, then the rest.
    loop {
        let sql =
            format!("SELECT {COLUMNS} FROM audit_records WHERE chain_seq > $1 ORDER BY chain_seq LIMIT 2000");
        let page = tx.all::<Record>(&sql, params![after]).await?;
        let Some(last) = page.last() else { break };
        after = last.chain_seq.unwrap_or(after);
        for record in &page {
            walk.record(key, record);
            (expected, previous) = walk.chained(key, record, expected, &previous);
        }
    }
    let sql = format!("SELECT {COLUMNS} FROM audit_records WHERE chain_seq IS NULL ORDER BY seq");
    for record in tx.all::<Record>(&sql, params![]).await? {
        walk.record(key, &record);
    }
    let stored = tx
        .all::<StoredAnchor>(
            "SELECT chain_seq, chain, at, signature FROM audit_anchors ORDER BY chain_seq",
            params![],
        )
        .await?;
    for anchor in stored.iter().map(|stored| &stored.0).chain(anchor) {
        check_anchor(key, anchor, &mut walk);
    }
    let rows = check_rows(&tx, key, tables, &mut walk).await?;
    let Walk { records, sealed, faults, .. } = walk;
    Ok(Report { ok: faults.is_empty(), records, sealed, rows, faults })
}

fn check_anchor(key: &Key, anchor: &Anchor, walk: &mut Walk) {
    let place = Some(anchor.chain_seq);
    if !anchor.is_genuine(key) {
        walk.fault(FaultKind::ForgedAnchor, None, place, format!("第{}条处的锚点签名不符", anchor.chain_seq));
        return;
    }
    match walk.chains.get(&anchor.chain_seq) {
        None if anchor.chain_seq > walk.sealed => {
            let message = format!("审计链在第{}条后被截断：锚点记有{}条", walk.sealed, anchor.chain_seq);
            walk.fault(FaultKind::Truncated, None, Some(walk.sealed), message);
        }
        None => walk.fault(FaultKind::Missing, None, place, format!("第{}条记录缺失", anchor.chain_seq)),
        Some(chain) if hex::encode(chain) != anchor.chain => {
            walk.fault(
                FaultKind::Changed,
                None,
                place,
                format!("第{}条处的链值与锚点不符", anchor.chain_seq),
            );
        }
        Some(_) => {}
    }
}

async fn check_rows(
    tx: &crate::Tx,
    key: &Key,
    tables: &[&AuditedTable],
    walk: &mut Walk,
) -> Result<i64, StoreError> {
    let mut compared = 0;
    for table in tables {
        let present = table.digests(tx, key).await?;
        compared += i64::try_from(present.len()).unwrap_or(i64::MAX);
        let known: BTreeMap<Uuid, String> = walk
            .last
            .iter()
            .filter(|((kind, _), _)| kind == table.kind)
            .map(|((_, id), hmac)| (*id, hmac.clone()))
            .collect();
        for (id, hmac) in &present {
            let (kind, message) = match known.get(id) {
                None => (FaultKind::RowUnknown, "没有任何审计记录提到这一行"),
                Some(signed) if signed != hmac => {
                    (FaultKind::RowChanged, "与最后一条审计记录不符，被绕过程序改动")
                }
                Some(_) => continue,
            };
            walk.faults.push(row_fault(kind, table, *id, message));
        }
        for id in known.keys().filter(|id| !present.contains_key(id)) {
            walk.faults.push(row_fault(FaultKind::RowMissing, table, *id, "已不在数据库中"));
        }
    }
    Ok(compared)
}

fn row_fault(kind: FaultKind, table: &AuditedTable, id: Uuid, message: &str) -> Fault {
    Fault {
        kind,
        chain_seq: None,
        object_kind: Some(table.kind.to_owned()),
        object_id: Some(id),
        message: format!("表 {} 的行 {id} {message}", table.table),
    }
}
