//! Tiles and their counts against what is worked out row by row, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[expect(dead_code, reason = "the other test file of this folder uses the rest")]
mod support;
mod tiles_read;

use h3o::LatLng;
use kernel::id::PremisesId;
use kernel::page::Limit;
use kernel::scope::{Grant, Place, Scope};
use registry::model::{Point, PremisesFilter, SamePoint};
use registry::rules::cells;
use registry::rules::tile::Tile;
use registry::service;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::{Value, params};
use support::{Bench, CITY, TOWN_A, TOWN_B, VILLAGE_A1, city, each, holder, premises, region, unit};
use tiles_read::{Shown, read};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn part(&mut self) -> f64 {
        f64::from(u32::try_from(self.roll(1_000_000)).unwrap()) / 1_000_000.0
    }
}

/// A premises as the test knows it.
#[derive(Clone)]
struct Known {
    id: PremisesId,
    name: String,
    kind: &'static str,
    town: &'static str,
    unit: Option<uuid::Uuid>,
    point: Option<Point>,
    open: bool,
    major: bool,
    late: bool,
}

impl Known {
    fn seen(&self, scope: &Scope) -> bool {
        let mut place = Place::of(region(self.town));
        place.unit = self.unit;
        place.sector = Some(if self.kind == "hotel" { "commerce" } else { "education" });
        scope.covers(&place)
    }

    fn meets(&self, filter: &PremisesFilter) -> bool {
        let within = |code: kernel::region::RegionCode| code.contains(region(self.town));
        filter.kind.as_deref().is_none_or(|kind| kind == self.kind)
            && filter.region.is_none_or(within)
            && filter.q.as_deref().is_none_or(|q| self.name.contains(q))
            && filter.has_open.is_none_or(|open| open == self.open)
            && filter.major.is_none_or(|major| major == self.major)
    }
}

async fn city_of(bench: &Bench, dice: &mut Dice) -> Vec<Known> {
    let ctx = bench.write(city()).await;
    let own = service::create_unit(&ctx, &bench.pack, unit("某公司", TOWN_A)).await.unwrap().row.id;
    ctx.commit().await.unwrap();
    let mut known = Vec::new();
    let mut inputs = Vec::new();
    for n in 0..700_u64 {
        let town = [TOWN_A, TOWN_B, VILLAGE_A1][usize::try_from(dice.roll(3)).unwrap()];
        let kind = ["hotel", "school"][usize::try_from(dice.roll(2)).unwrap()];
        let name = format!("{}{n}号", ["金海宾馆", "朝阳学校"][usize::try_from(dice.roll(2)).unwrap()]);
        // Dense in the middle, some far out, some at one door, some without a place.
        let spread = if dice.roll(60) == 0 {
            0.6
        } else {
            [0.004, 0.02, 0.05][usize::try_from(dice.roll(3)).unwrap()]
        };
        let (east, north) = (dice.part() - 0.5, dice.part() - 0.5);
        let point = Point { longitude: 113.25 + east * spread, latitude: 23.125 + north * spread };
        let point = match dice.roll(10) {
            0 => None,
            1 => Some(Point { longitude: 113.25, latitude: 23.125 }),
            _ => Some(point),
        };
        let mut input = premises(&name, kind, town);
        input.point = point;
        let held = (dice.roll(5) == 0).then_some(own);
        input.unit_id = held;
        inputs.push(input);
        known.push(Known {
            id: PremisesId::from_uuid(uuid::Uuid::nil()),
            name,
            kind,
            town,
            unit: held.map(|unit| unit.as_uuid()),
            point,
            open: false,
            major: false,
            late: false,
        });
    }
    for (one, id) in known.iter_mut().zip(bench.add(inputs).await) {
        one.id = id;
    }
    known
}

