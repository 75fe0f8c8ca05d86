use super::*;
use crate::date::parse_iso;

fn date(text: &str) -> NaiveDate {
    parse_iso(text).unwrap()
}

/// A civil time in Shanghai, such as `2024-02-08 09:00`.
fn at(text: &str) -> Timestamp {
    format!("{}:00+08:00", text.replace(' ', "T")).parse().unwrap()
}

fn calendar() -> &'static WorkCalendar {
    WorkCalendar::builtin()
}

fn start(length: Length, from: &str) -> Deadline {
    Deadline::start(length, date(from), at(&format!("{from} 10:00")), calendar())
}

fn span(days: i64, seconds: i64) -> Span {
    Span { days, seconds }
}

const HOUR: i64 = 3600;

#[test]
fn three_working_days_run_over_the_spring_festival_to_the_end_of_the_day() {
    let clock = start(Length::WorkingDays(3), "2024-02-08");
    assert_eq!(clock.due_date(), date("2024-02-19"));
    assert_eq!(clock.due_at(), at("2024-02-20 00:00"));
    assert!(!clock.provisional());
    assert_eq!(
        clock.state(at("2024-02-08 10:00")),
        State::Running { remaining: span(11, 11 * 24 * HOUR + 14 * HOUR) }
    );
    assert_eq!(clock.state(at("2024-02-19 23:59")), State::Running { remaining: span(0, 60) });
    assert_eq!(clock.state(at("2024-02-20 00:00")), State::Overdue { by: span(1, 0) });
    assert_eq!(clock.state(at("2024-02-21 01:00")), State::Overdue { by: span(2, 25 * HOUR) });
    assert!(!clock.is_late(at("2024-02-19 23:59")) && clock.is_late(at("2024-02-20 00:00")));
}

#[test]
fn calendar_days_and_fixed_dates_do_not_mind_holidays() {
    let days = start(Length::Days(10), "2024-02-01");
    assert_eq!((days.due_date(), days.due_at()), (date("2024-02-11"), at("2024-02-12 00:00")));
    let until = start(Length::Until(date("2027-05-01")), "2024-02-01");
    assert_eq!(until.due_date(), date("2027-05-01"));
    assert!(!until.provisional());
    assert_eq!(start(Length::Days(0), "2024-02-01").due_date(), date("2024-02-01"));
    assert_eq!(start(Length::WorkingDays(0), "2024-02-10").due_date(), date("2024-02-10"));
    assert_eq!(start(Length::Days(u32::MAX), "2024-02-01").due_date(), date("9999-12-31"));
}

#[test]
fn hours_run_from_the_instant_and_end_on_the_instant() {
    let clock = start(Length::Hours(24), "2024-02-09");
    assert_eq!((clock.due_date(), clock.due_at()), (date("2024-02-10"), at("2024-02-10 10:00")));
    assert_eq!(clock.state(at("2024-02-10 10:00")), State::Running { remaining: span(0, 0) });
    let later = at("2024-02-10 10:00").plus_seconds(1);
    assert_eq!(clock.state(later), State::Overdue { by: span(0, 1) });
    assert_eq!(clock.state(at("2024-02-09 10:00")), State::Running { remaining: span(1, 24 * HOUR) });
}

#[test]
fn the_days_before_a_suspension_are_used_and_the_rest_runs_from_the_resumption() {
    let mut clock = start(Length::WorkingDays(10), "2024-03-01");
    assert_eq!(clock.due_date(), date("2024-03-15"));
    clock.suspend(at("2024-03-06 15:00")).unwrap();
    assert!(clock.is_suspended());
    assert_eq!(clock.suspended_since(), Some(at("2024-03-06 15:00")));
    assert_eq!(clock.state(at("2024-06-01 00:00")), State::Suspended);
    assert_eq!(clock.due_date(), date("2024-03-15"), "as it stood at the suspension");
    assert_eq!(clock.working_days_left(at("2024-06-01 00:00"), calendar()).days, 7);
    clock.resume(at("2024-04-30 09:00"), calendar()).unwrap();
    assert_eq!(clock.due_date(), date("2024-05-13"), "seven working days over the May holidays");
    assert_eq!(clock.due_at(), at("2024-05-14 00:00"));
    assert_eq!(clock.working_days_left(at("2024-05-11 12:00"), calendar()).days, 1);
    assert_eq!(clock.working_days_left(at("2024-05-14 12:00"), calendar()).days, -1);
    assert!(!clock.is_suspended());
    assert_eq!(
        clock.events(),
        [Event::Suspended(at("2024-03-06 15:00")), Event::Resumed(at("2024-04-30 09:00"))]
    );
}

