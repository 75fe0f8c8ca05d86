//! Legal clocks over holidays, suspension, extension, and the timers that speak up.

use crate::world::{chief, manager, office, on_both, station};
use casework::answer::ClockState;
use casework::jobs::handlers;
use serde_json::json;
use store::jobs::Runner;

#[tokio::test]
async fn three_working_days_from_the_eve_of_national_day_end_on_the_tenth() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let detail = world.detail(&station(10), id).await;
        assert_eq!(detail.row.due_date.unwrap().to_string(), "2024-10-10");
        assert_eq!(
            (detail.row.due_in_days, detail.row.overdue, detail.row.provisional_due),
            (Some(10), false, false)
        );
        let handle = &detail.clocks[0];
        assert_eq!((handle.state, handle.remaining_working_days), (ClockState::Running, Some(3)));
        assert_eq!(handle.certainty, "unverified");
        world.today("2024-10-11");
        let late = world.detail(&station(10), id).await;
        assert!(late.row.overdue);
        assert_eq!((late.row.due_in_days, late.clocks[0].state), (Some(-1), ClockState::Overdue));
    })
    .await;
}

#[tokio::test]
async fn a_year_without_notice_gives_a_provisional_day() {
    on_both("2031-04-29", async |world| {
        let id = world.open(&station(10)).await;
        assert!(world.detail(&station(10), id).await.row.provisional_due);
        let ctx = world.write(&chief()).await;
        assert_eq!(world.engine.recompute_provisional(&ctx).await.unwrap(), 0);
        ctx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_extension_is_later_and_leaves_its_trace() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        world.act(&station(10), id, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap();
        let ask = |due: &str| json!({ "due": due, "reason": "设备到货晚，已派人值守" });
        let earlier = world.act(&office(), id, "extend", ask("2024-10-20"), &[]).await.unwrap_err();
        assert_eq!((earlier.status, earlier.fields[0].pointer.as_str()), (422, "/fields/due"));
        let later = world.act(&office(), id, "extend", ask("2024-11-30"), &[]).await.unwrap();
        assert_eq!(later.row.due_date.unwrap().to_string(), "2024-11-30");
        assert_eq!(later.row.state, "assigned");
        let clock = later.clocks.iter().find(|clock| clock.code == "rectify").unwrap();
        assert_eq!(clock.extended_from.unwrap().to_string(), "2024-10-31");
        assert!(later.row.marks.iter().any(|mark| mark.code == "extended"));
    })
    .await;
}

#[tokio::test]
async fn reporting_holds_the_clock_and_a_failed_check_lets_it_run_on() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        world.act(&station(10), id, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap();
        world.today("2024-10-21");
        let photo = world.photo(&manager(), id, "after").await;
        let held =
            world.act(&manager(), id, "report_fixed", json!({ "note": "已清理" }), &[photo]).await.unwrap();
        // Ten days were left; now the three working days of the check are the due day.
        assert_eq!(held.row.due_date.unwrap().to_string(), "2024-10-24");
        world.today("2024-10-24");
        let failed =
            world.act(&station(11), id, "verify_fail", json!({ "reason": "仍有布料" }), &[]).await.unwrap();
        assert_eq!(
            (failed.row.state.as_str(), failed.row.due_date.unwrap().to_string()),
            ("fixing", "2024-11-03".into())
        );
    })
    .await;
}

#[tokio::test]
async fn timers_remind_before_and_speak_up_the_morning_after() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let done = world.open(&station(10)).await;
        world.act(&station(10), done, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap();
        let runner =
            Runner::new(world.env.clone(), handlers(&world.engine, vec![]).into_iter().take(1).collect());
        let words = async || {
            let detail = world.detail(&station(10), id).await;
            detail.timeline.iter().map(|entry| entry.action.clone()).collect::<Vec<_>>()
        };
        world.today("2024-10-09");
        runner.run_due(50).await.unwrap();
        assert_eq!(words().await, ["open", "clock.reminder"]);
        world.today("2024-10-10");
        runner.run_due(50).await.unwrap();
        assert_eq!(words().await.len(), 2);
        world.today("2024-10-11");
        runner.run_due(50).await.unwrap();
        runner.run_due(50).await.unwrap();
        assert_eq!(words().await, ["open", "clock.reminder", "clock.overdue"]);
        // The clock that was stopped in time has said nothing.
        assert_eq!(world.detail(&station(10), done).await.timeline.len(), 2);
        let ctx = world.read(&office()).await;
        let notices = world.engine.notices(&ctx, true, kernel::page::Limit::default(), None).await.unwrap();
        assert!(notices.items.iter().any(|notice| notice.title.contains("已超期1天")), "{notices:?}");
    })
    .await;
}
