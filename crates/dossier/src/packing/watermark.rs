//! Words drawn into a picture, so that a copy tells whose eyes it was for.
//!
//! The glyphs are those of GNU Unifont, a bitmap face that holds every character of the basic plane, so no font has to be
//! installed where the program runs.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage};

/// Longest side of a shown picture, pixels.
const SIDE: u32 = 1600;
/// Longest side of a picture in a list.
const SMALL_SIDE: u32 = 320;
const QUALITY: u8 = 82;

/// A line of words as dots, 16 high.
struct Words {
    width: usize,
    dots: Vec<[bool; 16]>,
}

impl Words {
    fn new(text: &str) -> Self {
        let mut dots: Vec<[bool; 16]> = Vec::new();
        for character in text.chars() {
            // A character outside the plane is shown as a box, never left out.
            let Some(glyph) = unifont::get_glyph(character).or_else(|| unifont::get_glyph('□')) else {
                continue;
            };
            for x in 0..glyph.get_width() {
                dots.push(std::array::from_fn(|y| glyph.get_pixel(x, y)));
            }
        }
        Self { width: dots.len(), dots }
    }

    fn dot(&self, x: i64, y: i64) -> bool {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return false };
        self.dots.get(x).and_then(|column| column.get(y)).copied().unwrap_or(false)
    }
}

/// A JPEG with the words all over it, slanted, the right way up and without EXIF.
///
/// # Errors
/// Chinese text when the picture cannot be decoded.
pub fn marked(bytes: &[u8], words: &str, small: bool) -> Result<Vec<u8>, String> {
    let side = if small { SMALL_SIDE } else { SIDE };
    let mut picture = casework::upright(bytes, side)?.to_rgb8();
    let dot = if small { 1 } else { scale(&picture) };
    draw(&mut picture, &Words::new(words), dot);
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(picture)
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
        .map_err(|error| error.to_string())?;
    Ok(jpeg)
}

/// Pixels of a dot: words are about a thirtieth of the longer side high.
fn scale(picture: &RgbImage) -> i64 {
    i64::from(picture.width().max(picture.height()) / 30 / 16).max(1)
}

/// The words in rows that rise by one in four, each row moved against the one above.
fn draw(picture: &mut RgbImage, words: &Words, dot: i64) {
    let (run, line) = ((words.width as i64 + 48) * dot, 16 * dot * 5);
    if words.width == 0 {
        return;
    }
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        // A shear by a quarter keeps every glyph whole, unlike a rotation of a bitmap.
        let slanted = i64::from(y) + i64::from(x) / 4;
        let row = slanted.div_euclid(line);
        let across = (i64::from(x) + row * run / 3).rem_euclid(run);
        let (column, height) = (across / dot, slanted.rem_euclid(line) / dot);
        let inside = words.dot(column, height);
        let near = (-1..=1).any(|dx| (-1..=1).any(|dy| words.dot(column + dx, height + dy)));
        let mix = |part: u8, towards: u8, share: u16| {
            let mixed = (u16::from(part) * (100 - share) + u16::from(towards) * share) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        if inside {
            pixel.0 = pixel.0.map(|part| mix(part, 255, 62));
        } else if near {
            pixel.0 = pixel.0.map(|part| mix(part, 0, 34));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgb};
    use std::io::Cursor;

    fn picture(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_pixel(width, height, Rgb(colour)).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_picture_carries_the_words_whatever_its_colour() {
        for colour in [[0, 0, 0], [255, 255, 255], [128, 128, 128]] {
            let plain = picture(800, 600, colour);
            let shown = image::load_from_memory(
                &marked(&plain, "核查人甲 2024-05-06 09:00 仅供核查", false).unwrap(),
            )
            .unwrap()
            .to_rgb8();
            assert_eq!((shown.width(), shown.height()), (800, 600));
            let far = |pixel: &Rgb<u8>| pixel.0.iter().zip(colour).any(|(a, b)| a.abs_diff(b) > 40);
            // Every quarter of the picture: cutting a corner off does not take the words away.
            for (left, top) in [(0, 0), (400, 0), (0, 300), (400, 300)] {
                let quarter = image::imageops::crop_imm(&shown, left, top, 400, 300).to_image();
                let changed = quarter.pixels().filter(|pixel| far(pixel)).count();
                assert!(changed > 400 * 300 / 100, "{colour:?} at {left},{top}: {changed}");
            }
        }
    }

    #[test]
    fn other_words_give_another_picture() {
        let plain = picture(400, 300, [90, 120, 90]);
        let one = marked(&plain, "甲 仅供核查", false).unwrap();
        assert_eq!(one, marked(&plain, "甲 仅供核查", false).unwrap());
        assert_ne!(one, marked(&plain, "乙 仅供核查", false).unwrap());
    }

    #[test]
    fn a_large_picture_is_made_smaller_and_a_broken_one_refused() {
        let shown =
            image::load_from_memory(&marked(&picture(3200, 100, [1, 2, 3]), "甲", false).unwrap()).unwrap();
        assert_eq!((shown.width(), shown.height()), (1600, 50));
        assert!(marked(b"not a picture", "甲", false).is_err());
    }
}
