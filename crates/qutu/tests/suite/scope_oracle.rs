//! Callers with three hundred random posts among them ask every list, count, tree, map, export, file and page; each answer is held
//! against what was worked out row by row.

use crate::scope_truth::{Held, Thing, Truth};
use crate::scope_world::{Dice, World};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::Engine;
use testkit::{City, Client};
use uuid::Uuid;

scenarios![nobody_sees_more_or_less_than_their_posts_reach];

const ROUNDS: usize = 8;

async fn nobody_sees_more_or_less_than_their_posts_reach(engine: Engine) {
    let mut world = World::build(City::new(engine).await.unwrap()).await;
    let env = world.city.app.env.clone();
    let truth = Truth::read(&env.database, &world.city.app.pack).await;
    let sectors: BTreeSet<String> = sectors(&world).await;
    let sectors: Vec<String> = sectors.into_iter().collect();
    assert!(truth.premises.len() > 300 && truth.cases.len() > 600 && sectors.len() > 2, "{sectors:?}");
    let mut seen = 0;
    for round in 0..ROUNDS {
        world.deal(&sectors).await;
        for (number, member) in world.pool.iter().enumerate() {
            let ids: Vec<Uuid> = member.posts.iter().map(|post| post.as_uuid()).collect();
            let held = Truth::held(&env.database, &ids).await;
            assert_eq!(held.len(), ids.len());
            let look = Look { truth: &truth, held: &held, client: &member.client };
            let mut dice = Dice::new(0x9e37_79b9 + u64::try_from(round * 1000 + number).unwrap());
            seen += look.at_premises(&mut dice).await;
            seen += look.at_cases(&mut dice).await;
            look.at_inspections_and_units(&mut dice).await;
            look.at_tables(&mut dice).await;
            look.at_single_things(&mut dice).await;
        }
    }
    assert!(seen > 6_000, "the callers see next to nothing, so nothing is tested: {seen}");
}

async fn sectors(world: &World) -> BTreeSet<String> {
    let tx = world.city.app.env.database.read().await.unwrap();
    let sql = "SELECT DISTINCT sector FROM premises WHERE sector IS NOT NULL";
    let found = tx.map_rows(sql, vec![], |row| row.text("sector")).await.unwrap();
    tx.rollback().await.unwrap();
    found.into_iter().collect()
}

/// Whether a row is one a filter asks for.
type Fits<'a> = &'a dyn Fn(&Thing) -> bool;

struct Look<'a> {
    truth: &'a Truth,
    held: &'a [Held],
    client: &'a Client,
}

fn ids(things: &[&Thing]) -> BTreeSet<Uuid> {
    things.iter().map(|thing| thing.id).collect()
}

fn uuid(value: &Value) -> Uuid {
    value.as_str().unwrap().parse().unwrap()
}

