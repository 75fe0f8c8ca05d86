//! Random walks through the hazard lifecycle, by people who do whatever they are allowed to do.

use super::scene::{Scene, person};
use crate::model::ClockStatus;
use crate::rules::{Done, Snapshot};
use pack::lifecycle::StateClass;
use proptest::prelude::*;
use store::Caller;

/// Two of each role, so that a second person can be found, and one person with two accounts.
fn crowd() -> Vec<Caller> {
    let roles =
        ["town_station", "county_office", "fire_officer", "fire_chief", "unit_manager", "grid_worker"];
    let mut crowd: Vec<Caller> = roles
        .iter()
        .flat_map(|role| [role, role])
        .zip(1..)
        .map(|(role, number)| person(number, role))
        .collect();
    let mut twin = person(90, "town_station");
    twin.person = crowd[0].person;
    crowd.push(twin);
    let mut everything = person(91, "town_station");
    for role in &roles[1..] {
        everything.posts.extend(person(91, role).posts);
    }
    crowd.push(everything);
    crowd
}

fn same(one: &Done, other: &Done) -> bool {
    one.user == other.user || one.person == other.person
}

/// What must hold after every step, told without asking the guard.
fn check(scene: &Scene, before: &Snapshot) {
    let now = &scene.snapshot;
    let class = scene.lifecycle.state(&now.state).unwrap().class;
    let running = now.clocks.iter().filter(|c| c.sets_due && c.status == ClockStatus::Running);
    let earliest = running.map(|clock| clock.deadline.due_date()).min();
    let told = if class.is_open() { crate::rules::due(&now.clocks).map(|(date, _)| date) } else { None };
    assert_eq!(told, earliest, "the due day is the earliest running clock, and a finished case has none");
    let mut codes: Vec<&str> =
        now.clocks.iter().filter(|clock| clock.status.is_alive()).map(|clock| clock.code.as_str()).collect();
    let alive = codes.len();
    codes.dedup();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), alive, "no clock runs twice");
    assert!(now.round == before.round || (now.round == before.round + 1 && before.state == "closed"));
    if class == StateClass::Closed && before.state != now.state {
        closing(now);
    }
    if now.marks.contains("major") && !before.marks.contains("major") {
        let decided = now.done.last().unwrap();
        assert_eq!(decided.action, "determine_major");
        let proposer = standing(now, "propose_determination").last().unwrap();
        assert!(!same(decided, proposer), "nobody decides on their own proposal");
    }
}

fn standing<'a>(snapshot: &'a Snapshot, action: &'a str) -> impl DoubleEndedIterator<Item = &'a Done> {
    snapshot.done.iter().filter(move |d| d.action == action && d.round == snapshot.round && !d.undone)
}

fn closing(now: &Snapshot) {
    let closer = now.done.last().unwrap();
    let verify = if now.marks.contains("major") { "verify_pass_major" } else { "verify_pass" };
    let verifier = standing(now, verify).next_back().expect("nothing closes unverified");
    let fixers: Vec<&Done> = standing(now, "report_fixed").collect();
    assert!(!fixers.is_empty(), "nothing closes unreported");
    for fixer in fixers {
        assert!(!same(verifier, fixer), "the fixer verified");
        assert!(!same(closer, fixer), "the fixer closed");
    }
    assert!(!same(closer, verifier), "the verifier closed");
    if now.marks.contains("major") {
        assert!(standing(now, "determine_major").next().is_some(), "major without determination");
        assert_eq!(closer.action, "close_major");
    }
}

/// Takes the steps; answers the classes of state that were reached, and whether a major hazard was closed.
fn walk(steps: &[(usize, usize, i64)]) -> (Vec<StateClass>, bool) {
    let crowd = crowd();
    let mut scene = Scene::new();
    let (mut reached, mut major_closed) = (Vec::new(), false);
    for (who, what, hours) in steps {
        scene.now = scene.now.plus_hours(*hours);
        let caller = &crowd[who % crowd.len()];
        let allowed: Vec<String> = scene
            .lifecycle
            .actions
            .iter()
            .filter(|action| scene.ask(caller, &action.code).allowed())
            .map(|action| action.code.clone())
            .collect();
        if allowed.is_empty() {
            continue;
        }
        let before = scene.snapshot.clone();
        let action = &allowed[what % allowed.len()];
        if scene.act(caller, action).is_err() {
            assert_eq!(scene.snapshot.state, before.state);
            continue;
        }
        check(&scene, &before);
        reached.push(scene.lifecycle.state(&scene.snapshot.state).unwrap().class);
        major_closed |= scene.snapshot.state == "closed" && scene.snapshot.marks.contains("major");
    }
    (reached, major_closed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn nothing_closes_without_a_second_person_and_no_major_hazard_without_determination(
        steps in prop::collection::vec((0_usize..64, 0_usize..64, 0_i64..200), 1..120)
    ) {
        walk(&steps);
    }
}

#[test]
fn the_walks_reach_every_class_of_state_and_close_major_hazards() {
    let mut seed = 7_u64;
    let mut next = move |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let mut reached = std::collections::BTreeSet::new();
    let mut major_closed = false;
    for _ in 0..400 {
        let steps: Vec<(usize, usize, i64)> =
            (0..150).map(|_| (next(64) as usize, next(64) as usize, next(100) as i64)).collect();
        let (classes, major) = walk(&steps);
        reached.extend(classes);
        major_closed |= major;
    }
    assert_eq!(reached.len(), StateClass::ALL.len(), "{reached:?}");
    assert!(major_closed);
}
