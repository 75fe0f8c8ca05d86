//! Where ids come from: the clock and chance in production, a seed in tests.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use crate::time::Clock;

/// Makes time-ordered (version 7) UUIDs. Every id of one source is greater than the ones before it.
pub trait IdSource: Send + Sync {
    /// A new id, greater than every id this source has made.
    fn next(&self) -> Uuid;
}

impl<T: IdSource + ?Sized> IdSource for Arc<T> {
    fn next(&self) -> Uuid {
        (**self).next()
    }
}

/// Ids from a clock and 62 random bits, as RFC 9562 §6.2 method 3: 48 bits of milliseconds, then 12 bits of the fraction
/// below them. When two ids fall into one tick (a quarter of a microsecond), or the clock steps back, the second is one
/// tick after the first, so the order of making always holds within a process.
pub struct SystemIds {
    clock: Arc<dyn Clock>,
    last: AtomicU64,
}

impl SystemIds {
    /// Ids stamped by `clock`.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, last: AtomicU64::new(0) }
    }
}

impl fmt::Debug for SystemIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SystemIds").field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl IdSource for SystemIds {
    fn next(&self) -> Uuid {
        let micros = u64::try_from(self.clock.now().as_micros()).unwrap_or(0);
        let now = ((micros / 1000) << 12) | ((micros % 1000) * 4096 / 1000);
        let mut tick = now;
        let taken = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
            tick = now.max(last + 1);
            Some(tick)
        });
        debug_assert!(taken.is_ok(), "the update always has a value");
        assemble(tick, rand::random())
    }
}

/// Deterministic ids for tests: the same seed gives the same ids in the same order. They count up from 2024-01-01.
#[derive(Debug)]
pub struct SeededIds {
    seed: u64,
    count: AtomicU64,
}

impl SeededIds {
    /// 2024-01-01T00:00:00Z in milliseconds, as ticks.
    const START: u64 = 1_704_067_200_000 << 12;

    /// The sequence of `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, count: AtomicU64::new(0) }
    }
}

impl IdSource for SeededIds {
    fn next(&self) -> Uuid {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        assemble(Self::START + count, mix(self.seed ^ mix(count)))
    }
}

/// A version 7 UUID: the 60 bits of `tick` in order, the version and variant between and after, then 62 bits of `tail`.
fn assemble(tick: u64, tail: u64) -> Uuid {
    let high = ((tick >> 12) << 16) | 0x7000 | (tick & 0x0fff);
    let low = (1 << 63) | (tail >> 2);
    Uuid::from_u64_pair(high, low)
}

/// The finaliser of SplitMix64: spreads neighbouring numbers over all 64 bits.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{FrozenClock, Timestamp};

    #[test]
    fn seeded_ids_are_the_same_every_time_and_ordered() {
        let first: Vec<Uuid> = {
            let ids = SeededIds::new(7);
            (0..5000).map(|_| ids.next()).collect()
        };
        let again: Vec<Uuid> = {
            let ids = SeededIds::new(7);
            (0..5000).map(|_| ids.next()).collect()
        };
        assert_eq!(first, again);
        assert!(first.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(first[0].to_string(), "018cc251-f400-7000-992f-d86d44bfeaf9");
        assert_ne!(first[0], SeededIds::new(8).next());
    }

    #[test]
    fn system_ids_carry_the_clock_and_stay_ordered_when_it_stands_still_or_steps_back() {
        let clock = FrozenClock::new(Timestamp::from_micros(1_707_350_400_123_500));
        let ids = SystemIds::new(Arc::new(clock.clone()));
        assert!(format!("{ids:?}").contains("FrozenClock"));
        let first = ids.next();
        assert_eq!(first.get_version_num(), 7);
        assert_eq!(first.get_variant(), uuid::Variant::RFC4122);
        let (high, _) = first.as_u64_pair();
        assert_eq!(high >> 16, 1_707_350_400_123, "milliseconds");
        assert_eq!(high & 0x0fff, 2048, "half a millisecond in 4096ths");
        let second = ids.next();
        assert!(second > first);
        assert_eq!(second.as_u64_pair().0 & 0x0fff, 2049);
        clock.advance_seconds(-60);
        let third = ids.next();
        assert_eq!(third.as_u64_pair().0 & 0x0fff, 2050);
        clock.advance_seconds(120);
        let fourth = ids.next();
        assert_eq!(fourth.as_u64_pair().0 >> 16, 1_707_350_460_123);
        assert_eq!(fourth.as_u64_pair().0 & 0x0fff, 2048);
    }

    #[test]
    fn a_full_millisecond_carries_into_the_next() {
        let clock = FrozenClock::new(Timestamp::from_micros(1_707_350_400_000_999));
        let ids = SystemIds::new(Arc::new(clock));
        let all: Vec<Uuid> = (0..10).map(|_| ids.next()).collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(all[0].as_u64_pair().0 & 0x0fff, 4091);
        assert_eq!(all[5].as_u64_pair().0 >> 16, 1_707_350_400_001);
        assert_eq!(all[5].as_u64_pair().0 & 0xffff, 0x7000);
    }

    #[test]
    fn a_clock_before_1970_counts_as_1970() {
        let ids = SystemIds::new(Arc::new(FrozenClock::new(Timestamp::from_micros(-5))));
        assert_eq!(ids.next().as_u64_pair().0, 0x7001);
    }

    #[test]
    fn threads_share_one_order_without_repeats() {
        let ids = Arc::new(SystemIds::new(Arc::new(FrozenClock::new(Timestamp::from_micros(0)))));
        let makers: Vec<_> = (0..4)
            .map(|_| {
                let ids = ids.clone();
                std::thread::spawn(move || (0..500).map(|_| ids.next()).collect::<Vec<_>>())
            })
            .collect();
        let mut all: Vec<u64> = Vec::new();
        for maker in makers {
            all.extend(maker.join().unwrap().iter().map(|id| id.as_u64_pair().0));
        }
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 2000);
    }
}
