//! Pictures of the demonstration: plain stripes, so that nobody takes them for a place.

use crate::command::setup::told;
use anyhow::Result;
use casework::{Engine, NewFile, Prepared};
use http::App;
use image::{ImageFormat, Rgb, RgbImage};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Stages that actions ask evidence of.
const STAGES: [(&str, [u8; 3]); 3] =
    [("after", [96, 144, 112]), ("verify", [96, 120, 160]), ("look_back", [150, 130, 96])];
/// Pictures of each stage.
const VARIANTS: u32 = 3;

/// Checked and stored pictures by stage.
pub(super) struct Photos(BTreeMap<&'static str, Vec<Prepared>>);

impl Photos {
    /// Makes and stores them.
    pub(super) async fn make(app: &App, engine: &Engine) -> Result<Self> {
        let mut all = BTreeMap::new();
        for (stage, colour) in STAGES {
            let mut pictures = Vec::new();
            for variant in 0..VARIANTS {
                let file = NewFile {
                    name: format!("演示图片{}.png", variant + 1),
                    bytes: picture(colour, variant)?,
                    stage: stage.to_owned(),
                    note: Some("演示图片，非实地拍摄".into()),
                    taken_at: None,
                    longitude: None,
                    latitude: None,
                    grade: None,
                };
                pictures
                    .push(engine.prepare_file(&app.files, app.env.clock.now(), file).await.map_err(told)?);
            }
            all.insert(stage, pictures);
        }
        Ok(Self(all))
    }

    /// One of the pictures of a stage.
    pub(super) fn one(&self, stage: &str, turn: u32) -> Option<Prepared> {
        let pictures = self.0.get(stage)?;
        pictures.get(turn as usize % pictures.len()).cloned()
    }
}

fn picture(colour: [u8; 3], variant: u32) -> Result<Vec<u8>> {
    let picture = RgbImage::from_fn(480, 360, |x, y| {
        let stripe = ((x + y * (variant + 1)) / 40).is_multiple_of(2);
        Rgb(if stripe { colour } else { colour.map(|part| part.saturating_add(48)) })
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}
