//! The hazard loop: found, assigned, planned, reported, verified by somebody else, closed; and the side roads.

use crate::world::{OTHER_TOWN, TOWN, World, chief, manager, office, on_both, person, station};
use kernel::id::{CaseId, PersonId};
use serde_json::json;
use store::Caller;
use uuid::Uuid;

async fn reported(world: &World, fixer: &Caller) -> CaseId {
    let id = world.open(&station(10)).await;
    world.act(&station(10), id, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap();
    let plan = json!({ "measures": "清理布料，划线保持畅通" });
    world.act(fixer, id, "plan", plan, &[]).await.unwrap();
    let after = world.photo(fixer, id, "after").await;
    world.act(fixer, id, "report_fixed", json!({ "note": "已清理" }), &[after]).await.unwrap();
    id
}

async fn verified(world: &World) -> CaseId {
    let id = reported(world, &manager()).await;
    let photo = world.photo(&station(11), id, "verify").await;
    world.act(&station(11), id, "verify_pass", json!({ "note": "现场畅通" }), &[photo]).await.unwrap();
    id
}

#[tokio::test]
async fn the_loop_closes_with_proof_and_a_second_person() {
    on_both("2024-09-30", async |world| {
        let id = reported(world, &station(10)).await;
        let photo = world.photo(&station(10), id, "verify").await;
        let given = json!({ "note": "合格" });

        // The fixer, and the fixer's other account, may not verify.
        let refused = world.act(&station(10), id, "verify_pass", given.clone(), &[photo]).await.unwrap_err();
        assert_eq!(refused.status, 403);
        assert!(refused.detail.contains("报告整改完成") && refused.detail.contains("他人"), "{refused}");
        let mut twin = station(12);
        twin.person = station(10).person;
        assert_eq!(
            world.act(&twin, id, "verify_pass", given.clone(), &[photo]).await.unwrap_err().status,
            403
        );
        let seen = world.detail(&station(10), id).await;
        let verify = seen.actions.iter().find(|action| action.code == "verify_pass").unwrap();
        assert!(!verify.allowed && verify.why_not.iter().any(|reason| reason.contains("他人")));

        // The second person needs a picture, and one that the fixer did not supply.
        let supplied = world.act(&station(11), id, "verify_pass", given.clone(), &[photo]).await.unwrap_err();
        assert_eq!((supplied.status, supplied.fields[0].code.as_str()), (422, "same_person"));
        let photo = world.photo(&station(11), id, "verify").await;
        let bare = world.act(&station(11), id, "verify_pass", given.clone(), &[]).await.unwrap_err();
        assert_eq!((bare.status, bare.fields[0].pointer.as_str()), (422, "/evidence"));
        let done = world.act(&station(11), id, "verify_pass", given, &[photo]).await.unwrap();
        assert_eq!(done.row.state, "verified");

        // Who verified may not close, whoever they became.
        let mut promoted = office();
        promoted.person = Some(PersonId::from_uuid(Uuid::from_u128(1011)));
        assert_eq!(world.act(&promoted, id, "close", json!({}), &[]).await.unwrap_err().status, 403);
        let closed = world.act(&office(), id, "close", json!({}), &[]).await.unwrap();
        assert_eq!(closed.row.state_class, "closed");
        assert!(closed.row.closed_at.is_some() && closed.row.due_date.is_none());
        assert_eq!(closed.timeline.len(), 6);
        assert_eq!(closed.timeline[4].evidence.len(), 1);
        assert!(closed.line.iter().filter(|point| point.reached_on.is_some()).count() >= 5);
        assert_eq!(closed.row.number, "2024-HZ-000001");
    })
    .await;
}

#[tokio::test]
async fn a_stale_actor_is_told_what_changed() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        world.act(&station(10), id, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap();
        let late = world
            .act_at(&station(11), id, 1, "assign", json!({ "due": "2024-11-01" }), &[])
            .await
            .unwrap_err();
        assert_eq!(late.status, 409);
        let current = &late.extra["current"];
        assert_eq!((&current["state"], &current["state_name"]), (&json!("assigned"), &json!("已交办")));
        assert_eq!(current["version"], 2);
        let changed = current["changed"].as_array().unwrap();
        assert!(
            changed.contains(&json!({ "field": "state", "from": "found", "to": "assigned" })),
            "{changed:?}"
        );
        assert!(changed.contains(&json!({ "field": "due_date", "from": "2024-10-10", "to": "2024-10-31" })));
    })
    .await;
}

