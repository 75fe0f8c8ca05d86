//! What somebody may see, worked out row by row from the tables, without any of the program's scope code.

use pack::Pack;
use std::collections::{BTreeMap, BTreeSet};
use store::{Database, Row, StoreError, params};
use uuid::Uuid;

/// A row with the columns a scope is held against.
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    pub(crate) id: Uuid,
    pub(crate) regions: BTreeMap<&'static str, String>,
    unit: Option<Uuid>,
    sector: Option<String>,
    /// What else a test asks for, by column.
    pub(crate) more: BTreeMap<&'static str, String>,
}

/// A post as stored: level, key, sectors, role.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    id: Uuid,
    level: String,
    key: String,
    sectors: Option<BTreeSet<String>>,
    role: String,
}

impl Held {
    fn covers(&self, thing: &Thing) -> bool {
        let place = match self.level.as_str() {
            "unit" => thing.unit.is_some_and(|unit| unit.to_string() == self.key),
            level => thing.regions.get(level) == Some(&self.key),
        };
        let sector = match (&self.sectors, &thing.sector) {
            (None, _) => true,
            (Some(some), Some(sector)) => some.contains(sector),
            (Some(_), None) => false,
        };
        place && sector
    }
}

/// Everything, as it lies in the tables.
pub(crate) struct Truth {
    pub(crate) premises: Vec<Thing>,
    pub(crate) cases: Vec<Thing>,
    pub(crate) inspections: Vec<Thing>,
    pub(crate) units: Vec<Thing>,
    /// Files with the case they belong to.
    pub(crate) files: Vec<(Uuid, Uuid)>,
    permissions: BTreeMap<String, BTreeSet<String>>,
    owners: BTreeMap<String, BTreeSet<String>>,
}

fn thing(row: &Row<'_>, unit: &str, more: &[&'static str]) -> Result<Thing, StoreError> {
    let mut regions = BTreeMap::new();
    for (level, column) in
        [("city", "city_code"), ("county", "county_code"), ("town", "town_code"), ("village", "village_code")]
    {
        if let Some(code) = row.opt_text(column)? {
            regions.insert(level, code);
        }
    }
    let more = more
        .iter()
        .map(|name| Ok((*name, row.opt_text(name)?.unwrap_or_default())))
        .collect::<Result<_, StoreError>>()?;
    Ok(Thing { id: row.uuid("id")?, regions, unit: row.opt_id(unit)?, sector: row.opt_text("sector")?, more })
}

const PLACE: &str = "city_code, county_code, town_code, village_code, sector";

impl Truth {
    /// Reads the tables.
    pub(crate) async fn read(database: &Database, pack: &Pack) -> Self {
        let tx = database.read().await.unwrap();
        let all = async |sql: String, unit: &'static str, more: &'static [&'static str]| {
            tx.map_rows(&sql, params![], |row| thing(row, unit, more)).await.unwrap()
        };
        let premises =
            all(format!("SELECT id, unit_id, region_code, kind, CAST(longitude AS TEXT) AS longitude, {PLACE} FROM premises WHERE voided_at IS NULL"),
                "unit_id", &["region_code", "kind", "longitude"]).await;
        let cases = all(
            format!(
                "SELECT id, unit_id, state, state_class, due_key, CAST(opened_at AS TEXT) AS opened_at, CAST(desk_post AS TEXT) AS desk, \
                 {PLACE} FROM cases"
            )
            .replace("CAST(desk_post AS TEXT)", &text_of_uuid(database)),
            "unit_id",
            &["state", "state_class", "due_key", "opened_at", "desk"],
        )
        .await;
        let inspections = all(format!("SELECT id, unit_id, {PLACE} FROM inspections"), "unit_id", &[]).await;
        let units = all(format!("SELECT id, {PLACE} FROM units WHERE voided_at IS NULL"), "id", &[]).await;
        let files = tx
            .map_rows("SELECT id, case_id FROM case_files WHERE case_id IS NOT NULL", params![], |row| {
                Ok((row.uuid("id")?, row.uuid("case_id")?))
            })
            .await
            .unwrap();
        tx.rollback().await.unwrap();
        let permissions = pack
            .roles
            .iter()
            .map(|role| (role.code.clone(), role.permissions.iter().cloned().collect()))
            .collect();
        let lifecycle = &pack.lifecycles["hazard"].lifecycle;
        let owners = lifecycle
            .states
            .iter()
            .map(|state| (state.code.clone(), state.owners.iter().cloned().collect()))
            .collect();
        Self { premises, cases, inspections, units, files, permissions, owners }
    }

    /// The posts with these ids.
    pub(crate) async fn held(database: &Database, ids: &[Uuid]) -> Vec<Held> {
        let tx = database.read().await.unwrap();
        let mut held = Vec::new();
        for id in ids {
            let sql = "SELECT id, scope_level, scope_key, sectors, role FROM posts WHERE id = $1";
            let rows = tx.map_rows(sql, params![*id], |row| {
                Ok(Held {
                    id: row.uuid("id")?,
                    level: row.text("scope_level")?,
                    key: row.text("scope_key")?,
                    sectors: row.opt_json("sectors")?,
                    role: row.text("role")?,
                })
            });
            held.extend(rows.await.unwrap());
        }
        tx.rollback().await.unwrap();
        held
    }

    /// Whether any of the posts gives a permission.
    pub(crate) fn may(&self, held: &[Held], permission: &str) -> bool {
        held.iter().any(|post| self.permissions[&post.role].contains(permission))
    }

    /// What the posts that give all these permissions reach.
    pub(crate) fn seen<'a>(
        &self,
        held: &[Held],
        permissions: &[&str],
        things: &'a [Thing],
    ) -> Vec<&'a Thing> {
        let gives = |post: &Held| permissions.iter().all(|word| self.permissions[&post.role].contains(*word));
        let reaching: Vec<&Held> = held.iter().filter(|post| gives(post)).collect();
        things.iter().filter(|thing| reaching.iter().any(|post| post.covers(thing))).collect()
    }

    /// What waits for the posts: open cases on their own desk, or on nobody's in a state their role owns.
    pub(crate) fn inbox(&self, held: &[Held]) -> BTreeSet<Uuid> {
        let waits = |case: &Thing, post: &Held| {
            let desk = case.more["desk"].replace('-', "").to_lowercase();
            let open = !matches!(case.more["state_class"].as_str(), "closed" | "void");
            let own = desk == post.id.simple().to_string();
            let role = desk.is_empty()
                && self.owners.get(&case.more["state"]).is_some_and(|roles| roles.contains(&post.role));
            open && self.permissions[&post.role].contains("case.act") && post.covers(case) && (own || role)
        };
        self.cases
            .iter()
            .filter(|case| held.iter().any(|post| waits(case, post)))
            .map(|case| case.id)
            .collect()
    }
}

fn text_of_uuid(database: &Database) -> String {
    match database.engine() {
        store::Engine::Sqlite => "HEX(desk_post)".to_owned(),
        store::Engine::Postgres => "CAST(desk_post AS TEXT)".to_owned(),
    }
}
