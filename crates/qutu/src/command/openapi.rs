//! `qutu openapi`.

use super::{Exit, Streams};
use anyhow::Result;

/// Prints the OpenAPI document of the code.
///
/// # Errors
/// When a stream is closed.
pub fn run(streams: &mut Streams<'_>) -> Result<Exit> {
    let text = crate::router::document().to_pretty_json()?;
    streams.out.write_all(text.as_bytes())?;
    Ok(Exit::Done)
}
