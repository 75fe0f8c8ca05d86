//! Visits for the page of a premises.

use crate::model::{InspectionFilter, InspectionRecord};
use crate::repo::list;
use crate::service::READ;
use async_trait::async_trait;
use kernel::id::PremisesId;
use kernel::problem::Problem;
use registry::model::{VisitRow, Visits};
use store::Ctx;
use store::list::merged;

/// Visits shown on the page of a premises.
const SHOWN: u64 = 20;

/// The visits this room keeps, for the room below.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inspections;

#[async_trait]
impl Visits for Inspections {
    async fn of_premises(&self, ctx: &Ctx, premises: PremisesId) -> Result<Vec<VisitRow>, Problem> {
        let filter = InspectionFilter { premises: Some(premises), ..InspectionFilter::default() };
        let selects = list::page(&filter, &ctx.caller.scope(READ), None, SHOWN);
        let most = usize::try_from(SHOWN).unwrap_or(usize::MAX);
        let key = |record: &InspectionRecord| (record.inspected_on, record.id);
        let records: Vec<InspectionRecord> =
            merged(&ctx.tx, selects, most, true, key, |record| record.id).await?;
        Ok(records.iter().map(InspectionRecord::row).collect())
    }
}
