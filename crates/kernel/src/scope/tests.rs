use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::region::{Level, RegionCode};

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn region(text: &str) -> Grant {
    Grant::region(code(text))
}

fn unit(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[test]
fn a_grant_is_equality_on_one_column() {
    let village = Place::of(code("440103001002")).sector("教育").unit(unit(1));
    for text in ["44", "4401", "440103", "440103001", "440103001002"] {
        assert!(region(text).covers(&village), "{text}");
    }
    for text in ["45", "4402", "440104", "440103002", "440103001003"] {
        assert!(!region(text).covers(&village), "{text}");
    }
    assert!(Grant::nation().covers(&village) && Grant::nation().covers(&Place::default()));
    assert!(Grant::unit(unit(1)).covers(&village));
    assert!(!Grant::unit(unit(2)).covers(&village));
    assert!(!Grant::unit(unit(1)).covers(&Place::of(code("440103"))));
    assert!(!region("440103").covers(&Place::of(code("4401"))), "a row of the city is above the county");
}

#[test]
fn places_that_break_the_pattern_are_covered_by_the_levels_they_have() {
    let town = Place::of(code("441900003"));
    assert!(region("4419").covers(&town) && region("441900003").covers(&town));
    assert_eq!(town.county, None);
    let jinmen = Place::of(code("350527"));
    assert!(region("350527").covers(&jinmen));
    let as_town = Grant { level: ScopeLevel::Town, ..region("350527") };
    assert!(as_town.covers(&jinmen));
    let run_by_province = Place::of(code("429004"));
    assert!(region("42").covers(&run_by_province) && region("429004").covers(&run_by_province));
    assert!(!region("429000").covers(&run_by_province), "a container is no place");
    let columns = Level::ALL.map(|level| Place::of(code("440103001002")).region(level).unwrap().prefix());
    assert_eq!(columns, ["44", "4401", "440103", "440103001", "440103001002"]);
}

#[test]
fn sectors_limit_a_grant_and_rows_without_one_stay_out() {
    let schools = region("4401").in_sectors(["教育", "民政"]);
    let place = Place::of(code("440103"));
    assert!(schools.covers(&place.sector("教育")) && schools.covers(&place.sector("民政")));
    assert!(!schools.covers(&place.sector("文旅")) && !schools.covers(&place));
    assert!(schools.reaches(&place));
    assert!(region("4401").covers(&place.sector("文旅")));
    assert!(!region("4401").in_sectors(Vec::<String>::new()).covers(&place.sector("教育")));
}

#[test]
fn a_broken_key_covers_nothing() {
    let place = Place::of(code("440103")).unit(unit(1));
    for level in [ScopeLevel::City, ScopeLevel::Unit] {
        for key in ["", "4401x", "很"] {
            assert!(!Grant { level, key: key.to_owned(), sectors: None }.covers(&place), "{level} {key}");
        }
    }
    assert!(!Grant { level: ScopeLevel::City, ..region("440103") }.covers(&place));
    assert!(!Grant { level: ScopeLevel::Village, ..region("440103") }.covers(&place));
}

#[test]
fn a_scope_covers_what_any_grant_covers() {
    let scope = Scope::new([region("440103"), region("4402").in_sectors(["教育"])]);
    assert!(scope.covers(&Place::of(code("440103001"))));
    assert!(scope.covers(&Place::of(code("440203")).sector("教育")));
    assert!(!scope.covers(&Place::of(code("440203")).sector("民政")));
    assert!(!scope.covers(&Place::of(code("440104"))));
    assert!(!Scope::default().covers(&Place::of(code("44"))));
}

#[test]
fn nobody_grants_what_they_do_not_hold() {
    let scope = Scope::new([region("4401")]);
    for held in ["4401", "440103", "440103001", "440103001002"] {
        assert!(scope.contains_grant(&region(held)), "{held}");
        assert!(scope.contains_grant(&region(held).in_sectors(["教育"])), "{held}");
    }
    for foreign in ["44", "4402", "440203"] {
        assert!(!scope.contains_grant(&region(foreign)), "{foreign}");
    }
    assert!(!scope.contains_grant(&Grant::nation()));
    assert!(!scope.contains_grant(&Grant::unit(unit(1))), "nobody knows where the unit lies");
    let all = Scope::new([Grant::nation()]);
    assert!(all.contains_grant(&Grant::nation()) && all.contains_grant(&Grant::unit(unit(1))));
    assert!(all.contains_grant(&region("44")));
    assert!(!Scope::default().contains_grant(&region("44")));
    let own = Scope::new([Grant::unit(unit(1))]);
    assert!(own.contains_grant(&Grant::unit(unit(1))) && !own.contains_grant(&Grant::unit(unit(2))));
    assert!(!own.contains_grant(&region("440103")));
}

#[test]
fn a_container_grants_nothing_of_its_counties_and_a_column_nothing_wider() {
    assert!(!Scope::new([region("429000")]).contains_grant(&region("429004")));
    let misplaced = Grant { level: ScopeLevel::City, ..region("440103") };
    assert!(
        !Scope::new([region("4401")]).contains_grant(&misplaced),
        "a county is no key of the city column"
    );
    let as_town = Grant { level: ScopeLevel::Town, ..region("350527") };
    assert!(Scope::new([region("350527")]).contains_grant(&as_town));
    assert!(!Scope::new([as_town]).contains_grant(&region("350527")));
}

#[test]
fn sectors_are_granted_only_when_held_if_need_be_through_several_grants() {
    let scope =
        Scope::new([region("4401").in_sectors(["教育"]), region("440103").in_sectors(["民政", "文旅"])]);
    assert!(scope.contains_grant(&region("440103").in_sectors(["教育", "民政"])));
    assert!(!scope.contains_grant(&region("440104").in_sectors(["教育", "民政"])));
    assert!(!scope.contains_grant(&region("440103").in_sectors(["教育", "卫生"])));
    assert!(!scope.contains_grant(&region("440103")), "some sectors are not all");
    let with_all = Scope::new([region("4401").in_sectors(["教育"]), region("440103")]);
    assert!(with_all.contains_grant(&region("440103")));
}

#[test]
fn a_unit_is_granted_by_who_holds_the_place_where_it_lies() {
    let place = Place::of(code("440103001")).unit(unit(1));
    let grant = Grant::unit(unit(1));
    assert!(Scope::new([region("440103")]).contains_unit_grant(&grant, &place));
    assert!(!Scope::new([region("440104")]).contains_unit_grant(&grant, &place));
    assert!(Scope::new([grant.clone()]).contains_unit_grant(&grant, &place));
    assert!(!Scope::new([region("440103")]).contains_unit_grant(&Grant::unit(unit(2)), &place));
    let some = Scope::new([region("440103").in_sectors(["教育"])]);
    assert!(!some.contains_unit_grant(&grant, &place));
    assert!(some.contains_unit_grant(&grant.in_sectors(["教育"]), &place));
    assert!(!Scope::new([region("440103001")]).contains_unit_grant(&region("440103"), &place), "not a unit");
}

#[test]
fn simplifying_merges_one_key_and_drops_what_a_wider_grant_holds() {
    let simple = Scope::new([
        region("440103001"),
        region("4401").in_sectors(["教育"]),
        region("440103").in_sectors(["教育"]),
        region("440104").in_sectors(["民政"]),
        region("4401").in_sectors(["文旅"]),
        region("440103"),
        region("440105").in_sectors(Vec::<String>::new()),
    ])
    .simplify();
    assert_eq!(
        simple.grants,
        [
            region("4401").in_sectors(["教育", "文旅"]),
            region("440103"),
            region("440104").in_sectors(["民政"])
        ]
    );
    let spelled = Grant { key: "4401".to_owned(), ..region("4401") };
    assert_eq!(Scope::new([region("4401"), spelled]).simplify().grants, [region("4401")]);
    let upper = Grant { key: unit(0xabc).to_string().to_uppercase(), ..Grant::unit(unit(0xabc)) };
    assert_eq!(Scope::new([Grant::unit(unit(0xabc)), upper]).simplify().grants.len(), 1);
    assert_eq!(Scope::new([Grant::unit(unit(1)), Grant::unit(unit(2))]).simplify().grants.len(), 2);
    assert_eq!(
        Scope::new([region("44"), Grant::unit(unit(1)), Grant::nation()]).simplify().grants,
        [Grant::nation()]
    );
    let noted = Grant { key: "全国".to_owned(), ..Grant::nation() };
    let parts = [Grant::nation().in_sectors(["教育"]), noted.in_sectors(["民政"])];
    assert_eq!(Scope::new(parts).simplify().grants, [Grant::nation().in_sectors(["教育", "民政"])]);
}

#[test]
fn levels_and_grants_have_stable_words() {
    let words = ["nation", "province", "city", "county", "town", "village", "unit"];
    assert_eq!(ScopeLevel::ALL.map(ScopeLevel::code), words);
    assert!(ScopeLevel::ALL.is_sorted());
    for (level, word) in ScopeLevel::ALL.into_iter().zip(words) {
        assert_eq!(ScopeLevel::from_code(word), Ok(level));
        assert_eq!(level.to_string(), word);
    }
    assert_eq!(ScopeLevel::from_code("区").unwrap_err().to_string(), "权限范围级别“区”不存在");
    let scope = Scope::new([region("4401").in_sectors(["教育"]), Grant::nation()]);
    let text = r#"{"grants":[{"level":"city","key":"440100000000","sectors":["教育"]},{"level":"nation","key":"","sectors":null}]}"#;
    assert_eq!(serde_json::to_string(&scope).unwrap(), text);
    assert_eq!(serde_json::from_str::<Scope>(text).unwrap(), scope);
    assert_eq!(serde_json::from_str::<Grant>(r#"{"level":"nation","key":""}"#).unwrap(), Grant::nation());
}

fn codes() -> impl Strategy<Value = RegionCode> {
    let texts = vec![
        "44",
        "4401",
        "4419",
        "440103",
        "440104",
        "440103001",
        "440103002",
        "441900003",
        "440103001002",
        "42",
        "429004",
        "429000",
        "350527",
        "3505",
    ];
    proptest::sample::select(texts).prop_map(code)
}

fn sector_sets() -> impl Strategy<Value = Option<std::collections::BTreeSet<String>>> {
    let some = proptest::sample::subsequence(vec!["教育", "民政", "文旅"], 0..=3)
        .prop_map(|set| Some(set.into_iter().map(str::to_owned).collect()));
    prop_oneof![Just(None), some]
}

fn grants() -> impl Strategy<Value = Grant> {
    let base = prop_oneof![
        1 => Just(Grant::nation()),
        8 => codes().prop_map(Grant::region),
        1 => (1_u128..3).prop_map(|number| Grant::unit(unit(number))),
    ];
    (base, sector_sets()).prop_map(|(grant, sectors)| Grant { sectors, ..grant })
}

proptest! {
    #[test]
    fn a_simplified_scope_covers_exactly_the_same(
        held in proptest::collection::vec(grants(), 0..6), at in codes(), sector in 0_usize..4, owner in 0_u128..3,
    ) {
        let scope = Scope::new(held);
        let simple = scope.simplify();
        let mut place = Place::of(at);
        place.sector = [None, Some("教育"), Some("民政"), Some("文旅")][sector];
        place.unit = (owner > 0).then(|| unit(owner));
        prop_assert_eq!(scope.covers(&place), simple.covers(&place));
        prop_assert_eq!(simple.simplify(), simple);
    }

    #[test]
    fn what_a_contained_grant_covers_the_scope_covers(
        held in proptest::collection::vec(grants(), 0..5), asked in grants(), at in codes(), sector in 0_usize..4,
    ) {
        let scope = Scope::new(held);
        let mut place = Place::of(at).unit(unit(1));
        place.sector = [None, Some("教育"), Some("民政"), Some("文旅")][sector];
        if scope.contains_grant(&asked) && asked.covers(&place) {
            prop_assert!(scope.covers(&place));
        }
        prop_assert!(scope.grants.iter().all(|own| scope.contains_grant(own)));
    }
}
