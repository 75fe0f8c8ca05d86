//! What the audit costs: writes a second without a record, with a record, and with a record while the sealer runs.
//!
//! `cargo run --release -p store --example sealer_cost [postgres://…]`; SQLite in a scratch folder without an argument.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program talks on its terminal and stops at the first surprise"
)]

use kernel::id::SystemIds;
use kernel::time::{Clock, SystemClock};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::audit::{self, AuditedTable, Entry, Kind};
use store::column::{int, text, uuid};
use store::context::Env;
use store::{Caller, Database, Migration, OpenOptions, Via, params, schema};
use uuid::Uuid;

const THINGS: AuditedTable = AuditedTable {
    kind: "thing",
    table: "things",
    key: "id",
    columns: &[("name", Kind::Text), ("amount", Kind::Int)],
};
const ROUNDS: usize = 5;
const SPAN: Duration = Duration::from_secs(3);

async fn write(env: &Env, audited: bool) {
    let ctx = env.write(Caller::system("bench", Via::Command)).await.unwrap();
    let id: Uuid = ctx.id();
    let sql = "INSERT INTO things (id, name, amount) VALUES ($1, $2, $3)";
    let values = params![id, "一处场所的名称", 7_i64];
    if !audited {
        ctx.tx.execute_quietly(sql, values).await.unwrap();
        ctx.tx.commit().await.unwrap();
        return;
    }
    ctx.tx.execute(sql, values).await.unwrap();
    ctx.audit(Entry {
        action: "thing.add",
        object_kind: "thing",
        object_id: Some(id),
        summary: "登记".into(),
        detail: json!({}),
        rows: &[(&THINGS, id)],
    })
    .await
    .unwrap();
    ctx.commit().await.unwrap();
}

/// Writes a second over four writers for the span.
async fn rate(env: &Env, audited: bool, sealing: bool) -> f64 {
    let stop = Arc::new(AtomicBool::new(false));
    let sealer = sealing.then(|| {
        let (env, stop) = (env.clone(), Arc::clone(&stop));
        tokio::spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                audit::seal(&env.database, &env.audit_key, 2_000).await.unwrap();
                tokio::time::sleep(Duration::from_millis(900)).await;
            }
        })
    });
    let started = Instant::now();
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let env = env.clone();
            tokio::spawn(async move {
                let mut written = 0_u32;
                while started.elapsed() < SPAN {
                    write(&env, audited).await;
                    written += 1;
                }
                written
            })
        })
        .collect();
    let mut written = 0;
    for writer in writers {
        written += writer.await.unwrap();
    }
    let seconds = started.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    if let Some(sealer) = sealer {
        sealer.await.unwrap();
    }
    f64::from(written) / seconds
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let options = match std::env::args().nth(1) {
        None => OpenOptions::new(format!("sqlite://{}/bench.db", folder.path().display())),
        Some(url) => {
            let admin = Database::open(&OpenOptions::new(&url)).await.unwrap();
            let tx = admin.write().await.unwrap();
            tx.execute_quietly("CREATE SCHEMA sealer_cost", params![]).await.unwrap();
            tx.commit().await.unwrap();
            OpenOptions { schema: Some("sealer_cost".into()), ..OpenOptions::new(url) }
        }
    };
    let database = Database::open(&options).await.unwrap();
    let mut migrations = schema::migrations();
    let columns = vec![uuid("id").primary(), text("name"), int("amount")];
    migrations.push(Migration::new("9001_things").table("things", columns, &[]));
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    store::migration::migrate(&database, &migrations, clock.now()).await.unwrap();
    let env = Env {
        database,
        ids: Arc::new(SystemIds::new(Arc::clone(&clock))),
        clock,
        audit_key: Arc::new(audit::Key::new(vec![7; 32]).unwrap()),
    };
    println!(
        "{}: writes/s, median of {ROUNDS} rounds of {SPAN:?} with 4 writers",
        env.database.engine().name()
    );
    let mut bare = 0.0;
    for (label, audited, sealing) in
        [("no record", false, false), ("record", true, false), ("record + sealer", true, true)]
    {
        let mut rates = Vec::new();
        for _ in 0..ROUNDS {
            rates.push(rate(&env, audited, sealing).await);
        }
        rates.sort_by(f64::total_cmp);
        let median = rates[ROUNDS / 2];
        if !audited {
            bare = median;
        }
        println!(
            "{label:16} {median:9.0}   ratio {:.2}   ({:.0} to {:.0})",
            median / bare,
            rates[0],
            rates[ROUNDS - 1]
        );
    }
    if options.schema.is_some() {
        let tx = env.database.write().await.unwrap();
        tx.execute_quietly("DROP SCHEMA sealer_cost CASCADE", params![]).await.unwrap();
        tx.commit().await.unwrap();
    }
}
