//! Coming in: passwords, waiting after failures, sessions that end, keys, and what an answer's head says.

use axum::http::Method;
use serde_json::{Value, json};
use store::Engine;
use testkit::{City, Client, Options, Reply, TOWN_A1, TOWN_B1};

scenarios![
    a_first_password_opens_nothing_but_its_own_change,
    failures_wait_longer_each_time_and_are_forgiven_after_the_wait,
    an_idle_session_ends_and_so_does_the_longest_one,
    a_new_password_ends_the_other_sessions,
    a_write_without_the_csrf_value_is_refused,
    the_cookie_and_every_answer_carry_their_guards,
    too_many_requests_are_told_when_to_come_back,
    a_key_reaches_what_its_posts_reach_and_gives_nobody_power,
    the_three_administrators_exclude_each_other,
    nobody_is_let_in_by_card_outside_the_demonstration,
];

fn real(engine: Engine) -> Options {
    Options { idle_minutes: 30, demo: false, ..Options::new(engine) }
}

const NEW: &str = "曲突徙薪-Qutu-2024";

/// Signs in with the first password and changes it.
async fn settled(city: &City, login: &str) -> Client {
    let mut client = city.stranger();
    client.enter(login, &city.people.seats[login].password).await.ok();
    let change = json!({ "old": city.people.seats[login].password, "new": NEW });
    client.post("/session/password", change).await.status(204);
    client
}

fn refused(reply: &Reply, status: u16, code: &str) -> Value {
    let problem = reply.clone().status(status);
    assert_eq!(problem["code"], code, "{problem}");
    assert_eq!(reply.header("content-type"), "application/problem+json");
    problem
}

async fn a_first_password_opens_nothing_but_its_own_change(engine: Engine) {
    let city = City::with(real(engine)).await.unwrap();
    let seat = &city.people.seats["a1-station"];
    let mut client = city.stranger();
    let session = client.enter("A1-Station ", &seat.password).await.ok();
    assert_eq!(session["must_change_password"], true);
    assert_eq!(session["posts"], json!([]));
    for path in ["/cases", "/premises", "/inbox", "/regions", "/meta", "/api-keys", "/notices"] {
        let problem = client.get(path).await.status(403);
        assert_eq!(problem["must_change_password"], true, "{path}");
    }
    client.get("/session").await.status(200);
    let weak =
        client.post("/session/password", json!({ "old": seat.password, "new": "short" })).await.status(422);
    assert_eq!(weak["fields"][0]["pointer"], "/new");
    let same = json!({ "old": seat.password, "new": seat.password });
    client.post("/session/password", same).await.status(422);
    let wrong = client.post("/session/password", json!({ "old": "not it", "new": NEW })).await.status(422);
    assert_eq!(wrong["fields"][0]["pointer"], "/old");
    client.post("/session/password", json!({ "old": seat.password, "new": NEW })).await.status(204);
    client.get("/cases").await.status(200);
    let session = client.get("/session").await.ok();
    assert_eq!(
        (&session["must_change_password"], &session["posts"][0]["role"]),
        (&json!(false), &json!("town_station"))
    );
    assert_eq!(
        city.stranger().enter("a1-station", &seat.password).await.status,
        401,
        "the first password is gone"
    );
    assert_eq!(city.stranger().enter("a1-station", NEW).await.status, 200);
}