/// Cases as they would be in the ledger: some major, some overdue, some done.
async fn cases(bench: &Bench, known: &mut [Known], dice: &mut Dice) {
    let tx = bench.env.database.write().await.unwrap();
    let lifecycle =
        "INSERT INTO case_lifecycles (hash, kind, pack, body, stored_at) VALUES ('h', 'k', 'p', '{}', 0)";
    tx.execute_quietly(lifecycle, params![]).await.unwrap();
    let columns = [
        "id",
        "number",
        "kind",
        "pack",
        "lifecycle_hash",
        "title",
        "state",
        "state_class",
        "region_code",
        "due_key",
        "due_provisional",
        "fields",
        "major",
        "search_text",
        "opened_at",
        "opened_on",
        "version",
        "round",
        "subject_kind",
        "subject_id",
    ];
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for one in known.iter_mut() {
        for _ in 0..dice.roll(3) {
            let (major, late, open) = (dice.roll(6) == 0, dice.roll(3) == 0, dice.roll(3) > 0);
            one.open |= open;
            one.major |= open && major;
            one.late |= open && late;
            let number = i64::try_from(rows.len()).unwrap();
            rows.push(params![
                uuid::Uuid::from_u128(u128::try_from(number).unwrap() + 7),
                number.to_string(),
                "hazard",
                "p",
                "h",
                "t",
                "s",
                if open { "open" } else { "closed" },
                one.town,
                if late { "2024-05-05" } else { "2024-05-06" },
                false,
                "{}",
                major,
                "",
                0_i64,
                "2024-05-01",
                1_i64,
                1_i64,
                "premises",
                one.id.as_uuid(),
            ]);
        }
    }
    tx.insert_many("cases", &columns, rows, "").await.unwrap();
    tx.commit().await.unwrap();
}

fn scopes() -> Vec<Scope> {
    let at = |code: &str| Grant::region(region(code));
    let mut scopes: Vec<Scope> = [CITY, "440103000000", TOWN_A, TOWN_B, VILLAGE_A1, "440105000000"]
        .map(|code| Scope::new([at(code)]))
        .into();
    scopes.push(Scope::new([at(CITY).in_sectors(["education"])]));
    scopes.push(Scope::new([at(TOWN_A), at("440104000000").in_sectors(["commerce"]), at(VILLAGE_A1)]));
    scopes.push(Scope::new([Grant::nation()]));
    scopes
}

fn caller(scope: &Scope) -> store::Caller {
    let mut caller = holder(scope.grants[0].clone());
    for grant in &scope.grants[1..] {
        caller.posts.extend(holder(grant.clone()).posts);
    }
    caller
}

/// Premises, those with a major hazard, those with something overdue.
type Sums = (u64, u64, u64);

fn add(sums: &mut Sums, one: &Known) {
    sums.0 += 1;
    sums.1 += u64::from(one.major);
    sums.2 += u64::from(one.late);
}

