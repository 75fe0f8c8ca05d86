//! Who may do what, rule by rule.

use super::scene::{Scene, person};
use crate::rules::RefusalKind;
use kernel::id::{PersonId, PostId};
use kernel::scope::Grant;
use serde_json::Value;
use uuid::Uuid;

#[test]
fn the_right_post_in_the_right_state_may() {
    let scene = Scene::new();
    let station = person(1, "town_station");
    let verdict = scene.ask(&station, "assign");
    assert!(verdict.allowed() && verdict.problem(Value::Null).is_none());
    assert_eq!(verdict.post.unwrap().id, station.posts[0].id);
}

#[test]
fn the_wrong_state_is_a_conflict_and_names_the_right_one() {
    let verdict_of = Scene::new().at("reported");
    let station = person(1, "town_station");
    let verdict = verdict_of.ask(&station, "assign");
    assert_eq!(verdict.reasons(), ["当前状态为“已报整改”，须在“已发现”状态下办理"]);
    assert_eq!(verdict.problem(Value::Null).unwrap().status, 409);
}

#[test]
fn a_person_without_the_role_place_or_permission_is_forbidden() {
    let scene = Scene::new();
    let leader = person(1, "leader");
    assert_eq!(scene.ask(&leader, "assign").problem(Value::Null).unwrap().status, 403);
    let mut far = person(2, "town_station");
    far.posts[0].grant = Grant::region("440104001".parse().unwrap());
    assert_eq!(scene.ask(&far, "assign").reasons(), ["本事项所在地或行业不在您的岗位管辖范围内"]);
    let mut idle = person(3, "town_station");
    idle.posts[0].permissions.clear();
    assert_eq!(scene.ask(&idle, "assign").reasons(), ["您的岗位没有办理事项的权限"]);
    let mut other_trade = person(4, "town_station");
    other_trade.posts[0].grant.sectors = Some(["education".to_owned()].into());
    assert!(!scene.ask(&other_trade, "assign").allowed());
    let mut nobody = person(5, "town_station");
    nobody.user = None;
    assert!(!scene.ask(&nobody, "assign").allowed());
}

#[test]
fn role_and_place_must_come_from_one_post() {
    let scene = Scene::new();
    let mut split = person(1, "town_station");
    split.posts[0].grant = Grant::region("440104001".parse().unwrap());
    split.posts.push(person(2, "leader").posts.remove(0));
    assert!(!scene.ask(&split, "assign").allowed());
}

#[test]
fn marks_open_and_close_doors() {
    let mut scene = Scene::new().at("reported");
    let (station, officer) = (person(1, "town_station"), person(2, "fire_officer"));
    assert!(scene.ask(&station, "verify_pass").allowed());
    assert!(!scene.ask(&officer, "verify_pass_major").allowed());
    scene.snapshot.marks.insert("major".into());
    let refused = scene.ask(&station, "verify_pass");
    assert!(refused.reasons()[0].contains("重大火灾隐患"));
    assert_eq!(refused.refusals[0].kind, RefusalKind::State);
    assert!(scene.ask(&officer, "verify_pass_major").allowed());
}

#[test]
fn only_a_fire_authority_decides_what_is_major() {
    let scene = Scene::new().at("determining");
    let mut chief = person(1, "fire_chief");
    assert!(scene.ask(&chief, "determine_major").allowed());
    chief.posts[0].fire_authority = false;
    assert_eq!(scene.ask(&chief, "determine_major").reasons(), ["须由消防救援机构办理"]);
}

#[test]
fn two_accounts_of_one_person_are_one_person() {
    let mut scene = Scene::new().at("reported");
    let fixer = person(1, "town_station");
    scene.did(&fixer, "report_fixed");
    let mut twin = person(2, "town_station");
    assert!(scene.ask(&twin, "verify_pass").allowed());
    twin.person = fixer.person;
    assert_eq!(scene.ask(&twin, "verify_pass").refusals[0].kind, RefusalKind::Person);
    let mut other_person = person(1, "town_station");
    other_person.person = Some(PersonId::from_uuid(Uuid::from_u128(9)));
    assert!(!scene.ask(&other_person, "verify_pass").allowed());
}

#[test]
fn what_was_taken_back_or_lies_in_an_earlier_round_binds_nobody() {
    let mut scene = Scene::new().at("reported");
    let fixer = person(1, "town_station");
    scene.did(&fixer, "report_fixed");
    scene.snapshot.done[0].undone = true;
    assert!(scene.ask(&fixer, "verify_pass").allowed());
    scene.snapshot.done[0].undone = false;
    scene.snapshot.round = 2;
    assert!(scene.ask(&fixer, "verify_pass").allowed());
}

#[test]
fn taking_back_is_for_the_last_actor_and_needs_a_step_to_go_back_to() {
    let mut scene = Scene::new().at("reported");
    let fixer = person(1, "unit_manager");
    scene.snapshot.previous_state = Some("fixing".into());
    assert!(!scene.ask(&fixer, "withdraw").allowed());
    scene.snapshot.last_actor = fixer.user;
    assert!(scene.ask(&fixer, "withdraw").allowed());
    scene.snapshot.previous_state = None;
    assert_eq!(scene.ask(&fixer, "withdraw").reasons(), ["没有可退回的上一步"]);
}

#[test]
fn a_case_handed_over_waits_for_its_receiver_but_can_still_be_voided() {
    let mut scene = Scene::new().at("handed_over");
    let (giver, taker) = (person(1, "town_station"), person(2, "county_office"));
    scene.snapshot.owner_post = Some(taker.posts[0].id);
    assert_eq!(scene.ask(&giver, "accept").refusals[0].kind, RefusalKind::Person);
    assert!(scene.ask(&taker, "accept").allowed());
    let other_office = person(3, "county_office");
    assert!(!scene.ask(&other_office, "accept").allowed());
    assert!(scene.ask(&other_office, "void").allowed());
}

#[test]
fn the_post_a_case_was_handed_to_signs_for_it() {
    let mut scene = Scene::new().at("handed_over");
    let mut caller = person(1, "town_station");
    caller.posts.push(person(2, "county_office").posts.remove(0));
    scene.snapshot.owner_post = Some(caller.posts[1].id);
    assert_eq!(scene.ask(&caller, "accept").post.unwrap().id, caller.posts[1].id);
    scene.snapshot.owner_post = Some(PostId::from_uuid(Uuid::nil()));
    assert!(!scene.ask(&caller, "accept").allowed());
}

#[test]
fn nothing_is_extended_that_does_not_run() {
    let scene = Scene::new().at("fixing");
    let office = person(1, "county_office");
    assert_eq!(scene.ask(&office, "extend").reasons(), ["没有运行中的“整改期限”可以延长"]);
}
