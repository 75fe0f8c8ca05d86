//! Datums of points used in China: WGS-84 (GPS), GCJ-02 (Amap, Tencent) and BD-09 (Baidu).
//!
//! GCJ-02 has no official formula; this is the one in common use, and its inverse is found by iteration. Outside a rough
//! box around China nothing is shifted. BD-09 adds a further shift to GCJ-02, everywhere.

use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// What the numbers of a point are measured against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Datum {
    /// WGS-84: GPS, and what is stored.
    #[default]
    Wgs84,
    /// GCJ-02: maps of Amap and Tencent, phones sold in China.
    Gcj02,
    /// BD-09: maps of Baidu.
    Bd09,
}

/// Degrees east and north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// East of Greenwich.
    pub longitude: f64,
    /// North of the equator.
    pub latitude: f64,
}

/// Semi-major axis of the Krasovsky ellipsoid in metres, as the formula has it.
const AXIS: f64 = 6_378_245.0;
/// Square of its eccentricity, as the formula has it.
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
/// Turns per degree in the shift of BD-09.
const BD_TURN: f64 = PI * 3000.0 / 180.0;
/// Rounds of the inverse; about five bring it within a tenth of a millimetre.
const ROUNDS: usize = 12;

impl Datum {
    /// Every datum, the one that is stored first.
    pub const ALL: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    /// Code, as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
        }
    }

    /// The datum with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|datum| datum.code() == code)
    }

    /// Name as maps write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS-84",
            Self::Gcj02 => "GCJ-02",
            Self::Bd09 => "BD-09",
        }
    }

    /// WGS-84 degrees of a point given in this datum.
    #[must_use]
    pub fn to_wgs84(self, point: Degrees) -> Degrees {
        match self {
            Self::Wgs84 => point,
            Self::Gcj02 => solve(point, gcj02),
            Self::Bd09 => solve(solve(point, bd09), gcj02),
        }
    }

    /// Degrees in this datum of a WGS-84 point.
    #[must_use]
    pub fn from_wgs84(self, point: Degrees) -> Degrees {
        match self {
            Self::Wgs84 => point,
            Self::Gcj02 => gcj02(point),
            Self::Bd09 => bd09(gcj02(point)),
        }
    }
}

/// Whether the shift is applied: a rough box, which takes in some neighbours.
#[must_use]
pub fn in_china(point: Degrees) -> bool {
    (72.004..=137.8347).contains(&point.longitude) && (0.8293..=55.8271).contains(&point.latitude)
}

fn gcj02(point: Degrees) -> Degrees {
    if !in_china(point) {
        return point;
    }
    let (x, y) = (point.longitude - 105.0, point.latitude - 35.0);
    let latitude = point.latitude.to_radians();
    let bulge = 1.0 - ECCENTRICITY * latitude.sin().powi(2);
    let meridian = AXIS * (1.0 - ECCENTRICITY) / (bulge * bulge.sqrt());
    let parallel = AXIS / bulge.sqrt() * latitude.cos();
    Degrees {
        longitude: point.longitude + (metres_east(x, y) / parallel).to_degrees(),
        latitude: point.latitude + (metres_north(x, y) / meridian).to_degrees(),
    }
}