impl Look<'_> {
    /// Every id of a list, page by page.
    async fn list(&self, path: &str, limit: usize) -> Vec<Uuid> {
        let mut all = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let join = if path.contains('?') { '&' } else { '?' };
            let from = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let page = self.client.get(&format!("{path}{join}limit={limit}{from}")).await.ok();
            all.extend(page["items"].as_array().unwrap().iter().map(|row| uuid(&row["id"])));
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return all,
            }
        }
    }

    fn same(&self, what: &str, found: &[Uuid], expected: &BTreeSet<Uuid>) {
        let set: BTreeSet<Uuid> = found.iter().copied().collect();
        assert_eq!(set.len(), found.len(), "{what}: a row twice, for {:?}", self.held);
        let leaked: Vec<_> = set.difference(expected).collect();
        let missing: Vec<_> = expected.difference(&set).collect();
        assert!(
            leaked.is_empty() && missing.is_empty(),
            "{what}: leaked {leaked:?}, missing {missing:?}, for {:?}",
            self.held
        );
    }

    async fn count(&self, path: &str, expected: usize) {
        let counted = self.client.get(path).await.ok();
        assert_eq!(counted["count"], expected, "{path} for {:?}", self.held);
        assert_eq!(counted["at_least"], false);
    }

    async fn export(&self, path: &str, expected: &BTreeSet<Uuid>) {
        let reply = self.client.get(path).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let text = reply.text();
        let last = |line: &str| line.rsplit(',').next().and_then(|cell| cell.trim().parse().ok());
        let found: Vec<Uuid> = text.lines().filter_map(last).collect();
        self.same(path, &found, expected);
    }

    /// Every row of the tree is the sum of what is seen below it, and no place with something seen is left out.
    async fn tree(&self, path: &str, seen: &[&Thing]) {
        let rows = self.client.get(path).await.ok();
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for thing in seen {
            for code in thing.regions.values() {
                *sums.entry(code).or_default() += 1;
            }
        }
        let mut shown = BTreeSet::new();
        for row in rows.as_array().unwrap() {
            let code = row["code"].as_str().unwrap();
            shown.insert(code.to_owned());
            assert_eq!(
                row["count"].as_i64(),
                Some(sums.get(code).copied().unwrap_or(0)),
                "{path} at {code} for {:?}",
                self.held
            );
        }
        let hidden: Vec<_> =
            seen.iter().filter(|thing| !thing.regions.values().any(|code| shown.contains(code))).collect();
        assert!(hidden.is_empty(), "{path}: {hidden:?} under no row for {:?}", self.held);
    }

    async fn at_premises(&self, dice: &mut Dice) -> usize {
        let truth = self.truth;
        let seen = truth.seen(self.held, &["premises.read"], &truth.premises);
        let expected = ids(&seen);
        let limit = *dice.pick(&[11, 50, 200]);
        self.same("/premises", &self.list("/premises", limit.max(seen.len() / 5 + 1)).await, &expected);
        self.count("/premises/count", expected.len()).await;
        let region = dice.pick(&truth.premises).regions.values().next().cloned().unwrap();
        let inside: Vec<&Thing> =
            seen.iter().filter(|thing| thing.regions.values().any(|code| *code == region)).copied().collect();
        self.count(&format!("/premises/count?region={region}"), inside.len()).await;
        self.tree("/premises/tree", &seen).await;
        let found = self.client.get("/premises/points?bbox=115,22,118,25&zoom=17").await.ok();
        let points: Vec<Uuid> = found["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|point| uuid(&point["properties"]["id"]))
            .collect();
        let located: Vec<&Thing> =
            seen.iter().filter(|thing| !thing.more["longitude"].is_empty()).copied().collect();
        self.same("/premises/points", &points, &ids(&located));
        let far = self.client.get("/premises/points?bbox=115,22,118,25&zoom=8").await.ok();
        let sum: i64 = far["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|point| point["properties"]["count"].as_i64().unwrap())
            .sum();
        assert_eq!(usize::try_from(sum).unwrap(), located.len(), "clusters for {:?}", self.held);
        if truth.may(self.held, "export") {
            let both = ids(&truth.seen(self.held, &["premises.read", "export"], &truth.premises));
            self.export("/premises/export?format=csv", &both).await;
        }
        expected.len()
    }

    async fn at_cases(&self, dice: &mut Dice) -> usize {
        let truth = self.truth;
        let seen = truth.seen(self.held, &["case.read"], &truth.cases);
        let open = |case: &Thing| !matches!(case.more["state_class"].as_str(), "closed" | "void");
        let overdue = |case: &Thing| open(case) && case.more["due_key"].as_str() < "2024-05-20";
        let region = dice.pick(&truth.premises).regions.values().next().cloned().unwrap();
        let inside = format!("region={region}");
        let filters: [(&str, Fits<'_>); 5] = [
            ("order=opened", &|_| true),
            ("state_class=open,planned,doing,reported,verifying,waiting", &open),
            ("overdue=true&order=-opened", &overdue),
            ("state_class=void", &|case| case.more["state_class"] == "void"),
            (&inside, &|case| case.regions.values().any(|code| *code == region)),
        ];
        let (filter, fits) = *dice.pick(&filters);
        let within: Vec<&Thing> = seen.iter().filter(|case| fits(case)).copied().collect();
        let expected = ids(&within);
        let limit = (*dice.pick(&[13, 60, 200])).max(within.len() / 5 + 1);
        self.same(
            &format!("/cases?{filter}"),
            &self.list(&format!("/cases?{filter}"), limit).await,
            &expected,
        );
        self.count(&format!("/cases/count?{filter}"), expected.len()).await;
        self.tree(&format!("/cases/tree?{filter}"), &within).await;
        if truth.may(self.held, "export") {
            let both = ids(&truth.seen(self.held, &["case.read", "export"], &truth.cases));
            self.export("/cases/export?format=csv", &both).await;
        }
        let waiting = truth.inbox(self.held);
        self.same("/inbox", &self.list("/inbox", 200).await, &waiting);
        self.count("/inbox/count", waiting.len()).await;
        seen.len()
    }

    /// A cross-table holds exactly what somebody counts who sees the rows, in every cell and every sum.
    async fn at_tables(&self, dice: &mut Dice) {
        let truth = self.truth;
        let cases = dice.below(2) == 0;
        let (over, permission, things, column) = if cases {
            ("cases", "case.read", &truth.cases, ("state_class", "state_class"))
        } else {
            ("premises", "premises.read", &truth.premises, ("premises_kind", "kind"))
        };
        let level = *dice.pick(&["city", "county", "town", "village"]);
        let spec = json!({
            "title": "表", "over": over, "rows": [format!("region:{level}")], "columns": [column.0],
            "figures": [{ "filter": {}, "value": "count" }], "totals": true,
        });
        let reply = self.client.post("/tables/run", spec).await;
        if !truth.may(self.held, "table.read") || !truth.may(self.held, permission) {
            assert_eq!(reply.status, 403, "{} for {:?}", reply.text(), self.held);
            return;
        }
        let table = reply.ok();
        let mut expected: BTreeMap<(String, String), i64> = BTreeMap::new();
        for thing in truth.seen(self.held, &[permission], things) {
            let row = thing.regions.get(level).cloned().unwrap_or_default();
            *expected.entry((row, thing.more[column.1].clone())).or_default() += 1;
        }
        let all: i64 = expected.values().sum();
        let mut found: BTreeMap<(String, String), i64> = BTreeMap::new();
        for row in table["rows"].as_array().unwrap() {
            for (cell, own) in
                row["cells"].as_array().unwrap().iter().zip(table["columns"].as_array().unwrap())
            {
                #[expect(clippy::cast_possible_truncation, reason = "counts of a test")]
                let value = cell["value"].as_f64().unwrap_or(0.0) as i64;
                let total = row["kind"] == "total";
                if total && own["total"] == true {
                    assert_eq!(value, all, "the sum of {table} for {:?}", self.held);
                } else if !total && own["total"] == false && value != 0 {
                    let code = |from: &Value| from[0].as_str().unwrap().to_owned();
                    found.insert((code(&row["codes"]), code(&own["codes"])), value);
                }
            }
        }
        assert_eq!(found, expected, "{over} by {level} for {:?}", self.held);
    }

    async fn at_inspections_and_units(&self, dice: &mut Dice) {
        let truth = self.truth;
        let limit = *dice.pick(&[3, 25, 200]);
        let seen = ids(&truth.seen(self.held, &["inspection.read"], &truth.inspections));
        self.same("/inspections", &self.list("/inspections", limit).await, &seen);
        self.count("/inspections/count", seen.len()).await;
        let seen = ids(&truth.seen(self.held, &["premises.read"], &truth.units));
        self.same("/units", &self.list("/units", limit).await, &seen);
        self.count("/units/count", seen.len()).await;
    }

    /// Pages of single things: what is seen opens, what is not seen does not exist.
    async fn at_single_things(&self, dice: &mut Dice) {
        let truth = self.truth;
        let cases = ids(&truth.seen(self.held, &["case.read"], &truth.cases));
        let visits = ids(&truth.seen(self.held, &["inspection.read"], &truth.inspections));
        let all: [(&str, &str, &[Thing], &str); 6] = [
            ("/premises/", "", &truth.premises, "premises.read"),
            ("/cases/", "", &truth.cases, "case.read"),
            ("/cases/", "/timeline", &truth.cases, "case.read"),
            ("/cases/", "/chase-text", &truth.cases, "case.read"),
            ("/inspections/", "", &truth.inspections, "inspection.read"),
            ("/units/", "", &truth.units, "premises.read"),
        ];
        for (path, end, things, permission) in all {
            let seen: Vec<&Thing> = truth.seen(self.held, &[permission], things);
            let visible = ids(&seen);
            // Half the time something that is seen, else anything at all.
            let own = seen.get(dice.below(seen.len() * 2)).copied();
            let thing = own.unwrap_or_else(|| dice.pick(things));
            let reply = self.client.get(&format!("{path}{}{end}", thing.id)).await;
            let wanted = if visible.contains(&thing.id) { 200 } else { 404 };
            assert_eq!(reply.status, wanted, "{} for {:?}: {}", reply.of, self.held, reply.text());
            // What a page shows of other things is in their scope too.
            for row in reply.json["cases"].as_array().into_iter().flatten() {
                assert!(cases.contains(&uuid(&row["id"])), "{} shows {row} to {:?}", reply.of, self.held);
            }
            for row in reply.json["inspections"].as_array().into_iter().flatten() {
                assert!(visits.contains(&uuid(&row["id"])), "{} shows {row} to {:?}", reply.of, self.held);
            }
        }
        let (file, case) = dice.pick(&truth.files);
        for end in ["", "/thumbnail"] {
            let reply = self.client.get(&format!("/files/{file}{end}")).await;
            let wanted = if cases.contains(case) { 200 } else { 404 };
            assert_eq!(reply.status, wanted, "{} for {:?}", reply.of, self.held);
        }
        if truth.may(self.held, "overview.read") {
            let open = |case: &&Thing| !matches!(case.more["state_class"].as_str(), "closed" | "void");
            let expected =
                truth.seen(self.held, &["case.read"], &truth.cases).into_iter().filter(open).count();
            let overview = self.client.get("/overview").await.ok();
            assert_eq!(overview["figures"][0]["value"], expected, "overview for {:?}", self.held);
            for row in overview["overdue"].as_array().unwrap() {
                assert!(cases.contains(&uuid(&row["id"])), "the overview shows {row} to {:?}", self.held);
            }
        }
    }
}
