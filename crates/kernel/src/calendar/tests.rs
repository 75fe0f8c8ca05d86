use proptest::prelude::*;

use super::*;
use crate::date::parse_iso;

fn date(text: &str) -> NaiveDate {
    parse_iso(text).unwrap()
}

fn builtin() -> &'static WorkCalendar {
    WorkCalendar::builtin()
}

fn add(start: &str, days: i64) -> (String, bool) {
    let due = builtin().add_working_days(date(start), days);
    (due.date.to_string(), due.provisional)
}

fn between(from: &str, to: &str) -> (i64, bool) {
    let count = builtin().working_days_between(date(from), date(to));
    (count.days, count.provisional)
}

/// Worked by hand from the notices of 2024, 2025 and 2026.
const WORKED: [(&str, i64, &str); 12] = [
    ("2024-02-08", 3, "2024-02-19"),
    ("2024-02-02", 3, "2024-02-06"),
    ("2024-04-30", 10, "2024-05-16"),
    ("2024-09-30", 3, "2024-10-10"),
    ("2024-09-12", 3, "2024-09-18"),
    ("2025-01-24", 3, "2025-02-05"),
    ("2025-09-26", 20, "2025-10-30"),
    ("2025-09-30", 3, "2025-10-11"),
    ("2026-02-13", 3, "2026-02-25"),
    ("2026-09-18", 10, "2026-10-09"),
    ("2026-09-30", 7, "2026-10-15"),
    ("2025-12-31", 3, "2026-01-06"),
];

#[test]
fn the_worked_examples_hold_forwards_and_as_counts() {
    for (start, days, end) in WORKED {
        assert_eq!(add(start, days), (end.to_owned(), false), "{start} + {days}");
        assert_eq!(between(start, end), (days, false), "{start} .. {end}");
    }
}

#[test]
fn the_years_of_the_notices_are_covered_and_no_others() {
    assert_eq!(builtin().covered_years().collect::<Vec<_>>(), (2007..=2026).collect::<Vec<_>>());
    assert!(
        !builtin().covers(2006)
            && builtin().covers(2007)
            && builtin().covers(2026)
            && !builtin().covers(2027)
    );
}

#[test]
fn the_year_2024_has_251_working_days_and_its_followers_248() {
    assert_eq!(between("2023-12-31", "2024-12-31"), (251, false));
    assert_eq!(between("2024-12-31", "2025-12-31"), (248, false));
    assert_eq!(between("2025-12-31", "2026-12-31"), (248, false));
}

#[test]
fn a_day_tells_what_it_is_and_why() {
    for (day, working, provisional, name) in [
        ("2024-02-08", true, false, None),
        ("2024-02-10", false, false, Some("春节")),
        ("2024-02-18", true, false, Some("春节")),
        ("2024-02-24", false, false, None),
        ("2025-10-01", false, false, Some("国庆节、中秋节")),
        ("2020-02-03", true, false, Some("春节")),
        ("2018-12-29", true, false, Some("元旦")),
        ("2007-12-31", false, false, Some("元旦")),
        ("2027-01-01", true, true, None),
        ("2027-01-02", false, true, None),
        ("2006-12-29", true, true, None),
        ("2006-12-30", true, false, Some("元旦")),
    ] {
        let kind = builtin().is_working_day(date(day));
        assert_eq!((kind.working, kind.provisional, kind.name), (working, provisional, name), "{day}");
    }
}

#[test]
fn no_days_stay_on_the_start_and_negative_days_count_back() {
    assert_eq!(add("2024-02-10", 0), ("2024-02-10".to_owned(), false));
    assert_eq!(add("2027-02-10", 0), ("2027-02-10".to_owned(), false));
    assert_eq!(add("2024-02-19", -1), ("2024-02-18".to_owned(), false));
    assert_eq!(add("2024-02-19", -2), ("2024-02-09".to_owned(), false));
    assert_eq!(add("2024-02-15", -1), ("2024-02-09".to_owned(), false));
    assert_eq!(between("2024-02-19", "2024-02-09"), (-2, false));
    assert_eq!(between("2024-02-15", "2024-02-12"), (0, false));
    assert_eq!(between("2024-02-15", "2024-02-15"), (0, false));
}

