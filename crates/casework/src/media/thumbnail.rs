//! Small pictures for lists. They carry no EXIF.

use super::upright;
use image::DynamicImage;
use image::codecs::jpeg::JpegEncoder;

/// Longest side of a thumbnail, pixels.
const SIDE: u32 = 320;
const QUALITY: u8 = 80;

/// A JPEG of at most 320 pixels a side, the right way up.
///
/// # Errors
/// Chinese text when the picture cannot be decoded.
pub(crate) fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(upright(bytes, SIDE)?.to_rgb8())
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
        .map_err(|error| error.to_string())?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;
    use std::io::Cursor;

    fn picture(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    #[test]
    fn a_thumbnail_is_small_and_keeps_its_shape() {
        let small = image::load_from_memory(&thumbnail(&picture(1000, 500)).unwrap()).unwrap();
        assert_eq!((small.width(), small.height()), (320, 160));
        let tiny = image::load_from_memory(&thumbnail(&picture(8, 9)).unwrap()).unwrap();
        assert_eq!((tiny.width(), tiny.height()), (8, 9));
    }

    #[test]
    fn a_broken_picture_says_so_in_chinese() {
        let mut bytes = picture(64, 64);
        bytes.truncate(bytes.len() / 2);
        assert_eq!(thumbnail(&bytes).unwrap_err(), "图片无法打开，可能已损坏");
    }

    #[test]
    fn a_picture_that_claims_a_huge_size_is_not_decoded() {
        // A PNG head that claims 60,000 x 60,000 pixels.
        let mut bytes = picture(1, 1);
        bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        assert!(thumbnail(&bytes).is_err());
    }
}
