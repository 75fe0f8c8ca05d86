//! What every service of this room needs.

use crate::{Roles, Secrets};
use async_trait::async_trait;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use std::sync::Arc;
use store::Ctx;
use uuid::Uuid;

/// Time-outs, and whether this is a demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Minutes without a request after which a session ends.
    pub idle_minutes: i64,
    /// Hours after which a session ends whatever happens.
    pub longest_hours: i64,
    /// Whether anybody may sign in as anybody with one click, and nobody is made to change a password. Never on real
    /// data.
    pub demo: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { idle_minutes: 30, longest_hours: 12, demo: false }
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Network address.
    pub address: Option<String>,
    /// What the browser calls itself.
    pub agent: Option<String>,
}

/// Where units lie; answered by the room that keeps them. A post of one unit is only granted by who reaches that place.
#[async_trait]
pub trait Units: Send + Sync {
    /// Region and sector of a unit; none when there is no such unit.
    ///
    /// # Errors
    /// When the database cannot be read.
    async fn place(&self, ctx: &Ctx, unit: Uuid) -> Result<Option<(RegionCode, Option<String>)>, Problem>;
}

/// Knows no unit, so posts of units cannot be granted.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoUnits;

#[async_trait]
impl Units for NoUnits {
    async fn place(&self, _: &Ctx, _: Uuid) -> Result<Option<(RegionCode, Option<String>)>, Problem> {
        Ok(None)
    }
}

/// The access room, made once at start and shared. It is also what the directory asks ([`directory::Authority`]).
#[derive(Clone)]
pub struct Access {
    /// Roles of the pack in force.
    pub roles: Roles,
    /// Time-outs.
    pub settings: Settings,
    pub(crate) secrets: Arc<dyn Secrets>,
    pub(crate) units: Arc<dyn Units>,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Access").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Access {
    /// An access room over the roles of a pack. `units` answers where units lie; [`NoUnits`] when there are none.
    #[must_use]
    pub fn new(roles: Roles, settings: Settings, secrets: Arc<dyn Secrets>, units: Arc<dyn Units>) -> Self {
        Self { roles, settings, secrets, units }
    }
}
