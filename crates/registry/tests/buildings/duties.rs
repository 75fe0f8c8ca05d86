//! The duty matrix and what a decision moves, on both engines.

use crate::support::{Bench, CITY, TOWN_A, TOWN_B, city, each, holder, premises, region};
use kernel::scope::Grant;
use registry::model::{NewDutyDecision, PremisesFilter};
use registry::service;
use serde_json::json;
use store::{Caller, audit};

/// The office of the city's fire-safety committee.
fn office(mut caller: Caller) -> Caller {
    for post in &mut caller.posts {
        post.permissions.insert("plan.write".to_owned());
    }
    caller
}

fn decision(department: &str, valid_from: &str) -> NewDutyDecision {
    serde_json::from_value(json!({
        "premises_kind": "pod", "department": department, "principle": "who_governs", "document": "消安委〔2024〕3号",
        "decided_on": "2024-05-06", "valid_from": valid_from,
    }))
    .unwrap()
}

async fn led(bench: &Bench, department: &str) -> u64 {
    let ctx = bench.read(city()).await;
    let filter = PremisesFilter { department: Some(department.into()), ..PremisesFilter::default() };
    service::count(&ctx, &filter).await.unwrap().count
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_nobody_leads_is_a_hole_until_a_decision_moves_its_premises_to_a_department() {
    each(async |bench| {
        let city_code = region(CITY);
        let ids = bench
            .add(vec![
                premises("太空舱一", "pod", TOWN_A),
                premises("太空舱二", "pod", TOWN_B),
                premises("宾馆", "hotel", TOWN_A),
            ])
            .await;
        let ctx = bench.write(office(city())).await;
        let matrix = service::duty_matrix(&ctx, &bench.pack, city_code, None).await.unwrap();
        let pod = matrix.kinds.iter().find(|kind| kind.code == "pod").unwrap();
        assert_eq!((matrix.holes, matrix.doubles, pod.hole, pod.premises, pod.unmapped), (1, 0, true, 2, 2));
        assert!(matrix.may_decide);
        let late =
            service::decide_duty(&ctx, &bench.pack, city_code, decision("commerce", "2024-05-07")).await;
        assert_eq!(late.unwrap_err().fields[0].pointer, "/valid_from");
        service::decide_duty(&ctx, &bench.pack, city_code, decision("commerce", "2024-05-01")).await.unwrap();
        ctx.commit().await.unwrap();

        assert_eq!(led(&bench, "commerce").await, 3);
        bench.add(vec![premises("太空舱三", "pod", TOWN_A)]).await;
        assert_eq!(led(&bench, "commerce").await, 4, "those registered later follow the decision");
        let ctx = bench.read(city()).await;
        let page = service::detail(&ctx, &bench.desk(), ids[0]).await.unwrap();
        assert_eq!(page.row.sector.as_deref(), Some("commerce"));
        assert_eq!(page.duty[0].basis, "消安委〔2024〕3号（谁主管谁牵头）");
        let told = page.history.iter().find(|change| change.field == "department").unwrap();
        assert_eq!((told.from.as_deref(), told.to.as_deref()), (None, Some("commerce")), "its day is kept");
        let before =
            service::duty_matrix(&ctx, &bench.pack, city_code, "2024-04-30".parse().ok()).await.unwrap();
        assert_eq!(before.holes, 1, "before the decision the matrix had the hole");
        drop(ctx);

        let ctx = bench.write(office(city())).await;
        let backwards = decision("education", "2024-04-30");
        let refused = service::decide_duty(&ctx, &bench.pack, city_code, backwards).await.unwrap_err();
        assert_eq!(refused.fields[0].pointer, "/valid_from");
        service::decide_duty(&ctx, &bench.pack, city_code, decision("education", "2024-05-06"))
            .await
            .unwrap();
        ctx.commit().await.unwrap();
        assert_eq!((led(&bench, "commerce").await, led(&bench, "education").await), (1, 3));
        let ctx = bench.read(city()).await;
        let versions: Vec<(String, bool)> = service::duty_matrix(&ctx, &bench.pack, city_code, None)
            .await
            .unwrap()
            .decisions
            .into_iter()
            .map(|row| (row.department, row.valid_to.is_some()))
            .collect();
        assert_eq!(versions, [("education".to_owned(), false), ("commerce".to_owned(), true)]);
        drop(ctx);

        for caller in [city(), office(holder(Grant::region(region("440103000000"))))] {
            let ctx = bench.write(caller).await;
            let refused =
                service::decide_duty(&ctx, &bench.pack, city_code, decision("commerce", "2024-05-06")).await;
            assert_eq!(refused.unwrap_err().status, 403);
        }
        let report = audit::verify(&bench.env.database, &bench.env.audit_key, None, registry::AUDITED).await;
        assert!(report.unwrap().ok);
    })
    .await;
}
