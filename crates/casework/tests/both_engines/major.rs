//! Only the fire authority's collective, signed decision makes a major hazard.

use crate::world::{World, chief, office, officer, on_both, station};
use kernel::id::CaseId;
use serde_json::{Value, json};

fn people(names: &[&str]) -> Value {
    json!(names.iter().map(|name| json!({ "name": name, "title": "干部" })).collect::<Vec<_>>())
}

async fn proposed(world: &World) -> CaseId {
    let id = world.open(&station(10)).await;
    let given = json!({ "inspected_on": "2024-09-29", "opinion": "疏散出口数量不足" });
    world.act(&officer(), id, "propose_determination", given, &[]).await.unwrap();
    id
}

fn decision(names: &[&str]) -> Value {
    json!({ "determined_on": "2024-09-30", "people": people(names), "opinion": "同意" })
}

#[tokio::test]
async fn two_people_or_one_twice_are_no_collective() {
    on_both("2024-09-30", async |world| {
        let id = proposed(world).await;
        for names in [&["张三", "李四"][..], &["张三", "李四", "张 三"], &[]] {
            let refused = world.act(&chief(), id, "determine_major", decision(names), &[]).await.unwrap_err();
            assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/fields/people"));
            assert_eq!(refused.fields.len(), 1);
        }
        let done = world
            .act(&chief(), id, "determine_major", decision(&["张三", "李四", "王五"]), &[])
            .await
            .unwrap();
        assert!(done.row.marks.iter().any(|mark| mark.code == "major" && mark.danger));
        assert_eq!(done.row.due_date.unwrap().to_string(), "2024-10-10");
        assert_eq!(done.timeline.last().unwrap().people.as_ref().unwrap().as_array().unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn only_a_fire_authority_proposes_and_decides() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let mut borrowed = officer();
        borrowed.posts[0].fire_authority = false;
        let given = json!({ "inspected_on": "2024-09-29", "opinion": "x" });
        let refused = world.act(&borrowed, id, "propose_determination", given, &[]).await.unwrap_err();
        assert_eq!((refused.status, refused.detail.as_str()), (403, "须由消防救援机构办理"));
    })
    .await;
}

#[tokio::test]
async fn a_major_hazard_is_ordered_in_writing_and_closed_by_the_chief() {
    on_both("2024-09-30", async |world| {
        let id = proposed(world).await;
        world.act(&chief(), id, "determine_major", decision(&["张三", "李四", "王五"]), &[]).await.unwrap();
        let order = json!({ "due": "2024-12-20", "order_number": "甲消重字〔2024〕第0001号" });
        let ordered = world.act(&officer(), id, "issue_order", order.clone(), &[]).await.unwrap();
        assert_eq!(ordered.documents[0].number, "甲消重字〔2024〕第0001号");
        assert_eq!(ordered.row.due_date.unwrap().to_string(), "2024-12-20");

        let photo = world.photo(&station(10), id, "after").await;
        world.act(&station(10), id, "report_fixed", json!({ "note": "已增设出口" }), &[photo]).await.unwrap();
        let photo = world.photo(&station(11), id, "verify").await;
        let by_town =
            world.act(&station(11), id, "verify_pass", json!({ "note": "好" }), &[photo]).await.unwrap_err();
        assert_eq!(by_town.status, 409);
        let note = json!({ "note": "好" });
        world.act(&officer(), id, "verify_pass_major", note.clone(), &[photo]).await.unwrap();
        assert_eq!(world.act(&office(), id, "close", json!({}), &[]).await.unwrap_err().status, 409);
        let closed = world.act(&chief(), id, "close_major", note, &[]).await.unwrap();
        assert_eq!(closed.row.state, "closed");

        // A paper number is given once.
        let other = proposed(world).await;
        world
            .act(&chief(), other, "determine_major", decision(&["张三", "李四", "王五"]), &[])
            .await
            .unwrap();
        let taken = world.act(&officer(), other, "issue_order", order, &[]).await.unwrap_err();
        assert_eq!((taken.status, taken.fields[0].pointer.as_str()), (422, "/fields/order_number"));
    })
    .await;
}
