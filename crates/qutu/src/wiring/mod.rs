//! Putting the rooms together.

mod calendar;
mod ports;
#[cfg(test)]
mod tests;

use crate::config::Config;
use crate::{keys, packs};
use access::{Access, OsSecrets, Roles};
use anyhow::{Context, Result, bail};
use casework::channel::{Channel, Smtp, SmtpSettings, Webhook, WebhookSettings};
use casework::http::Subjects;
use casework::{Engine, Rules};
use http::app::Parts;
use http::{App, Settings};
use kernel::id::SystemIds;
use kernel::region::RegionCode;
use kernel::time::{Clock, SystemClock};
use pack::{Files as PackFiles, Pack};
use ports::{Desk, Ledger, UnitPlaces, Unread};
use registry::http::VisitBook;
use std::sync::Arc;
use store::audit::AuditedTable;
use store::context::Env;
use store::files::Files;
use store::jobs::Runner;
use store::{Caller, Database, Migration, OpenOptions, Via};

/// Schema changes of every room, in order.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    [
        store::schema::migrations(),
        directory::migrations(),
        access::migrations(),
        casework::migrations(),
        registry::migrations(),
        campaign::migrations(),
        plan::migrations(),
        intake::migrations(),
        intake::closed::migrations(),
        report::migrations(),
        crosstab::migrations(),
        dossier::migrations(),
    ]
    .concat()
}

/// Every table the row check of the audit covers.
#[must_use]
pub fn audited_tables() -> Vec<&'static AuditedTable> {
    [
        directory::schema::AUDITED,
        access::schema::AUDITED,
        &casework::schema::AUDITED,
        registry::AUDITED,
        campaign::AUDITED,
        plan::AUDITED,
        intake::AUDITED,
        report::AUDITED,
        crosstab::AUDITED,
        dossier::AUDITED,
    ]
    .concat()
}

/// A wired program.
pub struct Program {
    /// State of the handlers.
    pub app: App,
    /// The jobs.
    pub runner: Runner,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Program")
    }
}

/// What a wiring is made from; tests bring their own clock and database.
pub struct Foundation {
    /// Database, clock, ids, audit key.
    pub env: Env,
    /// The pack in force.
    pub pack: Arc<Pack>,
    /// Evidence and uploads.
    pub files: Files,
    /// Settings of the handlers.
    pub settings: Settings,
    /// Time-outs and demonstration.
    pub access: access::Settings,
    /// Source of secrets.
    pub secrets: Arc<dyn access::Secrets>,
    /// Channels of notices beside the in-app one.
    pub channels: Vec<Arc<dyn Channel>>,
}

impl std::fmt::Debug for Foundation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Foundation").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// 发文机关代字 in the numbers of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// Of the fire authority.
    pub authority: String,
    /// Of the office of the commission (消安委办).
    pub office: String,
}

/// The words of the configuration for paper numbers.
#[must_use]
pub fn papers(config: &Config) -> Papers {
    Papers { authority: config.paper_authority.clone(), office: config.paper_office.clone() }
}

/// Wires the rooms over a foundation and prepares the engine; papers are numbered as the default configuration says.
///
/// # Errors
/// When a holiday notice of the pack is unreadable or the database refuses.
pub async fn wire(foundation: Foundation) -> Result<Program> {
    wire_with(foundation, papers(&Config::default())).await
}

/// As [`wire`], with the words of paper numbers.
///
/// # Errors
/// As [`wire`].
pub async fn wire_with(foundation: Foundation, papers: Papers) -> Result<Program> {
    let Foundation { env, pack, files, settings, access, secrets, channels } = foundation;
    let calendar = Arc::new(calendar::with_notices(&pack.holiday_notices)?);
    let access = Arc::new(Access::new(Roles::new(pack.roles.clone()), access, secrets, Arc::new(UnitPlaces)));
    let codes = channels.iter().map(|channel| channel.code().to_owned()).collect();
    let engine_settings = casework::Settings {
        largest_file: settings.largest_file,
        authority: papers.authority,
        office: papers.office,
        channels: codes,
    };
    let engine = Arc::new(Engine::new(
        Rules::from_pack(&pack),
        Arc::clone(&calendar),
        Arc::new(Desk),
        engine_settings,
    ));
    let ctx = env.write(Caller::system("启动", Via::Job)).await?;
    engine.prepare(&ctx).await.map_err(|problem| anyhow::anyhow!("{problem}"))?;
    ctx.commit().await?;
    let mut handlers = casework::jobs::handlers(&engine, channels);
    handlers.extend(registry::jobs::handlers(&engine, &pack));
    handlers.extend(dossier::jobs::handlers(files.clone(), settings.synthetic));
    let runner = Runner::new(env.clone(), handlers);
    let app = App::new(Parts {
        work: Arc::new(Ledger {
            engine: Arc::clone(&engine),
            pack: Arc::clone(&pack),
            calendar: Arc::clone(&calendar),
            synthetic: settings.synthetic,
        }),
        env,
        pack,
        calendar,
        files,
        settings,
        access,
        unread: Arc::new(Unread(Arc::clone(&engine))),
    })
    .with(engine)
    .with(Arc::new(Subjects(Arc::new(registry::facts::Register))))
    .with(Arc::new(VisitBook(Arc::new(campaign::Inspections))));
    Ok(Program { app, runner })
}

