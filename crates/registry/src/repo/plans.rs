//! Lists, counts and tiles are range scans: what both engines plan for the selects over 100,000 premises, with statistics.

use super::cluster::within;
use super::list::{Filter, Of};
use crate::model::PremisesFilter;
use kernel::scope::{Grant, Scope};
use kernel::time::{Clock, FrozenClock};
use serde_json::json;
use store::sea_query::{PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder};
use store::{Database, Engine, OpenOptions, migration, params};
use uuid::Uuid;

/// Premises of the made-up city: ten counties of ten towns, twenty kinds, of which one is rare.
const PREMISES: u32 = 100_000;

struct Plans {
    database: Database,
    schema: Option<String>,
    _folder: tempfile::TempDir,
}

async fn each(test: impl AsyncFn(&Plans)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("plans.db").display());
    test(&filled(OpenOptions { durable: false, ..OpenOptions::new(url) }, folder).await).await;
    let Ok(url) = std::env::var("QUTU_TEST_POSTGRES_URL") else { return };
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().file_name().unwrap().to_string_lossy().replace('.', "").to_lowercase();
    let schema = format!("registry_plans_{name}");
    let admin = Database::open(&OpenOptions::new(&url)).await.unwrap();
    let run = async |sql: String| {
        let tx = admin.write().await.unwrap();
        tx.execute_quietly(&sql, params![]).await.unwrap();
        tx.commit().await.unwrap();
    };
    run(format!("CREATE SCHEMA {schema}")).await;
    let options = OpenOptions { schema: Some(schema), durable: false, ..OpenOptions::new(&url) };
    let plans = filled(options, folder).await;
    test(&plans).await;
    run(format!("DROP SCHEMA {} CASCADE", plans.schema.unwrap())).await;
}

/// The middle of the made-up city.
fn centre() -> h3o::CellIndex {
    h3o::LatLng::new(23.0, 113.0).unwrap().to_cell(h3o::Resolution::Nine)
}

async fn filled(options: OpenOptions, folder: tempfile::TempDir) -> Plans {
    let database = Database::open(&options).await.unwrap();
    let all: Vec<_> = [store::schema::migrations(), casework::migrations(), crate::migrations()]
        .into_iter()
        .flatten()
        .collect();
    migration::migrate(&database, &all, FrozenClock::on("2024-09-30".parse().unwrap()).now()).await.unwrap();
    let id = match database.engine() {
        Engine::Sqlite => "randomblob(16)",
        Engine::Postgres => "gen_random_uuid()",
    };
    let tx = database.write().await.unwrap();
    let numbers =
        format!("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {})", PREMISES - 1);
    let cells: Vec<String> = centre()
        .grid_disk::<Vec<_>>(17)
        .iter()
        .zip(0..900)
        .map(|(cell, at)| format!("({at}, '{cell}')"))
        .collect();
    let numbers = format!("{numbers}, cells(k, cell) AS (VALUES {})", cells.join(", "));
    let two = |part: &str| format!("substr('0' || CAST({part} AS TEXT), -2)");
    let two = |part: &str| match database.engine() {
        Engine::Sqlite => two(part),
        Engine::Postgres => format!("lpad(CAST({part} AS TEXT), 2, '0')"),
    };
    let (county, town) = (two("i % 10 + 3"), two("i / 10 % 10 + 1"));
    let sql = format!(
        "{numbers} INSERT INTO premises (id, name, kind, tags, address, facts, pinyin, search, created_at, region_code, \
         city_code, county_code, town_code, village_code, sector, cell_9, longitude, latitude) \
         SELECT {id}, 'n', CASE WHEN i % 1000 = 0 THEN 'rare' ELSE 'k' || CAST(i % 19 AS TEXT) END, '[]', 'a', '{{}}', \
         'p' || CAST(i * 7919 % 100003 AS TEXT), '宾馆', 0, '4401' || {county} || '0' || {town} || '001', '440100000000', \
         '4401' || {county} || '000000', '4401' || {county} || '0' || {town} || '000', \
         '4401' || {county} || '0' || {town} || '001', 's' || CAST(i % 7 AS TEXT), cell, \
         113.0, 23.0 FROM n JOIN cells ON k = i % 900"
    );
    tx.execute_quietly(&sql, params![]).await.unwrap();
    let grams = "INSERT INTO premises_grams (gram, premises_id) SELECT '宾馆', id FROM premises UNION ALL \
                 SELECT '金海', id FROM premises WHERE kind = 'rare'";
    tx.execute_quietly(grams, params![]).await.unwrap();
    tx.execute_quietly("ANALYZE", params![]).await.unwrap();
    tx.commit().await.unwrap();
    Plans { database, schema: options.schema, _folder: folder }
}

impl Plans {
    async fn of(&self, select: &SelectStatement) -> String {
        let (explain, column, sql) = match self.database.engine() {
            Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail", select.to_string(SqliteQueryBuilder)),
            Engine::Postgres => ("EXPLAIN", "QUERY PLAN", select.to_string(PostgresQueryBuilder)),
        };
        let tx = self.database.read().await.unwrap();
        if self.database.engine() == Engine::Postgres {
            // The towns of the test are so small that PostgreSQL would rather sort the whole of one.
            tx.execute_quietly("SET LOCAL enable_bitmapscan = off", params![]).await.unwrap();
        }
        tx.map_rows(&format!("{explain} {sql}"), vec![], |row| row.text(column)).await.unwrap().join("\n")
    }

