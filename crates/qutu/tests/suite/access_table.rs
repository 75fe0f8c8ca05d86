//! Every endpoint against every kind of caller. The table is total: an endpoint without a row fails, and so does a row
//! without an endpoint.

use crate::access_requests::{Ask, Things};
use axum::http::Method;
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use store::Engine;
use testkit::{City, Client, Reply};

scenarios![every_endpoint_answers_every_role_as_the_table_says, the_table_has_a_row_for_every_endpoint.once];

/// Who asks, in the order of the columns: login of the seat, none for a stranger; the last one comes with an API key.
const CALLERS: [(&str, Option<&str>); 13] = [
    ("anonymous", None),
    ("city_office", Some("city-office")),
    ("county_office", Some("a-office")),
    ("fire_officer", Some("a-officer")),
    ("fire_chief", Some("a-chief")),
    ("town_station", Some("a1-station")),
    ("grid_worker", Some("a1-grid")),
    ("leader", Some("leader")),
    ("unit_manager", Some("manager")),
    ("system_admin", Some("sysadmin")),
    ("security_admin", Some("secadmin")),
    ("audit_admin", Some("auditor")),
    ("api_key", Some("a-office")),
];

/// Expected status. What lies in a town of the first county is asked for, so nobody is refused for living elsewhere; that
/// is the oracle's subject. A version that is out of date stands in for acts that cannot be repeated: 409 means allowed.
const TABLE: &str = include_str!("access_table.txt");

struct Line {
    method: &'static str,
    path: &'static str,
    expected: Vec<u16>,
}

fn table() -> Vec<Line> {
    let rows = TABLE.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|line| {
        let mut words = line.split_whitespace();
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        let expected: Vec<u16> = words.map(|word| word.parse().unwrap()).collect();
        assert_eq!(expected.len(), CALLERS.len(), "{line}");
        Line { method, path, expected }
    })
    .collect()
}

/// Method and path of every endpoint the program offers.
pub(crate) fn endpoints() -> BTreeSet<(String, String)> {
    let document = serde_json::to_value(qutu::router::document()).unwrap();
    let mut all = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let path = path.strip_prefix("/api/v1").unwrap_or_else(|| panic!("{path} is not below /api/v1"));
            all.insert((method.to_uppercase(), path.to_owned()));
        }
    }
    all
}

async fn the_table_has_a_row_for_every_endpoint(_: Engine) {
    let rows: Vec<(String, String)> =
        table().iter().map(|line| (line.method.to_owned(), line.path.to_owned())).collect();
    let known: BTreeSet<_> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), known.len(), "a row stands twice");
    let offered = endpoints();
    let without: Vec<_> = offered.difference(&known).collect();
    assert!(without.is_empty(), "endpoints without a row: {without:?}");
    let gone: Vec<_> = known.difference(&offered).collect();
    assert!(gone.is_empty(), "rows without an endpoint: {gone:?}");
}

async fn send(client: &Client, method: &str, ask: Ask) -> Reply {
    match ask {
        Ask::Nothing(path) => client.send(method.parse::<Method>().unwrap(), &path, &[], String::new()).await,
        Ask::Json(path, body) => client.send_json(method.parse().unwrap(), &path, &[], &body).await,
        Ask::Form(path, name, bytes, fields) => client.form(&path, (name, &bytes), &fields).await,
    }
}

async fn every_endpoint_answers_every_role_as_the_table_says(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let things = Things::make(&city).await;
    let mut callers: Vec<Client> = Vec::new();
    for (_, login) in CALLERS {
        callers.push(match login {
            Some(login) => city.client(login).await,
            None => city.stranger(),
        });
    }
    let key = json!({ "name": "表", "post_ids": [city.people.seats["a-office"].post], "valid_days": 30 });
    let key = callers[2].post("/api-keys", key).await.status(201);
    callers[12] = city.stranger().with_key(key["secret"].as_str().unwrap());

    let mut wrong = String::new();
    let mut found_table = String::new();
    for line in table() {
        let name = format!("{} {}", line.method, line.path);
        let mut found = Vec::new();
        for (number, caller) in callers.iter().enumerate() {
            let (role, login) = CALLERS[number];
            // Leaving ends a session, so whoever leaves came in for that.
            let leaving = match login {
                Some(login) if name == "DELETE /session" && role != "api_key" => city.client(login).await,
                _ => caller.clone(),
            };
            let reply = send(&leaving, line.method, things.ask(&name, number, login)).await;
            if reply.status != line.expected[number] {
                let text: String = reply.text().chars().take(300).collect();
                let _ = writeln!(
                    wrong,
                    "{name} as {role}: {} instead of {}: {text}",
                    reply.status, line.expected[number]
                );
            }
            found.push(reply.status.to_string());
        }
        let _ = writeln!(found_table, "{:6} {:28} {}", line.method, line.path, found.join(" "));
    }
    assert!(wrong.is_empty(), "\n{wrong}\nfound:\n{found_table}");
}