/// The pack the configuration names, from disk or from inside the program.
///
/// # Errors
/// Every finding, when the pack is broken.
pub fn pack(config: &Config) -> Result<Arc<Pack>> {
    let files = match &config.packs {
        Some(folder) => {
            PackFiles::read_folder(folder).with_context(|| format!("无法读取规则包 {}", folder.display()))?
        }
        None => packs::embedded(),
    };
    match packs::load(&files, &config.pack) {
        Ok(pack) => Ok(Arc::new(pack)),
        Err(findings) => {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            bail!("规则包 {} 有问题，未载入：\n{}", config.pack, lines.join("\n"))
        }
    }
}

/// Opens the database of the configuration and brings it to the newest schema.
///
/// # Errors
/// When it cannot be opened or is newer than the program.
pub async fn open(config: &Config, clock: Arc<dyn Clock>) -> Result<Env> {
    open_with(config, clock, true).await
}

/// As [`open`]; without `durable` a crash may lose what was written, which only matters for data that can be made again.
///
/// # Errors
/// As [`open`].
pub async fn open_with(config: &Config, clock: Arc<dyn Clock>, durable: bool) -> Result<Env> {
    std::fs::create_dir_all(&config.data).with_context(|| format!("无法建立 {}", config.data.display()))?;
    let options =
        OpenOptions { connections: config.connections, durable, ..OpenOptions::new(config.database_url()) };
    let database = Database::open(&options).await.context("无法打开数据库")?;
    store::migration::migrate(&database, &migrations(), clock.now()).await?;
    let tx = database.read().await?;
    let standing = store::audit::standing(&tx).await?;
    tx.rollback().await?;
    let untouched = standing.sealed == 0 && standing.unsealed == 0;
    let key = if untouched { keys::new_audit_key(&config.data)? } else { keys::audit_key(&config.data)? };
    Ok(Env { database, ids: Arc::new(SystemIds::new(Arc::clone(&clock))), clock, audit_key: Arc::new(key) })
}

/// The region the installation is for: that of the configuration, else the pack's.
#[must_use]
pub fn region(config: &Config, pack: &Pack) -> Option<RegionCode> {
    config.region.as_deref().or(pack.manifest.region.as_deref()).and_then(|code| code.parse().ok())
}

/// Settings of the handlers from the configuration.
#[must_use]
pub fn settings(config: &Config, pack: &Pack) -> Settings {
    let code = region(config, pack);
    let name = code.and_then(|code| pack.regions.get(code)).map(|region| region.name.to_owned());
    Settings {
        city_name: config.city_name.clone().or(name).unwrap_or_else(|| pack.manifest.title.clone()),
        city_code: code.map(|code| code.to_string()).unwrap_or_default(),
        synthetic: pack.manifest.synthetic,
        secure_cookies: config.public_url.as_ref().is_some_and(|url| url.starts_with("https://")),
        requests_per_second: config.requests_per_second,
        sign_ins_per_minute: config.sign_ins_per_minute,
        trust_forwarded: config.trust_forwarded,
        largest_file: config.largest_file,
    }
}

fn channels(config: &Config) -> Result<Vec<Arc<dyn Channel>>> {
    let mut channels: Vec<Arc<dyn Channel>> = Vec::new();
    if let Some(hook) = &config.webhook {
        let settings = WebhookSettings { url: hook.url.clone(), secret: hook.secret.clone() };
        channels.push(Arc::new(Webhook::new(settings).map_err(|error| anyhow::anyhow!("webhook：{error}"))?));
    }
    if let Some(smtp) = &config.smtp {
        let settings = SmtpSettings {
            host: smtp.host.clone(),
            port: smtp.port,
            implicit_tls: smtp.implicit_tls,
            plain: smtp.plain,
            login: smtp.user.clone().zip(smtp.password.clone()),
            from: smtp.from.clone(),
        };
        channels.push(Arc::new(Smtp::new(settings).map_err(|error| anyhow::anyhow!("smtp：{error}"))?));
    }
    Ok(channels)
}

/// The program as configured, on the system's clock.
///
/// # Errors
/// When the pack, the database or a channel cannot be used.
pub async fn program(config: &Config) -> Result<Program> {
    let env = open(config, Arc::new(SystemClock)).await?;
    let pack = pack(config)?;
    let foundation = Foundation {
        env,
        settings: settings(config, &pack),
        pack,
        files: Files::folder(&config.files())?,
        access: access::Settings::default(),
        secrets: Arc::new(OsSecrets),
        channels: channels(config)?,
    };
    wire_with(foundation, papers(config)).await
}
