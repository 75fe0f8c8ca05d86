//! A picture out of bytes somebody sent: decoding is limited, so that a small file cannot fill the memory.

use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use std::io::Cursor;

/// Longest side of a picture that is decoded, pixels.
const LONGEST: u32 = 16_000;
/// Most memory a decoder may take, bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
const BROKEN: &str = "图片无法打开，可能已损坏";

/// The picture of some bytes, the right way up, made smaller when a side is longer than `side` pixels.
///
/// # Errors
/// Chinese text when the picture cannot be decoded or is larger than what is decoded.
pub fn upright(bytes: &[u8], side: u32) -> Result<DynamicImage, String> {
    let broken = |error: ImageError| match error {
        ImageError::Limits(_) => "图片尺寸过大，请缩小后上传".to_owned(),
        _ => BROKEN.to_owned(),
    };
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| BROKEN.to_owned())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(broken)?;
    decoder.set_limits(limits).map_err(broken)?;
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if picture.width() > side || picture.height() > side {
        picture = picture.thumbnail(side, side);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}
