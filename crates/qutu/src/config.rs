//! The configuration: one file, overridden by `QUTU_…` in the environment.

use anyhow::{Context, Result, bail};
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Everything an operator may set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address to listen on.
    pub listen: String,
    /// `postgres://…`; without it the database lies in `data`.
    pub database: Option<String>,
    /// Folder of the embedded database, files, keys and anchors.
    pub data: PathBuf,
    /// Name of the jurisdiction pack.
    pub pack: String,
    /// Folder of packs on disk; without it the packs inside the program are used.
    pub packs: Option<PathBuf>,
    /// Address users type; with `https://` the session cookie is only sent over TLS.
    pub public_url: Option<String>,
    /// Code of the city, 12 digits or fewer (`445200`); without it the pack's region.
    #[serde(default, deserialize_with = "digits")]
    pub region: Option<String>,
    /// Name of the city; without it the region's.
    pub city_name: Option<String>,
    /// 发文机关代字 of the fire authority in paper numbers, for instance 示消.
    pub paper_authority: String,
    /// 发文机关代字 of the commission's office (消安委办), for instance 示消安办.
    pub paper_office: String,
    /// Requests a second from one address.
    pub requests_per_second: u32,
    /// Sign-in tries a minute from one address.
    pub sign_ins_per_minute: u32,
    /// Take the client address from the proxy in front.
    pub trust_forwarded: bool,
    /// Largest evidence file in bytes.
    pub largest_file: usize,
    /// Connections to the database.
    pub connections: u32,
    /// Notices by webhook.
    pub webhook: Option<Webhook>,
    /// Notices by mail.
    pub smtp: Option<Smtp>,
}

/// Notices by webhook.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Where notices are posted as JSON.
    pub url: String,
    /// Secret of the signature header.
    pub secret: String,
}

/// Notices by mail.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// Host of the relay.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whether the connection begins in TLS (465); else STARTTLS is demanded, unless `plain`.
    #[serde(default)]
    pub implicit_tls: bool,
    /// No TLS at all, for a relay on the same machine.
    #[serde(default)]
    pub plain: bool,
    /// Login.
    #[serde(default)]
    pub user: Option<String>,
    /// Password.
    #[serde(default)]
    pub password: Option<String>,
    /// Sender.
    pub from: String,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Smtp")
            .field("host", &self.host)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8119".into(),
            database: None,
            data: "data".into(),
            pack: "guangdong-2024".into(),
            packs: None,
            public_url: None,
            region: None,
            city_name: None,
            paper_authority: "消".into(),
            paper_office: "消安办".into(),
            requests_per_second: 50,
            sign_ins_per_minute: 20,
            trust_forwarded: false,
            largest_file: 20 * 1024 * 1024,
            connections: 8,
            webhook: None,
            smtp: None,
        }
    }
}

/// A code of digits: an environment variable of digits arrives as a number.
fn digits<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Digits {
        Number(u64),
        Text(String),
    }
    Ok(Option::<Digits>::deserialize(deserializer)?.map(|digits| match digits {
        Digits::Number(number) => number.to_string(),
        Digits::Text(text) => text,
    }))
}

impl Config {
    /// Reads the file, if one is named, and the environment.
    ///
    /// # Errors
    /// When the file is named and missing, or a key is unknown or of the wrong type.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            if !file.is_file() {
                bail!("配置文件 {} 不存在", file.display());
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        figment
            .merge(
                Env::prefixed("QUTU_")
                    .ignore(&[
                        "config",
                        "log",
                        "bin",
                        "real_input",
                        "test_postgres_url",
                        "url",
                        "pictures",
                        "api",
                    ])
                    .split("__"),
            )
            .extract()
            .context("配置有误")
    }

    /// URL of the database.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite://{}", self.data.join("qutu.db").display()))
    }

    /// Folder of evidence and uploads.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }
}