#[tokio::test]
async fn outside_the_scope_there_is_no_case_and_within_it_reasons_are_given() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let stranger = person(70, "town_station", OTHER_TOWN);
        assert_eq!(world.act(&stranger, id, "assign", json!({}), &[]).await.unwrap_err().status, 404);
        let ctx = world.read(&stranger).await;
        assert_eq!(world.engine.timeline(&ctx, id).await.unwrap_err().status, 404);
        let leader = person(80, "leader", TOWN);
        let refused =
            world.act(&leader, id, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap_err();
        assert_eq!(refused.status, 403);
        assert!(refused.detail.contains("镇消防工作站"), "{refused}");
        let early = world.act(&office(), id, "close", json!({}), &[]).await.unwrap_err();
        assert_eq!((early.status, &early.extra["current"]["state"]), (409, &json!("found")));
        let bad = world
            .act(&station(10), id, "assign", json!({ "due": "2024-09-01", "x": 1 }), &[])
            .await
            .unwrap_err();
        let pointers: Vec<&str> = bad.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!((bad.status, pointers), (422, vec!["/fields/x", "/fields/due"]));
    })
    .await;
}

#[tokio::test]
async fn a_report_can_be_taken_back_by_its_author_only() {
    on_both("2024-09-30", async |world| {
        let id = reported(world, &manager()).await;
        let reason = json!({ "reason": "照片传错" });
        assert_eq!(
            world.act(&station(10), id, "withdraw", reason.clone(), &[]).await.unwrap_err().status,
            403
        );
        let back = world.act(&manager(), id, "withdraw", reason, &[]).await.unwrap();
        assert_eq!(back.row.state, "planned");
        let clock = |code: &str| back.clocks.iter().find(|clock| clock.code == code).unwrap().state;
        assert_eq!(clock("rectify"), casework::answer::ClockState::Running);
        assert_eq!(clock("reinspect"), casework::answer::ClockState::Met);
        // The picture of the report taken back proves nothing any more.
        let used = back.evidence[0].id;
        let again =
            world.act(&manager(), id, "report_fixed", json!({ "note": "再报" }), &[used]).await.unwrap_err();
        assert_eq!(again.status, 422);
    })
    .await;
}

#[tokio::test]
async fn a_case_handed_over_is_taken_by_its_receiver_only() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let to = office().posts[0].id;
        let far = person(70, "town_station", OTHER_TOWN).posts[0].id;
        let give = |post: kernel::id::PostId| json!({ "to_post": post, "reason": "属县级事权" });
        let refused = world.act(&station(10), id, "transfer", give(far), &[]).await.unwrap_err();
        assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/fields/to_post"));
        // A post that reaches the case but may not sign for it would park it, and its clock, for ever.
        let idle = world.act(&station(10), id, "transfer", give(chief().posts[0].id), &[]).await.unwrap_err();
        assert_eq!((idle.status, idle.fields[0].pointer.as_str()), (422, "/fields/to_post"));
        assert!(idle.detail.contains("不能签收"), "{idle}");
        let given = world.act(&station(10), id, "transfer", give(to), &[]).await.unwrap();
        // Handling stands still while the receiver has two working days to take it.
        assert_eq!(
            (given.row.state.as_str(), given.row.due_date.unwrap().to_string()),
            ("handed_over", "2024-10-09".into())
        );
        assert_eq!(world.act(&station(10), id, "accept", json!({}), &[]).await.unwrap_err().status, 403);
        let inbox = |who: Caller| async move {
            let ctx = world.read(&who).await;
            world.engine.inbox(&ctx, kernel::page::Limit::default(), None).await.unwrap().items.len()
        };
        assert_eq!((inbox(station(10)).await, inbox(office()).await), (0, 1));
        let taken = world.act(&office(), id, "accept", json!({}), &[]).await.unwrap();
        assert_eq!(taken.row.state, "found");
        assert!(taken.row.due_date.is_some());
    })
    .await;
}

