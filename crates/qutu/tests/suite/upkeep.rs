//! The schema from its first step on, and a backup that can be relied on.

use qutu::wiring::{audited_tables, migrations};
use serde_json::json;
use std::collections::BTreeMap;
use store::files::Files;
use store::{Database, Engine, OpenOptions, StoreError, audit, backup, migration, params};
use testkit::{City, Home, Options, TOWN_A1};

scenarios![
    the_schema_grows_step_by_step_to_the_same_end,
    a_database_newer_than_the_program_is_refused,
    a_backup_holds_the_evidence_and_tells_when_it_was_damaged,
];

async fn open(home: &Home) -> Database {
    Database::open(&home.options(false)).await.unwrap()
}

/// Tables and indexes with their definitions.
async fn shape(database: &Database) -> BTreeMap<String, String> {
    let sql = match database.engine() {
        Engine::Sqlite => "SELECT name, COALESCE(sql, '') AS text FROM sqlite_master",
        Engine::Postgres => {
            "SELECT table_name || '.' || column_name AS name, \
             data_type || is_nullable || COALESCE(column_default, '') AS text \
             FROM information_schema.columns WHERE table_schema = current_schema() \
             UNION ALL SELECT indexname, REPLACE(indexdef, current_schema() || '.', '') FROM pg_indexes \
             WHERE schemaname = current_schema()"
        }
    };
    let tx = database.read().await.unwrap();
    let rows = tx.map_rows(sql, params![], |row| Ok((row.text("name")?, row.text("text")?))).await.unwrap();
    tx.rollback().await.unwrap();
    rows.into_iter().collect()
}

async fn the_schema_grows_step_by_step_to_the_same_end(engine: Engine) {
    let now = Options::new(engine).start;
    let all = migrations();
    let (at_once, by_steps) = (Home::new(engine).await.unwrap(), Home::new(engine).await.unwrap());
    let whole = open(&at_once).await;
    assert_eq!(migration::migrate(&whole, &all, now).await.unwrap().len(), all.len());
    assert!(
        migration::migrate(&whole, &all, now).await.unwrap().is_empty(),
        "a second time nothing is left to do"
    );
    let stepped = open(&by_steps).await;
    for count in 1..=all.len() {
        let ran = migration::migrate(&stepped, &all[..count], now).await.unwrap();
        assert_eq!(ran, [all[count - 1].name]);
    }
    let (one, other) = (shape(&whole).await, shape(&stepped).await);
    assert!(one.len() > 50, "{}", one.len());
    assert_eq!(one, other);
    whole.close().await.unwrap();
    stepped.close().await.unwrap();
}

async fn a_database_newer_than_the_program_is_refused(engine: Engine) {
    let now = Options::new(engine).start;
    let all = migrations();
    let home = Home::new(engine).await.unwrap();
    let database = open(&home).await;
    migration::migrate(&database, &all, now).await.unwrap();
    let older = migration::migrate(&database, &all[..all.len() - 1], now).await;
    assert!(
        matches!(&older, Err(StoreError::Schema(text)) if text.contains(all[all.len() - 1].name)),
        "{older:?}"
    );
    let tx = database.write().await.unwrap();
    tx.execute_quietly(
        "UPDATE schema_migrations SET digest = 'edited' WHERE name = $1",
        params![all[1].name],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let edited = migration::migrate(&database, &all, now).await;
    assert!(matches!(&edited, Err(StoreError::Schema(text)) if text.contains(all[1].name)), "{edited:?}");
    database.close().await.unwrap();
}

async fn a_backup_holds_the_evidence_and_tells_when_it_was_damaged(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let station = city.client("a1-station").await;
    let premises = station.add_premises("shop", TOWN_A1, "溪口小商店").await;
    let case = station.open_hazard(&premises, "通道堵塞", "2024-05-06").await;
    let id = case["id"].as_str().unwrap();
    let file = station.attach(id, "before", 42).await;
    city.seal().await;
    let env = &city.app.env;
    let to = city.home().path().join("backup");
    let made = backup::create(&env.database, &city.files(), &to, env.clock.now()).await;
    if engine == Engine::Postgres {
        assert!(matches!(made, Err(StoreError::Usage(text)) if text.contains("pg_dump")));
        return;
    }
    let manifest = made.unwrap();
    assert_eq!(manifest.files[0].path, "qutu.db");
    assert_eq!(manifest.files.len(), 3, "the database, the picture, its thumbnail");
    // What came after the backup is not in it.
    station.open_hazard(&premises, "备份以后的隐患", "2024-05-06").await;

    let laid = city.home().path().join("laid-out");
    std::fs::create_dir_all(&laid).unwrap();
    let (database, files) = (laid.join("qutu.db"), laid.join("files"));
    backup::restore(&to, &database, &files).await.unwrap();
    let restored =
        Database::open(&OpenOptions::new(format!("sqlite://{}", database.display()))).await.unwrap();
    let tx = restored.read().await.unwrap();
    assert_eq!(tx.count("SELECT COUNT(*) AS n FROM cases", params![]).await.unwrap(), 1);
    tx.rollback().await.unwrap();
    let report = audit::verify(&restored, &env.audit_key, None, &audited_tables()).await.unwrap();
    assert!(report.ok && report.rows > 20, "{:?}", report.faults);
    assert!(migration::migrate(&restored, &migrations(), env.clock.now()).await.unwrap().is_empty());
    restored.close().await.unwrap();
    let known = station.case(id).await["evidence"][0].clone();
    assert_eq!(known["id"], json!(file));
    let bytes = Files::folder(&files).unwrap().get(known["sm3"].as_str().unwrap()).await.unwrap();
    assert_eq!(bytes, testkit::png(42));

    let again = backup::restore(&to, &database, &laid.join("elsewhere")).await;
    assert!(
        matches!(&again, Err(StoreError::Usage(text)) if text.contains("qutu.db")),
        "never over what is there: {again:?}"
    );
    let picture = manifest.files.iter().find(|item| item.size == bytes.len() as u64).unwrap();
    let mut damaged = bytes.clone();
    damaged[20] ^= 1;
    std::fs::write(to.join(&picture.path), damaged).unwrap();
    let broken = backup::restore(&to, &laid.join("second.db"), &laid.join("second")).await;
    assert!(matches!(&broken, Err(StoreError::File(text)) if text.contains(&picture.path)), "{broken:?}");
    assert!(!laid.join("second.db").exists(), "nothing is laid out from a damaged backup");
}