#[test]
fn a_count_is_provisional_from_the_first_day_no_notice_decides() {
    assert_eq!(add("2026-12-30", 1), ("2026-12-31".to_owned(), false));
    assert_eq!(add("2026-12-31", 1), ("2027-01-01".to_owned(), true));
    assert_eq!(add("2026-12-30", 2), ("2027-01-01".to_owned(), true));
    assert_eq!(add("2027-01-04", -1), ("2027-01-01".to_owned(), true));
    assert_eq!(add("2027-01-01", -1), ("2026-12-31".to_owned(), false));
    assert_eq!(add("2007-01-01", -1), ("2006-12-31".to_owned(), false), "named by the notice of 2007");
    assert_eq!(add("2007-01-01", -3), ("2006-12-29".to_owned(), true));
    assert_eq!(between("2026-12-31", "2027-01-01"), (1, true));
    assert_eq!(between("2027-01-01", "2026-12-31"), (-1, false));
    assert_eq!(between("2027-01-02", "2026-12-31"), (-2, true));
    assert_eq!(between("2027-05-01", "2027-05-01"), (0, false));
    assert_eq!(between("2000-01-01", "2030-01-01"), (7601, true));
}

#[test]
fn the_next_working_day_may_be_the_day_itself() {
    let next = |day| builtin().working_day_on_or_after(date(day)).date.to_string();
    assert_eq!(next("2024-02-08"), "2024-02-08");
    assert_eq!(next("2024-02-10"), "2024-02-18");
    assert!(builtin().working_day_on_or_after(date("2027-01-01")).provisional);
}

#[test]
fn counts_reach_over_centuries_and_stop_at_the_ends() {
    assert_eq!(add("1024-02-08", 260_000).0, "2021-04-25");
    assert_eq!(add("2024-02-08", i64::MAX).0, "9999-12-31");
    assert_eq!(add("2024-02-08", i64::MIN).0, "0001-01-01");
    assert_eq!(add("0001-01-01", -1).0, "0001-01-01");
    assert_eq!(weekdays_until(0), 0);
    assert_eq!([1, 5, 6, 7, 8].map(weekdays_until), [1, 5, 5, 5, 6]);
}

fn notice(text: &str) -> WorkCalendar {
    WorkCalendar::parse("holidays-2027.txt", text).unwrap()
}

#[test]
fn a_newer_notice_settles_its_year() {
    let newer =
        notice("covered 2027\n2027 元旦 off 01-01..01-03 work 2026-12-27\n2027 春节 off 02-05..02-11\n");
    let calendar = builtin().with(&newer);
    assert!(calendar.covers(2027) && calendar.covers(2007));
    assert_eq!(
        calendar.add_working_days(date("2026-12-31"), 1),
        Due { date: date("2027-01-04"), provisional: false }
    );
    assert!(calendar.is_working_day(date("2026-12-27")).working, "the notice reaches into December");
    assert_eq!(calendar.is_working_day(date("2024-02-10")).name, Some("春节"));
    assert_eq!(calendar.add_working_days(date("2024-02-08"), 3).date, date("2024-02-19"));
}

#[test]
fn a_year_given_again_replaces_the_old_notice_and_leaves_its_neighbours() {
    let changed = builtin().with(&notice("covered 2019\n2019 国庆节 off 10-01..10-07\n"));
    assert!(!changed.is_working_day(date("2019-10-12")).working, "no make-up day any more");
    assert!(
        changed.is_working_day(date("2018-12-31")).working,
        "the old notice of 2019 is gone from 2018 too"
    );
    assert!(!changed.is_working_day(date("2018-10-01")).working);
    assert_eq!(changed.covered_years().count(), 20);
    let again =
        builtin().with(&notice("covered 2027\n2027 元旦 work 2026-10-10\n2027 春节 off 2026-10-11\n"));
    assert_eq!(
        again.is_working_day(date("2026-10-10")).name,
        Some("元旦"),
        "the newer file decides a day named twice"
    );
    assert_eq!(builtin().with(builtin()), *builtin());
}

#[test]
fn a_file_is_read_line_by_line_with_comments_and_ranges() {
    let calendar = notice(
        "\u{feff}# 说明\ncovered 2026..2027 2030 # 三年\n\n2027 元旦 off 2026-12-31..01-02 work 01-09 # 调休\n",
    );
    assert_eq!(calendar.covered_years().collect::<Vec<_>>(), [2026, 2027, 2030]);
    let working = |day| calendar.is_working_day(date(day)).working;
    assert!(!working("2026-12-31") && !working("2027-01-01") && !working("2027-01-02"));
    assert!(working("2027-01-09") && working("2026-12-30") && working("2027-01-04"));
    assert_eq!(calendar.is_working_day(date("2027-01-09")).name, Some("元旦"));
}

