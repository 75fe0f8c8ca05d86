//! What every handler can reach.

use access::Access;
use async_trait::async_trait;
use directory::{Neighbours, OpenWork};
use kernel::calendar::WorkCalendar;
use kernel::problem::Problem;
use pack::Pack;
use std::ops::Deref;
use std::sync::Arc;
use store::Ctx;
use store::context::Env;
use store::files::Files;

/// Settings handlers ask for; the configuration file fills them.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the city, shown in the head of every page.
    pub city_name: String,
    /// 12-digit code of the city.
    pub city_code: String,
    /// Whether the data is made up; every page and export says so.
    pub synthetic: bool,
    /// Send the session cookie over TLS only.
    pub secure_cookies: bool,
    /// Requests a second that one address may make over a longer time; bursts are ten times as large.
    pub requests_per_second: u32,
    /// Sign-in tries a minute from one address.
    pub sign_ins_per_minute: u32,
    /// Take the client address from `X-Forwarded-For` (only behind a proxy of one's own).
    pub trust_forwarded: bool,
    /// Largest evidence file in bytes.
    pub largest_file: usize,
}

/// Unread notices of the caller; the ledger answers it.
#[async_trait]
pub trait Unread: Send + Sync {
    /// How many there are, up to the bound of counts.
    ///
    /// # Errors
    /// When the database cannot be read.
    async fn unread(&self, ctx: &Ctx) -> Result<u64, Problem>;
}

/// Shared state of the program.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// Behind [`App`].
pub struct Inner {
    /// Database, clock, ids and audit key.
    pub env: Env,
    /// The jurisdiction pack in force.
    pub pack: Arc<Pack>,
    /// The working-day calendar.
    pub calendar: Arc<WorkCalendar>,
    /// Evidence and uploads.
    pub files: Files,
    /// Settings.
    pub settings: Settings,
    /// When the program started.
    pub started: kernel::time::Timestamp,
    /// The ledger, as the directory asks it.
    pub work: Arc<dyn OpenWork>,
    /// Accounts, sessions, roles.
    pub access: Arc<Access>,
    /// Unread notices.
    pub unread: Arc<dyn Unread>,
    /// Services of the rooms above this one, by type.
    services: Services,
}

/// What the program is wired from.
pub struct Parts {
    /// Database, clock, ids and audit key.
    pub env: Env,
    /// The jurisdiction pack in force.
    pub pack: Arc<Pack>,
    /// The working-day calendar.
    pub calendar: Arc<WorkCalendar>,
    /// Evidence and uploads.
    pub files: Files,
    /// Settings.
    pub settings: Settings,
    /// The ledger, as the directory asks it.
    pub work: Arc<dyn OpenWork>,
    /// Accounts, sessions, roles.
    pub access: Arc<Access>,
    /// Unread notices.
    pub unread: Arc<dyn Unread>,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Parts").field("settings", &self.settings).finish_non_exhaustive()
    }
}

type Services = std::collections::HashMap<std::any::TypeId, Arc<dyn std::any::Any + Send + Sync>>;

impl App {
    /// Puts the state together; rooms above add their services with [`App::with`].
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { env, pack, calendar, files, settings, work, access, unread } = parts;
        let started = env.clock.now();
        let services = Services::new();
        Self(Arc::new(Inner {
            env,
            pack,
            calendar,
            files,
            settings,
            started,
            work,
            access,
            unread,
            services,
        }))
    }

    /// The rooms the directory must ask.
    #[must_use]
    pub fn neighbours(&self) -> Neighbours<'_> {
        Neighbours { work: &*self.work, authority: &*self.access }
    }

    /// Adds a service of a room above this one. Only while the program is wired, before the first clone.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, service: Arc<T>) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.services.insert(std::any::TypeId::of::<T>(), service);
        }
        self
    }

    /// A service of a room above this one.
    ///
    /// # Errors
    /// 500 when the program was wired without it.
    pub fn service<T: Send + Sync + 'static>(&self) -> Result<Arc<T>, Problem> {
        self.0
            .services
            .get(&std::any::TypeId::of::<T>())
            .cloned()
            .and_then(|service| service.downcast::<T>().ok())
            .ok_or_else(|| Problem::internal(std::any::type_name::<T>()))
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("App").field("settings", &self.settings).finish_non_exhaustive()
    }
}
