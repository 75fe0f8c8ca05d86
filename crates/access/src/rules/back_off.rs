//! Waiting times after failed sign-ins.
//!
//! Failures are counted by login, known or not, so that a lock tells nobody which logins exist, and by address, so that
//! trying many logins is as slow. The first few cost nothing; each further one doubles the wait, up to an hour. An hour
//! without failure starts the count afresh.

use kernel::time::Timestamp;

/// Failures of a login that cost nothing.
pub const FREE_BY_LOGIN: i64 = 5;
/// Failures of an address that cost nothing; a whole office may share one.
pub const FREE_BY_ADDRESS: i64 = 100;
/// First wait, in seconds.
pub const FIRST_WAIT: i64 = 30;
/// Longest wait, in seconds.
pub const LONGEST_WAIT: i64 = 3_600;
/// Seconds without failure after which the count starts afresh.
pub const FORGIVEN_AFTER: i64 = 3_600;

/// Failures so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row.
    pub count: i64,
    /// When the last was.
    pub last_at: Timestamp,
    /// Until when nothing is tried.
    pub locked_until: Option<Timestamp>,
}

/// Seconds still to wait; none when a try is allowed.
#[must_use]
pub fn wait(failures: Option<&Failures>, now: Timestamp) -> Option<u64> {
    let until = failures?.locked_until.filter(|until| now < *until)?;
    // The last fraction of a second counts as one.
    Some(u64::try_from(until.seconds_since(now)).unwrap_or(0) + 1)
}

/// The count after one more failure.
#[must_use]
pub fn failed(before: Option<&Failures>, now: Timestamp, free: i64) -> Failures {
    let recent = before.filter(|failures| {
        let quiet_since = failures.locked_until.unwrap_or(failures.last_at).max(failures.last_at);
        now.seconds_since(quiet_since) < FORGIVEN_AFTER
    });
    let count = recent.map_or(0, |failures| failures.count).saturating_add(1);
    let locked_until = (count >= free).then(|| {
        let doublings = u32::try_from(count - free).unwrap_or(u32::MAX).min(16);
        now.plus_seconds((FIRST_WAIT << doublings).min(LONGEST_WAIT))
    });
    Failures { count, last_at: now, locked_until }
}

/// How many tries are left before the first wait.
#[must_use]
pub fn tries_left(failures: &Failures, free: i64) -> i64 {
    (free - failures.count).max(0)
}

/// A wait in words: `30 秒`, `8 分钟`.
#[must_use]
pub fn in_words(seconds: u64) -> String {
    if seconds < 120 { format!("{seconds} 秒") } else { format!("{} 分钟", seconds.div_ceil(60)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(0).plus_seconds(seconds)
    }

    fn after(tries: i64) -> Failures {
        let mut failures = None;
        let mut now = at(0);
        for _ in 0..tries {
            failures = Some(failed(failures.as_ref(), now, FREE_BY_LOGIN));
            now = failures.and_then(|failures| failures.locked_until).unwrap_or_else(|| now.plus_seconds(1));
        }
        failures.unwrap()
    }

    fn waited(tries: i64) -> Option<i64> {
        let failures = after(tries);
        failures.locked_until.map(|until| until.seconds_since(failures.last_at))
    }

    #[test]
    fn the_fifth_failure_waits_and_each_further_one_doubles_the_wait() {
        assert_eq!(
            [4, 5, 6, 7, 11, 12, 100].map(waited),
            [None, Some(30), Some(60), Some(120), Some(1920), Some(3600), Some(3600)]
        );
        assert_eq!(tries_left(&after(3), FREE_BY_LOGIN), 2);
    }

    #[test]
    fn a_wait_ends_on_its_second() {
        let failures =
            failed(Some(&Failures { count: 4, last_at: at(0), locked_until: None }), at(10), FREE_BY_LOGIN);
        assert_eq!(wait(Some(&failures), at(10)), Some(31));
        assert_eq!(wait(Some(&failures), at(39)), Some(2));
        assert_eq!(wait(Some(&failures), at(40)), None);
        assert_eq!(wait(None, at(40)), None);
    }

    #[test]
    fn an_hour_of_quiet_starts_afresh() {
        let locked = after(6);
        let until = locked.locked_until.unwrap();
        assert_eq!(failed(Some(&locked), until.plus_seconds(FORGIVEN_AFTER - 1), FREE_BY_LOGIN).count, 7);
        assert_eq!(failed(Some(&locked), until.plus_seconds(FORGIVEN_AFTER), FREE_BY_LOGIN).count, 1);
    }

    #[test]
    fn waits_are_told_in_words() {
        assert_eq!(
            (in_words(31), in_words(119), in_words(120), in_words(481)),
            ("31 秒".into(), "119 秒".into(), "2 分钟".into(), "9 分钟".into())
        );
    }
}
