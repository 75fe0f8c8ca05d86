//! The store's promises on both engines. PostgreSQL runs where `QUTU_TEST_POSTGRES_URL` names a server.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use kernel::id::SystemIds;
use kernel::time::{Clock, FrozenClock, Timestamp};
use serde_json::json;
use std::sync::Arc;
use store::audit::{self, AuditedTable, Entry, FaultKind, Kind};
use store::column::{boolean, int, real, text, uuid};
use store::context::Env;
use store::{Caller, Database, Migration, OpenOptions, Via, params, schema};
use uuid::Uuid;

const THINGS: AuditedTable = AuditedTable {
    kind: "thing",
    table: "things",
    key: "id",
    columns: &[("name", Kind::Text), ("amount", Kind::Int), ("share", Kind::Real), ("live", Kind::Bool)],
};

fn migrations() -> Vec<Migration> {
    let mut all = schema::migrations();
    all.push(Migration::new("9001_things").table(
        "things",
        vec![uuid("id").primary(), text("name"), int("amount").null(), real("share").null(), boolean("live")],
        &["UNIQUE (name)"],
    ));
    all
}

struct Bench {
    env: Env,
    clock: Arc<FrozenClock>,
    _folder: tempfile::TempDir,
}

async fn open(url: Option<&str>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let options = match url {
        None => OpenOptions {
            durable: false,
            ..OpenOptions::new(format!("sqlite://{}/t.db", folder.path().display()))
        },
        Some(url) => {
            let schema = format!("t{}", Uuid::from_u128(rand_suffix()).simple());
            let admin = Database::open(&OpenOptions::new(url)).await.unwrap();
            let tx = admin.write().await.unwrap();
            tx.execute_quietly(&format!("CREATE SCHEMA {schema}"), params![]).await.unwrap();
            tx.commit().await.unwrap();
            OpenOptions { schema: Some(schema), durable: false, ..OpenOptions::new(url) }
        }
    };
    let database = Database::open(&options).await.unwrap();
    let clock = Arc::new(FrozenClock::new("2024-05-06T01:02:03Z".parse().unwrap()));
    store::migration::migrate(&database, &migrations(), clock.now()).await.unwrap();
    let env = Env {
        database,
        clock: clock.clone(),
        ids: Arc::new(SystemIds::new(clock.clone())),
        audit_key: Arc::new(audit::Key::new(vec![9; 32]).unwrap()),
    };
    Bench { env, clock, _folder: folder }
}

fn rand_suffix() -> u128 {
    use std::collections::hash_map::RandomState;
    use std::hash::{BuildHasher, Hasher};
    let part = || u128::from(RandomState::new().build_hasher().finish());
    part() << 64 | part()
}

async fn each<F: AsyncFn(Bench)>(test: F) {
    test(open(None).await).await;
    if let Ok(url) = std::env::var("QUTU_TEST_POSTGRES_URL") {
        test(open(Some(&url)).await).await;
    }
}

fn system() -> Caller {
    Caller::system("测试", Via::Command)
}

async fn add(bench: &Bench, name: &str, amount: i64) -> Uuid {
    let ctx = bench.env.write(system()).await.unwrap();
    let id: Uuid = ctx.id();
    ctx.tx
        .execute(
            "INSERT INTO things (id, name, amount, share, live) VALUES ($1, $2, $3, $4, $5)",
            params![id, name, amount, 0.25_f64, true],
        )
        .await
        .unwrap();
    ctx.audit(Entry {
        action: "thing.add",
        object_kind: "thing",
        object_id: Some(id),
        summary: format!("登记{name}"),
        detail: json!({"amount": amount}),
        rows: &[(&THINGS, id)],
    })
    .await
    .unwrap();
    ctx.commit().await.unwrap();
    id
}

async fn raw(bench: &Bench, sql: &str, values: Vec<store::Value>) {
    let tx = bench.env.database.write().await.unwrap();
    tx.execute_quietly(sql, values).await.unwrap();
    tx.commit().await.unwrap();
}