#[test]
fn a_suspension_of_hours_keeps_the_seconds_and_one_of_days_the_days() {
    let mut hours = start(Length::Hours(24), "2024-02-09");
    hours.suspend(at("2024-02-09 16:00")).unwrap();
    hours.resume(at("2024-02-12 08:00"), calendar()).unwrap();
    assert_eq!((hours.due_at(), hours.due_date()), (at("2024-02-13 02:00"), date("2024-02-13")));
    let mut days = start(Length::Days(10), "2024-02-01");
    days.suspend(at("2024-02-04 00:00")).unwrap();
    days.resume(at("2024-03-01 23:59"), calendar()).unwrap();
    assert_eq!(days.due_date(), date("2024-03-08"));
    let mut until = start(Length::Until(date("2024-02-11")), "2024-02-01");
    until.suspend(at("2024-02-11 23:00")).unwrap();
    until.resume(at("2024-03-01 08:00"), calendar()).unwrap();
    assert_eq!(until.due_date(), date("2024-03-01"), "nothing was left");
}

#[test]
fn suspending_and_resuming_on_one_day_changes_nothing_and_several_add_up() {
    let mut clock = start(Length::WorkingDays(10), "2024-03-01");
    clock.suspend(at("2024-03-06 09:00")).unwrap();
    clock.resume(at("2024-03-06 17:00"), calendar()).unwrap();
    assert_eq!(clock.due_date(), date("2024-03-15"));
    clock.suspend(at("2024-03-11 09:00")).unwrap();
    clock.resume(at("2024-03-18 09:00"), calendar()).unwrap();
    assert_eq!(clock.due_date(), date("2024-03-22"));
    clock.suspend(at("2024-03-22 09:00")).unwrap();
    clock.resume(at("2024-03-25 09:00"), calendar()).unwrap();
    assert_eq!(clock.due_date(), date("2024-03-25"));
}

#[test]
fn lateness_cannot_be_suspended_away() {
    for (length, due) in [
        (Length::WorkingDays(1), at("2024-03-05 00:00")),
        (Length::Days(3), at("2024-03-05 00:00")),
        (Length::Hours(72), at("2024-03-04 10:00")),
    ] {
        let mut clock = start(length, "2024-03-01");
        assert_eq!(clock.due_at(), due);
        clock.suspend(at("2024-03-06 00:00")).unwrap();
        assert!(matches!(clock.state(at("2024-03-07 00:00")), State::Overdue { .. }), "{length:?}");
        clock.resume(at("2024-04-01 00:00"), calendar()).unwrap();
        assert_eq!(clock.due_at(), due, "{length:?}");
        assert!(matches!(clock.state(at("2024-04-01 00:00")), State::Overdue { .. }), "{length:?}");
    }
    let mut hours = start(Length::Hours(72), "2024-03-01");
    hours.suspend(at("2024-03-04 10:00")).unwrap();
    assert_eq!(hours.state(at("2024-03-07 00:00")), State::Suspended, "on the last instant in time");
    hours.resume(at("2024-04-01 00:00"), calendar()).unwrap();
    assert_eq!(hours.due_at(), at("2024-04-01 00:00"));
}

#[test]
fn an_extension_is_to_a_later_date_and_certain() {
    let mut clock = start(Length::WorkingDays(3), "2026-12-30");
    assert!(clock.provisional());
    assert_eq!(clock.due_date(), date("2027-01-04"));
    assert_eq!(
        clock.extend_to(date("2027-01-04")),
        Err(DeadlineError::NotLater { date: date("2027-01-04"), due: date("2027-01-04") })
    );
    clock.extend_to(date("2027-01-05")).unwrap();
    assert_eq!((clock.due_date(), clock.due_at()), (date("2027-01-05"), at("2027-01-06 00:00")));
    assert!(!clock.provisional());
    clock.suspend(at("2026-12-31 09:00")).unwrap();
    clock.resume(at("2027-02-01 09:00"), calendar()).unwrap();
    assert_eq!(clock.due_date(), date("2027-02-04"));
    assert!(clock.provisional());
}

