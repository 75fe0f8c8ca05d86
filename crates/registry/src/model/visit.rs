//! A visit as the page of a premises shows it. The room above keeps visits and answers for them.

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::id::{InspectionId, PremisesId};
use kernel::problem::Problem;
use serde::{Deserialize, Serialize};
use store::Ctx;
use utoipa::ToSchema;

use super::Named;

/// Who went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Inspector {
    /// Person.
    pub name: String,
    /// Post held on the day.
    pub post: String,
    /// Organisation of the post.
    pub org: String,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionRow)]
pub struct VisitRow {
    /// Visit.
    pub id: InspectionId,
    /// Premises as they were called that day.
    pub premises: Named,
    /// Day of the visit.
    pub inspected_on: NaiveDate,
    /// Who went.
    pub inspector: Inspector,
    /// Answers that failed.
    pub failed: i64,
    /// Answers that passed.
    pub passed: i64,
    /// Whether GB 35181 suggests a major hazard.
    pub major_suggested: bool,
    /// Cases the visit opened.
    pub cases_opened: i64,
}

/// Gives the visits of a premises; `campaign` implements it.
#[async_trait]
pub trait Visits: Send + Sync {
    /// The latest visits the caller may see, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    async fn of_premises(&self, ctx: &Ctx, premises: PremisesId) -> Result<Vec<VisitRow>, Problem>;
}
