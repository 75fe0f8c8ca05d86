use super::*;
use uuid::Uuid;

fn org(number: u128) -> OrgId {
    OrgId::from_uuid(Uuid::from_u128(number))
}
fn post(number: u128) -> PostId {
    PostId::from_uuid(Uuid::from_u128(number))
}
fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

/// Body 1 below body 9, with posts 11 and 12, people 21 (holding 11) and 22, and body 5 below it.
fn before() -> Snapshot {
    Snapshot {
        posts: BTreeMap::from([(post(11), org(1)), (post(12), org(1))]),
        people: BTreeMap::from([(person(21), (org(1), vec![post(11)])), (person(22), (org(1), vec![]))]),
        children: BTreeMap::from([(org(5), org(1))]),
        parents: BTreeMap::from([(org(1), Some(org(9)))]),
    }
}

fn fault(change: &Change) -> String {
    plan(change, &before()).unwrap_err().fields[0].code.clone()
}

#[test]
fn a_merger_takes_posts_people_and_subordinates_along() {
    let merges = vec![PostMerge { post: post(12), into: post(31) }];
    let change = Change::Merge { from: vec![org(1)], into: org(3), merges: merges.clone() };
    let plan = plan(&change, &before()).unwrap();
    assert_eq!(plan.moves, [(post(11), org(3))]);
    assert_eq!(plan.merges, merges);
    assert_eq!(plan.people, [(person(21), org(3)), (person(22), org(3))]);
    assert_eq!(plan.children, [(org(5), org(3))]);
    assert_eq!(plan.closed, [(org(1), Some(org(3)))]);
}

#[test]
fn a_body_merged_into_its_own_subordinate_hands_it_to_the_body_above() {
    let change = Change::Merge { from: vec![org(1)], into: org(5), merges: vec![] };
    assert_eq!(plan(&change, &before()).unwrap().children, [(org(5), org(9))]);
}

#[test]
fn mergers_that_make_no_sense_are_refused() {
    let merge = |from: &[u128], into, merges: &[(u128, u128)]| {
        let merges = merges.iter().map(|(a, b)| PostMerge { post: post(*a), into: post(*b) }).collect();
        fault(&Change::Merge {
            from: from.iter().map(|number| org(*number)).collect(),
            into: org(into),
            merges,
        })
    };
    assert_eq!(merge(&[], 3, &[]), "required");
    assert_eq!(merge(&[1, 3], 3, &[]), "same");
    assert_eq!(merge(&[1, 1], 3, &[]), "repeated");
    assert_eq!(merge(&[1], 3, &[(99, 31)]), "unknown_post");
    assert_eq!(merge(&[1], 3, &[(11, 12), (12, 31)]), "ends_too");
    assert_eq!(merge(&[1], 3, &[(11, 31), (11, 32)]), "repeated");
}

#[test]
fn a_split_assigns_every_post_and_people_follow_theirs() {
    let parts = vec![(org(3), vec![post(12)]), (org(4), vec![post(11)])];
    let plan = plan(&Change::Split { from: org(1), parts, remains: false }, &before()).unwrap();
    assert_eq!(plan.moves, [(post(11), org(4)), (post(12), org(3))]);
    assert_eq!(plan.people, [(person(21), org(4)), (person(22), org(3))]);
    assert_eq!(plan.children, [(org(5), org(3))]);
    assert_eq!(plan.closed, [(org(1), None)]);
    assert_eq!(plan.lineage, [(org(1), Some(org(3))), (org(1), Some(org(4)))]);
}

#[test]
fn a_body_that_remains_keeps_what_is_not_assigned() {
    let parts = vec![(org(3), vec![post(11)])];
    let kept = plan(&Change::Split { from: org(1), parts: parts.clone(), remains: true }, &before()).unwrap();
    assert_eq!((kept.people, kept.children, kept.closed), (vec![(person(21), org(3))], vec![], vec![]));
    assert_eq!(fault(&Change::Split { from: org(1), parts, remains: false }), "unassigned");
    let foreign = vec![(org(3), vec![post(99)])];
    assert_eq!(fault(&Change::Split { from: org(1), parts: foreign, remains: true }), "unknown_post");
}

#[test]
fn closing_needs_an_heir_when_somebody_is_left() {
    let close = |heir| Change::Close { org: org(1), heir, merges: vec![] };
    let plan = plan(&close(None), &before()).unwrap();
    assert_eq!(plan.ends, [post(11), post(12)]);
    assert_eq!(plan.people, [(person(21), org(9)), (person(22), org(9))], "the body above");
    let mut alone = before();
    alone.parents.insert(org(1), None);
    assert_eq!(super::plan(&close(None), &alone).unwrap_err().fields[0].code, "required");
    assert_eq!(super::plan(&close(Some(org(5))), &alone).unwrap().children, []);
}
