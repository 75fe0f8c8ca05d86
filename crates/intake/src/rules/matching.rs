//! Which premises of the ledger a row is about: by credit code, else by name, address and distance.

use crate::model::Draft;
use kernel::text::normalise;
use registry::model::PremisesRecord;

/// Two points nearer than this may be the same place.
pub const NEAR_M: f64 = 200.0;
/// Names at least this alike (0 to 1) at the same address are asked about.
const ALIKE: f64 = 0.6;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// A new premises.
    New,
    /// The premises at this place in the list of candidates.
    Same(usize),
    /// A person must choose among these.
    Ask(Vec<usize>),
    /// The credit code is registered for these premises, none of which bears the name or stands at the address.
    Elsewhere(Vec<usize>),
    /// This premises has the same name and address and another credit code.
    Contradicts(usize),
}

/// Whose premises a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Of the unit with the row's credit code.
    Row,
    /// Of a unit with another credit code.
    Other,
    /// Of nobody, or of a unit without a code.
    Open,
}

/// Finds the premises among candidates: those of the unit with the row's credit code, and those of a like name. `unit`
/// tells of each candidate whose it is.
#[must_use]
pub fn find(draft: &Draft, candidates: &[PremisesRecord], owner: impl Fn(&PremisesRecord) -> Owner) -> Match {
    let of_unit = |record: &PremisesRecord| owner(record) == Owner::Row;
    let name = normalise(&draft.name);
    let address = normalise(&draft.address);
    let named = |record: &PremisesRecord| normalise(&record.name) == name;
    let addressed = |record: &PremisesRecord| normalise(&record.address) == address;
    let pick = |wanted: &dyn Fn(&PremisesRecord) -> bool| -> Vec<usize> {
        candidates.iter().enumerate().filter(|(_, record)| wanted(record)).map(|(at, _)| at).collect()
    };
    if draft.credit_code.is_some() {
        let own = pick(&|record| of_unit(record));
        for better in [
            pick(&|record| of_unit(record) && named(record) && addressed(record)),
            pick(&|record| of_unit(record) && named(record)),
            pick(&|record| of_unit(record) && addressed(record)),
        ] {
            match better.as_slice() {
                [] => {}
                [one] => return Match::Same(*one),
                _ => return Match::Ask(better),
            }
        }
        // Its unit is known by another name at another address: moved, renamed, or a second shop. A person knows.
        if !own.is_empty() {
            return Match::Elsewhere(own);
        }
    }
    let free = |record: &PremisesRecord| draft.credit_code.is_none() || owner(record) != Owner::Other;
    let same_town = |record: &PremisesRecord| {
        draft.region.is_some_and(|region| region.town() == record.place.code.town())
    };
    let taken = pick(&|record| !free(record) && named(record) && addressed(record) && same_town(record));
    if let Some(at) = taken.first() {
        return Match::Contradicts(*at);
    }
    let exact = pick(&|record| free(record) && named(record) && addressed(record));
    match exact.as_slice() {
        [] => {}
        [one] => return Match::Same(*one),
        _ => return Match::Ask(exact),
    }
    let near = pick(&|record| {
        let close = distance(draft, record).is_some_and(|metres| metres <= NEAR_M);
        let unplaced = distance(draft, record).is_none();
        free(record)
            && ((named(record) && (close || unplaced && same_town(record)))
                || (addressed(record) && alike(&name, &normalise(&record.name)) >= ALIKE))
    });
    if near.is_empty() { Match::New } else { Match::Ask(near) }
}

/// Metres between a row's point and a premises' point.
pub(crate) fn distance(draft: &Draft, record: &PremisesRecord) -> Option<f64> {
    let (longitude, latitude) = draft.point?;
    let point = record.point?;
    // On 200 m the earth is flat; a degree of latitude is 111,320 m.
    let north = (latitude - point.latitude) * 111_320.0;
    let east = (longitude - point.longitude) * 111_320.0 * latitude.to_radians().cos();
    Some(north.hypot(east))
}

/// How alike two names are: twice the common two-character grams over all of them (Dice 1945).
fn alike(one: &str, other: &str) -> f64 {
    let (mut left, right) = (kernel::text::grams(one), kernel::text::grams(other));
    let all = left.len() + right.len();
    if all == 0 {
        return 0.0;
    }
    let mut common = 0_u32;
    for gram in &right {
        if let Some(at) = left.iter().position(|own| own == gram) {
            left.swap_remove(at);
            common += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "names have at most a hundred characters")]
    let all = all as f64;
    2.0 * f64::from(common) / all
}

/// A premises as it is after the row: what the row leaves empty stays.
#[must_use]
pub fn applied(before: &PremisesRecord, draft: &Draft) -> PremisesRecord {
    let mut after = before.clone();
    if !draft.name.is_empty() {
        after.name.clone_from(&draft.name);
    }
    if !draft.kind.is_empty() {
        after.kind.clone_from(&draft.kind);
    }
    if !draft.address.is_empty() {
        after.address.clone_from(&draft.address);
    }
    if let Some(region) = draft.region {
        // A town named again does not take away the village that is known.
        let finer = before.place.code.ancestors().contains(&region);
        if !finer {
            after.place.code = region;
        }
    }
    if let Some((longitude, latitude)) = draft.point {
        after.point = Some(registry::model::Point { longitude, latitude });
    }
    after.area_m2 = draft.area_m2.or(before.area_m2);
    after.floors = draft.floors.or(before.floors);
    after.height_m = draft.height_m.or(before.height_m);
    after
}
