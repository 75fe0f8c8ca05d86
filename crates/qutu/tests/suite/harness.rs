//! Registering scenarios and running each in a runtime of its own.

use futures::future::LocalBoxFuture;
use libtest_mimic::{Arguments, Trial};
use store::Engine;

/// One thing that is tested, on whichever engine it is given.
pub(crate) struct Scenario {
    name: &'static str,
    run: fn(Engine) -> LocalBoxFuture<'static, ()>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    BothEngines,
    /// Needs no database.
    Once,
    /// Needs documents that cannot be in the repository.
    RealInput,
    /// Needs the kept description of the interface.
    Description,
}

impl Scenario {
    pub(crate) const fn new(name: &'static str, run: fn(Engine) -> LocalBoxFuture<'static, ()>) -> Self {
        Self { name, run, kind: Kind::BothEngines }
    }

    /// Runs once, on SQLite if on anything.
    pub(crate) const fn once(mut self) -> Self {
        self.kind = Kind::Once;
        self
    }

    /// Runs where `QUTU_REAL_INPUT` names a folder.
    pub(crate) const fn on_real_input(mut self) -> Self {
        self.kind = Kind::RealInput;
        self
    }

    /// Runs where the description of the interface was written.
    pub(crate) const fn where_it_was_written(mut self) -> Self {
        self.kind = Kind::Description;
        self
    }

    fn trial(&self, engine: Engine) -> Trial {
        let run = self.run;
        let name = self.name.strip_prefix("suite::").unwrap_or(self.name);
        let (prefix, ignored) = match (self.kind, engine) {
            (Kind::RealInput, _) => ("real::", std::env::var_os("QUTU_REAL_INPUT").is_none()),
            (Kind::Description, _) => ("once::", !crate::interface::kept().is_file()),
            (Kind::Once, _) => ("once::", false),
            (Kind::BothEngines, Engine::Sqlite) => ("sqlite::", false),
            (Kind::BothEngines, Engine::Postgres) => ("postgres::", testkit::postgres_url().is_none()),
        };
        Trial::test(format!("{prefix}{name}"), move || {
            // Futures of a debug build are large, so the thread they run on is given room.
            let thread = std::thread::Builder::new().stack_size(16 * 1024 * 1024);
            let running = thread.spawn(move || {
                let runtime =
                    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
                runtime.block_on(run(engine));
                Ok::<(), std::io::Error>(())
            })?;
            match running.join() {
                Ok(done) => Ok(done?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
        .with_ignored_flag(ignored)
    }

    fn trials(&self) -> Vec<Trial> {
        match self.kind {
            Kind::BothEngines => vec![self.trial(Engine::Sqlite), self.trial(Engine::Postgres)],
            Kind::Once | Kind::RealInput | Kind::Description => vec![self.trial(Engine::Sqlite)],
        }
    }
}

/// Lists the scenarios of a module: `scenarios![name, other];`.
macro_rules! scenarios {
    ($($name:ident $(. $kind:ident)?),* $(,)?) => {
        pub(crate) fn scenarios() -> Vec<crate::harness::Scenario> {
            vec![$(
                crate::harness::Scenario::new(
                    concat!(module_path!(), "::", stringify!($name)),
                    |engine| Box::pin($name(engine)),
                )$(.$kind())?
            ),*]
        }
    };
}

/// Runs what the command line asks for, two trials at a time unless it says otherwise.
pub(crate) fn run(scenarios: &[Scenario]) {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let trials = scenarios.iter().flat_map(Scenario::trials).collect();
    libtest_mimic::run(&arguments, trials).exit();
}
