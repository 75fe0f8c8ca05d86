//! When and where a picture was taken, from its EXIF.

use exif::{Exif, In, Reader, Tag, Value};
use kernel::time::Timestamp;
use std::io::Cursor;

/// Time and place of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Shot {
    pub(crate) at: Option<Timestamp>,
    pub(crate) place: Option<(f64, f64)>,
}

/// Reads time and place; what is missing or unreadable is left out.
pub(crate) fn shot(bytes: &[u8]) -> Shot {
    match Reader::new().read_from_container(&mut Cursor::new(bytes)) {
        Ok(exif) => Shot { at: time(&exif), place: place(&exif) },
        Err(_) => Shot::default(),
    }
}

fn time(exif: &Exif) -> Option<Timestamp> {
    let taken = ascii(exif, Tag::DateTimeOriginal)?;
    let offset = ascii(exif, Tag::OffsetTimeOriginal);
    instant(&taken, offset.as_deref())
}

/// `2024:02:08 10:00:00`, in the camera's offset or else in Shanghai.
fn instant(taken: &str, offset: Option<&str>) -> Option<Timestamp> {
    let (day, clock) = taken.trim().split_once(' ')?;
    let offset = offset.map(str::trim).filter(|offset| offset.len() == 6).unwrap_or("+08:00");
    format!("{}T{clock}{offset}", day.replace(':', "-")).parse().ok()
}

fn ascii(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(parts) => String::from_utf8(parts.first()?.clone()).ok(),
        _ => None,
    }
}

fn place(exif: &Exif) -> Option<(f64, f64)> {
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W")?;
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")?;
    // Some cameras write zeros when they have no fix.
    let known = (longitude, latitude) != (0.0, 0.0);
    (known && longitude.abs() <= 180.0 && latitude.abs() <= 90.0).then_some((longitude, latitude))
}

fn degrees(exif: &Exif, tag: Tag, reference: Tag, negative: &str) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.as_slice() else { return None };
    let value = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
    let sign = if ascii(exif, reference).is_some_and(|text| text.starts_with(negative)) { -1.0 } else { 1.0 };
    value.is_finite().then_some(sign * value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camera_without_offset_is_taken_to_be_in_china() {
        let at = instant("2024:02:08 10:00:00", None).unwrap();
        assert_eq!(at.to_string(), "2024-02-08T02:00:00Z");
        let at = instant("2024:02:08 10:00:00", Some("+00:00")).unwrap();
        assert_eq!(at.to_string(), "2024-02-08T10:00:00Z");
        assert_eq!(instant("0000:00:00 00:00:00", None), None);
        assert_eq!(instant("gibberish", None), None);
    }

    #[test]
    fn a_picture_without_exif_has_no_time_and_place() {
        assert_eq!(shot(b"\x89PNG\r\n\x1a\n"), Shot::default());
    }
}
