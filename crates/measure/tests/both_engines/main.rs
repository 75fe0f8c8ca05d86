//! Figures against a count row by row, on SQLite always and on PostgreSQL where `QUTU_TEST_POSTGRES_URL` names a server.

#![expect(clippy::unwrap_used, reason = "the helpers of tests may panic like the tests")]

mod oracle;
mod world;

use kernel::scope::{Grant, Scope};
use measure::{Basis, Cut, Dim, Measure, Over, ValueOf, by_within, describe, keys, value, value_within};
use oracle::{fits_case, fits_premises};
use std::collections::BTreeMap;
use world::{Dice, World, each};

fn measure(over: Over, filter: &[(&str, &str)]) -> Measure {
    let filter = filter.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Measure { over, filter, value: ValueOf::Count }
}

const DIMS: [&str; 16] = [
    "region:city",
    "region:county",
    "region:town",
    "region:village",
    "kind",
    "hazard_class",
    "state_class",
    "sector",
    "department",
    "month:opened",
    "month:closed",
    "month:created",
    "month:inspected",
    "tag",
    "premises_kind",
    "mark:major",
];

fn pick_dims(dice: &mut Dice, over: Over) -> Vec<Dim> {
    let fitting: Vec<Dim> =
        DIMS.iter().map(|word| word.parse::<Dim>().unwrap()).filter(|dim| dim.fits(over)).collect();
    let mut dims: Vec<Dim> = Vec::new();
    for _ in 0..dice.below(4) {
        let dim = dice.pick(&fitting).clone();
        if !dims.contains(&dim) {
            dims.push(dim);
        }
    }
    dims
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_is_the_number_of_rows_somebody_would_count_and_its_link_opens_exactly_them() {
    each(async |world: World| {
        let mut dice = Dice::new(20_241_105);
        let mut seen = 0;
        for round in 0..260 {
            let over = if round % 2 == 0 { Over::Cases } else { Over::Premises };
            let scope = world.scope(&mut dice);
            let measure = world.measure(&mut dice, over);
            let cut = world.cut(&mut dice, over);
            let dims = pick_dims(&mut dice, over);
            seen += hold(&world, &scope, &measure, &cut, &dims).await;
        }
        assert!(seen > 2_000, "next to nothing was counted: {seen}");
    })
    .await;
}

/// Holds one table against the oracle; answers how many rows were in it.
async fn hold(world: &World, scope: &Scope, measure: &Measure, cut: &Cut, dims: &[Dim]) -> i64 {
    let ctx = world.read(scope).await;
    let told = format!("{measure:?} {cut:?} {dims:?} {scope:?}");
    let mut expected: BTreeMap<Vec<String>, i64> = BTreeMap::new();
    let mut whole = 0;
    match measure.over {
        Over::Cases => {
            for case in world.cases.iter().filter(|case| fits_case(case, scope, measure, cut)) {
                whole += 1;
                *expected.entry(dims.iter().map(|dim| case.key(dim)).collect()).or_default() += 1;
            }
        }
        Over::Premises => {
            for one in world.premises.iter().filter(|one| fits_premises(one, scope, measure, cut)) {
                whole += if measure.value == ValueOf::Area { one.area } else { 1 };
                for keys in one.keys(dims) {
                    *expected.entry(keys).or_default() +=
                        if measure.value == ValueOf::Area { one.area } else { 1 };
                }
            }
        }
    }
    let scale = if measure.value == ValueOf::Area { 100.0 } else { 1.0 };
    let figure = value(&ctx, &world.pack, measure, cut).await.unwrap();
    assert_eq!((figure.value * scale).round() as i64, whole, "{told}");
    let leaves = by_within(&ctx, &world.pack, scope, measure, cut, dims).await.unwrap();
    let found: BTreeMap<Vec<String>, i64> = leaves
        .iter()
        .map(|leaf| {
            let codes = leaf.keys.iter().map(|key| key.code.clone()).collect();
            (codes, (leaf.value * scale).round() as i64)
        })
        .collect();
    assert_eq!(found, expected, "{told}");
    if measure.value == ValueOf::Count {
        if let Some(link) = &figure.link {
            assert_eq!(world.listed(&ctx, link).await, whole, "{link} of {told}");
        }
        for leaf in leaves.iter().take(3) {
            assert!(leaf.keys.iter().all(|key| !key.name.is_empty()), "{leaf:?}");
            if let Some(link) = &leaf.link {
                #[expect(clippy::cast_precision_loss, reason = "a few hundred rows")]
                let listed = world.listed(&ctx, link).await as f64;
                assert!((listed - leaf.value).abs() < 0.5, "{link} of {told}");
            }
        }
    }
    whole
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_the_list_page_can_filter_by_carries_a_link() {
    each(async |world: World| {
        let scope = Scope::new([Grant::region("449900000000".parse().unwrap())]);
        let ctx = world.read(&scope).await;
        for (over, words) in [
            (Over::Cases, ["region:county", "kind", "state_class", "sector", "month:opened", "month:closed"]),
            (
                Over::Premises,
                ["region:town", "premises_kind", "sector", "department", "month:created", "tag"],
            ),
        ] {
            for word in words {
                let dims = [word.parse::<Dim>().unwrap()];
                let leaves =
                    by_within(&ctx, &world.pack, &scope, &measure(over, &[]), &Cut::default(), &dims)
                        .await
                        .unwrap();
                assert!(!leaves.is_empty(), "{word}");
                for leaf in leaves.iter().filter(|leaf| !leaf.keys[0].code.is_empty()) {
                    assert!(leaf.link.is_some(), "{word} {leaf:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_share_of_overdue_cases_is_a_share_of_open_ones() {
    each(async |world: World| {
        let scope = Scope::new([Grant::region("449900000000".parse().unwrap())]);
        let ctx = world.read(&scope).await;
        let share = Measure { value: ValueOf::OverdueShare, ..measure(Over::Cases, &[]) };
        let figure = value_within(&ctx, &world.pack, &scope, &share, &Cut::default()).await.unwrap();
        let seen = world.cases.iter().filter(|case| scope.covers(&case.place.columns()));
        let open: Vec<_> = seen.filter(|case| case.is_open()).collect();
        let late = open.iter().filter(|case| case.is_overdue()).count();
        assert_eq!(figure.of, Some(i64::try_from(open.len()).unwrap()));
        #[expect(clippy::cast_precision_loss, reason = "a few hundred rows")]
        let expected = late as f64 * 100.0 / open.len() as f64;
        assert!((figure.value - expected).abs() < 1e-9 && late > 0);
        let listed = world.listed(&ctx, &figure.link.unwrap()).await;
        assert_eq!(usize::try_from(listed).unwrap(), late);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_computed_is_refused_with_the_place_of_the_fault() {
    each(async |world: World| {
        let scope = Scope::new([Grant::region("449900000000".parse().unwrap())]);
        let ctx = world.read(&scope).await;
        let bad =
            measure(Over::Cases, &[("kind", "hazard,nonsense"), ("colour", "red"), ("overdue", "maybe")]);
        let problem = bad.check(&world.pack, "/rows/0").unwrap_err();
        let pointers: Vec<&str> = problem.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/rows/0/filter/colour", "/rows/0/filter/kind", "/rows/0/filter/overdue"]);
        let area = Measure { value: ValueOf::Area, ..measure(Over::Cases, &[]) };
        assert_eq!(area.check(&world.pack, "").unwrap_err().fields[0].pointer, "/value");
        let inspected =
            Cut { from: Some("2024-01-01".parse().unwrap()), basis: Basis::Inspected, ..Cut::default() };
        let problem = value(&ctx, &world.pack, &measure(Over::Cases, &[]), &inspected).await.unwrap_err();
        assert_eq!((problem.status, problem.fields[0].pointer.as_str()), (422, "/basis"));
        let past = Cut { as_of: Some("2024-01-01".parse().unwrap()), ..Cut::default() };
        for (over, filter) in [
            (Over::Cases, ("overdue", "true")),
            (Over::Cases, ("mark", "major")),
            (Over::Cases, ("state_class", "doing")),
            (Over::Premises, ("has_open", "true")),
        ] {
            let problem = value(&ctx, &world.pack, &measure(over, &[filter]), &past).await.unwrap_err();
            assert_eq!((problem.status, problem.fields[0].code.as_str()), (422, "unknowable"), "{filter:?}");
        }
        let dims = [Dim::StateClass];
        let all = measure(Over::Cases, &[]);
        let problem = by_within(&ctx, &world.pack, &scope, &all, &past, &dims).await.unwrap_err();
        assert_eq!(problem.fields[0].pointer, "/dims/0");
        let nobody = world.read_without("case.read").await;
        assert_eq!(value(&nobody, &world.pack, &all, &Cut::default()).await.unwrap_err().status, 403);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_a_dimension_stay_within_cut_filter_and_scope() {
    each(async |world: World| {
        let scope = Scope::new([Grant::region("449902000000".parse().unwrap())]);
        let ctx = world.read(&scope).await;
        let all = measure(Over::Premises, &[]);
        let towns: Dim = "region:town".parse().unwrap();
        let found = keys(&ctx, &world.pack, &scope, &all, &Cut::default(), &towns).await.unwrap();
        assert!(found.len() > 3 && found.iter().all(|key| key.code.starts_with("449902")), "{found:?}");
        let kinds = measure(Over::Premises, &[("kind", "shop,hotel")]);
        let found =
            keys(&ctx, &world.pack, &scope, &kinds, &Cut::default(), &Dim::PremisesKind).await.unwrap();
        assert_eq!(found.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_definition_is_told_in_words() {
    each(async |world: World| {
        let cases = measure(Over::Cases, &[("kind", "hazard"), ("region", "449902"), ("overdue", "true")]);
        let cut = Cut {
            from: Some("2024-01-01".parse().unwrap()),
            to: Some("2024-03-31".parse().unwrap()),
            basis: Basis::Opened,
            ..Cut::default()
        };
        assert_eq!(
            describe(&cases, &cut, &world.pack),
            "隐患与事项中类别为火灾隐患，已超过期限仍未销号，地区为临溪区，登记日期在2024年1月1日至2024年3月31日的，计件数。"
        );
        let area = Measure { value: ValueOf::Area, ..measure(Over::Premises, &[("has_open", "false")]) };
        assert_eq!(
            describe(&area, &Cut::default(), &world.pack),
            "场所台账中无未销号事项的，计建筑面积（平方米），面积未登记的不计。"
        );
    })
    .await;
}
