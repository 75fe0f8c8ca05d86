//! The built-in calendar and the region codes against real lists, where the machine has them.
//!
//! `QUTU_REAL_INPUT` names a folder that holds, itself or in its folder `standards`, `china-days-2007-2027.csv`
//! (`date,name,kind` with kind `off` or `work`) and `regions-44.csv` (`code,name,level,parent_code`). Without it, or
//! without a file, the tests are reported as ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{Datelike, NaiveDate, Weekday};
use kernel::calendar::WorkCalendar;
use kernel::date::parse_iso;
use kernel::region::{Level, RegionCode};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let days = input("china-days-2007-2027.csv");
    let regions = input("regions-44.csv");
    let trials = vec![
        trial("every_listed_day_is_what_the_list_says", days.clone(), every_listed_day),
        trial("no_other_day_of_the_covered_years_differs_from_its_weekday", days.clone(), no_other_day),
        trial("counts_over_all_years_agree_with_the_list", days, counts_over_all_years),
        trial("every_parent_is_the_one_the_code_tells", regions.clone(), every_parent),
        trial("every_level_is_the_one_the_code_tells", regions, every_level),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

type Test = fn(&[Vec<String>]) -> Result<(), Failed>;

fn trial(name: &str, file: Option<PathBuf>, test: Test) -> Trial {
    let missing = file.is_none();
    Trial::test(name, move || file.map_or(Ok(()), |file| test(&rows(&file)?))).with_ignored_flag(missing)
}

fn input(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("QUTU_REAL_INPUT")?);
    [folder.join(name), folder.join("standards").join(name)].into_iter().find(|path| path.is_file())
}

/// The rows under the header; neither file quotes its fields.
fn rows(file: &Path) -> Result<Vec<Vec<String>>, Failed> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

fn ensure(holds: bool, explain: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(explain().into()) }
}

/// Date, whether worked, and name of every row.
fn listed(rows: &[Vec<String>]) -> Result<BTreeMap<NaiveDate, (bool, &str)>, Failed> {
    let mut days = BTreeMap::new();
    for row in rows {
        let [date, name, kind] = row.as_slice() else { return Err(format!("{row:?}").into()) };
        days.insert(parse_iso(date)?, (kind == "work", name.as_str()));
    }
    Ok(days)
}

fn every_listed_day(rows: &[Vec<String>]) -> Result<(), Failed> {
    let calendar = WorkCalendar::builtin();
    let days = listed(rows)?;
    ensure(days.len() == rows.len() && days.len() > 600, || format!("{} days", days.len()))?;
    for (date, (working, name)) in days {
        let kind = calendar.is_working_day(date);
        ensure((kind.working, kind.provisional, kind.name) == (working, false, Some(name)), || {
            format!("{date} should be {working} {name}, is {kind:?}")
        })?;
    }
    Ok(())
}

fn no_other_day(rows: &[Vec<String>]) -> Result<(), Failed> {
    let calendar = WorkCalendar::builtin();
    let days = listed(rows)?;
    for date in covered_days().filter(|date| !days.contains_key(date)) {
        let kind = calendar.is_working_day(date);
        ensure((kind.working, kind.provisional, kind.name) == (on_weekday(date), false, None), || {
            format!("{date}: {kind:?}")
        })?;
    }
    Ok(())
}

fn counts_over_all_years(rows: &[Vec<String>]) -> Result<(), Failed> {
    let calendar = WorkCalendar::builtin();
    let days = listed(rows)?;
    let start = NaiveDate::from_ymd_opt(2006, 12, 31).ok_or("date")?;
    let mut passed = 0;
    for date in covered_days() {
        passed += i64::from(days.get(&date).map_or_else(|| on_weekday(date), |(working, _)| *working));
        let count = calendar.working_days_between(start, date);
        ensure((count.days, count.provisional) == (passed, false), || {
            format!("{date}: {count:?}, not {passed}")
        })?;
    }
    Ok(())
}

fn covered_days() -> impl Iterator<Item = NaiveDate> {
    let start = NaiveDate::from_ymd_opt(2007, 1, 1).unwrap_or_default();
    start.iter_days().take_while(|date| date.year() <= 2026)
}

fn on_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn every_parent(rows: &[Vec<String>]) -> Result<(), Failed> {
    let known: BTreeSet<RegionCode> = rows.iter().map(|row| row[0].parse()).collect::<Result<_, _>>()?;
    ensure(known.len() == rows.len() && known.len() > 1900, || format!("{} regions", known.len()))?;
    for row in rows {
        let code: RegionCode = row[0].parse()?;
        let listed: Option<RegionCode> = if row[3].is_empty() { None } else { Some(row[3].parse()?) };
        ensure(code.parent() == listed, || format!("{row:?}: {:?}", code.parent()))?;
        ensure(code.to_string() == row[0], || format!("{row:?}: {code}"))?;
        ensure(code.ancestors().iter().all(|above| known.contains(above) && above.contains(code)), || {
            format!("{row:?}: {:?}", code.ancestors())
        })?;
    }
    Ok(())
}

fn every_level(rows: &[Vec<String>]) -> Result<(), Failed> {
    for row in rows {
        let code: RegionCode = row[0].parse()?;
        ensure(code.level() == Level::from_code(&row[2])?, || format!("{row:?}: {}", code.level()))?;
        ensure(!code.is_container(), || format!("{row:?} is a container"))?;
    }
    Ok(())
}