fn ripple(x: f64) -> f64 {
    (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0
}

fn metres_north(x: f64, y: f64) -> f64 {
    -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + ripple(x)
        + (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0
        + (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0
}

fn metres_east(x: f64, y: f64) -> f64 {
    300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + ripple(x)
        + (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0
        + (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0
}

fn bd09(point: Degrees) -> Degrees {
    let (x, y) = (point.longitude, point.latitude);
    let radius = x.hypot(y) + 0.000_02 * (y * BD_TURN).sin();
    let angle = y.atan2(x) + 0.000_003 * (x * BD_TURN).cos();
    Degrees { longitude: radius * angle.cos() + 0.0065, latitude: radius * angle.sin() + 0.006 }
}

/// The point that `forward` moves to `target`. The shift changes slowly, so each round corrects almost all of the error;
/// a round costs less than asking whether it is still needed would save.
fn solve(target: Degrees, forward: fn(Degrees) -> Degrees) -> Degrees {
    let mut guess = target;
    for _ in 0..ROUNDS {
        let reached = forward(guess);
        guess.longitude += target.longitude - reached.longitude;
        guess.latitude += target.latitude - reached.latitude;
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(longitude: f64, latitude: f64) -> Degrees {
        Degrees { longitude, latitude }
    }

    fn apart(a: Degrees, b: Degrees) -> f64 {
        (a.longitude - b.longitude).abs().max((a.latitude - b.latitude).abs())
    }

    /// github.com/wandergis/coordtransform, test/app.js: the values its test prints for (116.404, 39.915).
    #[test]
    fn the_forward_shifts_are_those_of_a_published_implementation() {
        let reached = gcj02(at(116.404, 39.915));
        assert!(apart(reached, at(116.410_244_499_169_38, 39.916_404_281_501_64)) < 1e-9, "{reached:?}");
        let reached = bd09(at(116.404, 39.915));
        assert!(apart(reached, at(116.410_369_493_710_29, 39.921_336_993_510_21)) < 1e-9, "{reached:?}");
        // Its BD-09 to GCJ-02 is a one-step approximation, good to a metre.
        let reached = solve(at(116.404, 39.915), bd09);
        assert!(apart(reached, at(116.397_627_291_193_15, 39.908_656_739_576_31)) < 1e-5, "{reached:?}");
    }

    /// github.com/BruceZhaoR/pjutils, tests/testthat/test-test-coordinate-tranform.R: one place in Shanghai read off three
    /// map services, compared there to five places as well.
    #[test]
    fn one_place_read_off_three_maps_agrees() {
        let (wgs84, gcj02, bd09) = (
            at(121.429_589_670_0, 31.160_143_540_0),
            at(121.434_219_162_8, 31.158_266_019_0),
            at(121.440_613_842_5, 31.164_609_342_6),
        );
        assert!(apart(Datum::Gcj02.from_wgs84(wgs84), gcj02) < 1e-5);
        assert!(apart(Datum::Bd09.from_wgs84(wgs84), bd09) < 1e-5);
        assert!(apart(Datum::Gcj02.to_wgs84(gcj02), wgs84) < 1e-5);
        assert!(apart(Datum::Bd09.to_wgs84(bd09), wgs84) < 1e-5);
    }

    #[test]
    fn abroad_gcj02_shifts_nothing() {
        let paris = at(2.3522, 48.8566);
        assert_eq!(Datum::Gcj02.from_wgs84(paris), paris);
        assert!(apart(Datum::Gcj02.to_wgs84(paris), paris) < 1e-12);
        assert_eq!(Datum::Wgs84.to_wgs84(paris), paris);
    }

    #[test]
    fn codes_are_read_back() {
        for datum in Datum::ALL {
            assert_eq!(Datum::from_code(datum.code()), Some(datum));
            assert_eq!(serde_json::to_value(datum).unwrap(), datum.code());
        }
        assert_eq!(Datum::from_code("cgcs2000"), None);
        assert_eq!(Datum::ALL.map(Datum::name), ["WGS-84", "GCJ-02", "BD-09"]);
    }

    proptest! {
        #[test]
        fn there_and_back_is_within_a_centimetre(longitude in 74.0..135.0_f64, latitude in 4.0..53.5_f64) {
            let point = at(longitude, latitude);
            for datum in Datum::ALL {
                let back = datum.to_wgs84(datum.from_wgs84(point));
                prop_assert!(apart(back, point) < 1e-7, "{datum:?} {back:?}");
                let forth = datum.from_wgs84(datum.to_wgs84(point));
                prop_assert!(apart(forth, point) < 1e-7, "{datum:?} {forth:?}");
            }
        }

        #[test]
        fn the_shift_in_china_is_less_than_two_kilometres(longitude in 74.0..135.0_f64, latitude in 18.0..53.0_f64) {
            let point = at(longitude, latitude);
            prop_assert!(apart(Datum::Gcj02.from_wgs84(point), point) < 0.02);
        }
    }
}