async fn look(bench: &Bench, known: &[Known], scope: &Scope, filter: &PremisesFilter, zoom: u8) -> u64 {
    let expected: Vec<&Known> = known.iter().filter(|one| one.seen(scope) && one.meets(filter)).collect();
    let placed: Vec<(&Known, Point)> = expected.iter().filter_map(|one| Some((*one, one.point?))).collect();
    // Every tile that could hold something: those of all premises, seen or not, and the ones beside them.
    let mut tiles = BTreeSet::new();
    for point in known.iter().filter_map(|one| one.point) {
        let Tile { x, y, .. } = Tile::of(zoom, point);
        tiles.extend((x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y))));
    }
    let ctx = bench.read(caller(scope)).await;
    let (mut clusters, mut points) = (BTreeMap::<String, Sums>::new(), BTreeMap::<PremisesId, Sums>::new());
    let (mut stacked, mut total) = (0, 0);
    let mut modes = BTreeSet::new();
    for (x, y) in tiles {
        let tile = Tile::new(zoom, x, y).unwrap();
        let bytes = service::tile(&ctx, filter, tile).await.unwrap();
        assert!(bytes.len() <= service::LARGEST);
        if bytes.is_empty() {
            continue;
        }
        let (features, about) = read(&bytes);
        assert_eq!(
            about.count,
            features.iter().map(Shown::count).sum::<u64>(),
            "the tile says how many it holds"
        );
        total += about.count;
        modes.insert(about.shown);
        for feature in features {
            match feature {
                Shown::Cluster { cell, count, major, late } => {
                    assert!(clusters.insert(cell, (count, major, late)).is_none(), "a cell in two tiles");
                }
                Shown::Single { id, open, major, late } => {
                    let id: PremisesId = id.parse().unwrap();
                    let one = known.iter().find(|one| one.id == id).unwrap();
                    assert_eq!((open > 0, major > 0, late > 0), (one.open, one.major, one.late));
                    assert!(tile.holds(one.point.unwrap()));
                    assert!(points.insert(id, (1, major, late)).is_none(), "a premises in two tiles");
                }
                Shown::Stack { count, .. } => stacked += count,
            }
        }
    }
    let what = format!("zoom {zoom}, {scope:?}, {filter:?}");
    assert_eq!(total, u64::try_from(placed.len()).unwrap(), "{what}");
    assert!(modes.len() <= 1, "one way of showing at a zoom: {modes:?}");
    if modes.contains("clusters") {
        let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
        for (one, point) in &placed {
            let stored = LatLng::new(point.latitude, point.longitude).unwrap().to_cell(cells::STORED);
            let cell = stored.parent(cells::of_zoom(zoom)).unwrap();
            add(sums.entry(cell.to_string()).or_default(), one);
        }
        assert_eq!(clusters, sums, "{what}");
    } else {
        let mut at: BTreeMap<(u64, u64), Vec<PremisesId>> = BTreeMap::new();
        for (one, point) in &placed {
            at.entry((point.longitude.to_bits(), point.latitude.to_bits())).or_default().push(one.id);
        }
        let (single, many): (Vec<_>, Vec<_>) = at.into_values().partition(|ids| ids.len() == 1);
        let single: BTreeSet<PremisesId> = single.into_iter().flatten().collect();
        assert_eq!(points.into_keys().collect::<BTreeSet<_>>(), single, "{what}");
        assert_eq!(stacked, u64::try_from(many.concat().len()).unwrap(), "{what}");
    }
    total
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_add_up_to_what_the_list_shows_for_every_scope_filter_and_zoom() {
    each(async |bench| {
        let mut dice = Dice(20_240_506);
        let mut known = city_of(&bench, &mut dice).await;
        cases(&bench, &mut known, &mut dice).await;
        change(&bench, &mut known).await;
        let filters = [
            json!({}),
            json!({ "kind": "hotel" }),
            json!({ "region": "440103000000" }),
            json!({ "region": VILLAGE_A1 }),
            json!({ "q": "金海" }),
            json!({ "has_open": true }),
            json!({ "major": true, "kind": "school" }),
        ]
        .map(|filter| serde_json::from_value::<PremisesFilter>(filter).unwrap());
        let mut seen = 0;
        for (turn, scope) in scopes().iter().enumerate() {
            for (number, filter) in filters.iter().enumerate() {
                // All zooms are seen with all filters.
                let zooms = [3, 6, 8, 9, 10, 11, 12, 13, 14];
                seen += look(&bench, &known, scope, filter, zooms[(turn + number * 4) % 9]).await;
            }
            seen += look(&bench, &known, scope, &filters[turn % 7], 15).await;
        }
        assert!(seen > 7_000, "next to nothing is seen: {seen}");
        let before = rows(&bench).await;
        assert!(service::fold_map(&bench.env, 10).await.unwrap() > 0);
        assert!(rows(&bench).await < before, "the counted cells were not summed up");
        assert_eq!(service::fold_map(&bench.env, 10).await.unwrap(), 0);
        for (scope, zoom) in scopes().iter().zip([8, 9, 10, 11, 8, 9, 10, 11, 5]) {
            look(&bench, &known, scope, &filters[0], zoom).await;
        }
    })
    .await;
}

async fn rows(bench: &Bench) -> i64 {
    let tx = bench.env.database.read().await.unwrap();
    tx.count("SELECT COUNT(*) AS n FROM premises_cells", params![]).await.unwrap()
}