#[test]
fn a_certain_clock_that_resumes_in_a_year_without_notice_is_provisional() {
    let mut clock = start(Length::WorkingDays(3), "2026-12-28");
    assert_eq!((clock.due_date(), clock.provisional()), (date("2026-12-31"), false));
    clock.suspend(at("2026-12-29 09:00")).unwrap();
    clock.resume(at("2027-02-01 09:00"), calendar()).unwrap();
    assert_eq!((clock.due_date(), clock.provisional()), (date("2027-02-03"), true));
}

#[test]
fn an_extension_during_a_suspension_makes_what_is_left_longer() {
    let mut clock = start(Length::Days(10), "2024-03-01");
    clock.suspend(at("2024-03-06 09:00")).unwrap();
    clock.extend_to(date("2024-03-21")).unwrap();
    assert!(clock.is_suspended());
    assert_eq!(clock.due_date(), date("2024-03-21"));
    clock.resume(at("2024-04-01 09:00"), calendar()).unwrap();
    assert_eq!(clock.due_date(), date("2024-04-16"));
}

#[test]
fn a_clock_of_hours_extends_through_a_day() {
    let mut clock = start(Length::Hours(24), "2024-03-01");
    clock.extend_to(date("2024-03-03")).unwrap();
    assert_eq!(clock.due_at(), at("2024-03-04 00:00"));
    assert!(!clock.is_late(at("2024-03-03 23:59")) && clock.is_late(at("2024-03-04 00:00")));
}

#[test]
fn stopping_is_met_in_time_and_late_after() {
    let stopped = |when: &str| {
        let mut clock = start(Length::WorkingDays(3), "2024-02-08");
        clock.stop(at(when)).unwrap();
        assert_eq!(clock.stopped_at(), Some(at(when)));
        clock.state(at("2025-01-01 00:00"))
    };
    assert_eq!(stopped("2024-02-19 23:59"), State::Met);
    assert_eq!(stopped("2024-02-20 00:00"), State::MetLate);
    let hours = |when: Timestamp| {
        let mut clock = start(Length::Hours(1), "2024-02-08");
        clock.stop(when).unwrap();
        clock.state(when)
    };
    assert_eq!(hours(at("2024-02-08 11:00")), State::Met);
    assert_eq!(hours(Timestamp::from_micros(at("2024-02-08 11:00").as_micros() + 1)), State::MetLate);
}

#[test]
fn a_suspended_clock_stops_as_it_stood_at_the_suspension() {
    let mut clock = start(Length::WorkingDays(3), "2024-02-08");
    clock.suspend(at("2024-02-19 09:00")).unwrap();
    clock.stop(at("2024-03-19 09:00")).unwrap();
    assert_eq!(clock.state(at("2024-03-20 09:00")), State::Met);
    assert!(!clock.is_suspended());
    let mut late = start(Length::WorkingDays(3), "2024-02-08");
    late.suspend(at("2024-02-20 09:00")).unwrap();
    late.stop(at("2024-03-19 09:00")).unwrap();
    assert_eq!(late.state(at("2024-03-20 09:00")), State::MetLate);
}

#[test]
fn steps_out_of_order_are_refused_and_change_nothing() {
    let mut clock = start(Length::WorkingDays(3), "2024-02-08");
    let untouched = clock.clone();
    assert_eq!(clock.resume(at("2024-02-09 09:00"), calendar()), Err(DeadlineError::NotSuspended));
    let early = at("2024-02-07 23:59");
    let refused = DeadlineError::BeforePrevious { at: early, previous: at("2024-02-08 00:00") };
    assert_eq!(clock.suspend(early), Err(refused));
    assert_eq!(clock.stop(early), Err(refused));
    assert_eq!(clock, untouched);
    clock.suspend(at("2024-02-08 00:00")).unwrap();
    assert_eq!(clock.suspend(at("2024-02-09 09:00")), Err(DeadlineError::AlreadySuspended));
    assert_eq!(
        clock.resume(early, calendar()),
        Err(DeadlineError::BeforePrevious { at: early, previous: at("2024-02-08 00:00") })
    );
    clock.resume(at("2024-02-08 00:00"), calendar()).unwrap();
    clock.extend_to(date("2024-03-01")).unwrap();
    assert!(clock.suspend(early).is_err());
    clock.stop(at("2024-02-08 12:00")).unwrap();
    let stopped = clock.clone();
    assert_eq!(clock.stop(at("2024-02-09 12:00")), Err(DeadlineError::Stopped));
    assert_eq!(clock.suspend(at("2024-02-09 12:00")), Err(DeadlineError::Stopped));
    assert_eq!(clock.resume(at("2024-02-09 12:00"), calendar()), Err(DeadlineError::Stopped));
    assert_eq!(clock.extend_to(date("2025-01-01")), Err(DeadlineError::Stopped));
    assert_eq!(clock, stopped);
    let mut hours = start(Length::Hours(5), "2024-02-08");
    assert!(hours.suspend(at("2024-02-08 09:59")).is_err(), "hours begin at the instant");
    assert!(hours.suspend(at("2024-02-08 10:00")).is_ok());
}

