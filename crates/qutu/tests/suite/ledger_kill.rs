//! `qutu ledger import` killed half-way and run again: no row twice, none lost.

use qutu::config::Config;
use qutu::wiring;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use store::{Database, Engine, OpenOptions, params};
use testkit::{Home, People};

scenarios![an_import_killed_half_way_goes_on_without_doubles_and_without_loss];

const ROWS: usize = 4_000;

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qutu"));
    command
        .args(["--config", "qutu.toml", "ledger", "import", "ledger.csv", "--source", "本县"])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

async fn count(config: &Config, sql: &str) -> i64 {
    let database = Database::open(&OpenOptions::new(config.database_url())).await.unwrap();
    let tx = database.read().await.unwrap();
    let count = tx.count(sql, params![]).await.unwrap();
    tx.rollback().await.unwrap();
    database.close().await.unwrap();
    count
}

async fn an_import_killed_half_way_goes_on_without_doubles_and_without_loss(engine: Engine) {
    let home = Home::new(engine).await.unwrap();
    let folder = home.path();
    let config = Config {
        data: folder.join("data"),
        database: home.url(),
        pack: "demo-city".into(),
        ..Config::default()
    };
    let mut file = format!("pack = \"demo-city\"\ndata = {:?}\n", config.data.to_str().unwrap());
    if let Some(url) = &config.database {
        writeln!(file, "database = {url:?}").unwrap();
    }
    std::fs::write(folder.join("qutu.toml"), file).unwrap();
    let app = wiring::program(&config).await.unwrap().app;
    People::settle(&app).await.unwrap();
    app.env.database.clone().close().await.unwrap();
    let mut rows = String::from("场所名称,场所类别,县区,所属镇街,地址,面积\n");
    for row in 0..ROWS {
        writeln!(rows, "示例商店{row:05},小商店,临溪区,溪口街道,溪口路{row}号,{}", 20 + row % 80).unwrap();
    }
    std::fs::write(folder.join("ledger.csv"), rows).unwrap();
    let before = count(&config, "SELECT COUNT(*) AS n FROM premises").await;

    let mut first = command(folder).spawn().unwrap();
    let begun = Instant::now();
    let half_way = "SELECT COUNT(*) AS n FROM intake_batches WHERE state = 'committing' AND done > 0";
    while count(&config, half_way).await == 0 {
        assert!(begun.elapsed() < Duration::from_secs(120), "the import never began");
        assert!(first.try_wait().unwrap().is_none(), "the import ended before it could be killed");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    first.kill().unwrap();
    first.wait().unwrap();
    let in_part = count(&config, "SELECT COUNT(*) AS n FROM premises").await - before;
    assert!(
        in_part > 0 && in_part < i64::try_from(ROWS).unwrap(),
        "{in_part} rows were in when it was killed"
    );

    let second = command(folder).output().unwrap();
    let words = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(second.status.success(), "{words}");
    let told: Value = serde_json::from_slice(&second.stdout).unwrap();
    assert_eq!(told["read"], ROWS, "{told}");
    assert_eq!(told["inserted"], ROWS, "{told}");
    assert!(told["resumed_from"].as_i64().unwrap() > 0, "{told}");
    assert_eq!(
        count(&config, "SELECT COUNT(*) AS n FROM premises").await - before,
        i64::try_from(ROWS).unwrap()
    );
    let names = "SELECT COUNT(DISTINCT name) AS n FROM premises WHERE name LIKE '示例商店%'";
    assert_eq!(count(&config, names).await, i64::try_from(ROWS).unwrap());
}
