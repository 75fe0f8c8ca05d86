//! Visits on both engines. PostgreSQL runs where `QUTU_TEST_POSTGRES_URL` names a server.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod support;

use campaign::model::{Checklist, InspectionFilter, Judge, NewInspection};
use campaign::service;
use kernel::id::PremisesId;
use kernel::page::Limit;
use kernel::scope::Grant;
use registry::model::PremisesFilter;
use serde_json::{Map, Value, json};
use support::{Bench, TOWN_A, TOWN_B, city, each, holder, region};

/// A visit in which every answer passes but those named.
fn visit(
    checklist: &Checklist,
    premises: PremisesId,
    failed: &[(&str, &str)],
    more: &Value,
) -> NewInspection {
    let answers: Vec<Value> = checklist
        .items
        .iter()
        .map(|question| match failed.iter().find(|(code, _)| question.code == *code) {
            Some((_, note)) => json!({ "item": question.code, "result": "fail", "note": note }),
            None => json!({ "item": question.code, "result": "pass" }),
        })
        .collect();
    let mut input = json!({
        "premises_id": premises, "inspected_on": "2024-05-06", "checklist": checklist.code, "answers": answers,
    });
    input.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    serde_json::from_value(input).unwrap()
}

fn hotel(bench: &Bench) -> Checklist {
    service::checklist(&bench.pack, "hotel").unwrap()
}

