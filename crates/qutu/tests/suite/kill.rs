//! Killed in the midst of writing, the program has everything it acknowledged when it comes back.

use access::{Origin, SignIn};
use qutu::config::Config;
use qutu::wiring::{self, audited_tables};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::audit;
use store::{Database, Engine, OpenOptions, params};
use testkit::{Home, People, TOWN_A1};
use uuid::Uuid;

scenarios![what_was_acknowledged_survives_being_killed];

const KILLS: usize = 20;
/// A slow machine kills fewer times.
const AT_MOST: Duration = Duration::from_secs(80);
const WRITERS: usize = 4;

/// A running program; dropping it kills it.
struct Program {
    child: Child,
    url: String,
}

impl Program {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_qutu"))
            .args(["--config", "qutu.toml", "serve"])
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .env("QUTU_LOG", "warn,qutu=info")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut told = Vec::new();
        let address = loop {
            let Some(Ok(line)) = lines.next() else { panic!("the program ended: {told:?}") };
            if let Some((_, address)) = line.split_once("ready address=") {
                break address.trim().to_owned();
            }
            told.push(line);
        };
        // Keep reading, or the program would stand still when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url: format!("http://{address}/api/v1") }
    }

    fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}

/// A database with people in it, and the API key of somebody who registers premises.
async fn prepare(config: &Config) -> String {
    let app = wiring::program(config).await.unwrap().app;
    let people = People::settle(&app).await.unwrap();
    let seat = &people.seats["a1-station"];
    let origin = Origin::default();
    let first = SignIn { login: "a1-station".into(), password: seat.password.clone() };
    let entered = app.access.sign_in(&app.env, &first, &origin).await.unwrap().signed_in;
    let new = "曲突徙薪-Qutu-2024".to_owned();
    let change = access::session::ChangePassword { old: seat.password.clone(), new: new.clone() };
    app.access.change_password(&app.env, &entered, &change).await.unwrap();
    let again = SignIn { login: "a1-station".into(), password: new };
    let entered = app.access.sign_in(&app.env, &again, &origin).await.unwrap().signed_in;
    let ctx = app.env.write(entered.caller).await.unwrap();
    let key = json!({ "name": "写入", "post_ids": [seat.post], "valid_days": 30 });
    let key = app.access.create_api_key(&ctx, serde_json::from_value(key).unwrap()).await.unwrap();
    ctx.commit().await.unwrap();
    app.env.database.clone().close().await.unwrap();
    key.secret
}

/// Writes until the program is gone; answers the ids it acknowledged.
async fn write(client: reqwest::Client, url: String, key: String, stop: Arc<AtomicBool>) -> Vec<Uuid> {
    let mut acknowledged = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let new = json!({ "name": "写入的商店", "kind": "shop", "region": TOWN_A1, "address": "溪口路1号" });
        let sent = client
            .post(format!("{url}/premises"))
            .bearer_auth(&key)
            .header("content-type", "application/json")
            .body(new.to_string())
            .send();
        let Ok(reply) = sent.await else { break };
        let status = reply.status();
        let Ok(text) = reply.text().await else { break };
        assert_eq!(status, 201, "{text}");
        let premises: Value = serde_json::from_str(&text).unwrap();
        acknowledged.push(premises["id"].as_str().unwrap().parse().unwrap());
    }
    acknowledged
}

async fn missing(database: &Database, ids: &[Uuid]) -> Vec<Uuid> {
    let tx = database.read().await.unwrap();
    let mut missing = Vec::new();
    for id in ids {
        let found = tx.count("SELECT COUNT(*) AS n FROM premises WHERE id = $1", params![*id]).await.unwrap();
        if found != 1 {
            missing.push(*id);
        }
    }
    tx.rollback().await.unwrap();
    missing
}

async fn what_was_acknowledged_survives_being_killed(engine: Engine) {
    let begun = Instant::now();
    let home = Home::new(engine).await.unwrap();
    let folder = home.path();
    let config = Config {
        data: folder.join("data"),
        database: home.url(),
        pack: "demo-city".into(),
        listen: "127.0.0.1:0".into(),
        requests_per_second: 100_000,
        ..Config::default()
    };
    let mut file = format!(
        "listen = \"127.0.0.1:0\"\npack = \"demo-city\"\ndata = {:?}\nrequests_per_second = 100000\n",
        config.data.to_str().unwrap()
    );
    if let Some(url) = &config.database {
        file.push_str(&format!("database = {url:?}\n"));
    }
    std::fs::write(folder.join("qutu.toml"), file).unwrap();
    let key = prepare(&config).await;
    let audit_key = qutu::keys::audit_key(&config.data).unwrap();
    let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();

    let mut acknowledged: Vec<Uuid> = Vec::new();
    let mut kills = 0;
    while kills < KILLS && begun.elapsed() < AT_MOST {
        let program = Program::start(folder);
        // It is back, and so is what it acknowledged last.
        for id in acknowledged.iter().rev().take(3) {
            let page =
                client.get(format!("{}/premises/{id}", program.url)).bearer_auth(&key).send().await.unwrap();
            assert_eq!(page.status(), 200);
        }
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| tokio::spawn(write(client.clone(), program.url.clone(), key.clone(), Arc::clone(&stop))))
            .collect();
        // Another moment each time: between the first write and the second sealing.
        tokio::time::sleep(Duration::from_millis(150 + 67 * (kills as u64 * 7 % 20))).await;
        program.kill();
        stop.store(true, Ordering::Relaxed);
        let mut now = Vec::new();
        for writer in writers {
            now.extend(writer.await.unwrap());
        }
        kills += 1;
        let database = Database::open(&OpenOptions::new(config.database_url())).await.unwrap();
        assert_eq!(missing(&database, &now).await, Vec::<Uuid>::new(), "after kill {kills}");
        if kills % 5 == 0 {
            let report = audit::verify(&database, &audit_key, None, &audited_tables()).await.unwrap();
            assert!(report.ok, "after kill {kills}: {:?}", report.faults);
        }
        database.close().await.unwrap();
        acknowledged.extend(now);
    }
    assert!(kills >= 5, "only {kills} kills in {:?}", begun.elapsed());
    assert!(acknowledged.len() > kills * 2, "the writers hardly wrote: {}", acknowledged.len());
    let database = Database::open(&OpenOptions::new(config.database_url())).await.unwrap();
    assert_eq!(missing(&database, &acknowledged).await, Vec::<Uuid>::new());
    while audit::seal(&database, &audit_key, 2_000).await.unwrap().records > 0 {}
    let report = audit::verify(&database, &audit_key, None, &audited_tables()).await.unwrap();
    assert!(report.ok && report.records == report.sealed, "{:?}", report.faults);
    assert!(report.rows >= i64::try_from(acknowledged.len()).unwrap());
    database.close().await.unwrap();
}