#[test]
fn faults_name_file_and_line() {
    for (text, line, message) in [
        ("", 1, "没有 covered 行\u{ff0c}不知道覆盖哪些年份"),
        ("# 只有说明\ncovered\n", 1, "没有 covered 行\u{ff0c}不知道覆盖哪些年份"),
        ("covered 27", 1, "“27”不是四位年份"),
        ("covered +202", 1, "“+202”不是四位年份"),
        ("covered 1948", 1, "“1948”不是四位年份"),
        ("covered 9999", 1, "“9999”不是四位年份"),
        ("covered 2027..2026", 1, "年份范围“2027..2026”前后颠倒"),
        ("covered 2027\n节日 off 01-01", 2, "“节日”不是四位年份"),
        ("covered 2027\n2028 元旦 off 01-01", 2, "2028 年不在 covered 声明的年份内"),
        ("covered 2027\n2027", 2, "缺少节日名称"),
        ("covered 2027\n2027 元旦", 2, "“元旦”没有日期"),
        ("covered 2027\n2027 元旦 off", 2, "“元旦”没有日期"),
        (
            "covered 2027\n2027 元旦 01-01",
            2,
            "“01-01”之前应写 off\u{ff08}放假\u{ff09}或 work\u{ff08}上班\u{ff09}",
        ),
        ("covered 2027\n2027 元旦 off 1-1", 2, "“1-1”的格式不正确\u{ff0c}应如 2024-02-08"),
        ("covered 2027\n2027 元旦 off 02-30", 2, "日期“2027-02-30”不存在"),
        ("covered 2027\n2027 元旦 off 2025-12-31", 2, "2025-12-31 离 2027 年的通知太远"),
        ("covered 2027\n2027 元旦 off 01-03..01-01", 2, "日期范围“01-03..01-01”前后颠倒"),
        ("covered 2027\n2027 元旦 off 01-01..02-01", 2, "日期范围“01-01..02-01”长达 32 天\u{ff0c}超过 31 天"),
        ("covered 2027\n\n2027 元旦 off 01-01\n2027 春节 work 01-01", 4, "2027-01-01 已在第 3 行出现"),
    ] {
        let error = WorkCalendar::parse("节假日.txt", text).unwrap_err();
        assert_eq!(
            (error.file.as_str(), error.line, error.message.as_str()),
            ("节假日.txt", line, message),
            "{text}"
        );
        assert_eq!(error.to_string(), format!("节假日.txt 第 {line} 行\u{ff1a}{message}"));
    }
    assert!(WorkCalendar::parse("x", "covered 1949 9998\n1949 元旦 off 1950-01-01 1948-12-31").is_ok());
    assert!(WorkCalendar::parse("x", "covered 2027\n2027 长假 off 01-01..01-31").is_ok());
}

/// The same answers by walking day by day.
fn walk(calendar: &WorkCalendar, start: NaiveDate, days: i64) -> Due {
    let mut due = Due { date: start, provisional: false };
    let mut left = days.abs();
    while left > 0 {
        due.date = if days > 0 { due.date.succ_opt().unwrap() } else { due.date.pred_opt().unwrap() };
        let kind = calendar.is_working_day(due.date);
        due.provisional |= kind.provisional;
        left -= i64::from(kind.working);
    }
    due
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    // From 2004 to 2029, so that both ends of the covered years are crossed often.
    (731_581_i32..741_077).prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).unwrap())
}

proptest! {
    #[test]
    fn counting_equals_walking(start in some_day(), days in -700_i64..700) {
        prop_assert_eq!(builtin().add_working_days(start, days), walk(builtin(), start, days));
    }

    #[test]
    fn short_counts_equal_walking_too(start in some_day(), days in -9_i64..10) {
        prop_assert_eq!(builtin().add_working_days(start, days), walk(builtin(), start, days));
    }

    #[test]
    fn a_count_between_is_the_inverse(start in some_day(), days in -700_i64..700) {
        let due = builtin().add_working_days(start, days);
        let count = builtin().working_days_between(start, due.date);
        prop_assert_eq!(count, Count { days, provisional: due.provisional });
    }

    #[test]
    fn counts_between_equal_a_sum_of_days(from in some_day(), span in -900_i64..900) {
        let to = crate::date::plus_days(from, span);
        let (mut days, mut provisional) = (0, false);
        let (first, last) = if span >= 0 { (from.succ_opt().unwrap(), to) } else { (to, from.pred_opt().unwrap()) };
        for day in first.iter_days().take_while(|day| *day <= last) {
            let kind = builtin().is_working_day(day);
            days += i64::from(kind.working) * span.signum();
            provisional |= kind.provisional;
        }
        prop_assert_eq!(builtin().working_days_between(from, to), Count { days, provisional });
    }

    #[test]
    fn without_notices_only_weekdays_count(start in 0_i32..3_000_000, days in -300_i64..300) {
        let start = NaiveDate::from_num_days_from_ce_opt(start + 1000).unwrap();
        let bare = WorkCalendar::build(BTreeSet::new(), Vec::new());
        let due = bare.add_working_days(start, days);
        prop_assert_eq!(due, walk(&bare, start, days));
        prop_assert_eq!(due.provisional, days != 0);
    }
}
