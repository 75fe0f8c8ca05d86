//! One city for one test.

use crate::people::People;
use crate::{Client, Home};
use access::SeededSecrets;
use anyhow::{Result, anyhow};
use axum::Router;
use http::{App, Settings};
use kernel::id::SeededIds;
use kernel::time::{Clock, FrozenClock, Timestamp};
use pack::Pack;
use qutu::wiring::{self, Foundation, Program};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use store::audit::{self, Key};
use store::context::Env;
use store::files::Files;
use store::jobs::Runner;
use store::{Database, Engine};

/// What a city may be made with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The engine below.
    pub engine: Engine,
    /// When the test begins.
    pub start: Timestamp,
    /// Minutes without a request after which a session ends; very long unless the test is about it.
    pub idle_minutes: i64,
    /// Whether anybody may sign in by card.
    pub demo: bool,
    /// Requests a second from one address; very many unless the test is about it.
    pub requests_per_second: u32,
    /// Sign-in tries a minute from one address.
    pub sign_ins_per_minute: u32,
}

impl Options {
    /// On an engine, on the morning of 6 May 2024.
    #[must_use]
    pub fn new(engine: Engine) -> Self {
        Self {
            engine,
            start: Timestamp::from_micros(1_714_957_200_000_000),
            idle_minutes: 60 * 24 * 3650,
            demo: true,
            requests_per_second: 100_000,
            sign_ins_per_minute: 100_000,
        }
    }
}

/// A wired program over a fresh database, with people in it.
pub struct City {
    /// State of the handlers.
    pub app: App,
    /// The jobs.
    pub runner: Runner,
    /// The clock everything asks.
    pub clock: Arc<FrozenClock>,
    /// Who works there.
    pub people: People,
    router: Router,
    home: Home,
}

impl std::fmt::Debug for City {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("City").field("home", &self.home).finish_non_exhaustive()
    }
}

static PACK: LazyLock<Result<Arc<Pack>, String>> = LazyLock::new(|| {
    let told = |findings: Vec<pack::Finding>| {
        findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    qutu::packs::load(&qutu::packs::embedded(), "demo-city").map(Arc::new).map_err(told)
});

/// The pack of the synthetic city, read once in a process.
///
/// # Errors
/// Every finding, when the pack inside the program is broken.
pub fn pack() -> Result<Arc<Pack>> {
    PACK.clone().map_err(|findings| anyhow!("{findings}"))
}

impl City {
    /// A city on an engine.
    ///
    /// # Errors
    /// When the database cannot be made or a service refuses.
    pub async fn new(engine: Engine) -> Result<Self> {
        Self::with(Options::new(engine)).await
    }

    /// A city made to measure.
    ///
    /// # Errors
    /// As [`City::new`].
    pub async fn with(options: Options) -> Result<Self> {
        let home = Home::new(options.engine).await?;
        let clock = Arc::new(FrozenClock::new(options.start));
        let database = Database::open(&home.options(false)).await?;
        store::migration::migrate(&database, &wiring::migrations(), clock.now()).await?;
        let env = Env {
            database,
            clock: clock.clone(),
            ids: Arc::new(SeededIds::new(1)),
            audit_key: Arc::new(Key::new(vec![9; 32])?),
        };
        let foundation = Foundation {
            env,
            pack: pack()?,
            files: Files::folder(&home.path().join("files"))?,
            settings: Settings {
                city_name: "示范市".into(),
                city_code: crate::CITY.into(),
                synthetic: true,
                secure_cookies: false,
                requests_per_second: options.requests_per_second,
                sign_ins_per_minute: options.sign_ins_per_minute,
                trust_forwarded: false,
                largest_file: 2 * 1024 * 1024,
            },
            access: access::Settings {
                idle_minutes: options.idle_minutes,
                longest_hours: if options.idle_minutes > 60 * 24 { 24 * 3650 } else { 12 },
                demo: options.demo,
            },
            secrets: Arc::new(SeededSecrets::new(1)),
            channels: Vec::new(),
        };
        let Program { app, runner } = wiring::wire(foundation).await?;
        let people = People::settle(&app).await?;
        let (router, _) = qutu::router::router(&app);
        Ok(Self { app, runner, clock, people, router, home })
    }

    /// Somebody signed in by their card.
    ///
    /// # Panics
    /// When they cannot sign in.
    pub async fn client(&self, login: &str) -> Client {
        let mut client = self.stranger();
        client.enter_by_card(login).await;
        client
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn stranger(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Where the data lies.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Folder of evidence and uploads.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.home.path().join("files")
    }

    /// Goes to a moment, given as RFC 3339.
    ///
    /// # Panics
    /// When the text is no moment.
    pub fn travel(&self, to: &str) {
        match to.parse() {
            Ok(at) => self.clock.set(at),
            Err(error) => panic!("{to}: {error}"),
        }
    }

    /// Runs every job whose time has come.
    ///
    /// # Panics
    /// When the database refuses or a job fails.
    pub async fn run_jobs(&self) -> u32 {
        match self.runner.run_due(1_000).await {
            Ok(ran) if ran.failed == 0 => ran.done,
            other => panic!("jobs: {other:?}"),
        }
    }

    /// Seals the audit chain to its end.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn seal(&self) {
        loop {
            match audit::seal(&self.app.env.database, &self.app.env.audit_key, 2_000).await {
                Ok(sealed) if sealed.records == 0 => return,
                Ok(_) => {}
                Err(error) => panic!("sealing: {error}"),
            }
        }
    }
}
