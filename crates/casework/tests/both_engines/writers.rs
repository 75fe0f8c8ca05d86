//! Transactions that change the same counters in another order.

use crate::world::{OTHER_TOWN, TOWN, World, on_both, person, station};
use casework::answer::Act;
use kernel::id::CaseId;
use serde_json::json;
use store::{Caller, Engine};
use tokio::sync::Barrier;

/// Assigns two cases in one transaction, waiting for the other writer between them.
async fn assign_two(world: &World, by: &Caller, cases: [CaseId; 2], met: &Barrier) {
    let ctx = world.write(by).await;
    for (turn, id) in cases.into_iter().enumerate() {
        let act = Act {
            action: "assign".into(),
            version: 1,
            fields: crate::world::fields(json!({ "due": "2024-10-31" })),
            evidence: Vec::new(),
            note: None,
        };
        world.engine.act(&ctx, id, act).await.unwrap();
        if turn == 0 {
            met.wait().await;
        }
    }
    ctx.commit().await.unwrap();
}

#[tokio::test]
async fn two_writers_over_the_same_towns_never_wait_in_a_circle() {
    on_both("2024-09-30", async |world| {
        // SQLite has one writer at a time.
        if world.env.database.engine() == Engine::Sqlite {
            return;
        }
        let (here, there) = (station(10), person(70, "town_station", OTHER_TOWN));
        let mut both = here.clone();
        both.posts.extend(there.posts.clone());
        let one =
            [world.open_in(&here, TOWN, "甲镇一").await, world.open_in(&there, OTHER_TOWN, "丙镇一").await];
        let two =
            [world.open_in(&there, OTHER_TOWN, "丙镇二").await, world.open_in(&here, TOWN, "甲镇二").await];
        let met = Barrier::new(2);
        let (first, second) = (assign_two(world, &both, one, &met), assign_two(world, &both, two, &met));
        tokio::join!(Box::pin(first), Box::pin(second));
    })
    .await;
}
