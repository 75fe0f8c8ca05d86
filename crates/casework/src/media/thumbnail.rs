//! Small pictures for lists. They carry no EXIF, and decoding is limited, so that a small file cannot fill the memory.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// Longest side of a thumbnail, pixels.
const SIDE: u32 = 320;
/// Longest side of a picture that is decoded, pixels.
const LONGEST: u32 = 16_000;
/// Most memory a decoder may take, bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
const QUALITY: u8 = 80;

/// A JPEG of at most 320 pixels a side, the right way up.
///
/// # Errors
/// Chinese text when the picture cannot be decoded.
pub(crate) fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let broken = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => "图片尺寸过大，请缩小后上传".to_owned(),
        _ => "图片无法打开，可能已损坏".to_owned(),
    };
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| "图片无法打开，可能已损坏".to_owned())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(broken)?;
    decoder.set_limits(limits).map_err(broken)?;
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if picture.width() > SIDE || picture.height() > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let mut jpeg = Vec::new();
    let rgb = DynamicImage::ImageRgb8(picture.to_rgb8());
    rgb.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).map_err(broken)?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;

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
