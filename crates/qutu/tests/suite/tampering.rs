//! What is changed behind the program's back is found and named.

use crate::hazard_loop::{before_the_holiday, close, suspected};
use qutu::wiring::audited_tables;
use store::audit::{self, Anchor, Fault, FaultKind, Report};
use store::{Engine, Value, params};
use testkit::City;
use uuid::Uuid;

scenarios![a_changed_row_a_removed_record_and_a_cut_tail_are_each_named];

async fn verify(city: &City, anchor: Option<&Anchor>) -> Report {
    let env = &city.app.env;
    audit::verify(&env.database, &env.audit_key, anchor, &audited_tables()).await.unwrap()
}

async fn tamper(city: &City, sql: &str, values: Vec<Value>) -> u64 {
    let tx = city.app.env.database.write().await.unwrap();
    let rows = tx.execute_quietly(sql, values).await.unwrap();
    tx.commit().await.unwrap();
    rows
}

fn one(report: &Report, kind: FaultKind) -> &Fault {
    let found: Vec<&Fault> = report.faults.iter().filter(|fault| fault.kind == kind).collect();
    assert_eq!(found.len(), 1, "{kind:?} in {:?}", report.faults);
    found[0]
}

async fn a_changed_row_a_removed_record_and_a_cut_tail_are_each_named(engine: Engine) {
    let city = before_the_holiday(engine).await;
    let (_, id) = suspected(&city).await;
    close(&city, &id).await;
    city.run_jobs().await;
    city.seal().await;
    let report = verify(&city, None).await;
    assert!(report.ok, "{:?}", report.faults);
    assert!(report.records == report.sealed && report.rows > 50, "{report:?}");
    let env = &city.app.env;
    let anchor = audit::write_anchor(&env.database, &env.audit_key, env.clock.now()).await.unwrap().unwrap();
    assert!(verify(&city, Some(&anchor)).await.ok);

    // One byte in an audited column.
    let case: Uuid = id.parse().unwrap();
    let title = "UPDATE cases SET title = $2 || SUBSTR(title, 2) WHERE id = $1";
    let tx = env.database.read().await.unwrap();
    let first = tx
        .map_rows("SELECT SUBSTR(title, 1, 1) AS first FROM cases WHERE id = $1", params![case], |row| {
            row.text("first")
        })
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(tamper(&city, title, params![case, "某"]).await, 1);
    let report = verify(&city, Some(&anchor)).await;
    let fault = one(&report, FaultKind::RowChanged);
    assert_eq!((fault.object_kind.as_deref(), fault.object_id), (Some("case"), Some(case)));
    assert_eq!(report.faults.len(), 1);
    tamper(&city, title, params![case, first[0].clone()]).await;
    assert!(verify(&city, Some(&anchor)).await.ok, "put back as it was, it is as it was");

    // A row slipped in, and one taken away.
    let file = "SELECT id FROM case_files ORDER BY id LIMIT 1";
    let tx = env.database.read().await.unwrap();
    let file: Uuid = tx.map_rows(file, params![], |row| row.uuid("id")).await.unwrap()[0];
    tx.rollback().await.unwrap();
    tamper(&city, "UPDATE case_files SET id = $2 WHERE id = $1", params![file, Uuid::from_u128(7)]).await;
    let report = verify(&city, Some(&anchor)).await;
    assert_eq!(one(&report, FaultKind::RowMissing).object_id, Some(file));
    assert_eq!(one(&report, FaultKind::RowUnknown).object_id, Some(Uuid::from_u128(7)));
    tamper(&city, "UPDATE case_files SET id = $2 WHERE id = $1", params![Uuid::from_u128(7), file]).await;

    // One byte of a record.
    tamper(&city, "UPDATE audit_records SET actor = actor || '。' WHERE chain_seq = 9", vec![]).await;
    let report = verify(&city, Some(&anchor)).await;
    assert_eq!((one(&report, FaultKind::Changed).chain_seq, report.faults.len()), (Some(9), 1));
    tamper(
        &city,
        "UPDATE audit_records SET actor = SUBSTR(actor, 1, LENGTH(actor) - 1) WHERE chain_seq = 9",
        vec![],
    )
    .await;
    assert!(verify(&city, Some(&anchor)).await.ok);

    // The tail cut off: the anchor kept elsewhere knows how long the chain was.
    let tail = anchor.chain_seq - 3;
    let cut = "UPDATE audit_records SET chain_seq = -chain_seq WHERE chain_seq > $1";
    assert_eq!(tamper(&city, cut, params![tail]).await, 3);
    let report = verify(&city, Some(&anchor)).await;
    let fault = report.faults.iter().find(|fault| fault.kind == FaultKind::Truncated).unwrap();
    assert_eq!(fault.chain_seq, Some(tail), "{fault:?}");
    tamper(&city, "UPDATE audit_records SET chain_seq = -chain_seq WHERE chain_seq < 0", vec![]).await;
    assert!(verify(&city, Some(&anchor)).await.ok);

    // One record removed.
    assert_eq!(tamper(&city, "DELETE FROM audit_records WHERE chain_seq = 9", vec![]).await, 1);
    let report = verify(&city, Some(&anchor)).await;
    assert!(!report.ok);
    assert_eq!((report.faults[0].kind, report.faults[0].chain_seq), (FaultKind::Missing, Some(9)));
    assert!(report.faults[0].message.contains("第9条"), "{}", report.faults[0].message);
}