#[tokio::test]
async fn work_follows_a_merged_post() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let give = json!({ "to_post": station(11).posts[0].id, "reason": "分工" });
        world.act(&office(), id, "transfer", give, &[]).await.unwrap();
        let ctx = world.write(&chief()).await;
        let to = crate::world::card(&office());
        assert_eq!(world.engine.move_posts(&ctx, &[station(11).posts[0].id], &to).await.unwrap(), 1);
        ctx.commit().await.unwrap();
        assert_eq!(world.act(&station(11), id, "accept", json!({}), &[]).await.unwrap_err().status, 403);
        world.act(&office(), id, "accept", json!({}), &[]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn void_keeps_everything() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let void = world.act(&office(), id, "void", json!({ "reason": "重复登记" }), &[]).await.unwrap();
        assert_eq!(void.row.state_class, "void");
        assert_eq!((void.timeline.len(), void.fields["class"].as_str()), (2, Some("exit")));
        let again =
            world.act(&station(10), id, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap_err();
        assert_eq!(again.status, 409);
    })
    .await;
}

#[tokio::test]
async fn a_relapse_begins_a_new_round_with_clocks_of_its_own() {
    on_both("2024-09-30", async |world| {
        let id = verified(world).await;
        world.act(&office(), id, "close", json!({}), &[]).await.unwrap();
        world.today("2024-11-04");
        let photo = world.photo(&station(10), id, "look_back").await;
        // Who closed it may not look back.
        let own =
            world.act(&office(), id, "relapse", json!({ "reason": "又堵" }), &[photo]).await.unwrap_err();
        assert_eq!(own.status, 403);
        let back =
            world.act(&station(10), id, "relapse", json!({ "reason": "又堵" }), &[photo]).await.unwrap();
        assert_eq!((back.row.state.as_str(), back.row.closed_at), ("found", None));
        assert!(back.row.marks.iter().any(|mark| mark.code == "relapsed" && mark.danger));
        assert_eq!(back.row.due_date.unwrap().to_string(), "2024-11-07");
        // In the new round the old fixer is nobody's fixer.
        world.act(&station(10), id, "assign", json!({ "due": "2024-12-31" }), &[]).await.unwrap();
        let after = world.photo(&station(11), id, "after").await;
        world.act(&station(11), id, "report_fixed", json!({ "note": "清" }), &[after]).await.unwrap();
        let photo = world.photo(&station(10), id, "verify").await;
        world.act(&station(10), id, "verify_pass", json!({ "note": "好" }), &[photo]).await.unwrap();
        world.act(&office(), id, "close", json!({}), &[]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn sent_back_by_the_office_the_fixer_still_may_not_verify() {
    on_both("2024-09-30", async |world| {
        let id = reported(world, &station(10)).await;
        let photo = world.photo(&station(11), id, "verify").await;
        world.act(&station(11), id, "verify_pass", json!({ "note": "好" }), &[photo]).await.unwrap();
        world.act(&office(), id, "return", json!({ "reason": "照片不清" }), &[]).await.unwrap();
        let photo = world.photo(&station(10), id, "verify").await;
        let refused =
            world.act(&station(10), id, "verify_pass", json!({ "note": "好" }), &[photo]).await.unwrap_err();
        assert_eq!(refused.status, 403);
    })
    .await;
}

#[tokio::test]
async fn of_two_at_once_one_is_told_that_the_other_was_faster() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let (one, other) = (station(10), station(11));
        let due = |day: &str| json!({ "due": day });
        let (first, second) = tokio::join!(
            Box::pin(world.act_at(&one, id, 1, "assign", due("2024-10-31"), &[])),
            Box::pin(world.act_at(&other, id, 1, "assign", due("2024-11-01"), &[])),
        );
        let refused = match (first, second) {
            (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
            both => panic!("{both:?}"),
        };
        assert_eq!((refused.status, &refused.extra["current"]["version"]), (409, &json!(2)));
        assert!(!refused.extra["current"]["changed"].as_array().unwrap().is_empty());
        assert_eq!(world.detail(&chief(), id).await.timeline.len(), 2);
    })
    .await;
}
