//! Lists, counts and searches over 100,000 cases, with statistics: no hot select of either engine walks the table.

use super::list::{From, Reach, selects};
use crate::answer::{CaseFilter, Order};
use crate::model::RowRecord;
use kernel::scope::{Grant, Scope};
use kernel::time::{Clock, FrozenClock};
use store::sea_query::{PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder};
use store::{Database, Engine, OpenOptions, migration, params};
use uuid::Uuid;

/// Cases of the made-up city: ten counties of ten towns; three in four are closed, one in a hundred is overdue.
const CASES: u32 = 100_000;

async fn filled(options: &OpenOptions) -> Database {
    let database = Database::open(options).await.unwrap();
    let mut all = store::schema::migrations();
    all.extend(crate::migrations());
    let clock = FrozenClock::on("2024-09-30".parse().unwrap());
    migration::migrate(&database, &all, clock.now()).await.unwrap();
    let sqlite = database.engine() == Engine::Sqlite;
    let (id, no) = if sqlite { ("randomblob(16)", "0") } else { ("gen_random_uuid()", "false") };
    let two = |part: &str| {
        if sqlite {
            format!("substr('0' || CAST({part} AS TEXT), -2)")
        } else {
            format!("lpad(CAST({part} AS TEXT), 2, '0')")
        }
    };
    let (county, town, day) = (two("i % 10 + 3"), two("i / 10 % 10 + 1"), two("i % 28 + 1"));
    let tx = database.write().await.unwrap();
    let lifecycle = "INSERT INTO case_lifecycles (hash, kind, pack, body, stored_at) VALUES ('h', 'hazard', 'p', '{}', 0)";
    tx.execute_quietly(lifecycle, params![]).await.unwrap();
    let due = format!(
        "CASE WHEN i % 4 > 0 THEN '9999-12-31' WHEN i % 100 = 0 THEN '2024-08-' || {day} ELSE '2024-11-' || {day} END"
    );
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {}) \
         INSERT INTO cases (id, number, kind, pack, lifecycle_hash, title, state, state_class, region_code, city_code, \
         county_code, town_code, village_code, sector, due_key, due_provisional, fields, major, search_text, opened_at, \
         opened_on, version, round) \
         SELECT {id}, CAST(i AS TEXT), CASE WHEN i % 7 = 0 THEN 'tip' ELSE 'hazard' END, 'p', 'h', '题', 's', \
         CASE WHEN i % 4 > 0 THEN 'closed' ELSE 'open' END, '4401' || {county} || '0' || {town} || '001', '440100000000', \
         '4401' || {county} || '000000', '4401' || {county} || '0' || {town} || '000', \
         '4401' || {county} || '0' || {town} || '001', 's' || CAST(i % 7 AS TEXT), {due}, {no}, '{{}}', {no}, '宾馆', i, \
         '2024-08-01', 1, 1 FROM n",
        CASES - 1
    );
    tx.execute_quietly(&sql, params![]).await.unwrap();
    let grams = "INSERT INTO case_grams (gram, case_id) SELECT '宾馆', id FROM cases UNION ALL \
                 SELECT '金海', id FROM cases WHERE opened_at % 2000 = 0";
    tx.execute_quietly(grams, params![]).await.unwrap();
    tx.execute_quietly("ANALYZE", params![]).await.unwrap();
    tx.commit().await.unwrap();
    database
}

async fn plan(database: &Database, select: &SelectStatement) -> String {
    let (explain, column, sql) = match database.engine() {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail", select.to_string(SqliteQueryBuilder)),
        Engine::Postgres => ("EXPLAIN", "QUERY PLAN", select.to_string(PostgresQueryBuilder)),
    };
    let tx = database.read().await.unwrap();
    tx.map_rows(&format!("{explain} {sql}"), vec![], |row| row.text(column)).await.unwrap().join("\n")
}

/// Whether a plan reads the table from end to end.
fn walks(plan: &str) -> bool {
    plan.lines().any(|line| {
        line.contains("Seq Scan on cases") || (line.contains("SCAN cases") && !line.contains("INDEX"))
    })
}

fn held() -> [Grant; 4] {
    let grant = |code: &str| Grant::region(code.parse().unwrap());
    [
        grant("440100000000"),
        grant("440104000000"),
        grant("440104005000"),
        grant("440104000000").in_sectors(["s1"]),
    ]
}

fn filters() -> Vec<(&'static str, CaseFilter)> {
    let with = |change: fn(&mut CaseFilter)| {
        let mut filter = CaseFilter::default();
        change(&mut filter);
        filter
    };
    vec![
        ("all", CaseFilter::default()),
        ("overdue", with(|f| f.overdue = Some(true))),
        ("open", with(|f| f.state_class = Some("open".into()))),
        ("newest", with(|f| f.order = Some(Order::NewestFirst))),
        ("of a kind", with(|f| f.kind = Some("tip".into()))),
        ("of a town", with(|f| f.region = Some("440104005000".parse().unwrap()))),
        ("of a unit", with(|f| f.unit = Some(Uuid::nil().into()))),
        ("a common word", with(|f| f.q = Some("宾馆".into()))),
        ("a rare word", with(|f| f.q = Some("金海".into()))),
    ]
}

async fn hot(database: &Database) {
    let today = "2024-09-30".parse().unwrap();
    for grant in held() {
        for (name, filter) in filters() {
            let checked = filter.check().unwrap();
            let from = match checked.order {
                Order::Due => From::Due("2024-08-10".into(), Uuid::nil()),
                Order::Opened | Order::NewestFirst => From::Opened(5_000, Uuid::nil()),
            };
            for from in [None, Some(&from)] {
                let order = Some(checked.order);
                let page = Reach { columns: &RowRecord::COLUMNS, order, from, limit: Some(51) };
                for select in selects(&Scope::new([grant.clone()]), &checked, today, &page) {
                    let plan = plan(database, &select).await;
                    assert!(!walks(&plan), "a page of {name} for {grant:?}: {plan}");
                }
            }
            // A count of everything of the whole city may read until its bound; any other reads an index of its own.
            if grant.key == "440100000000" && matches!(name, "all" | "newest" | "of a kind" | "a common word")
            {
                continue;
            }
            let count = Reach { columns: &["id"], order: None, from: None, limit: Some(10_001) };
            for select in selects(&Scope::new([grant.clone()]), &checked, today, &count) {
                let plan = plan(database, &select).await;
                assert!(!walks(&plan), "a count of {name} for {grant:?}: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn no_hot_select_of_sqlite_walks_the_cases() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("plans.db").display());
    hot(&filled(&OpenOptions { durable: false, ..OpenOptions::new(url) }).await).await;
}

#[tokio::test]
async fn no_hot_select_of_postgres_walks_the_cases() {
    let Ok(url) = std::env::var("QUTU_TEST_POSTGRES_URL") else { return };
    let schema = format!("casework_plans_{}", std::process::id());
    let admin = Database::open(&OpenOptions::new(&url)).await.unwrap();
    let run = async |sql: String| {
        let tx = admin.write().await.unwrap();
        tx.execute_quietly(&sql, params![]).await.unwrap();
        tx.commit().await.unwrap();
    };
    run(format!("CREATE SCHEMA {schema}")).await;
    let options = OpenOptions { schema: Some(schema.clone()), durable: false, ..OpenOptions::new(&url) };
    let database = filled(&options).await;
    hot(&database).await;
    database.close().await.unwrap();
    run(format!("DROP SCHEMA {schema} CASCADE")).await;
}