async fn failures_wait_longer_each_time_and_are_forgiven_after_the_wait(engine: Engine) {
    let city = City::with(real(engine)).await.unwrap();
    settled(&city, "a1-grid").await;
    let tried = async |password: &str| city.stranger().enter("a1-grid", password).await;
    for left in (0..5).rev() {
        let problem = refused(&tried("wrong").await, 401, "wrong_credentials");
        let detail = problem["detail"].as_str().unwrap();
        let told = if left == 0 { "30 秒".to_owned() } else { format!("再失败 {left} 次") };
        assert!(detail.contains(&told) || left == 0 && detail.contains("31 秒"), "{detail}");
    }
    // While it waits the right password does not help, and neither does a login that does not exist tell itself apart.
    let locked = tried(NEW).await;
    let seconds: i64 = locked.header("retry-after").parse().unwrap();
    refused(&locked, 429, "locked");
    assert!((30..=31).contains(&seconds), "{seconds}");
    city.clock.advance_seconds(seconds);
    refused(&tried("wrong").await, 401, "wrong_credentials");
    let seconds: i64 = tried(NEW).await.header("retry-after").parse().unwrap();
    assert!((60..=61).contains(&seconds), "twice as long: {seconds}");
    city.clock.advance_seconds(seconds);
    assert_eq!(tried(NEW).await.status, 200);
    refused(&tried("wrong").await, 401, "wrong_credentials");
    assert_eq!(tried(NEW).await.status, 200, "a success starts the count afresh");
    for _ in 0..5 {
        refused(&city.stranger().enter("nobody-at-all", "wrong").await, 401, "wrong_credentials");
    }
    refused(&city.stranger().enter("nobody-at-all", "wrong").await, 429, "locked");
}

async fn an_idle_session_ends_and_so_does_the_longest_one(engine: Engine) {
    let city = City::with(real(engine)).await.unwrap();
    let client = settled(&city, "a1-station").await;
    for _ in 0..10 {
        city.clock.advance_seconds(29 * 60);
        client.get("/session").await.status(200);
    }
    city.clock.advance_seconds(30 * 60);
    refused(&client.get("/session").await, 401, "session_ended");
    let mut client = city.stranger();
    client.enter("a1-station", NEW).await.ok();
    for _ in 0..28 {
        city.clock.advance_seconds(25 * 60);
        client.get("/session").await.status(200);
    }
    city.clock.advance_seconds(25 * 60);
    refused(&client.get("/session").await, 401, "session_ended");
}

