//! The wired program: a notice leaves by mail for whoever holds the post.

use super::*;
use crate::command::serve::has_no_account;
use access::user::NewUser;
use access::{SeededSecrets, command_caller};
use casework::NewCase;
use directory::organisation::{self, NewOrganisation, OrganisationKind};
use directory::person::{self, PersonEntry};
use directory::post::{self, HandOver, NewPost};
use kernel::id::{OrgId, PersonId, PostId, SeededIds};
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use kernel::time::FrozenClock;
use serde_json::{Value, json};
use std::time::Duration;
use store::Ctx;
use store::audit::Key;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const COUNTY: &str = "449902";

async fn foundation(folder: &std::path::Path, channels: Vec<Arc<dyn Channel>>) -> Foundation {
    let clock = Arc::new(FrozenClock::on("2024-05-06".parse().unwrap()));
    let options = OpenOptions {
        durable: false,
        ..OpenOptions::new(format!("sqlite://{}", folder.join("test.db").display()))
    };
    let database = Database::open(&options).await.unwrap();
    store::migration::migrate(&database, &migrations(), clock.now()).await.unwrap();
    let config = Config { pack: "demo-city".into(), ..Config::default() };
    let pack = pack(&config).unwrap();
    Foundation {
        env: Env {
            database,
            clock,
            ids: Arc::new(SeededIds::new(1)),
            audit_key: Arc::new(Key::new(vec![9; 32]).unwrap()),
        },
        settings: settings(&config, &pack),
        pack,
        files: Files::folder(&folder.join("files")).unwrap(),
        access: access::Settings::default(),
        secrets: Arc::new(SeededSecrets::new(1)),
        channels,
    }
}

async fn office(ctx: &Ctx, app: &App) -> (OrgId, PostId) {
    let root: RegionCode = app.pack.manifest.region.as_deref().unwrap().parse().unwrap();
    let regions = app.pack.regions.within(root).map(|region| region.entry());
    directory::region::load_regions(ctx, regions).await.unwrap();
    let new = NewOrganisation {
        name: "县消安办".into(),
        short_name: None,
        kind: OrganisationKind::Commission,
        region_code: COUNTY.parse().unwrap(),
        parent_id: None,
        is_fire_authority: false,
        department: None,
        sector: None,
        valid_from: None,
    };
    let org = organisation::create(ctx, new).await.unwrap().id;
    let new = NewPost {
        org_id: org,
        name: "值班岗".into(),
        role: "county_office".into(),
        level: ScopeLevel::County,
        region_code: Some(COUNTY.parse().unwrap()),
        unit_id: None,
        sectors: None,
        valid_from: None,
    };
    (org, post::create(ctx, &*app.access, new).await.unwrap().id)
}

async fn holder(ctx: &Ctx, app: &App, org: OrgId, post: PostId, mail: Option<&str>) -> PersonId {
    let entry = PersonEntry {
        name: "测试人员".into(),
        org_id: org,
        phone: None,
        mail: mail.map(str::to_owned),
        title: None,
    };
    let person = person::create(ctx, entry).await.unwrap().id;
    let over = HandOver { person_id: Some(person), ..HandOver::default() };
    post::hand_over(ctx, &*app.access, post, over).await.unwrap();
    person
}

/// Takes one mail as a relay would; answers what the client said.
async fn relay(listener: TcpListener) -> String {
    let (stream, _) = listener.accept().await.unwrap();
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 relay\r\n").await.unwrap();
    let (mut heard, mut letter) = (String::new(), false);
    while let Some(line) = lines.next_line().await.unwrap() {
        heard.push_str(&line);
        heard.push('\n');
        let answer = match line.split(' ').next().unwrap_or_default() {
            "." => "250 taken\r\n",
            _ if letter => continue,
            "DATA" => "354 go on\r\n",
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        letter = line == "DATA";
        write.write_all(answer.as_bytes()).await.unwrap();
        if line == "." || line == "QUIT" {
            break;
        }
    }
    heard
}

#[tokio::test]
async fn a_notice_is_mailed_to_who_holds_the_post() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = SmtpSettings {
        host: "127.0.0.1".into(),
        port: listener.local_addr().unwrap().port(),
        implicit_tls: false,
        plain: true,
        login: None,
        from: "曲突 <notice@example.cn>".into(),
    };
    let relay = tokio::spawn(relay(listener));
    let channel: Arc<dyn Channel> = Arc::new(Smtp::new(smtp).unwrap());
    let Program { app, runner } = wire(foundation(folder.path(), vec![channel]).await).await.unwrap();
    let ctx = app.env.write(command_caller("测试")).await.unwrap();
    let (org, post) = office(&ctx, &app).await;
    holder(&ctx, &app, org, post, Some("duty@example.cn")).await;
    holder(&ctx, &app, org, post, None).await;
    let fields = json!({ "summary": "疏散通道堵塞", "class": hazard_class(&app), "found_on": ctx.today() });
    let Value::Object(fields) = fields else { unreachable!() };
    let region = Some(COUNTY.parse().unwrap());
    let case = NewCase { region, fields, ..NewCase::new("hazard", "疏散通道堵塞") };
    app.service::<Engine>().unwrap().open(&ctx, case).await.unwrap();
    ctx.commit().await.unwrap();
    let ran = runner.run_due(50).await.unwrap();
    assert_eq!((ran.done, ran.failed), (1, 0), "one address, one mail");
    let heard = tokio::time::timeout(Duration::from_secs(20), relay).await.unwrap().unwrap();
    assert!(heard.contains("RCPT TO:<duty@example.cn>") && heard.contains("MAIL FROM:<notice@example.cn>"));
    assert!(heard.contains("Subject: =?utf-8?b?"), "{heard}");
}

fn hazard_class(app: &App) -> String {
    app.pack.lists["hazard_classes"].items[0].code.clone()
}

#[test]
fn paper_numbers_begin_as_the_configuration_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("qutu.toml");
    std::fs::write(&file, "paper_authority = \"示消\"\npaper_office = \"示消安办\"\n").unwrap();
    let words = |config: &Config| (papers(config).authority, papers(config).office);
    assert_eq!(words(&Config::read(Some(&file)).unwrap()), ("示消".into(), "示消安办".into()));
    let usual = casework::Settings::default();
    assert_eq!(words(&Config::default()), (usual.authority, usual.office));
}

#[tokio::test]
async fn a_fresh_database_is_known_to_have_no_account() {
    let folder = tempfile::tempdir().unwrap();
    let Program { app, .. } = wire(foundation(folder.path(), Vec::new()).await).await.unwrap();
    assert!(has_no_account(&app).await.unwrap());
    let ctx = app.env.write(command_caller("测试")).await.unwrap();
    let (org, post) = office(&ctx, &app).await;
    let person_id = holder(&ctx, &app, org, post, None).await;
    app.access
        .create_user(&ctx, NewUser { person_id, login: "duty".into(), valid_until: None })
        .await
        .unwrap();
    ctx.commit().await.unwrap();
    assert!(!has_no_account(&app).await.unwrap());
}
