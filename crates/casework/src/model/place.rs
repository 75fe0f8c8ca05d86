//! Where a case lies and what it is about.

use kernel::id::UnitId;
use kernel::region::RegionCode;
use kernel::scope::Place;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The place of a case, as scopes see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePlace {
    /// The narrowest region known.
    pub region: RegionCode,
    /// Unit answerable.
    pub unit: Option<UnitId>,
    /// Sector (行业领域).
    pub sector: Option<String>,
}

impl CasePlace {
    /// The columns a grant is held against.
    #[must_use]
    pub fn columns(&self) -> Place<'_> {
        let place = Place::of(self.region);
        let place = match self.unit {
            Some(unit) => place.unit(unit.as_uuid()),
            None => place,
        };
        match &self.sector {
            Some(sector) => place.sector(sector),
            None => place,
        }
    }
}

/// Something with an id and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// What a case is about and where: premises, a town, a service body. The room that owns the subject fills this in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Kind of the subject: `premises`, `organisation`, `region` …
    pub kind: String,
    /// Id in its own room.
    pub id: Uuid,
    /// Name at the time of opening.
    pub name: String,
    /// Narrowest region.
    pub region: RegionCode,
    /// Unit answerable.
    pub unit: Option<Named>,
    /// Sector.
    pub sector: Option<String>,
}
