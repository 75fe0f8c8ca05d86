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

    /// A JPEG with an EXIF segment of these fields.
    fn jpeg(fields: &[exif::Field]) -> Vec<u8> {
        let mut tiff = Cursor::new(Vec::new());
        let mut writer = exif::experimental::Writer::new();
        for field in fields {
            writer.push_field(field);
        }
        writer.write(&mut tiff, false).unwrap();
        let segment = [b"Exif\0\0".as_slice(), &tiff.into_inner()].concat();
        let mut picture = Vec::new();
        image::DynamicImage::new_rgb8(4, 4)
            .write_to(&mut Cursor::new(&mut picture), image::ImageFormat::Jpeg)
            .unwrap();
        let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
        [&picture[..2], &[0xFF, 0xE1], &length, &segment, &picture[2..]].concat()
    }

    fn field(tag: Tag, value: Value) -> exif::Field {
        exif::Field { tag, ifd_num: In::PRIMARY, value }
    }

    fn angle(degrees: u32, minutes: u32, seconds: u32) -> Value {
        Value::Rational([degrees, minutes, seconds].map(|num| exif::Rational { num, denom: 1 }).to_vec())
    }

    #[test]
    fn a_phone_picture_tells_when_and_where_and_its_thumbnail_does_not() {
        let taken = field(Tag::DateTimeOriginal, Value::Ascii(vec![b"2024:09:30 09:15:00".to_vec()]));
        let fields = [
            taken,
            field(Tag::GPSLongitude, angle(116, 30, 0)),
            field(Tag::GPSLongitudeRef, Value::Ascii(vec![b"E".to_vec()])),
            field(Tag::GPSLatitude, angle(23, 15, 36)),
            field(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()])),
        ];
        let picture = jpeg(&fields);
        let found = shot(&picture);
        assert_eq!(found.at.unwrap().to_string(), "2024-09-30T01:15:00Z");
        let (longitude, latitude) = found.place.unwrap();
        assert!((longitude - 116.5).abs() < 1e-9 && (latitude - 23.26).abs() < 1e-9);
        let small = crate::media::thumbnail(&picture).unwrap();
        assert_eq!(shot(&small), Shot::default());
    }

    #[test]
    fn a_camera_without_a_fix_is_nowhere() {
        let fields = [field(Tag::GPSLongitude, angle(0, 0, 0)), field(Tag::GPSLatitude, angle(0, 0, 0))];
        assert_eq!(shot(&jpeg(&fields)).place, None);
    }

    #[test]
    fn a_picture_without_exif_has_no_time_and_place() {
        assert_eq!(shot(b"\x89PNG\r\n\x1a\n"), Shot::default());
    }
}
