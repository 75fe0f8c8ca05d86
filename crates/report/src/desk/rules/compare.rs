//! Holding a claimed list against the ledger (对数): each difference with the kind a rule takes it for, and why.

use crate::desk::model::{DifferenceKind, Direction, LedgerRow, Side};
use chrono::NaiveDate;
use kernel::text::normalise;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Days around the ends of the period within which a row may have slipped into the next.
pub const SLIP_DAYS: i64 = 5;

/// The ledger, from narrow to wide.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Rows that count: of the definition, in the period.
    pub ours: Vec<LedgerRow>,
    /// Rows of the definition, of any time.
    pub any_time: Vec<LedgerRow>,
    /// Rows of the region, whatever the definition.
    pub anything: Vec<LedgerRow>,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Direction.
    pub direction: Direction,
    /// The row of the ledger.
    pub ledger: Option<LedgerRow>,
    /// The claimed row and its place in the list, from 1.
    pub claimed: Option<(i64, Side)>,
    /// What it is taken for.
    pub kind: DifferenceKind,
    /// Why.
    pub reason: String,
}

/// What comparing gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Rows both sides have.
    pub matched: i64,
    /// Differences: claimed rows in their order, then rows of the ledger.
    pub found: Vec<Found>,
}

/// A way to know a row again, the surest first.
fn keys(side: &Side) -> Vec<String> {
    let key = |tag: &str, text: &Option<String>| {
        text.as_deref().map(normalise).filter(|text| !text.is_empty()).map(|text| format!("{tag}:{text}"))
    };
    [key("n", &side.number), key("c", &side.credit_code), key("m", &side.name)]
        .into_iter()
        .flatten()
        .collect()
}

struct Index<'a>(BTreeMap<String, Vec<&'a LedgerRow>>);

impl<'a> Index<'a> {
    fn new(rows: &'a [LedgerRow]) -> Self {
        let mut index: BTreeMap<String, Vec<&LedgerRow>> = BTreeMap::new();
        for row in rows {
            for key in keys(&row.side) {
                index.entry(key).or_default().push(row);
            }
        }
        Self(index)
    }

    /// The first row that shares the surest key and is not taken; else one that is taken.
    fn find(&self, side: &Side, taken: &BTreeSet<Uuid>) -> Option<&'a LedgerRow> {
        let hits = || keys(side).into_iter().filter_map(|key| self.0.get(&key)).flatten();
        let free = hits().find(|row| !taken.contains(&row.id)).copied();
        free.or_else(|| hits().next().copied())
    }
}

fn shown(side: &Side) -> String {
    side.number.clone().or_else(|| side.name.clone()).or_else(|| side.credit_code.clone()).unwrap_or_default()
}

/// Compares. `from` and `to` are the ends of the period.
#[must_use]
pub fn compare(ledger: &Ledger, claimed: &[Side], from: NaiveDate, to: NaiveDate) -> Compared {
    let (ours, any_time, anything) =
        (Index::new(&ledger.ours), Index::new(&ledger.any_time), Index::new(&ledger.anything));
    let mut taken = BTreeSet::new();
    let mut compared = Compared::default();
    for (place, side) in (1_i64..).zip(claimed) {
        if let Some(row) = ours.find(side, &taken) {
            if taken.insert(row.id) {
                compared.matched += 1;
            } else {
                let reason = format!("与清单中另一行对应台账同一条（{}），多报一次", shown(&row.side));
                compared.found.push(of_claim(place, side, Some(row), DifferenceKind::Duplicate, reason));
            }
            continue;
        }
        let found = if let Some(row) = any_time.find(side, &BTreeSet::new()) {
            let day = row.side.day.map_or_else(|| "日期不详".to_owned(), |day| day.to_string());
            let reason = format!("台账有此条，计入日期 {day}，不在统计期 {from} 至 {to} 内");
            of_claim(place, side, Some(row), DifferenceKind::Timing, reason)
        } else if let Some(row) = anything.find(side, &BTreeSet::new()) {
            let reason = "台账有此条，但不符合本项口径（类型、状态或标记不同）".to_owned();
            of_claim(place, side, Some(row), DifferenceKind::Definition, reason)
        } else {
            let reason = "按编号、统一社会信用代码、名称在台账中均未找到".to_owned();
            of_claim(place, side, None, DifferenceKind::NotInLedger, reason)
        };
        compared.found.push(found);
    }
    ledger_side(ledger, &taken, (from, to), &mut compared);
    compared
}

fn of_claim(place: i64, side: &Side, row: Option<&LedgerRow>, kind: DifferenceKind, reason: String) -> Found {
    Found {
        direction: Direction::ClaimedOnly,
        ledger: row.cloned(),
        claimed: Some((place, side.clone())),
        kind,
        reason,
    }
}

