//! `qutu serve`.

use super::{Exit, Streams};
use crate::config::Config;
use crate::{serve, wiring};
use anyhow::Result;

/// Serves until told to stop.
///
/// # Errors
/// When the program cannot be wired or the address is taken.
pub async fn run(config: &Config, streams: &mut Streams<'_>) -> Result<Exit> {
    let program = wiring::program(config).await?;
    let engine = program.app.env.database.engine().name();
    streams.say(format!("曲突 {}，数据库 {engine}，规则包 {}", env!("CARGO_PKG_VERSION"), config.pack))?;
    let listen = config.listen.clone();
    serve::serve(program.app, program.runner, &config.data, &listen, |address| {
        tracing::info!(%address, "ready");
    })
    .await?;
    Ok(Exit::Done)
}
