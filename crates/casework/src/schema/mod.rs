//! The tables this room owns.

mod audited;
mod tables;

pub use audited::{AUDITED, CASE, CLOCK, DOCUMENT, EVENT, FILE, MARK, REQUEST};

use store::Migration;
use store::list::ScopeColumns;

/// Schema changes of this room, in order.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        tables::ledger(),
        tables::trail(),
        tables::counters(),
        tables::notices(),
        tables::requests(),
        tables::history(),
        tables::danger(),
    ]
}

/// Where a case keeps what a scope compares.
pub const SCOPE: ScopeColumns = ScopeColumns {
    table: "cases",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: Some("unit_id"),
    sector: Some("sector"),
};

/// Where the counters keep what a scope compares; villages and units have no leaf rows of their own.
pub const COUNTER_SCOPE: ScopeColumns = ScopeColumns {
    table: "case_counters",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: None,
    unit: None,
    sector: Some("sector"),
};

/// Condition that open rows meet, word for word as in the partial indexes.
pub const OPEN_ROWS: &str = "cases.state_class NOT IN ('closed', 'void')";
/// Condition that finished rows meet, word for word as in the partial indexes.
pub const DONE_ROWS: &str = "cases.state_class IN ('closed', 'void')";
/// Sort key of an open case without a due day: after every date.
pub const NO_DUE: &str = "9999-12-31";
/// Sort key of a finished case: after every open one.
pub const DONE_DUE: &str = "9999-99-99";