/// One moves to another town, one is voided, one gets a place and another loses it.
async fn change(bench: &Bench, known: &mut Vec<Known>) {
    let ctx = bench.write(city()).await;
    let desk = bench.desk();
    let free = |known: &[Known], placed: bool| {
        known.iter().position(|one| one.point.is_some() == placed && !one.open && one.unit.is_none()).unwrap()
    };
    let patch = |value| serde_json::from_value::<registry::model::PremisesPatch>(value).unwrap();
    let gone = free(known, true);
    service::void(&ctx, known[gone].id, 1, "重复登记").await.unwrap();
    known.remove(gone);
    let mover = free(known, true);
    let to = if known[mover].town == TOWN_B { TOWN_A } else { TOWN_B };
    let moved = json!({ "version": 1, "region": to, "kind": "hotel", "point": { "longitude": 113.3, "latitude": 23.2 } });
    service::update(&ctx, &desk, known[mover].id, patch(moved)).await.unwrap();
    (known[mover].town, known[mover].kind) = (to, "hotel");
    known[mover].point = Some(Point { longitude: 113.3, latitude: 23.2 });
    let found = free(known, false);
    let placed = json!({ "version": 1, "point": { "longitude": 113.0, "latitude": 23.3 } });
    service::update(&ctx, &desk, known[found].id, patch(placed)).await.unwrap();
    known[found].point = Some(Point { longitude: 113.0, latitude: 23.3 });
    let lost = known.iter().rposition(|one| one.point.is_some() && !one.open).unwrap();
    service::update(&ctx, &desk, known[lost].id, patch(json!({ "version": 1, "point": null })))
        .await
        .unwrap();
    known[lost].point = None;
    ctx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn shops_behind_one_door_are_a_stack_that_can_be_listed() {
    each(async |bench| {
        let mut inputs: Vec<_> = (0..7).map(|n| premises(&format!("第{n}号店"), "hotel", TOWN_A)).collect();
        inputs.push(premises("别处的店", "hotel", TOWN_B));
        let mut beside = premises("隔壁", "hotel", TOWN_A);
        beside.point = Some(Point { longitude: 113.2501, latitude: 23.125 });
        inputs.push(beside);
        bench.add(inputs).await;
        let ctx = bench.read(holder(Grant::region(region(TOWN_A)))).await;
        let door = Point { longitude: 113.25, latitude: 23.125 };
        let bytes = service::tile(&ctx, &PremisesFilter::default(), Tile::of(16, door)).await.unwrap();
        let (features, _) = read(&bytes);
        let stack = features.iter().find_map(|feature| match feature {
            Shown::Stack { count, place } => Some((*count, place.clone())),
            _ => None,
        });
        assert_eq!(stack, Some((7, "113.25,23.125".to_owned())));
        let at = SamePoint { longitude: Some(113.25), latitude: Some(23.125), cell: None };
        let (mut names, mut cursor) = (Vec::new(), None);
        loop {
            let limit = Limit::new(3).unwrap();
            let all = PremisesFilter::default();
            let page =
                service::same_point(&ctx, &bench.pack, &all, &at, limit, cursor.as_ref()).await.unwrap();
            names.extend(page.items.into_iter().map(|row| row.name));
            match page.next {
                Some(next) => cursor = Some(next.parse().unwrap()),
                None => break,
            }
        }
        let expected: Vec<String> = (0..7).map(|n| format!("第{n}号店")).collect();
        assert_eq!(names, expected, "the shop of another town at the same door stays unseen");
        let cell = cells::at(door, cells::COUNTED).unwrap().to_string();
        let wide = SamePoint { cell: Some(cell), ..SamePoint::default() };
        let limit = Limit::new(50).unwrap();
        let all = PremisesFilter::default();
        let page = service::same_point(&ctx, &bench.pack, &all, &wide, limit, None).await.unwrap();
        assert_eq!(page.items.len(), 8);
        for wrong in [
            json!({}),
            json!({ "cell": "x" }),
            json!({ "longitude": 113.25 }),
            json!({ "cell": "8029fffffffffff" }),
        ] {
            let wrong: SamePoint = serde_json::from_value(wrong).unwrap();
            let refused =
                service::same_point(&ctx, &bench.pack, &all, &wrong, limit, None).await.unwrap_err();
            assert_eq!(refused.status, 422);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tile_of_too_many_premises_shows_clusters_and_says_so() {
    each(async |bench| {
        let mut dice = Dice(7);
        let mut points = Vec::new();
        let inputs = (0..4_400)
            .map(|n| {
                let mut input = premises(&format!("批发市场{n}号摊位"), "hotel", TOWN_A);
                let point =
                    Point { longitude: 113.25 + dice.part() * 0.002, latitude: 23.125 + dice.part() * 0.002 };
                points.push(point);
                input.point = Some(point);
                input
            })
            .collect();
        bench.add(inputs).await;
        let ctx = bench.read(city()).await;
        let mut limited = 0;
        for zoom in [15, 16, 17] {
            let tiles: BTreeSet<(u32, u32)> =
                points.iter().map(|point| Tile::of(zoom, *point)).map(|tile| (tile.x, tile.y)).collect();
            let mut total = 0;
            for (x, y) in tiles {
                let tile = Tile::new(zoom, x, y).unwrap();
                let bytes = service::tile(&ctx, &PremisesFilter::default(), tile).await.unwrap();
                assert!(bytes.len() <= service::LARGEST, "{}", bytes.len());
                let (_, about) = read(&bytes);
                let inside = points.iter().filter(|point| tile.holds(**point)).count();
                assert_eq!(about.count, u64::try_from(inside).unwrap());
                assert_eq!(about.limited, about.shown == "clusters");
                limited += u32::from(about.limited);
                total += about.count;
            }
            assert_eq!(total, 4_400);
        }
        assert!(limited > 0, "the limit never bit");
    })
    .await;
}