/// Two exits wanted, one there: a direct element of the 2025 edition for a hotel, and none of 2017.
fn short_of_exits() -> Value {
    json!({ "inspected_on": "2025-12-01", "facts": { "exits_required": 2, "exits_present": 1 } })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clean_visit_opens_nothing_and_leaves_its_day_and_facts() {
    each(async |bench| {
        let id = bench.premises("金海宾馆", TOWN_A).await;
        let ctx = bench.write(city()).await;
        let made =
            service::record(&ctx, &bench.desk(), visit(&hotel(&bench), id, &[], &json!({}))).await.unwrap();
        ctx.commit().await.unwrap();
        assert_eq!((made.row.failed, made.row.cases_opened, made.row.major_suggested), (0, 0, false));
        assert!(made.cases.is_empty());
        assert_eq!(made.judgement.as_ref().unwrap().edition, "2017", "the edition in force on the day");
        assert_eq!(made.row.inspector.post, "岗位");
        let ctx = bench.read(city()).await;
        let page = registry::service::detail(&ctx, &bench.registry_desk(), id).await.unwrap();
        assert_eq!(page.row.last_inspected_on, Some("2024-05-06".parse().unwrap()));
        assert_eq!(page.facts.get("exit_fully_blocked"), Some(&json!(false)));
        assert_eq!(page.inspections, [made.row]);
        assert!(page.history.iter().any(|change| change.field == "facts.exit_fully_blocked"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_becomes_cases_and_a_major_suggestion_one_of_its_own() {
    each(async |bench| {
        let id = bench.premises("金海宾馆", TOWN_A).await;
        let other = bench.premises("安心宾馆", TOWN_B).await;
        let failed = [("general.exits_number", "只有一个安全出口")];
        let ctx = bench.write(city()).await;
        let input = visit(&hotel(&bench), id, &failed, &short_of_exits());
        let made = service::record(&ctx, &bench.desk(), input).await.unwrap();
        ctx.commit().await.unwrap();
        assert!(made.row.major_suggested);
        assert_eq!((made.row.failed, made.row.cases_opened, made.cases.len()), (1, 2, 2));
        let suspected = made.cases.iter().find(|case| case.title.starts_with("疑似重大火灾隐患")).unwrap();
        assert!(suspected.marks.iter().any(|mark| mark.code == "suggested_major"));
        let ordinary = made.cases.iter().find(|case| case.id != suspected.id).unwrap();
        assert!(ordinary.title.contains("只有一个安全出口"), "{}", ordinary.title);
        assert!(ordinary.marks.is_empty());

        let ctx = bench.read(city()).await;
        let case = bench.engine.detail(&ctx, suspected.id).await.unwrap();
        assert_eq!(case.suggestion.unwrap()["advisory"], "判定建议，不是确定");
        assert_eq!(case.inspection_id, Some(made.row.id.as_uuid()));
        assert!(case.fields["summary"].as_str().unwrap().contains("建议提请集体确定"));
        let page = registry::service::detail(&ctx, &bench.registry_desk(), id).await.unwrap();
        assert_eq!((page.row.open_cases, page.row.major_open, page.cases.len()), (2, 0, 2));
        drop(ctx);
        assert_eq!(bench.found(json!({ "has_open": true })).await, [id]);
        assert_eq!(bench.found(json!({ "has_open": false })).await, [other]);
        assert!(
            bench.found(json!({ "major": true })).await.is_empty(),
            "a suggestion is not a determination"
        );
        bench.verify().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_still_open_is_not_opened_again() {
    each(async |bench| {
        let id = bench.premises("金海宾馆", TOWN_A).await;
        let failed = [("general.exits_number", "只有一个安全出口")];
        let mut seen = Vec::new();
        for opened in [2, 0] {
            let ctx = bench.write(city()).await;
            let input = visit(&hotel(&bench), id, &failed, &short_of_exits());
            let made = service::record(&ctx, &bench.desk(), input).await.unwrap();
            ctx.commit().await.unwrap();
            assert_eq!((made.row.cases_opened, made.cases.len()), (opened, 2));
            let mut cases: Vec<_> = made.cases.iter().map(|case| case.id).collect();
            cases.sort_unstable();
            seen.push(cases);
        }
        assert_eq!(seen[0], seen[1], "the second visit points at the cases of the first");
        bench.verify().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_sent_twice_from_a_device_is_one_visit() {
    each(async |bench| {
        let id = bench.premises("金海宾馆", TOWN_A).await;
        let sent = json!({ "client_id": "device-1" });
        let mut ids = Vec::new();
        for _ in 0..2 {
            let ctx = bench.write(city()).await;
            let made =
                service::record(&ctx, &bench.desk(), visit(&hotel(&bench), id, &[], &sent)).await.unwrap();
            ids.push(made.row.id);
            if ids.len() == 1 {
                ctx.commit().await.unwrap();
            }
        }
        assert_eq!(ids[0], ids[1]);
        let another = bench.premises("安心宾馆", TOWN_A).await;
        let ctx = bench.write(city()).await;
        let reused = service::record(&ctx, &bench.desk(), visit(&hotel(&bench), another, &[], &sent)).await;
        assert_eq!(reused.unwrap_err().status, 409);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_newest_first_and_cut_to_the_scope() {
    each(async |bench| {
        let (a, b) = (bench.premises("金海宾馆", TOWN_A).await, bench.premises("安心宾馆", TOWN_B).await);
        let failed = [("general.exits_number", "少一个")];
        for (premises, day, failed) in
            [(a, "2024-05-06", &failed[..]), (b, "2024-05-01", &[]), (a, "2024-04-01", &[])]
        {
            let ctx = bench.write(city()).await;
            let mut input = visit(&hotel(&bench), premises, failed, &json!({}));
            input.inspected_on = day.parse().unwrap();
            service::record(&ctx, &bench.desk(), input).await.unwrap();
            ctx.commit().await.unwrap();
        }
        let days = async |caller: store::Caller, filter: Value| -> Vec<String> {
            let ctx = bench.read(caller).await;
            let filter: InspectionFilter = serde_json::from_value(filter).unwrap();
            let (mut days, mut cursor) = (Vec::new(), None);
            loop {
                let page =
                    service::list(&ctx, &filter, Limit::new(1).unwrap(), cursor.as_ref()).await.unwrap();
                days.extend(page.items.into_iter().map(|row| row.inspected_on.to_string()));
                let Some(next) = page.next else { break };
                cursor = Some(next.parse().unwrap());
            }
            assert_eq!(service::count(&ctx, &filter).await.unwrap().count, days.len() as u64);
            days
        };
        assert_eq!(days(city(), json!({})).await, ["2024-05-06", "2024-05-01", "2024-04-01"]);
        let town = || holder(Grant::region(region(TOWN_A)));
        assert_eq!(days(town(), json!({})).await, ["2024-05-06", "2024-04-01"]);
        assert_eq!(days(town(), json!({ "failed": true })).await, ["2024-05-06"]);
        assert_eq!(days(city(), json!({ "premises": b })).await, ["2024-05-01"]);
        assert_eq!(days(city(), json!({ "from": "2024-04-15", "to": "2024-05-05" })).await, ["2024-05-01"]);
        let ctx = bench.read(city()).await;
        let page = registry::service::detail(&ctx, &bench.registry_desk(), a).await.unwrap();
        assert_eq!(
            page.row.last_inspected_on,
            Some("2024-05-06".parse().unwrap()),
            "an older visit moves nothing back"
        );
        let counts = campaign::facts::visits_between(&ctx.tx, "2024-05-01".parse().unwrap(), ctx.today())
            .await
            .unwrap();
        assert_eq!(
            counts.iter().map(|count| (count.visits, count.with_failures)).collect::<Vec<_>>(),
            [(1, 1), (1, 0)]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_with_pointers() {
    each(async |bench| {
        let id = bench.premises("金海宾馆", TOWN_A).await;
        let refused = async |input: NewInspection| {
            let ctx = bench.write(city()).await;
            service::record(&ctx, &bench.desk(), input).await.unwrap_err()
        };
        let pointer =
            |problem: kernel::problem::Problem| problem.fields.first().map(|field| field.pointer.clone());
        let list = hotel(&bench);
        let unknown = visit(&list, id, &[], &json!({ "checklist": "moon" }));
        assert_eq!(pointer(refused(unknown).await).as_deref(), Some("/checklist"));
        let elsewhere = visit(&list, id, &[], &json!({ "checklist": "factory_warehouse" }));
        assert_eq!(pointer(refused(elsewhere).await).as_deref(), Some("/checklist"));
        let future = visit(&list, id, &[], &json!({ "inspected_on": "2025-12-02" }));
        assert_eq!(pointer(refused(future).await).as_deref(), Some("/inspected_on"));
        let nonsense = visit(&list, id, &[], &json!({ "facts": { "exits_present": "一个" } }));
        assert_eq!(pointer(refused(nonsense).await).as_deref(), Some("/facts/exits_present"));
        let ctx = bench.write(holder(Grant::region(region(TOWN_B)))).await;
        let outside = service::record(&ctx, &bench.desk(), visit(&list, id, &[], &json!({}))).await;
        assert_eq!(outside.unwrap_err().status, 404);
        drop(ctx);
        let ctx = bench.read(city()).await;
        assert_eq!(service::count(&ctx, &InspectionFilter::default()).await.unwrap().count, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_can_be_judged_without_a_visit() {
    each(async |bench| {
        let ctx = bench.read(city()).await;
        let facts: Map<String, Value> = short_of_exits()["facts"].as_object().cloned().unwrap();
        let judge = |date: &str| Judge {
            date: date.parse().unwrap(),
            facts: facts.clone(),
            kinds: vec!["hotel".into()],
        };
        for (date, edition, verdict) in [("2025-10-31", "2017", "not_major"), ("2025-11-01", "2025", "major")]
        {
            let found = service::judge(&ctx, &judge(date)).unwrap();
            assert_eq!((found.edition.as_str(), found.verdict.as_str()), (edition, verdict));
        }
        assert_eq!(service::judge(&ctx, &judge("2018-06-30")).unwrap_err().status, 422);
        let words = service::vocabulary("2025-11-01".parse().unwrap(), &["hotel".to_owned()]).unwrap();
        assert!(words.inputs.iter().any(|input| input.name == "exits_required"));
        assert_eq!(service::checklist(&bench.pack, "moon").unwrap().code, "general");
        let filter = PremisesFilter::default();
        assert_eq!(registry::service::count(&ctx, &filter).await.unwrap().count, 0);
    })
    .await;
}
