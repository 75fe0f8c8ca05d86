//! `qutu demo`.

use super::{Exit, Streams};
use crate::cli::Demo;
use crate::config::Config;
use crate::{demo, serve};
use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::time::Instant;

/// Makes the city if need be and serves it on loopback.
///
/// # Errors
/// When a service refuses, or the port is taken.
pub async fn run(config: &Config, options: &Demo, streams: &mut Streams<'_>) -> Result<Exit> {
    let config = Config {
        data: options.data.clone(),
        database: config.database.clone(),
        pack: "demo-city".into(),
        // One person clicks through it, and the browser suite clicks fast.
        requests_per_second: 400,
        sign_ins_per_minute: 600,
        ..Config::default()
    };
    if options.fresh || (options.data.exists() && !demo::is_complete(&options.data)) {
        forget(options, streams)?;
    }
    if demo::is_complete(&options.data) {
        streams.say(format!("沿用 {} 里的演示数据（--fresh 重新生成）", options.data.display()))?;
    } else {
        let started = Instant::now();
        streams.say(format!("生成演示城市：{} 家场所，一年的工作。全部为虚构。", options.premises))?;
        let mut err = std::io::stderr();
        let made = demo::make(&config, demo::Size { premises: options.premises }, |line| {
            let _ = writeln!(err, "  {line}");
        })
        .await?;
        streams.say(format!(
            "已生成：场所 {}，检查 {}，事项 {}，办理 {} 步，用时 {} 秒",
            made.premises,
            made.inspections,
            made.cases,
            made.actions,
            started.elapsed().as_secs()
        ))?;
    }
    if options.seed_only {
        return Ok(Exit::Done);
    }
    let program = demo::program(&config).await?;
    let listen = format!("127.0.0.1:{}", options.port);
    serve::serve(program.app, program.runner, &config.data, &listen, |address| {
        let mut out = std::io::stdout();
        let _ = writeln!(out, "曲突演示已就绪：http://{address} （点角色卡登录；Ctrl-C 停止）");
        let _ = out.flush();
    })
    .await?;
    Ok(Exit::Done)
}

/// Removes what an earlier run left; only a folder that looks like one of ours.
fn forget(options: &Demo, streams: &mut Streams<'_>) -> Result<()> {
    let data = &options.data;
    let ours = ["audit.key", "qutu.db", "demo-complete"].iter().any(|name| data.join(name).exists());
    if data.exists() && ours {
        streams.say(format!("清除 {} 里未完成或旧的演示数据", data.display()))?;
        for name in ["qutu.db", "qutu.db-wal", "qutu.db-shm", "audit.key", "anchors.jsonl", "demo-complete"] {
            let path = data.join(name);
            if path.exists() {
                fs::remove_file(&path).with_context(|| path.display().to_string())?;
            }
        }
        let files = data.join("files");
        if files.exists() {
            fs::remove_dir_all(&files).with_context(|| files.display().to_string())?;
        }
    }
    Ok(())
}