#[test]
fn the_messages_are_chinese() {
    for (error, message) in [
        (DeadlineError::Stopped, "期限已经办结\u{ff0c}不能再变更"),
        (DeadlineError::AlreadySuspended, "期限已处于中止状态"),
        (DeadlineError::NotSuspended, "期限没有中止\u{ff0c}无需恢复"),
        (
            DeadlineError::NotLater { date: date("2024-01-01"), due: date("2024-01-02") },
            "延期后的日期 2024-01-01 应晚于原期限 2024-01-02",
        ),
        (
            DeadlineError::BeforePrevious { at: at("2024-01-01 08:00"), previous: at("2024-01-02 08:00") },
            "时间 2024-01-01 08:00 早于上一步 2024-01-02 08:00",
        ),
    ] {
        assert_eq!(error.to_string(), message);
    }
    assert_eq!(Length::WorkingDays(3).label(), "3个工作日");
    assert_eq!(Length::Days(30).label(), "30日");
    assert_eq!(Length::Hours(24).label(), "24小时");
    assert_eq!(Length::Until(date("2024-02-08")).label(), "至2024年2月8日");
}

#[test]
fn a_newer_notice_moves_a_provisional_date() {
    let mut clock = start(Length::WorkingDays(3), "2026-12-30");
    assert_eq!((clock.due_date(), clock.provisional()), (date("2027-01-04"), true));
    assert!(!clock.recompute(calendar()));
    let notice = WorkCalendar::parse("2027", "covered 2027\n2027 元旦 off 01-01..01-03").unwrap();
    let newer = calendar().with(&notice);
    assert!(clock.recompute(&newer));
    assert_eq!((clock.due_date(), clock.provisional()), (date("2027-01-05"), false));
    assert_eq!(clock.due_at(), at("2027-01-06 00:00"));
    let mut settled = start(Length::WorkingDays(1), "2026-12-31");
    settled.extend_to(date("2027-03-01")).unwrap();
    assert!(!settled.recompute(&newer));
    let quiet = WorkCalendar::parse("2027", "covered 2027").unwrap();
    let mut same = start(Length::WorkingDays(3), "2026-12-30");
    assert!(same.recompute(&calendar().with(&quiet)), "no longer provisional is a change");
}

#[test]
fn a_clock_survives_storage() {
    let mut clock = start(Length::WorkingDays(3), "2024-02-08");
    clock.suspend(at("2024-02-19 09:00")).unwrap();
    clock.resume(at("2024-02-20 09:00"), calendar()).unwrap();
    clock.extend_to(date("2024-03-01")).unwrap();
    clock.stop(at("2024-02-21 09:00")).unwrap();
    let stored = serde_json::to_string(&clock).unwrap();
    assert_eq!(
        stored,
        r#"{"length":{"working_days":3},"from":"2024-02-08","started_at":"2024-02-08T02:00:00Z","events":[{"suspended":"2024-02-19T01:00:00Z"},{"resumed":"2024-02-20T01:00:00Z"},{"extended":"2024-03-01"},{"stopped":"2024-02-21T01:00:00Z"}],"due":{"date":"2024-03-01","provisional":false},"due_at":"2024-03-01T16:00:00Z"}"#
    );
    assert_eq!(serde_json::from_str::<Deadline>(&stored).unwrap(), clock);
    assert_eq!((clock.length(), clock.from_date()), (Length::WorkingDays(3), date("2024-02-08")));
    assert_eq!(clock.started_at(), at("2024-02-08 10:00"));
    let running = clock.state(at("2024-01-01 00:00"));
    assert_eq!(serde_json::to_string(&running).unwrap(), r#"{"state":"met"}"#);
    let overdue = State::Overdue { by: span(1, 2) };
    assert_eq!(
        serde_json::to_string(&overdue).unwrap(),
        r#"{"state":"overdue","by":{"days":1,"seconds":2}}"#
    );
}
