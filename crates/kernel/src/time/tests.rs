use std::sync::Arc;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    crate::date::parse_iso(text).unwrap()
}

#[test]
fn an_instant_is_written_in_utc_with_as_many_digits_as_it_needs() {
    for (micros, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (1_707_350_400_000_000, "2024-02-08T00:00:00Z"),
        (1_707_350_400_250_000, "2024-02-08T00:00:00.250Z"),
        (1_707_350_400_250_001, "2024-02-08T00:00:00.250001Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
    ] {
        let instant = Timestamp::from_micros(micros);
        assert_eq!(instant.to_string(), text);
        assert_eq!(format!("{instant:?}"), text);
        assert_eq!(serde_json::to_string(&instant).unwrap(), format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<Timestamp>(&format!("\"{text}\"")).unwrap(), instant);
        assert_eq!(instant.as_micros(), micros);
        assert_eq!(Timestamp::from(DateTime::<Utc>::from(instant)), instant);
    }
}

#[test]
fn any_offset_is_read_and_finer_digits_are_cut() {
    assert_eq!(at("2024-02-08T08:00:00+08:00"), at("2024-02-08T00:00:00Z"));
    assert_eq!(at("2024-02-08T00:00:00.1234569Z").as_micros(), 1_707_350_400_123_456);
    let error = "2024-02-08".parse::<Timestamp>().unwrap_err();
    assert_eq!(error.to_string(), "时间“2024-02-08”格式不正确，应如 2024-02-08T09:00:00+08:00");
    assert!(serde_json::from_str::<Timestamp>("\"昨天\"").unwrap_err().to_string().contains("时间“昨天”"));
}

#[test]
fn the_civil_date_turns_at_midnight_in_shanghai() {
    assert_eq!(at("2024-02-08T15:59:59.999999Z").civil_date(), date("2024-02-08"));
    assert_eq!(at("2024-02-08T16:00:00Z").civil_date(), date("2024-02-09"));
    assert_eq!(at("2024-02-08T16:00:00Z").civil_time(), NaiveTime::MIN);
    assert_eq!(at("2024-02-08T04:30:00Z").civil_time(), NaiveTime::from_hms_opt(12, 30, 0).unwrap());
    assert_eq!(at("2024-02-08T16:05:59Z").civil_minute(), "2024-02-09 00:05");
    assert_eq!(Timestamp::start_of_day(date("2024-02-08")), at("2024-02-07T16:00:00Z"));
    assert_eq!(Timestamp::end_of_day(date("2024-02-08")), at("2024-02-08T16:00:00Z"));
}

#[test]
fn the_summer_time_of_1986_to_1991_and_a_skipped_midnight_are_honoured() {
    assert_eq!(Timestamp::start_of_day(date("1988-07-01")), at("1988-06-30T15:00:00Z"));
    for text in ["1940-06-01", "1946-05-15", "1949-05-01"] {
        let start = Timestamp::start_of_day(date(text));
        assert_eq!(start.civil_date(), date(text), "{text}");
        assert_eq!(
            Timestamp::from_micros(start.as_micros() - 1).civil_date(),
            date(text).pred_opt().unwrap()
        );
    }
}

#[test]
fn arithmetic_moves_both_ways_and_stops_at_the_ends() {
    let noon = at("2024-02-08T04:00:00Z");
    assert_eq!(noon.plus_hours(24), at("2024-02-09T04:00:00Z"));
    assert_eq!(noon.plus_hours(-4), at("2024-02-08T00:00:00Z"));
    assert_eq!(noon.plus_seconds(61), at("2024-02-08T04:01:01Z"));
    assert_eq!(noon.plus_seconds(61).seconds_since(noon), 61);
    assert_eq!(noon.seconds_since(noon.plus_seconds(61)), -61);
    assert_eq!(noon.plus_hours(i64::MAX), Timestamp::MAX);
    assert_eq!(noon.plus_seconds(i64::MIN), Timestamp::MIN);
    assert_eq!(Timestamp::from_micros(i64::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::from_micros(i64::MIN), Timestamp::MIN);
    assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00Z");
    assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T15:59:59.999999Z");
    assert_eq!(Timestamp::MAX.civil_date(), date("9999-12-31"));
    assert_eq!(
        Timestamp::from_micros(Timestamp::MAX.as_micros() - 1).as_micros() + 1,
        Timestamp::MAX.as_micros()
    );
    assert_eq!(Timestamp::end_of_day(date("9999-12-31")), Timestamp::MAX);
    assert_eq!(Timestamp::end_of_day(NaiveDate::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::start_of_day(date("9999-12-31")), at("9999-12-30T16:00:00Z"));
    assert_eq!(Timestamp::start_of_day(NaiveDate::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::start_of_day(NaiveDate::MIN), Timestamp::MIN);
    assert_eq!(Timestamp::start_of_day(date("0001-01-01")), Timestamp::MIN);
    assert_eq!(Timestamp::start_of_day(date("0001-01-02")), at("0001-01-01T15:54:17Z"));
}

#[test]
fn a_frozen_clock_moves_only_when_told_and_clones_share_it() {
    let clock = FrozenClock::on(date("2024-02-08"));
    let shared: Arc<dyn Clock> = Arc::new(clock.clone());
    assert_eq!(shared.now(), at("2024-02-08T09:00:00+08:00"));
    assert_eq!(shared.today(), date("2024-02-08"));
    clock.advance_seconds(15 * 3600);
    assert_eq!(shared.today(), date("2024-02-09"));
    clock.advance_days(2);
    assert_eq!(shared.now(), at("2024-02-11T00:00:00+08:00"));
    clock.advance_days(-1);
    assert_eq!(shared.today(), date("2024-02-10"));
    clock.set(at("2025-01-01T00:00:00Z"));
    assert_eq!(Arc::new(shared).now(), at("2025-01-01T00:00:00Z"));
}

#[test]
fn the_system_clock_shows_this_century() {
    assert!(SystemClock.now() > at("2024-01-01T00:00:00Z"));
    assert!(SystemClock.today() > date("2024-01-01"));
}
