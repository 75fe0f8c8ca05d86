//! Small pictures to send as evidence.

use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// A PNG of a few pixels; another seed gives other bytes.
///
/// # Panics
/// Never for a picture in memory.
#[must_use]
pub fn png(seed: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(24, 16, |x, y| {
        let shade = |n: u32| u8::try_from(n % 256).unwrap_or_default();
        Rgb([seed, shade(x * 9), shade(y * 13)])
    });
    let mut bytes = Cursor::new(Vec::new());
    let written = picture.write_to(&mut bytes, ImageFormat::Png);
    assert!(written.is_ok(), "a PNG of a few pixels: {written:?}");
    bytes.into_inner()
}
