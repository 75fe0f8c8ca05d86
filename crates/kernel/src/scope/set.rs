//! A scope: all the grants a caller holds.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Grant, Place, ScopeLevel};

/// Everything a caller holds, through all posts. A row is in scope when one grant covers it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scope {
    /// The grants, in no particular order; see [`Scope::simplify`].
    pub grants: Vec<Grant>,
}

impl Scope {
    /// The scope of these grants.
    #[must_use]
    pub fn new(grants: impl IntoIterator<Item = Grant>) -> Self {
        Self { grants: grants.into_iter().collect() }
    }

    /// Whether any grant covers the place.
    #[must_use]
    pub fn covers(&self, place: &Place<'_>) -> bool {
        self.grants.iter().any(|grant| grant.covers(place))
    }

    /// Whether everything under `grant` is held, if need be by several grants together, each for some of its sectors.
    /// Nobody grants what they do not hold. A unit lies somewhere its id does not tell: for a grant of a unit held
    /// through its region ask [`Scope::contains_unit_grant`].
    #[must_use]
    pub fn contains_grant(&self, grant: &Grant) -> bool {
        holds_sectors(grant, self.grants.iter().filter(|own| own.reaches_all_of(grant)))
    }

    /// Whether everything under a grant of a unit is held, `place` being where the unit lies.
    #[must_use]
    pub fn contains_unit_grant(&self, grant: &Grant, place: &Place<'_>) -> bool {
        grant.level == ScopeLevel::Unit
            && grant.reaches(place)
            && holds_sectors(
                grant,
                self.grants.iter().filter(|own| own.reaches(place) || own.reaches_all_of(grant)),
            )
    }

    /// The same scope with grants of one key merged, those that add nothing dropped, and the rest in order from wide to
    /// narrow. It covers exactly what it covered.
    #[must_use]
    pub fn simplify(&self) -> Self {
        let mut merged: Vec<Grant> = Vec::new();
        for grant in &self.grants {
            if grant.sectors.as_ref().is_some_and(BTreeSet::is_empty) {
                continue;
            }
            match merged.iter_mut().find(|known| known.level == grant.level && known.same_key(grant)) {
                Some(known) => join(&mut known.sectors, grant.sectors.as_ref()),
                None => merged.push(grant.clone()),
            }
        }
        merged.sort();
        let mut kept = Self::default();
        // Only a wider grant contains another, and the wider ones come first.
        for grant in merged {
            if !kept.contains_grant(&grant) {
                kept.grants.push(grant);
            }
        }
        kept
    }
}

/// Whether `holders`, which all reach the whole of `grant`, together hold its sectors.
fn holds_sectors<'a>(grant: &Grant, holders: impl Iterator<Item = &'a Grant>) -> bool {
    let mut held = BTreeSet::new();
    for holder in holders {
        match (&holder.sectors, &grant.sectors) {
            (None, _) => return true,
            (Some(_), None) => {}
            (Some(own), Some(wanted)) => {
                held.extend(own);
                if wanted.iter().all(|sector| held.contains(sector)) {
                    return true;
                }
            }
        }
    }
    false
}

/// `None` is all sectors and swallows any set.
fn join(known: &mut Option<BTreeSet<String>>, more: Option<&BTreeSet<String>>) {
    match (known.as_mut(), more) {
        (Some(known), Some(more)) => known.extend(more.iter().cloned()),
        _ => *known = None,
    }
}
