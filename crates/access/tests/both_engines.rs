//! The services of this room on both engines: SQLite always, PostgreSQL when `QUTU_TEST_POSTGRES_URL` names one.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use access::api_key::NewApiKey;
use access::rules::appoint;
use access::session::ChangePassword;
use access::user::{NewUser, UserChanges, UserFilter, with_accounts};
use access::{
    Access, NewSession, NoUnits, Origin, Roles, SeededSecrets, SessionPage, Settings, SignIn, command_caller,
    purge,
};
use chrono::NaiveDate;
use directory::organisation::{NewOrganisation, OrganisationKind};
use directory::person::{ErasePerson, NewPerson, PersonFilter};
use directory::post::{HandOver, NewPost};
use directory::{organisation, person, post, region};
use kernel::id::{OrgId, PersonId, PostId, SeededIds};
use kernel::page::Limit;
use kernel::region::{RegionCode, RegionEntry};
use kernel::scope::{Place, ScopeLevel};
use kernel::time::{Clock, FrozenClock};
use pack::role::Role;
use std::sync::Arc;
use store::audit::{AuditedTable, Key};
use store::context::Env;
use store::{Caller, Database, OpenOptions};

const PASSWORD: &str = "雨夜骑车去看海啊一路";

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn role(code: &str, permissions: &[&str], excludes: &[&str]) -> Role {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Role {
        code: code.to_owned(),
        name: format!("角色{code}"),
        levels: owned(&["city", "county", "unit"]),
        permissions: owned(permissions),
        fire_authority: code.starts_with("fire"),
        excludes: owned(excludes),
        order: 1,
    }
}

/// One database, one clock that can be moved, one access room.
#[derive(Clone)]
struct World {
    env: Env,
    clock: FrozenClock,
    access: Access,
    office: OrgId,
}

impl World {
    async fn new(options: &OpenOptions) -> Self {
        let database = Database::open(options).await.unwrap();
        let clock = FrozenClock::on("2024-03-11".parse().unwrap());
        let mut migrations = store::schema::migrations();
        migrations.extend(directory::migrations());
        migrations.extend(access::migrations());
        store::migration::migrate(&database, &migrations, clock.now()).await.unwrap();
        let env = Env {
            database,
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SeededIds::new(7)),
            audit_key: Arc::new(Key::new(vec![7; 32]).unwrap()),
        };
        let roles = Roles::new(vec![
            role("office", &["case.read", "directory.read"], &[]),
            role("fire_officer", &["case.read"], &[]),
            role("system_admin", &["directory.read", "directory.write"], &["security_admin", "audit_admin"]),
            role("security_admin", &["directory.read", "access.read", "access.write"], &["audit_admin"]),
            role("audit_admin", &["audit.read"], &[]),
        ]);
        let access =
            Access::new(roles, Settings::default(), Arc::new(SeededSecrets::new(7)), Arc::new(NoUnits));
        let ctx = env.write(command_caller("安装")).await.unwrap();
        let entries = [("4401", "羊城市"), ("440103", "荔湾区"), ("440104", "越秀区")];
        region::load_regions(&ctx, entries.map(|(text, name)| RegionEntry::of(code(text), name)))
            .await
            .unwrap();
        let office = NewOrganisation {
            name: "荔湾区消安委办".into(),
            short_name: None,
            kind: OrganisationKind::Commission,
            region_code: code("440103"),
            parent_id: None,
            is_fire_authority: false,
            department: None,
            sector: None,
            valid_from: Some("2020-01-01".parse().unwrap()),
        };
        let office = organisation::create(&ctx, office).await.unwrap().id;
        ctx.commit().await.unwrap();
        Self { env, clock, access, office }
    }

    /// Defines a post as the installer and gives it to a new person.
    async fn appointed(&self, name: &str, role: &str) -> (PersonId, PostId) {
        let ctx = self.env.write(command_caller("安装")).await.unwrap();
        let new = NewPerson { name: name.into(), org_id: self.office, phone: None, title: None };
        let person = person::create(&ctx, new).await.unwrap().id;
        let post = post::create(&ctx, &self.access, self.a_post(role)).await.unwrap().id;
        let hand = HandOver { person_id: Some(person), ends: vec![], from: Some(self.day("2024-01-01")) };
        post::hand_over(&ctx, &self.access, post, hand).await.unwrap();
        ctx.commit().await.unwrap();
        (person, post)
    }

    fn a_post(&self, role: &str) -> NewPost {
        NewPost {
            org_id: self.office,
            name: format!("{role}岗"),
            role: role.into(),
            level: ScopeLevel::County,
            region_code: None,
            unit_id: None,
            sectors: None,
            valid_from: Some(self.day("2024-01-01")),
        }
    }

    fn day(&self, text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Creates the account as the installer, signs in with the one-time password and sets the usual one.
    async fn account(&self, person: PersonId, login: &str) -> NewSession {
        let ctx = self.env.write(command_caller("安装")).await.unwrap();
        let new = NewUser { person_id: person, login: login.into(), valid_until: None };
        let created = self.access.create_user(&ctx, new).await.unwrap();
        ctx.commit().await.unwrap();
        let first = self.sign_in(login, &created.one_time_password).await.unwrap();
        assert!(first.signed_in.must_change_password && first.signed_in.caller.posts.is_empty());
        let request = ChangePassword { old: created.one_time_password, new: PASSWORD.into() };
        self.access.change_password(&self.env, &first.signed_in, &request).await.unwrap();
        self.sign_in(login, PASSWORD).await.unwrap()
    }

    async fn sign_in(&self, login: &str, password: &str) -> Result<NewSession, kernel::problem::Problem> {
        let origin = Origin { address: Some("10.0.0.1".into()), agent: Some("测试".into()) };
        let request = SignIn { login: login.into(), password: password.into() };
        self.access.sign_in(&self.env, &request, &origin).await
    }

    async fn resumed(&self, session: &NewSession) -> Result<Caller, (u16, String)> {
        let found = self.access.caller_for_session(&self.env, &session.token, None).await;
        found.map(|signed_in| signed_in.caller).map_err(|problem| (problem.status, problem.code.clone()))
    }

    async fn audit_is_sound(&self) {
        let key = Key::new(vec![7; 32]).unwrap();
        store::audit::seal(&self.env.database, &key, 1000).await.unwrap();
        let tables: Vec<&AuditedTable> =
            directory::schema::AUDITED.iter().chain(access::schema::AUDITED).copied().collect();
        let report = store::audit::verify(&self.env.database, &key, None, &tables).await.unwrap();
        assert!(report.ok && report.rows > 0, "{:?}", report.faults);
    }
}

