//! Where the data of one test lives: a folder, and on PostgreSQL a schema of its own that ends with it.

use anyhow::{Context, Result};
use std::path::Path;
use store::{Database, Engine, OpenOptions};
use tempfile::TempDir;

/// The PostgreSQL server of the tests, if one is named.
#[must_use]
pub fn postgres_url() -> Option<String> {
    std::env::var("QUTU_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}

/// The folder and the schema of one test; both are gone when it is dropped.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
    schema: Option<(String, String)>,
}

impl Home {
    /// A new home on an engine.
    ///
    /// # Errors
    /// When no folder can be made, or PostgreSQL is asked for and `QUTU_TEST_POSTGRES_URL` names no server.
    pub async fn new(engine: Engine) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("qutu-test-").tempdir()?;
        let schema = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => {
                let url = postgres_url().context("QUTU_TEST_POSTGRES_URL names no server")?;
                let name = folder
                    .path()
                    .file_name()
                    .map(|name| name.to_string_lossy().to_lowercase())
                    .unwrap_or_default();
                let name: String =
                    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
                // Folder names differ by case too, which a schema's name does not keep.
                let name = format!("{name}_{}", std::process::id());
                run(&url, &format!("DROP SCHEMA IF EXISTS {name} CASCADE")).await?;
                run(&url, &format!("CREATE SCHEMA {name}")).await?;
                Some((url, name))
            }
        };
        Ok(Self { folder, schema })
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// How to open the database; without waiting for the disk unless `durable`.
    #[must_use]
    pub fn options(&self, durable: bool) -> OpenOptions {
        match &self.schema {
            None => {
                let url = format!("sqlite://{}", self.path().join("qutu.db").display());
                OpenOptions { durable, ..OpenOptions::new(url) }
            }
            Some((url, schema)) => {
                OpenOptions { durable, schema: Some(schema.clone()), connections: 4, ..OpenOptions::new(url) }
            }
        }
    }

    /// URL for a program of its own that finds the same schema; none on SQLite, where the folder says it.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        let (url, schema) = self.schema.as_ref()?;
        let join = if url.contains('?') { '&' } else { '?' };
        Some(format!("{url}{join}options[search_path]={schema}"))
    }
}

async fn run(url: &str, sql: &str) -> Result<()> {
    let database = Database::open(&OpenOptions { connections: 1, ..OpenOptions::new(url) }).await?;
    let tx = database.write().await?;
    tx.execute_quietly(sql, Vec::new()).await?;
    tx.commit().await?;
    database.close().await?;
    Ok(())
}

impl Drop for Home {
    fn drop(&mut self) {
        let Some((url, schema)) = self.schema.take() else { return };
        // A runtime of its own: the one of the test may be ending.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| {
                runtime.block_on(run(&url, &format!("DROP SCHEMA IF EXISTS {schema} CASCADE")))
            })
        });
        let _ = dropping.join();
    }
}
