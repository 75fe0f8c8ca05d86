//! `qutu serve`.

use super::{Exit, Streams};
use crate::config::Config;
use crate::{serve, wiring};
use anyhow::Result;
use http::App;

/// Serves until told to stop.
///
/// # Errors
/// When the program cannot be wired or the address is taken.
pub async fn run(config: &Config, streams: &mut Streams<'_>) -> Result<Exit> {
    let program = wiring::program(config).await?;
    let engine = program.app.env.database.engine().name();
    streams.say(format!("曲突 {}，数据库 {engine}，规则包 {}", env!("CARGO_PKG_VERSION"), config.pack))?;
    if has_no_account(&program.app).await? {
        tracing::warn!("尚未初始化：请先运行 qutu setup");
    }
    let listen = config.listen.clone();
    serve::serve(program.app, program.runner, &config.data, &listen, |address| {
        tracing::info!(%address, "ready");
    })
    .await?;
    Ok(Exit::Done)
}

/// Whether nobody can sign in, because `qutu setup` was never run.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn has_no_account(app: &App) -> Result<bool> {
    let tx = app.env.database.read().await?;
    let accounts = tx.count("SELECT COUNT(*) AS n FROM users", vec![]).await?;
    tx.rollback().await?;
    Ok(accounts == 0)
}
