//! What map and tree are counted by: premises by counted cell, place, kind and sector. Premises without a point have the
//! empty cell.
//!
//! Triggers keep it, so that no way of writing premises can forget it. A row is a change by some premises, never a sum held
//! in place: two writers of one town wait for nobody. [`crate::service::fold_map`] sums the rows up from time to time.

use store::Migration;
use store::column::{int, serial, text};
use store::list::ScopeColumns;

/// What a scope compares on the counted cells; villages and units are not told apart there.
pub(crate) const CELL_SCOPE: ScopeColumns = ScopeColumns {
    table: "premises_cells",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: None,
    unit: None,
    sector: Some("sector"),
};

/// Schema changes for the map.
pub(crate) fn migration() -> Migration {
    Migration::new("0015_registry_map")
        .table(
            "premises_cells",
            vec![
                serial("seq"),
                text("cell"),
                text("city_code"),
                text("county_code"),
                text("town_code"),
                text("kind"),
                text("sector"),
                int("n"),
                text("fold").null(),
            ],
            &[],
        )
        .sql(FILL, FILL)
        .index("CREATE INDEX premises_cells_cell ON premises_cells (cell)")
        .index("CREATE INDEX premises_cells_county ON premises_cells (county_code, cell)")
        .index("CREATE INDEX premises_cells_town ON premises_cells (town_code, cell)")
        .index("CREATE INDEX premises_cells_unfolded ON premises_cells (seq) WHERE fold IS NULL")
        .index(
            "CREATE INDEX premises_cell ON premises (cell_9, kind, sector, city_code, county_code, town_code, village_code, \
             voided_at, id) WHERE voided_at IS NULL",
        )
        .sql(SQLITE_ADDED, POSTGRES_ADD)
        .sql("", POSTGRES_ADDED)
        .sql(SQLITE_CHANGED, POSTGRES_CHANGE)
        .sql("", POSTGRES_CHANGED)
        .sql(SQLITE_GONE, POSTGRES_GONE)
}

// The counted cell is cut out of the text of the stored one: seven digits of three bits and the number of the base cell
// are seven hexadecimal digits.
const FILL: &str = "INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n, fold) \
     SELECT COALESCE('87' || substr(cell_9, 3, 7) || 'ffffff', ''), COALESCE(city_code, ''), COALESCE(county_code, ''), \
     COALESCE(town_code, ''), kind, COALESCE(sector, ''), COUNT(*), '' FROM premises \
     WHERE voided_at IS NULL \
     GROUP BY COALESCE('87' || substr(cell_9, 3, 7) || 'ffffff', ''), COALESCE(city_code, ''), COALESCE(county_code, ''), \
     COALESCE(town_code, ''), kind, COALESCE(sector, '')";

const SQLITE_ADDED: &str = "CREATE TRIGGER premises_cells_added AFTER INSERT ON premises \
     WHEN NEW.voided_at IS NULL BEGIN \
     INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n) \
     VALUES (COALESCE('87' || substr(NEW.cell_9, 3, 7) || 'ffffff', ''), COALESCE(NEW.city_code, ''), COALESCE(NEW.county_code, ''), \
     COALESCE(NEW.town_code, ''), NEW.kind, COALESCE(NEW.sector, ''), 1); END";

const SQLITE_CHANGED: &str = "CREATE TRIGGER premises_cells_changed \
     AFTER UPDATE OF cell_9, city_code, county_code, town_code, kind, sector, voided_at ON premises \
     WHEN OLD.cell_9 IS NOT NEW.cell_9 OR OLD.city_code IS NOT NEW.city_code OR OLD.county_code IS NOT NEW.county_code \
     OR OLD.town_code IS NOT NEW.town_code OR OLD.kind IS NOT NEW.kind OR OLD.sector IS NOT NEW.sector \
     OR (OLD.voided_at IS NULL) <> (NEW.voided_at IS NULL) BEGIN \
     INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n) \
     SELECT COALESCE('87' || substr(OLD.cell_9, 3, 7) || 'ffffff', ''), COALESCE(OLD.city_code, ''), COALESCE(OLD.county_code, ''), \
     COALESCE(OLD.town_code, ''), OLD.kind, COALESCE(OLD.sector, ''), -1 \
     WHERE OLD.voided_at IS NULL \
     UNION ALL SELECT COALESCE('87' || substr(NEW.cell_9, 3, 7) || 'ffffff', ''), COALESCE(NEW.city_code, ''), \
     COALESCE(NEW.county_code, ''), COALESCE(NEW.town_code, ''), NEW.kind, COALESCE(NEW.sector, ''), 1 \
     WHERE NEW.voided_at IS NULL; END";

const SQLITE_GONE: &str = "CREATE TRIGGER premises_cells_gone AFTER DELETE ON premises \
     WHEN OLD.voided_at IS NULL BEGIN \
     INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n) \
     VALUES (COALESCE('87' || substr(OLD.cell_9, 3, 7) || 'ffffff', ''), COALESCE(OLD.city_code, ''), COALESCE(OLD.county_code, ''), \
     COALESCE(OLD.town_code, ''), OLD.kind, COALESCE(OLD.sector, ''), -1); END";

const POSTGRES_ADD: &str = "CREATE FUNCTION premises_cells_add() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n) \
     SELECT COALESCE('87' || substr(cell_9, 3, 7) || 'ffffff', ''), COALESCE(city_code, ''), COALESCE(county_code, ''), \
     COALESCE(town_code, ''), kind, COALESCE(sector, ''), COUNT(*) FROM added \
     WHERE voided_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6; RETURN NULL; END $$";

const POSTGRES_ADDED: &str = "CREATE TRIGGER premises_cells_added AFTER INSERT ON premises \
     REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION premises_cells_add()";

const POSTGRES_CHANGE: &str = "CREATE FUNCTION premises_cells_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     IF OLD.voided_at IS NULL THEN \
     INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n) \
     VALUES (COALESCE('87' || substr(OLD.cell_9, 3, 7) || 'ffffff', ''), COALESCE(OLD.city_code, ''), COALESCE(OLD.county_code, ''), \
     COALESCE(OLD.town_code, ''), OLD.kind, COALESCE(OLD.sector, ''), -1); END IF; \
     IF TG_OP = 'UPDATE' THEN IF NEW.voided_at IS NULL THEN \
     INSERT INTO premises_cells (cell, city_code, county_code, town_code, kind, sector, n) \
     VALUES (COALESCE('87' || substr(NEW.cell_9, 3, 7) || 'ffffff', ''), COALESCE(NEW.city_code, ''), COALESCE(NEW.county_code, ''), \
     COALESCE(NEW.town_code, ''), NEW.kind, COALESCE(NEW.sector, ''), 1); END IF; END IF; RETURN NULL; END $$";

const POSTGRES_CHANGED: &str = "CREATE TRIGGER premises_cells_changed AFTER UPDATE ON premises FOR EACH ROW \
     WHEN ((OLD.cell_9, OLD.city_code, OLD.county_code, OLD.town_code, OLD.kind, OLD.sector, OLD.voided_at IS NULL) \
     IS DISTINCT FROM (NEW.cell_9, NEW.city_code, NEW.county_code, NEW.town_code, NEW.kind, NEW.sector, \
     NEW.voided_at IS NULL)) EXECUTE FUNCTION premises_cells_change()";

const POSTGRES_GONE: &str = "CREATE TRIGGER premises_cells_gone AFTER DELETE ON premises FOR EACH ROW \
     EXECUTE FUNCTION premises_cells_change()";
