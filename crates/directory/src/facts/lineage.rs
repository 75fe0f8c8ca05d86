//! Who followed whom: bodies that ended in a reorganisation, and their heirs.

use crate::organisation;
use crate::sql::id_batches;
use chrono::NaiveDate;
use kernel::id::OrgId;
use std::collections::BTreeSet;
use store::{FromRow, Row, StoreError, Tx};

struct Link {
    to: OrgId,
    from: OrgId,
    from_ended: Option<NaiveDate>,
}

impl FromRow for Link {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { to: row.id("to_org")?, from: row.id("from_org")?, from_ended: row.opt_date("valid_to")? })
    }
}

/// Bodies that have ended by a day and that these follow, near and far, apart from these themselves. What those kept
/// is kept by whoever followed them; a body that goes on after a split keeps its own.
///
/// # Errors
/// When the database cannot be read.
pub async fn forebears(tx: &Tx, orgs: &[OrgId], day: NaiveDate) -> Result<BTreeSet<OrgId>, StoreError> {
    let mut found: BTreeSet<OrgId> = BTreeSet::new();
    let mut next: Vec<OrgId> = orgs.to_vec();
    while !next.is_empty() {
        let mut links: Vec<Link> = Vec::new();
        for (marks, values) in id_batches(next.iter().map(OrgId::as_uuid)) {
            let sql = format!(
                "SELECT c.to_org, c.from_org, o.valid_to FROM organisation_changes c \
                 JOIN organisations o ON o.id = c.from_org WHERE c.to_org IN ({marks})"
            );
            links.extend(tx.all::<Link>(&sql, values).await?);
        }
        let ended = |link: &&Link| link.from != link.to && link.from_ended.is_some_and(|to| to <= day);
        next = links
            .iter()
            .filter(ended)
            .map(|link| link.from)
            .filter(|org| !orgs.contains(org) && !found.contains(org))
            .collect();
        found.extend(next.iter().copied());
    }
    Ok(found)
}

/// Bodies in force on a day that follow one which has ended, near and far, by id; the body itself while it is in force,
/// none when it was closed without an heir.
///
/// # Errors
/// When the database cannot be read.
pub async fn heirs(tx: &Tx, org: OrgId, day: NaiveDate) -> Result<Vec<OrgId>, StoreError> {
    let mut in_force = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut next = vec![org];
    while !next.is_empty() {
        let bodies = organisation::repo::by_ids(tx, next.clone()).await?;
        let (standing, ended): (Vec<_>, Vec<_>) =
            bodies.into_values().partition(|body| body.valid.lasts_past(day));
        in_force.extend(standing.into_iter().map(|body| body.id));
        seen.extend(next.iter().copied());
        let mut links = Vec::new();
        for (marks, values) in id_batches(ended.iter().map(|body| body.id.as_uuid())) {
            let sql = format!("SELECT to_org FROM organisation_changes WHERE from_org IN ({marks})");
            links.extend(tx.map_rows(&sql, values, |row| row.opt_id::<OrgId>("to_org")).await?);
        }
        next = links.into_iter().flatten().filter(|org| !seen.contains(org)).collect();
    }
    Ok(in_force.into_iter().collect())
}