    /// Plans of a page after a key, one for each grant.
    async fn page(&self, grant: Grant, filter: serde_json::Value) -> Vec<String> {
        let filter: PremisesFilter = serde_json::from_value(filter).unwrap();
        let tx = self.database.read().await.unwrap();
        let filter = Filter::premises(&filter).unwrap().tuned(&tx, Of::Premises).await.unwrap();
        let from = ("p5".to_owned(), Uuid::nil());
        let mut plans = Vec::new();
        for select in Of::Premises.page(&filter, &Scope::new([grant]), Some(&from), 51) {
            plans.push(self.of(&select).await);
        }
        plans
    }
}

fn region(code: &str) -> Grant {
    Grant::region(code.parse().unwrap())
}

/// Whether a plan reads every row of the table, or sorts what it has read.
fn wasteful(plan: &str) -> bool {
    let scans = ["SCAN premises", "Seq Scan on premises"].iter().any(|scan| {
        plan.lines()
            .any(|line| line.contains(scan) && !line.contains("USING INDEX") && !line.contains("premises_"))
    });
    scans || plan.contains("TEMP B-TREE FOR ORDER BY") || plan.contains("Sort ")
}

#[tokio::test]
async fn no_hot_list_walks_the_premises() {
    // One city for all: filling it is most of the work.
    each(async |plans| {
        each_level_and_filter_reads_its_own_index_in_order(plans).await;
        rare_words_and_units_are_looked_up_and_not_walked_for(plans).await;
        // Counts and tiles of PostgreSQL lean on bitmap scans, which are off here for the sake of the pages.
        if plans.database.engine() == Engine::Sqlite {
            counts_read_what_they_count(plans).await;
            tiles_read_their_cells(plans).await;
        }
    })
    .await;
}

async fn each_level_and_filter_reads_its_own_index_in_order(plans: &Plans) {
    let town = "440104005000";
    for (grant, filter, index) in [
        (region("440100000000"), json!({}), "premises_city"),
        (region("440104000000"), json!({}), "premises_county"),
        (region(town), json!({}), "premises_town"),
        (region("440104005001"), json!({}), "premises_village"),
        (region("440100000000"), json!({ "region": town }), "premises_town"),
        (region(town), json!({ "region": "440100000000" }), "premises_town"),
        (region("440100000000"), json!({ "kind": "rare" }), "premises_kind"),
        (region("440100000000").in_sectors(["s1"]), json!({}), "premises_city"),
        // By county or by kind, as there are fewer of; both are in order of name.
        (region("440104000000"), json!({ "kind": "k3" }), "premises_"),
        (region("440100000000"), json!({ "q": "宾馆" }), "premises_city"),
    ] {
        for plan in plans.page(grant.clone(), filter.clone()).await {
            assert!(!wasteful(&plan), "{grant:?} {filter}: {plan}");
            assert!(plan.contains(index), "{grant:?} {filter} not by {index}: {plan}");
        }
    }
}

async fn rare_words_and_units_are_looked_up_and_not_walked_for(plans: &Plans) {
    for (filter, index) in [
        (json!({ "q": "金海" }), "premises_grams"),
        (json!({ "q": "金海宾馆" }), "premises_grams"),
        (json!({ "unit": Uuid::nil() }), "premises_unit"),
    ] {
        for plan in plans.page(region("440100000000"), filter.clone()).await {
            assert!(plan.contains(index), "{filter} not by {index}: {plan}");
            assert!(!plan.contains("premises_city"), "{filter}: {plan}");
        }
    }
}

/// A count stops at a bound; until then it reads an index of what it counts, and no other premises.
async fn counts_read_what_they_count(plans: &Plans) {
    let wholly = |plan: &str| {
        // What has been looked up by its words is a table of its own under the same name.
        let table = !plan.contains("CO-ROUTINE premises");
        plan.lines().any(|line| {
            let scanned = table && line.contains("SCAN premises") && !line.contains("INDEX");
            scanned || line.contains("Seq Scan on premises")
        })
    };
    let (county, town) = ("440104000000", "440104005000");
    for (grant, filter) in [
        (region(county), json!({})),
        (region(town), json!({})),
        (region(county), json!({ "kind": "k3" })),
        (region("440100000000"), json!({ "kind": "rare" })),
        (region("440100000000"), json!({ "q": "金海" })),
    ] {
        let asked: PremisesFilter = serde_json::from_value(filter.clone()).unwrap();
        let tx = plans.database.read().await.unwrap();
        let asked = Filter::premises(&asked).unwrap().tuned(&tx, Of::Premises).await.unwrap();
        for select in Of::Premises.parts(&asked, &Scope::new([grant.clone()]), &["id"]) {
            let plan = plans.of(&select).await;
            assert!(!wholly(&plan), "{grant:?} {filter}: {plan}");
        }
    }
}

/// Whatever the scope, the premises of a tile are found by its cells.
async fn tiles_read_their_cells(plans: &Plans) {
    let cells = [vec![centre()], centre().grid_disk::<Vec<_>>(2)];
    for grant in [region("440100000000"), region("440104005000"), region("440104000000").in_sectors(["s1"])] {
        for cells in &cells {
            let filter = Filter::premises(&PremisesFilter::default()).unwrap();
            let mut select = within(cells, &filter, &Scope::new([grant.clone()]));
            select.expr_as(store::list::column("premises", "id"), store::sea_query::Alias::new("id"));
            let plan = plans.of(&select).await;
            assert!(plan.contains("premises_cell "), "{grant:?}: {plan}");
            assert!(!plan.contains("Seq Scan on premises"), "{grant:?}: {plan}");
        }
    }
}
