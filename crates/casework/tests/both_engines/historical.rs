//! Closings of old ledgers: kept with their own days and their word, counted apart, alive again when they relapse.

use crate::world::{TOWN, chief, fields, office, on_both, station, subject};
use casework::HistoricalCase;
use casework::answer::{CaseFilter, History};
use kernel::page::Limit;
use serde_json::json;
use uuid::Uuid;

fn row(title: &str, found: &str, closed: &str) -> HistoricalCase {
    HistoricalCase {
        kind: "hazard".into(),
        title: title.into(),
        subject: Some(subject(TOWN)),
        region: None,
        sector: None,
        fields: fields(json!({ "summary": "旧台账所载" })),
        found_on: found.parse().unwrap(),
        closed_on: closed.parse().unwrap(),
        note: Some("原编号 2019-7".into()),
    }
}

#[tokio::test]
async fn closings_of_old_ledgers_say_what_they_are_and_are_counted_apart() {
    on_both("2024-09-30", async |world| {
        let live = world.open(&station(10)).await;
        let batch = Uuid::from_u128(77);
        let ctx = world.write(&office()).await;
        let rows = vec![
            row("旧隐患", "2019-03-01", "2019-04-02"),
            row("颠倒", "2019-05-01", "2019-04-02"),
            row("将来", "2019-05-01", "2024-10-02"),
        ];
        let answers = world.engine.historical(&ctx, batch, rows).await.unwrap();
        ctx.commit().await.unwrap();
        let kept = *answers[0].as_ref().unwrap();
        let codes: Vec<&str> =
            answers.iter().filter_map(|answer| answer.as_ref().err()).map(|f| f[0].code.as_str()).collect();
        assert_eq!(codes, ["order", "future"]);

        let seen = world.detail(&office(), kept).await;
        assert!(seen.row.historical && seen.clocks.is_empty());
        assert_eq!(seen.row.state_name, "历史销号·未核验");
        assert_eq!(seen.row.marks[0].name, "历史销号·未核验");
        assert_eq!(seen.row.number, "2019-HZ-000001");
        assert_eq!(seen.row.closed_at.unwrap().civil_date(), "2019-04-02".parse().unwrap());

        let found = async |filter: CaseFilter| {
            let ctx = world.read(&office()).await;
            let page = world.engine.list(&ctx, filter.clone(), Limit::default(), None).await.unwrap();
            let tree = world.engine.tree(&ctx, filter.clone()).await.unwrap();
            let roots: i64 = tree.iter().filter(|row| row.parent.is_none()).map(|row| row.count).sum();
            assert_eq!(world.engine.count(&ctx, filter).await.unwrap().count, page.items.len() as u64);
            assert_eq!(roots, page.items.len() as i64);
            page.items.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let history = |history| CaseFilter { history: Some(history), ..CaseFilter::default() };
        assert_eq!(found(CaseFilter::default()).await, [live], "nobody verified the other");
        assert_eq!(found(history(History::With)).await, [live, kept]);
        assert_eq!(found(history(History::Only)).await, [kept]);
        let marked = CaseFilter { mark: Some("historical_unverified".into()), ..CaseFilter::default() };
        assert_eq!(found(marked).await, [kept]);
        assert_eq!(found(CaseFilter { source: Some(batch), ..CaseFilter::default() }).await, [kept]);
        let closed = CaseFilter { closed_from: "2019-01-01".parse().ok(), ..CaseFilter::default() };
        assert!(found(closed).await.is_empty(), "no closing of ours");

        // A look-back that finds it again makes it a case like the others.
        let photo = world.photo(&station(10), kept, "look_back").await;
        let relapse = json!({ "reason": "回头看发现反弹" });
        let again = world.act(&station(10), kept, "relapse", relapse, &[photo]).await.unwrap();
        assert!(!again.row.historical && again.row.state == "found");
        assert!(again.row.marks.iter().all(|mark| mark.code != "historical_unverified"));
        assert_eq!(found(CaseFilter::default()).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn one_picture_for_two_cases_is_told_with_the_other_number_as_far_as_one_sees() {
    on_both("2024-09-30", async |world| {
        let first = world.open(&station(10)).await;
        let second = world.open_in(&station(10), TOWN, "另一处").await;
        world.photo(&station(10), first, "after").await;
        world.photo(&station(10), second, "after").await;
        let seen = world.detail(&chief(), second).await;
        assert!(seen.evidence[0].reused);
        assert_eq!(seen.evidence[0].reused_in, [world.detail(&chief(), first).await.row.number]);
    })
    .await;
}

#[tokio::test]
async fn what_was_found_cannot_lie_ahead() {
    on_both("2024-09-30", async |world| {
        let ctx = world.write(&station(10)).await;
        let new = casework::NewCase {
            subject: Some(subject(TOWN)),
            fields: fields(json!({ "summary": "明天", "class": "exit", "found_on": "2024-10-01" })),
            ..casework::NewCase::new("hazard", "明天才发现")
        };
        let refused = world.engine.open(&ctx, new).await.unwrap_err();
        assert_eq!((refused.status, refused.fields[0].code.as_str()), (422, "future"));
        ctx.tx.rollback().await.unwrap();
    })
    .await;
}
