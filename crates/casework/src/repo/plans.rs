//! Lists are range scans: what SQLite plans for the selects, without statistics and without sorting.

use super::list::{Desk, From, Reach, inbox, selects};
use crate::answer::{CaseFilter, Order};
use crate::model::RowRecord;
use kernel::id::PostId;
use kernel::scope::{Grant, Scope};
use kernel::time::{Clock, FrozenClock};
use store::sea_query::{SelectStatement, SqliteQueryBuilder};
use store::{Database, OpenOptions, migration};
use uuid::Uuid;

/// The plan of each select, one line each.
async fn plans(selects: Vec<SelectStatement>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("plans.db").display());
    let database = Database::open(&OpenOptions { durable: false, ..OpenOptions::new(url) }).await.unwrap();
    let mut all = store::schema::migrations();
    all.extend(crate::migrations());
    let clock = FrozenClock::on("2024-09-30".parse().unwrap());
    migration::migrate(&database, &all, clock.now()).await.unwrap();
    let tx = database.read().await.unwrap();
    let mut plans = Vec::new();
    for select in selects {
        let sql = format!("EXPLAIN QUERY PLAN {}", select.to_string(SqliteQueryBuilder));
        let steps = tx.map_rows(&sql, vec![], |row| row.text("detail")).await.unwrap();
        plans.push(steps.join(" | "));
    }
    plans
}

async fn listed(grant: Grant, filter: CaseFilter, from: Option<From>) -> Vec<String> {
    let checked = filter.check().unwrap();
    let reach = Reach {
        columns: &RowRecord::COLUMNS,
        order: Some(checked.order),
        from: from.as_ref(),
        limit: Some(51),
    };
    plans(selects(&Scope::new([grant]), &checked, "2024-09-30".parse().unwrap(), &reach)).await
}

fn grant(code: &str) -> Grant {
    Grant::region(code.parse().unwrap())
}

#[tokio::test]
async fn each_level_reads_its_own_index_in_order() {
    for (held, level) in
        [("4401", "city"), ("440103", "county"), ("440103001", "town"), ("440103001002", "village")]
    {
        let from = From::Due("2024-10-10".into(), Uuid::nil());
        let plans = listed(grant(held), CaseFilter::default(), Some(from)).await;
        let due =
            format!("SEARCH cases USING INDEX cases_{level}_due ({level}_code=? AND (due_key,id)>(?,?))");
        let done =
            format!("SEARCH cases USING INDEX cases_{level}_done ({level}_code=? AND (due_key,id)>(?,?))");
        assert_eq!(plans, [due, done]);
        let newest = CaseFilter { order: Some(Order::NewestFirst), ..CaseFilter::default() };
        let plans = listed(grant(held), newest, Some(From::Opened(5, Uuid::nil()))).await;
        let opened = format!(
            "SEARCH cases USING INDEX cases_{level}_opened ({level}_code=? AND (opened_at,id)<(?,?))"
        );
        assert_eq!(plans, [opened]);
    }
}

#[tokio::test]
async fn a_region_within_the_grant_is_read_by_its_own_index() {
    let filter = CaseFilter {
        region: Some("440103001".parse().unwrap()),
        overdue: Some(true),
        ..CaseFilter::default()
    };
    let plans = listed(grant("4401"), filter, None).await;
    assert_eq!(plans, ["SEARCH cases USING INDEX cases_town_due (town_code=? AND due_key<?)"]);
}

#[tokio::test]
async fn filters_never_sort() {
    let with = |change: fn(&mut CaseFilter)| {
        let mut filter = CaseFilter::default();
        change(&mut filter);
        filter
    };
    let filters = [
        with(|f| f.kind = Some("hazard".into())),
        with(|f| f.state_class = Some("open,doing".into())),
        with(|f| f.mark = Some("extended".into())),
        with(|f| f.sector = Some("industry".into())),
        with(|f| f.unit = Some(Uuid::nil().into())),
    ];
    for filter in filters {
        for plan in listed(grant("440103"), filter.clone(), None).await {
            assert!(!plan.contains("TEMP B-TREE"), "{filter:?}: {plan}");
        }
    }
}

#[tokio::test]
async fn the_inbox_is_a_range_scan_too() {
    let states = [("hash".to_owned(), vec!["found".to_owned(), "reported".to_owned()])].into();
    let desk = Desk { post: PostId::from_uuid(Uuid::nil()), grant: grant("440103"), states };
    let reach = Reach { columns: &RowRecord::COLUMNS, order: Some(Order::Due), from: None, limit: Some(51) };
    let plans = plans(inbox(&[desk], &reach)).await;
    assert_eq!(plans.len(), 3);
    assert!(plans.iter().all(|plan| plan.contains("INDEX")), "{plans:?}");
    // What a post is asked for is a handful and may be sorted; its desk and its role's states are not.
    let sorted = plans.iter().filter(|plan| plan.contains("TEMP B-TREE")).count();
    assert!(sorted <= 1, "{plans:?}");
}