async fn a_new_password_ends_the_other_sessions(engine: Engine) {
    let city = City::with(real(engine)).await.unwrap();
    let here = settled(&city, "a1-station").await;
    let mut there = city.stranger();
    there.enter("a1-station", NEW).await.ok();
    here.post("/session/password", json!({ "old": NEW, "new": "另一个足够长的口令2024" })).await.status(204);
    here.get("/session").await.status(200);
    there.get("/session").await.status(401);
    here.delete("/session").await.status(204);
    here.get("/session").await.status(401);
    // Whoever looks after accounts closes one, and its sessions are over at once.
    let mut again = city.stranger();
    again.enter("a1-station", "另一个足够长的口令2024").await.ok();
    let keeper = settled(&city, "secadmin").await;
    let user = city.people.seats["a1-station"].user;
    let users = keeper.get("/users?q=a1-station").await.ok();
    let version = users["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == user.to_string())
        .unwrap()["version"]
        .clone();
    keeper.patch(&format!("/users/{user}"), json!({ "version": version, "active": false })).await.ok();
    again.get("/session").await.status(401);
    refused(&again.enter("a1-station", "另一个足够长的口令2024").await, 403, "account_closed");
    refused(&again.enter("a1-station", "wrong").await, 401, "wrong_credentials");
}

async fn a_write_without_the_csrf_value_is_refused(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let good = city.client("a1-station").await;
    let new = json!({ "name": "溪口小店", "kind": "shop", "region": TOWN_A1, "address": "溪口路6号" });
    let other = city.client("a1-station").await;
    for csrf in [None, Some(String::new()), Some("0".repeat(64)), other.csrf.clone()] {
        let mut forged = good.clone();
        forged.csrf.clone_from(&csrf);
        let problem = forged.post("/premises", new.clone()).await.status(403);
        assert_eq!(problem["csrf"], true, "{csrf:?}");
        forged.delete("/session").await.status(403);
        forged.get("/premises").await.status(200);
    }
    good.post("/premises", new).await.status(201);
}

async fn the_cookie_and_every_answer_carry_their_guards(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let entered = city.stranger().post("/demo/session", json!({ "login": "leader" })).await;
    let cookie = entered.header("set-cookie").to_owned();
    for word in ["qutu_session=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
        assert!(cookie.contains(word), "{word} in {cookie}");
    }
    assert_eq!(entered.header("cache-control"), "no-store");
    assert!(
        !entered.text().contains(cookie.split(['=', ';']).nth(1).unwrap()),
        "the token stays in the cookie"
    );
    let client = city.client("leader").await;
    let left = city.client("leader").await.delete("/session").await;
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    let answers = [
        client.get("/cases").await,
        client.get("/cases/018cc251-f400-7000-98f2-cf2b39ff5ca8").await,
        client.get("/no/such/path").await,
        city.stranger().get("/cases").await,
        city.stranger().get("/healthz").await,
        city.stranger().get("/").await,
        client.get("/cases/export?format=csv").await,
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{}: {policy}",
            answer.of
        );
        assert!(!policy.contains("unsafe-eval") && !policy.contains("script-src 'self' '"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{}", answer.of);
        assert_eq!(answer.header("x-frame-options"), "DENY", "{}", answer.of);
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{}", answer.of);
    }
    let problem = client.get("/no/such/path").await;
    assert_eq!((problem.status, problem.header("content-type")), (404, "application/problem+json"));
}

async fn too_many_requests_are_told_when_to_come_back(engine: Engine) {
    let options = Options { requests_per_second: 2, sign_ins_per_minute: 4, ..Options::new(engine) };
    let city = City::with(options).await.unwrap();
    let burst = async |mut client: Client, host: u8| {
        client.address = ([192, 0, 2, host], 1).into();
        let mut all = Vec::new();
        for _ in 0..40 {
            all.push(client.get("/meta").await);
        }
        all
    };
    let answers = burst(city.stranger(), 7).await;
    let refused: Vec<&Reply> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert!(
        answers.iter().take(20).all(|answer| answer.status == 401),
        "a burst of ten seconds' worth is fine"
    );
    assert!(refused.len() >= 15, "{}", refused.len());
    let seconds: u64 = refused[0].header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(refused[0].header("content-type"), "application/problem+json");
    assert_eq!(refused[0].header("x-content-type-options"), "nosniff");
    // Another address is another matter, and signing in has a limit of its own.
    let mut elsewhere = city.stranger();
    elsewhere.address = ([192, 0, 2, 8], 1).into();
    assert_eq!(elsewhere.get("/meta").await.status, 401);
    let mut statuses = Vec::new();
    for n in 0..6 {
        statuses.push(elsewhere.enter(&format!("somebody-{n}"), "wrong").await.status);
    }
    assert_eq!(statuses, [401, 401, 401, 401, 429, 429]);
}

async fn a_key_reaches_what_its_posts_reach_and_gives_nobody_power(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let officer = city.client("city-officer").await;
    let near = officer.add_premises("shop", TOWN_A1, "临溪商店").await;
    let far = officer.add_premises("shop", TOWN_B1, "望岚商店").await;
    crate::hazard_loop::lend_post(&city, "b1-station", "a1-station").await;
    let holder = city.client("a1-station").await;
    assert_eq!(holder.get("/premises/count").await.ok()["count"], 2);
    let own = city.people.seats["a1-station"].post;
    let new = |posts: Value, days: i64| json!({ "name": "大屏", "post_ids": posts, "valid_days": days });
    let foreign = city.people.seats["leader"].post;
    holder.post("/api-keys", new(json!([foreign]), 10)).await.status(422);
    holder.post("/api-keys", new(json!([own]), 0)).await.status(422);
    let made = holder.post("/api-keys", new(json!([own]), 10)).await.status(201);
    let secret = made["secret"].as_str().unwrap();
    let listed = holder.get("/api-keys").await;
    assert!(!listed.text().contains(secret), "the secret is shown once");
    let key = city.stranger().with_key(secret);
    assert_eq!(key.get("/premises/count").await.ok()["count"], 1, "one of the two posts");
    let page = |place: &Value| format!("/premises/{}", place["id"].as_str().unwrap());
    key.get(&page(&near)).await.status(200);
    key.get(&page(&far)).await.status(404);
    key.add_premises("shop", TOWN_A1, "密钥登记的商店").await;
    key.post("/api-keys", new(json!([own]), 10)).await.status(403);
    key.post("/session/password", json!({ "old": "x", "new": NEW })).await.status(403);
    for broken in ["", "qutu_", &secret[..secret.len() - 1], &format!("{secret}0")] {
        city.stranger().with_key(broken).get("/premises").await.status(401);
    }
    city.clock.advance_days(10);
    key.get("/premises").await.status(401);
    let made = holder.post("/api-keys", new(json!([own]), 10)).await.status(201);
    let key = city.stranger().with_key(made["secret"].as_str().unwrap());
    key.get("/premises").await.status(200);
    holder.delete(&format!("/api-keys/{}", made["id"].as_str().unwrap())).await.status(204);
    key.get("/premises").await.status(401);
    // A key of the security administrator reads accounts and hands out nothing.
    let keeper = city.client("secadmin").await;
    let made =
        keeper.post("/api-keys", new(json!([city.people.seats["secadmin"].post]), 10)).await.status(201);
    let key = city.stranger().with_key(made["secret"].as_str().unwrap());
    key.get("/users").await.status(200);
    let person = city.people.seats["leader"].person;
    let over = json!({ "person_id": person });
    key.post(&format!("/posts/{own}/holders"), over.clone()).await.status(403);
    keeper.post(&format!("/posts/{own}/holders"), over).await.status(200);
}

async fn the_three_administrators_exclude_each_other(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let keeper = city.client("secadmin").await;
    let seat = |login: &str| city.people.seats[login].clone();
    let hand = async |client: &Client, post: &str, person: &str| {
        let path = format!("/posts/{}/holders", seat(post).post);
        client.post(&path, json!({ "person_id": seat(person).person })).await
    };
    // Ordinary posts are handed out; those of the other two administrators are not the security administrator's to give.
    hand(&keeper, "a2-station", "a2-grid").await.status(200);
    refused(&hand(&keeper, "sysadmin", "a2-grid").await, 403, "exclusive_role");
    refused(&hand(&keeper, "auditor", "a2-grid").await, 403, "exclusive_role");
    refused(&hand(&keeper, "a-office", "secadmin").await, 403, "self_grant");
    let excluded = hand(&keeper, "secadmin", "sysadmin").await.status(422);
    assert_eq!(excluded["fields"][0]["code"], "exclusive_role");
    // Defining a post gives nobody anything, and those who define posts hand out none.
    let definer = city.client("sysadmin").await;
    let post = json!({
        "org_id": seat("leader").org, "name": "新岗位", "role": "leader", "level": "city", "region_code": testkit::CITY,
    });
    let post = definer.post("/posts", post).await.status(201);
    let path = format!("/posts/{}/holders", post["id"].as_str().unwrap());
    definer.post(&path, json!({ "person_id": seat("sysadmin").person })).await.status(403);
    keeper.post(&path, json!({ "person_id": seat("a2-grid").person })).await.status(200);
    // A role of fire authorities stands in a fire authority, whoever asks.
    let chief = json!({ "org_id": seat("a-office").org, "name": "假大队长", "role": "fire_chief", "level": "county" });
    let problem = definer.post("/posts", chief).await.status(422);
    assert_eq!(problem["fields"][0]["code"], "fire_authority");
    let auditor = city.client("auditor").await;
    auditor.get("/audit").await.status(200);
    for path in ["/users", "/posts", "/system/health"] {
        auditor.get(path).await.status(403);
    }
}

async fn nobody_is_let_in_by_card_outside_the_demonstration(engine: Engine) {
    let city = City::with(real(engine)).await.unwrap();
    let stranger = city.stranger();
    stranger.get("/demo/cards").await.status(404);
    stranger.post("/demo/session", json!({ "login": "leader" })).await.status(404);
    let none =
        stranger.send(Method::POST, "/demo/session", &[("content-type", "application/json")], "{}").await;
    assert!(matches!(none.status, 404 | 422), "{}", none.text());
    let demo = City::new(engine).await.unwrap();
    let cards = demo.stranger().get("/demo/cards").await.ok();
    assert_eq!(cards.as_array().unwrap().len(), 11, "a card for each role somebody holds");
}