async fn on_each_engine<F, T>(schema: &str, test: F)
where
    F: Fn(World) -> T,
    // Servers run requests on several threads, so every service must be sendable.
    T: Future<Output = ()> + Send,
{
    let folder = tempfile::tempdir().unwrap();
    let mut options = vec![OpenOptions::new(format!("sqlite://{}/test.db", folder.path().display()))];
    let url = std::env::var("QUTU_TEST_POSTGRES_URL").ok();
    if let Some(url) = &url {
        run(url, &format!("DROP SCHEMA IF EXISTS {schema} CASCADE")).await;
        run(url, &format!("CREATE SCHEMA {schema}")).await;
        options.push(OpenOptions { schema: Some(schema.into()), ..OpenOptions::new(url.clone()) });
    }
    for mut options in options {
        options.durable = false;
        let world = World::new(&options).await;
        test(world.clone()).await;
        world.audit_is_sound().await;
        world.env.database.close().await.unwrap();
    }
    if let Some(url) = &url {
        run(url, &format!("DROP SCHEMA {schema} CASCADE")).await;
    }
}

async fn run(url: &str, sql: &str) {
    let plain = Database::open(&OpenOptions::new(url)).await.unwrap();
    let tx = plain.write().await.unwrap();
    tx.execute(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    plain.close().await.unwrap();
}

#[tokio::test]
async fn a_session_lives_by_its_clock() {
    on_each_engine("access_sessions", |world| async move {
        let (person, _) = world.appointed("张三", "office").await;
        let session = world.account(person, "ZhangSan").await;
        let caller = world.resumed(&session).await.unwrap();
        assert_eq!((caller.name.as_str(), caller.posts.len()), ("张三", 1));
        assert!(caller.may("case.read"));
        assert!(session.signed_in.csrf_fits(session.signed_in.csrf()) && !session.signed_in.csrf_fits(None));
        let ctx = world.env.read(caller).await.unwrap();
        let shown = world.access.session(&ctx, &session.signed_in, SessionPage::default()).await.unwrap();
        assert_eq!((shown.posts[0].region_name.as_str(), shown.user.login.as_str()), ("荔湾区", "zhangsan"));
        let told = access::explain::explain(&ctx, "case.read", &Place::of(code("440103"))).await.unwrap();
        assert!(told.allowed, "{}", told.text);
        drop(ctx);
        for _ in 0..20 {
            world.clock.advance_seconds(29 * 60);
            world.resumed(&session).await.unwrap();
        }
        world.clock.advance_seconds(30 * 60);
        assert_eq!(world.resumed(&session).await.unwrap_err(), (401, "session_ended".into()), "idle");
        let session = world.sign_in("zhangsan", PASSWORD).await.unwrap();
        for _ in 0..24 {
            world.clock.advance_seconds(29 * 60);
            world.resumed(&session).await.unwrap();
        }
        world.clock.advance_seconds(29 * 60);
        assert_eq!(world.resumed(&session).await.unwrap_err(), (401, "session_ended".into()), "twelve hours");
        let session = world.sign_in("zhangsan", PASSWORD).await.unwrap();
        world.access.sign_out(&world.env, &session.signed_in).await.unwrap();
        assert_eq!(world.resumed(&session).await.unwrap_err(), (401, "unauthorised".into()));
        assert!(purge(&world.access, &world.env).await.unwrap().sessions >= 2);
    })
    .await;
}

#[tokio::test]
async fn failures_are_held_back_without_telling_which_logins_exist() {
    on_each_engine("access_failures", |world| async move {
        let (person, _) = world.appointed("张三", "office").await;
        let session = world.account(person, "zhangsan").await;
        let mut told = Vec::new();
        for login in ["zhangsan", "nobody"] {
            let mut answers = Vec::new();
            for _ in 0..6 {
                let problem = world.sign_in(login, "wrong password").await.unwrap_err();
                answers.push((problem.status, problem.detail.clone()));
            }
            told.push(answers);
        }
        assert_eq!(told[0], told[1]);
        assert_eq!(told[0][4], (401, "账号或密码不正确，请在 31 秒 后再试".into()));
        assert_eq!(told[0][5], (429, "登录失败次数过多，请在 31 秒 后再试".into()));
        assert_eq!(
            world.sign_in("zhangsan", PASSWORD).await.unwrap_err().status,
            429,
            "even the right password waits"
        );
        assert!(world.resumed(&session).await.is_ok(), "who is signed in stays so");
        world.clock.advance_seconds(31);
        world.sign_in("zhangsan", PASSWORD).await.unwrap();
        assert_eq!(
            world.sign_in("zhangsan", "wrong password").await.unwrap_err().status,
            401,
            "the count is forgotten"
        );
        let request = ChangePassword { old: "not it at all".into(), new: "correct horse battery".into() };
        let refused =
            world.access.change_password(&world.env, &session.signed_in, &request).await.unwrap_err();
        assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/old"));
        let request = ChangePassword { old: PASSWORD.into(), new: "Admin@123456".into() };
        let refused =
            world.access.change_password(&world.env, &session.signed_in, &request).await.unwrap_err();
        assert_eq!(refused.fields[0].code, "weak");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn guesses_made_at_once_get_no_further_than_one_after_the_other() {
    on_each_engine("access_guesses", |world| async move {
        let (person, _) = world.appointed("张三", "office").await;
        world.account(person, "zhangsan").await;
        let mut guesses = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let world = world.clone();
            guesses
                .spawn(async move { world.sign_in("zhangsan", "wrong password").await.unwrap_err().status });
        }
        let answers = guesses.join_all().await;
        assert_eq!(answers.iter().filter(|status| **status == 401).count(), 5, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 429).count(), 11, "{answers:?}");
    })
    .await;
}

#[tokio::test]
async fn power_takes_two_administrators() {
    on_each_engine("access_power", |world| async move {
        let (system, _) = world.appointed("系统员", "system_admin").await;
        let (security, security_post) = world.appointed("安全员", "security_admin").await;
        let (auditor, audit_post) = world.appointed("审计员", "audit_admin").await;
        let system = world.account(system, "system").await.signed_in.caller;
        let keeper = world.account(security, "security").await.signed_in.caller;

        let ctx = world.env.write(system.clone()).await.unwrap();
        let post = post::create(&ctx, &world.access, world.a_post("office")).await.unwrap().id;
        let wider = NewPost { level: ScopeLevel::City, ..world.a_post("office") };
        assert_eq!(post::create(&ctx, &world.access, wider).await.unwrap_err().code, "beyond_scope");
        let fire = post::create(&ctx, &world.access, world.a_post("fire_officer")).await.unwrap_err();
        assert_eq!(fire.fields[0].code, "fire_authority");
        let new = NewPerson { name: "李四".into(), org_id: world.office, phone: None, title: None };
        let li = person::create(&ctx, new).await.unwrap().id;
        let hand = |person| HandOver { person_id: Some(person), ends: vec![], from: None };
        let refused = post::hand_over(&ctx, &world.access, post, hand(li)).await.unwrap_err();
        assert_eq!(refused.status, 403, "who defines posts does not hand them out");
        ctx.commit().await.unwrap();

        let ctx = world.env.write(keeper.clone()).await.unwrap();
        assert_eq!(post::create(&ctx, &world.access, world.a_post("office")).await.unwrap_err().status, 403);
        post::hand_over(&ctx, &world.access, post, hand(li)).await.unwrap();
        let refused = |problem: kernel::problem::Problem| problem.code.clone();
        let own = post::hand_over(&ctx, &world.access, post, hand(security)).await.map_err(refused);
        assert_eq!(own.unwrap_err(), "self_grant");
        let exclusive = post::hand_over(&ctx, &world.access, audit_post, hand(li)).await.map_err(refused);
        assert_eq!(exclusive.unwrap_err(), "exclusive_role");
        let twice = post::hand_over(&ctx, &world.access, security_post, hand(auditor)).await.unwrap_err();
        assert_eq!(twice.fields[0].code, "exclusive_role", "one person is not two administrators");
        let account = |person_id| NewUser { person_id, login: "li.si".into(), valid_until: None };
        let audit_account = world.access.create_user(&ctx, account(auditor)).await.map_err(refused);
        assert_eq!(audit_account.unwrap_err(), "exclusive_role", "an account is the way in");
        let created = world.access.create_user(&ctx, account(li)).await.unwrap();
        let users =
            world.access.list_users(&ctx, &UserFilter::default(), Limit::default(), None).await.unwrap();
        assert_eq!(
            users.items.iter().map(|user| user.login.as_str()).collect::<Vec<_>>(),
            ["li.si", "security", "system"]
        );
        let filter = UserFilter { q: Some("李".into()), active: Some(true) };
        assert_eq!(
            world.access.list_users(&ctx, &filter, Limit::default(), None).await.unwrap().items.len(),
            1
        );
        let people = person::list(&ctx, &PersonFilter::default(), Limit::default(), None).await.unwrap();
        let people = with_accounts(&ctx, people.items).await.unwrap();
        assert_eq!(people.iter().filter(|person| person.user.is_some()).count(), 3);
        ctx.commit().await.unwrap();

        let session = world.sign_in("LI.SI", &created.one_time_password).await.unwrap();
        let ctx = world.env.write(keeper).await.unwrap();
        let id = created.user.id;
        let changes = UserChanges { version: 1, active: Some(false), ..Default::default() };
        let closed = world.access.update_user(&ctx, id, changes).await.unwrap();
        assert!(!closed.user.active && closed.one_time_password.is_none());
        let stale = UserChanges { version: 1, reset_password: true, ..Default::default() };
        assert_eq!(world.access.update_user(&ctx, id, stale).await.unwrap_err().status, 409);
        ctx.commit().await.unwrap();
        assert_eq!(world.resumed(&session).await.unwrap_err().0, 401);
        assert_eq!(
            world.sign_in("li.si", &created.one_time_password).await.unwrap_err().code,
            "account_closed"
        );
        let ctx = world.env.write(system).await.unwrap();
        let version = person::get(&ctx, li).await.unwrap().version;
        let erase = ErasePerson { version, reason: "离职".into() };
        assert_eq!(person::erase(&ctx, &world.access, li, erase.clone()).await.unwrap_err().status, 409);
        let leaves = HandOver { person_id: None, ends: vec![li], from: None };
        post::hand_over(&ctx, &world.access, post, leaves).await.unwrap();
        person::erase(&ctx, &world.access, li, erase).await.unwrap();
        ctx.commit().await.unwrap();
        assert_eq!(
            world.sign_in("li.si", &created.one_time_password).await.unwrap_err().code,
            "wrong_credentials"
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_acts_with_some_posts_and_never_manages_accounts() {
    on_each_engine("access_keys", |world| async move {
        let (person, post) = world.appointed("安全员", "security_admin").await;
        let session = world.account(person, "security").await;
        let ctx = world.env.write(session.signed_in.caller.clone()).await.unwrap();
        let foreign = NewApiKey {
            name: "报表".into(),
            post_ids: vec![PostId::from_uuid(person.as_uuid())],
            valid_days: 30,
        };
        assert_eq!(world.access.create_api_key(&ctx, foreign).await.unwrap_err().fields[0].code, "not_held");
        let new = NewApiKey { name: "报表".into(), post_ids: vec![post], valid_days: 30 };
        let created = world.access.create_api_key(&ctx, new.clone()).await.unwrap();
        ctx.commit().await.unwrap();
        let by_key = || world.access.caller_for_api_key(&world.env, &created.secret, Some("10.0.0.9"));
        let caller = by_key().await.unwrap().caller;
        assert!(caller.may(appoint::READ) && !caller.may(appoint::WRITE));
        let ctx = world.env.write(caller).await.unwrap();
        assert_eq!(world.access.create_api_key(&ctx, new).await.unwrap_err().status, 403);
        assert_eq!(world.access.revoke_api_key(&ctx, created.key.id).await.unwrap_err().status, 403);
        let listed = world.access.list_api_keys(&ctx, Limit::default(), None).await.unwrap();
        assert_eq!(listed.items[0].posts[0].name, "security_admin岗");
        assert_eq!(listed.items[0].last_used_at, Some(world.clock.now()));
        drop(ctx);
        let wrong = format!("{}0", &created.secret[..created.secret.len() - 1]);
        let wrong = if wrong == created.secret { format!("{}1", &wrong[..wrong.len() - 1]) } else { wrong };
        assert_eq!(world.access.caller_for_api_key(&world.env, &wrong, None).await.unwrap_err().status, 401);
        let ctx = world.env.write(session.signed_in.caller.clone()).await.unwrap();
        world.access.revoke_api_key(&ctx, created.key.id).await.unwrap();
        ctx.commit().await.unwrap();
        assert_eq!(by_key().await.unwrap_err().code, "api_key");
    })
    .await;
}

#[tokio::test]
async fn the_demonstration_has_a_card_for_each_role_and_is_closed_elsewhere() {
    on_each_engine("access_demo", |world| async move {
        let (person, _) = world.appointed("张三", "office").await;
        world.account(person, "zhangsan").await;
        world.appointed("无账号", "audit_admin").await;
        let ctx = world.env.read(command_caller("演示")).await.unwrap();
        assert_eq!(world.access.demo_cards(&ctx).await.unwrap_err().status, 404);
        let closed = world.access.demo_sign_in(&world.env, "zhangsan", &Origin::default()).await;
        assert_eq!(closed.unwrap_err().status, 404);
        let mut demo = world.access.clone();
        demo.settings.demo = true;
        let cards = demo.demo_cards(&ctx).await.unwrap();
        let shown: Vec<_> =
            cards.iter().map(|card| (card.login.as_str(), card.region_name.as_str())).collect();
        assert_eq!(shown, [("zhangsan", "荔湾区")]);
        drop(ctx);
        let session = demo.demo_sign_in(&world.env, "zhangsan", &Origin::default()).await.unwrap();
        assert_eq!(world.resumed(&session).await.unwrap().posts.len(), 1);
        assert_eq!(demo.demo_sign_in(&world.env, "ghost", &Origin::default()).await.unwrap_err().status, 404);
    })
    .await;
}

#[tokio::test]
async fn an_account_with_a_last_day_ends_with_it() {
    on_each_engine("access_expiry", |world| async move {
        let (person, _) = world.appointed("王五", "office").await;
        let session = world.account(person, "wang.wu").await;
        let id = session.signed_in.caller.user.unwrap();
        let change = async |changes: UserChanges| {
            let ctx = world.env.write(command_caller("安装")).await.unwrap();
            let version = world.access.user(&ctx, id).await.map_or(2, |user| user.version);
            let changed = world.access.update_user(&ctx, id, UserChanges { version, ..changes }).await;
            match changed {
                Ok(changed) => {
                    ctx.commit().await.unwrap();
                    Ok(changed.user)
                }
                Err(problem) => Err(problem.status),
            }
        };
        let until = |day: &str| UserChanges { valid_until: Some(world.day(day)), ..Default::default() };
        let today = world.env.clock.now().civil_date();
        let yesterday = today.pred_opt().unwrap().to_string();
        assert_eq!(change(until(&yesterday)).await.unwrap_err(), 422, "a day that has passed opens nothing");
        let user = change(until(&today.to_string())).await.unwrap();
        assert_eq!((user.valid_until, user.expired), (Some(today), false));
        assert!(world.resumed(&session).await.is_ok(), "the last day counts");
        world.clock.set(kernel::time::Timestamp::end_of_day(today).plus_seconds(1));
        assert_eq!(world.resumed(&session).await.unwrap_err(), (401, "session_ended".to_owned()));
        let refused = world.sign_in("wang.wu", PASSWORD).await.unwrap_err();
        assert_eq!((refused.status, refused.code.as_str()), (403, "account_expired"));
        let user = change(UserChanges { unlimited: true, ..Default::default() }).await.unwrap();
        assert_eq!(user.valid_until, None);
        assert!(world.sign_in("wang.wu", PASSWORD).await.is_ok());
    })
    .await;
}
