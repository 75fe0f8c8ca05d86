//! The program `qutu`.

use anyhow::Result;
use clap::Parser;
use qutu::cli::{Audit, Cli, Command, Ledger, PackCommand};
use qutu::command::{self, Exit, Streams};
use qutu::config::Config;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // A server writes one line per request; everything else speaks only when something is wrong.
    let quiet = if matches!(cli.command, Command::Serve) { "warn,qutu=info" } else { "warn" };
    let filter = EnvFilter::try_from_env("QUTU_LOG").unwrap_or_else(|_| EnvFilter::new(quiet));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(run(cli)));
    match outcome {
        Ok(exit) => ExitCode::from(exit.code()),
        // Whoever reads our lines has read enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "qutu: {error:#}");
            ExitCode::from(Exit::Unusable.code())
        }
    }
}

async fn run(cli: Cli) -> Result<Exit> {
    let config = Config::read(cli.config.as_deref())?;
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let mut err = std::io::stderr();
    let mut streams = Streams { out: &mut out, err: &mut err };
    let exit = match &cli.command {
        Command::Serve => command::serve::run(&config, &mut streams).await,
        Command::Demo(options) => command::demo::run(&config, options, &mut streams).await,
        Command::Setup(options) => command::setup::run(&config, options, &mut streams).await,
        Command::Plan(plan) => command::plan::run(&config, plan, &mut streams),
        Command::Ledger(Ledger::Inspect { file }) => command::ledger::inspect(file, &mut streams),
        Command::Ledger(Ledger::ImportClosed { file, source, map, town, dry_run, out }) => {
            let options = command::ledger_closed::ImportClosed {
                file,
                source,
                map,
                town: *town,
                dry_run: *dry_run,
                out: out.as_deref(),
            };
            command::ledger_closed::run(&config, options, &mut streams).await
        }
        Command::Ledger(Ledger::Import { file, source, dry_run, out, region }) => {
            let options = command::ledger_import::Import {
                file,
                source,
                dry_run: *dry_run,
                out: out.as_deref(),
                region: *region,
            };
            command::ledger_import::run(&config, options, &mut streams).await
        }
        Command::Judge(arguments) => command::judge::run(arguments, &mut streams),
        Command::Pack(PackCommand::Check { dir }) => command::pack::check(dir, &mut streams),
        Command::Audit(Audit::Verify { anchor, rows }) => {
            command::audit::verify(&config, anchor.as_deref(), *rows, &mut streams).await
        }
        Command::Audit(Audit::Anchor) => command::audit::anchor(&config, &mut streams).await,
        Command::Backup { to } => command::backup::create(&config, to, &mut streams).await,
        Command::Restore { from } => command::backup::restore(&config, from, &mut streams).await,
        Command::OpenApi => command::openapi::run(&mut streams),
    }?;
    out.flush()?;
    Ok(exit)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |io: &std::io::Error| io.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(kind)
            || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind)
                == Some(std::io::ErrorKind::BrokenPipe)
    })
}
