//! The packs in this repository load, and have no findings.

use pack::{Files, Pack, check};
use std::path::Path;

fn files() -> Files {
    Files::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs"))
        .expect("the folder of packs")
}

fn load(name: &str) -> Pack {
    Pack::load(&files(), name).unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

#[test]
fn every_committed_pack_has_no_findings() {
    let findings: Vec<String> = check(&files()).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn guangdong_inherits_national_lists_and_adds_roles() {
    let pack = load("guangdong-2024");
    assert_eq!(pack.chain, ["china", "guangdong-2024"]);
    assert!(pack.list("hazard_classes").is_some());
    assert_eq!(pack.roles.len(), 13);
    assert_eq!(pack.lifecycle("hazard").unwrap().content_hash.len(), 64);
}

#[test]
fn a_department_is_found_by_the_name_it_had() {
    let pack = load("china");
    assert_eq!(pack.department_called("安监局").unwrap().code, "emergency");
    let day = "2018-01-01".parse().unwrap();
    assert_eq!(pack.department("emergency").unwrap().name_on(day), "安全生产监督管理部门");
}

#[test]
fn the_demonstration_city_is_synthetic_and_outside_the_national_codes() {
    let (national, demo) = (load("china"), load("demo-city"));
    let city = demo.manifest.region.as_deref().unwrap().parse().unwrap();
    assert!(demo.manifest.synthetic && national.regions.within(city).count() == 0);
    assert_eq!(demo.regions.children(city).count(), 8);
    let towns = demo.regions.within(city).filter(|region| region.code.level() == kernel::region::Level::Town);
    assert_eq!(towns.count(), 60);
    assert_eq!(demo.regions.len() - national.regions.len(), demo.regions.within(city).count());
}

#[test]
fn every_body_of_the_demonstration_city_stands_under_one_that_exists() {
    let demo = load("demo-city");
    let bodies = demo.bodies("4499".parse().unwrap());
    let known: std::collections::BTreeSet<_> =
        bodies.iter().map(|body| (body.template.code.as_str(), body.region.code)).collect();
    assert_eq!(known.len(), bodies.len());
    assert_eq!(bodies.iter().filter(|body| body.parent.is_none()).count(), 1);
    assert!(bodies.iter().filter_map(|body| body.parent).all(|parent| known.contains(&parent)));
    let station = bodies.iter().find(|body| body.template.code == "town_station").unwrap();
    assert!(station.name.ends_with("消防工作站") && !station.name.contains('{'));
}

#[test]
fn regions_know_cities_without_counties_and_provinces_without_cities() {
    let regions = load("china").regions;
    let children = |code: &str| {
        regions.children(code.parse().unwrap()).map(|region| region.code.level()).collect::<Vec<_>>()
    };
    use kernel::region::Level;
    for city in ["4419", "4420", "4604"] {
        assert!(
            !children(city).is_empty() && children(city).iter().all(|level| *level == Level::Town),
            "{city}"
        );
    }
    assert!(children("11").iter().all(|level| *level == Level::County), "北京");
    assert!(children("46").contains(&Level::County) && children("46").contains(&Level::City), "海南");
    assert_eq!(regions.provinces().count(), 31);
    assert!(regions.iter().all(|region| !region.code.is_container()));
    assert!(children("350527").is_empty(), "金门县 is its own town");
    assert_eq!(regions.full_name("440103001".parse().unwrap()).unwrap(), "广东省广州市荔湾区沙面街道");
    assert_eq!(regions.named("城关镇").count(), 88);
}

#[test]
fn every_item_of_the_work_points_is_accounted_for() {
    use pack::{ClauseKind, ClauseStatus};
    let pack = load("guangdong-2024");
    let points = &pack.work_points[0];
    let items = points.clauses.iter().filter(|clause| clause.kind == ClauseKind::Item);
    assert_eq!(items.clone().count(), 17);
    let partial: Vec<&str> =
        items.filter(|item| item.status == ClauseStatus::Partial).map(|item| item.id.as_str()).collect();
    assert_eq!(partial, ["一(二)2", "三(九)1"]);
    let elided = points.clauses.iter().filter(|clause| clause.status == ClauseStatus::Elided);
    assert_eq!(
        elided.map(|clause| clause.id.as_str()).collect::<Vec<_>>(),
        ["一(三)", "一(四)", "三(十)", "四", "五"]
    );
}

#[test]
fn every_kind_of_premises_has_a_checklist_and_every_named_figure_a_source() {
    let pack = load("guangdong-2024");
    assert!(pack.premises_kinds.iter().all(|kind| !pack.checklists_for(&kind.code).is_empty()));
    assert!(
        pack.thresholds.iter().all(|threshold| !threshold.source.is_empty() && !threshold.basis.is_empty())
    );
    assert_eq!(pack.duties.len(), 101);
    assert!(
        pack.measures.iter().any(|measures| measures.code == "four_plus_one" && measures.measures.is_empty())
    );
}

#[test]
fn administrators_cannot_touch_cases() {
    let pack = load("guangdong-2024");
    for code in ["system_admin", "security_admin", "audit_admin"] {
        let role = pack.role(code).unwrap();
        assert!(!role.permissions.iter().any(|permission| permission.starts_with("case.")), "{code}");
        assert_eq!(role.excludes.len(), 2, "{code}");
    }
    let cards: Vec<&str> = pack.roles.iter().map(|role| role.code.as_str()).take(8).collect();
    let wanted =
        "city_office county_office fire_officer fire_chief town_station grid_worker leader unit_manager";
    assert_eq!(cards.join(" "), wanted);
}