async fn verify(bench: &Bench, anchor: Option<&audit::Anchor>) -> audit::Report {
    audit::verify(&bench.env.database, &bench.env.audit_key, anchor, &[&THINGS]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_without_an_audit_record_does_not_commit() {
    each(async |bench| {
        let ctx = bench.env.write(system()).await.unwrap();
        ctx.tx
            .execute("INSERT INTO things (id, name, live) VALUES ($1, 'x', TRUE)", params![Uuid::nil()])
            .await
            .unwrap();
        assert!(matches!(ctx.commit().await, Err(store::StoreError::Unaudited)));
        let tx = bench.env.database.read().await.unwrap();
        assert_eq!(tx.count("SELECT COUNT(*) AS n FROM things", params![]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nul_character_is_bad_input_on_both_engines() {
    each(async |bench| {
        let tx = bench.env.database.read().await.unwrap();
        let asked = tx.count("SELECT COUNT(*) AS n FROM things WHERE name = $1", params!["a\0b"]).await;
        let problem = kernel::problem::Problem::from(asked.unwrap_err());
        assert_eq!((problem.status, problem.fields[0].code.as_str()), (422, "nul"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_chain_verifies_and_each_tampering_is_named() {
    each(async |bench| {
        let mut ids = Vec::new();
        for number in 0..5 {
            ids.push(add(&bench, &format!("第{number}"), number).await);
        }
        let key = &bench.env.audit_key;
        let sealed = audit::seal(&bench.env.database, key, 3).await.unwrap();
        assert_eq!((sealed.records, sealed.chain_seq), (3, 3));
        let sealed = audit::seal(&bench.env.database, key, 100).await.unwrap();
        assert_eq!((sealed.records, sealed.chain_seq), (2, 5));
        let report = verify(&bench, None).await;
        assert!(report.ok, "{report:?}");
        assert_eq!((report.records, report.sealed, report.rows), (5, 5, 5));
        let anchor = audit::write_anchor(&bench.env.database, key, bench.clock.now()).await.unwrap().unwrap();
        assert!(verify(&bench, Some(&anchor)).await.ok);

        raw(&bench, "UPDATE things SET name = '第X' WHERE id = $1", params![ids[2]]).await;
        let report = verify(&bench, None).await;
        assert_eq!(report.faults.len(), 1);
        assert_eq!(
            (report.faults[0].kind, report.faults[0].object_id),
            (FaultKind::RowChanged, Some(ids[2]))
        );
        raw(&bench, "UPDATE things SET name = '第2' WHERE id = $1", params![ids[2]]).await;
        assert!(verify(&bench, None).await.ok);

        raw(&bench, "UPDATE audit_records SET summary = '登记第9' WHERE chain_seq = 4", params![]).await;
        let report = verify(&bench, None).await;
        assert_eq!((report.faults[0].kind, report.faults[0].chain_seq), (FaultKind::Changed, Some(4)));
        raw(&bench, "UPDATE audit_records SET summary = '登记第3' WHERE chain_seq = 4", params![]).await;
        assert!(verify(&bench, None).await.ok);

        raw(&bench, "DELETE FROM things WHERE id = $1", params![ids[0]]).await;
        let report = verify(&bench, None).await;
        assert_eq!(
            (report.faults[0].kind, report.faults[0].object_id),
            (FaultKind::RowMissing, Some(ids[0]))
        );

        raw(&bench, "DELETE FROM audit_records WHERE chain_seq = 5", params![]).await;
        raw(&bench, "DELETE FROM audit_anchors", params![]).await;
        let report = verify(&bench, Some(&anchor)).await;
        assert!(report.faults.iter().any(|fault| fault.kind == FaultKind::Truncated), "{report:?}");

        raw(&bench, "DELETE FROM audit_records WHERE chain_seq = 2", params![]).await;
        let report = verify(&bench, None).await;
        assert_eq!((report.faults[0].kind, report.faults[0].chain_seq), (FaultKind::Missing, Some(2)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_run_once_and_edited_history_is_refused() {
    each(async |bench| {
        let now = bench.clock.now();
        let again = store::migration::migrate(&bench.env.database, &migrations(), now).await.unwrap();
        assert!(again.is_empty());
        let mut edited = migrations();
        edited.pop();
        let missing = store::migration::migrate(&bench.env.database, &edited, now).await.unwrap_err();
        assert!(missing.to_string().contains("9001_things"), "{missing}");
        edited.push(Migration::new("9001_things").index("CREATE INDEX things_live ON things (live)"));
        let changed = store::migration::migrate(&bench.env.database, &edited, now).await.unwrap_err();
        assert!(changed.to_string().contains("改动"), "{changed}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_unique_rule_is_told_apart() {
    each(async |bench| {
        add(&bench, "同名", 1).await;
        let ctx = bench.env.write(system()).await.unwrap();
        let again = ctx
            .tx
            .execute("INSERT INTO things (id, name, live) VALUES ($1, '同名', TRUE)", params![Uuid::max()])
            .await
            .unwrap_err();
        assert!(again.is_constraint(), "{again}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn idempotency_keys_answer_the_same_once_and_refuse_another_request() {
    use store::idempotency::{Known, answer, forget_old, reserve};
    each(async |bench| {
        let now = bench.clock.now();
        let tx = bench.env.database.write().await.unwrap();
        assert_eq!(reserve(&tx, "a", "k", "r", now).await.unwrap(), Known::New);
        answer(&tx, "a", "k", 201, "{}").await.unwrap();
        assert_eq!(
            reserve(&tx, "a", "k", "r", now).await.unwrap(),
            Known::Answered { status: 201, body: "{}".into() }
        );
        assert_eq!(reserve(&tx, "a", "k", "other", now).await.unwrap(), Known::Other);
        assert_eq!(reserve(&tx, "b", "k", "other", now).await.unwrap(), Known::New);
        assert_eq!(forget_old(&tx, now.plus_hours(25)).await.unwrap(), 2);
        tx.commit().await.unwrap();
    })
    .await;
}

mod job {
    use super::*;
    use async_trait::async_trait;
    use std::sync::atomic::{AtomicU32, Ordering};
    use store::Ctx;
    use store::jobs::{Handler, JobError, Runner, enqueue};

    struct Count(AtomicU32, bool);

    #[async_trait]
    impl Handler for Count {
        fn kind(&self) -> &'static str {
            if self.1 { "outside" } else { "inside" }
        }
        fn external(&self) -> bool {
            self.1
        }
        async fn run(&self, _: &Ctx, payload: &serde_json::Value) -> Result<(), JobError> {
            if payload["fail"] == true {
                return Err(JobError("told to".into()));
            }
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
        async fn run_external(&self, _: &Env, _: &serde_json::Value) -> Result<(), JobError> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    }

    async fn put(bench: &Bench, kind: &str, payload: serde_json::Value, at: Timestamp, key: Option<&str>) {
        let ctx = bench.env.write(system()).await.unwrap();
        enqueue(&ctx, kind, &payload, at, key).await.unwrap();
        ctx.commit().await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn jobs_sleep_until_their_time_run_once_and_come_back_after_a_failure() {
        each(async |bench| {
            let (inside, outside) =
                (Arc::new(Count(AtomicU32::new(0), false)), Arc::new(Count(AtomicU32::new(0), true)));
            let runner = Runner::new(bench.env.clone(), vec![inside.clone(), outside.clone()]);
            let now = bench.clock.now();
            put(&bench, "inside", json!({}), now, None).await;
            put(&bench, "outside", json!({}), now, None).await;
            put(&bench, "inside", json!({}), now.plus_hours(1), Some("one")).await;
            put(&bench, "inside", json!({}), now.plus_hours(2), Some("one")).await;
            assert_eq!(runner.run_due(10).await.unwrap().done, 2);
            assert_eq!(runner.run_due(10).await.unwrap().done, 0);
            bench.clock.advance_seconds(3700);
            assert_eq!(runner.run_due(10).await.unwrap().done, 0, "the second enqueue moved the first");
            bench.clock.advance_seconds(3700);
            assert_eq!(runner.run_due(10).await.unwrap().done, 1);
            put(&bench, "inside", json!({"fail": true}), bench.clock.now(), None).await;
            assert_eq!(runner.run_due(10).await.unwrap().failed, 1);
            assert_eq!(runner.run_due(10).await.unwrap().failed, 0, "it waits before the next try");
            bench.clock.advance_seconds(200);
            assert_eq!(runner.run_due(10).await.unwrap().failed, 1);
            assert_eq!((inside.0.load(Ordering::SeqCst), outside.0.load(Ordering::SeqCst)), (2, 1));
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_while_writing_restores_and_a_damaged_one_is_refused() {
    use store::backup;
    let bench = open(None).await;
    let folder = tempfile::tempdir().unwrap();
    let files = store::files::Files::folder(&folder.path().join("files")).unwrap();
    let address = files.put(b"photo".to_vec()).await.unwrap();
    add(&bench, "一", 1).await;
    let to = folder.path().join("backup");
    let now = bench.clock.now();
    let manifest = backup::create(&bench.env.database, &folder.path().join("files"), &to, now).await.unwrap();
    add(&bench, "二", 2).await;
    assert_eq!(manifest.files.len(), 2);
    assert!(backup::create(&bench.env.database, &folder.path().join("files"), &to, now).await.is_err());

    let (database, restored_files) = (folder.path().join("new/qutu.db"), folder.path().join("new/files"));
    backup::restore(&to, &database, &restored_files).await.unwrap();
    let restored =
        Database::open(&OpenOptions::new(format!("sqlite://{}", database.display()))).await.unwrap();
    let tx = restored.read().await.unwrap();
    assert_eq!(tx.count("SELECT COUNT(*) AS n FROM things", params![]).await.unwrap(), 1);
    let back = store::files::Files::folder(&restored_files).unwrap();
    assert_eq!(back.get(&address).await.unwrap(), b"photo");

    let photo = to.join("files").join(&address[..2]).join(&address[2..]);
    std::fs::write(photo, b"phot0").unwrap();
    let other = folder.path().join("other");
    let refused = backup::restore(&to, &other.join("q.db"), &other.join("files")).await.unwrap_err();
    assert!(refused.to_string().contains("清单"), "{refused}");
    assert!(!other.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_added_later_does_not_make_old_rows_look_changed() {
    const WIDER: AuditedTable = AuditedTable {
        kind: "thing",
        table: "things",
        key: "id",
        columns: &[
            ("name", Kind::Text),
            ("amount", Kind::Int),
            ("share", Kind::Real),
            ("live", Kind::Bool),
            ("added", Kind::Text),
        ],
    };
    each(async |bench| {
        let id = add(&bench, "旧", 1).await;
        raw(&bench, "ALTER TABLE things ADD COLUMN added TEXT", params![]).await;
        let key = &bench.env.audit_key;
        let report = audit::verify(&bench.env.database, key, None, &[&WIDER]).await.unwrap();
        assert!(report.ok, "{report:?}");
        raw(&bench, "UPDATE things SET added = 'x' WHERE id = $1", params![id]).await;
        let report = audit::verify(&bench.env.database, key, None, &[&WIDER]).await.unwrap();
        assert_eq!(report.faults[0].kind, FaultKind::RowChanged);
    })
    .await;
}