/// Rows of the ledger nobody claimed.
fn ledger_side(
    ledger: &Ledger,
    taken: &BTreeSet<Uuid>,
    (from, to): (NaiveDate, NaiveDate),
    compared: &mut Compared,
) {
    let matched: BTreeSet<String> = ledger
        .ours
        .iter()
        .filter(|row| taken.contains(&row.id))
        .filter_map(|row| row.side.name.as_deref().map(normalise))
        .collect();
    for row in ledger.ours.iter().filter(|row| !taken.contains(&row.id)) {
        let near = row.side.day.filter(|day| {
            (to - *day).num_days().abs() <= SLIP_DAYS || (*day - from).num_days().abs() <= SLIP_DAYS
        });
        let twin = row
            .side
            .name
            .as_deref()
            .map(normalise)
            .is_some_and(|name| !name.is_empty() && matched.contains(&name));
        let (kind, reason) = if twin && row.side.number.is_none() {
            (DifferenceKind::Duplicate, "台账中另有同名的一条已与清单对上，疑为重复登记".to_owned())
        } else if let Some(day) = near {
            (
                DifferenceKind::Timing,
                format!("计入日期 {day} 距统计期起止不超过 {SLIP_DAYS} 天，可能计入了相邻一期"),
            )
        } else {
            (DifferenceKind::NotClaimed, "台账有此条且符合口径，清单中没有".to_owned())
        };
        compared.found.push(Found {
            direction: Direction::LedgerOnly,
            ledger: Some(row.clone()),
            claimed: None,
            kind,
            reason,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(number: Option<&str>, name: &str, day: &str) -> Side {
        Side {
            number: number.map(str::to_owned),
            name: Some(name.to_owned()),
            credit_code: None,
            day: day.parse().ok(),
        }
    }

    fn row(id: u128, number: Option<&str>, name: &str, day: &str) -> LedgerRow {
        LedgerRow { id: Uuid::from_u128(id), side: side(number, name, day) }
    }

    fn period() -> (NaiveDate, NaiveDate) {
        ("2024-05-01".parse().unwrap(), "2024-05-31".parse().unwrap())
    }

    #[test]
    fn every_direction_has_its_name() {
        let ours = vec![
            row(1, Some("YH-1"), "通道堵塞", "2024-05-10"),
            row(2, Some("YH-2"), "设施停用", "2024-05-12"),
            row(3, Some("YH-3"), "违规用电", "2024-05-30"),
        ];
        let mut any_time = ours.clone();
        any_time.push(row(4, Some("YH-4"), "疏散不畅", "2024-06-02"));
        let mut anything = any_time.clone();
        anything.push(row(5, Some("YH-5"), "已作废", "2024-05-11"));
        let claimed = vec![
            side(Some("ｙｈ－１"), "通道堵塞", ""),
            side(Some("YH-1"), "通道堵塞", ""),
            side(Some("YH-4"), "", ""),
            side(Some("YH-5"), "", ""),
            side(Some("YH-9"), "凭空", ""),
        ];
        let compared = compare(&Ledger { ours, any_time, anything }, &claimed, period().0, period().1);
        let kinds: Vec<_> = compared.found.iter().map(|found| (found.direction, found.kind)).collect();
        use DifferenceKind::{Definition, Duplicate, NotClaimed, NotInLedger, Timing};
        use Direction::{ClaimedOnly, LedgerOnly};
        assert_eq!(compared.matched, 1);
        assert_eq!(
            kinds,
            [
                (ClaimedOnly, Duplicate),
                (ClaimedOnly, Timing),
                (ClaimedOnly, Definition),
                (ClaimedOnly, NotInLedger),
                (LedgerOnly, NotClaimed),
                (LedgerOnly, Timing),
            ]
        );
        let places: Vec<_> =
            compared.found.iter().filter_map(|found| found.claimed.as_ref().map(|(at, _)| *at)).collect();
        assert_eq!(places, [2, 3, 4, 5]);
    }

    #[test]
    fn two_rows_of_one_name_match_two_claims() {
        let ours = vec![row(1, None, "溪口宾馆", "2024-05-10"), row(2, None, "溪口宾馆", "2024-05-11")];
        let ledger = Ledger { any_time: ours.clone(), anything: ours.clone(), ours };
        let claim = |n: usize| vec![side(None, "溪口 宾馆", ""); n];
        let (from, to) = period();
        assert_eq!(compare(&ledger, &claim(2), from, to), Compared { matched: 2, found: vec![] });
        let one = compare(&ledger, &claim(1), from, to);
        assert_eq!((one.matched, one.found[0].kind), (1, DifferenceKind::Duplicate), "{one:?}");
    }

    #[test]
    fn figures_agree_when_every_difference_is_accounted_for() {
        // ours - not claimed (either way of our side) + claimed only = claimed
        let ours: Vec<LedgerRow> =
            (1..=9).map(|n| row(n, Some(&format!("N{n}")), "名", "2024-05-15")).collect();
        let claimed: Vec<Side> = (5..=12).map(|n| side(Some(&format!("N{n}")), "", "")).collect();
        let ledger = Ledger { any_time: ours.clone(), anything: ours.clone(), ours };
        let (from, to) = period();
        let compared = compare(&ledger, &claimed, from, to);
        let count = |direction| compared.found.iter().filter(|found| found.direction == direction).count();
        assert_eq!(9 - count(Direction::LedgerOnly) + count(Direction::ClaimedOnly), claimed.len());
    }
}
