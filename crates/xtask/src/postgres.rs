//! A PostgreSQL server of our own: on loopback, its own port and data folder, ended with the command.

use crate::process::{command, output};
use crate::tools;
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server; dropping it ends it.
pub(crate) struct Server {
    child: Option<Child>,
    url: String,
}

/// Folder of `initdb` and `postgres`, if installed.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    folders.sort();
    if let Some(folder) = output(&mut command("pg_config", &["--bindir"])) {
        folders.push(PathBuf::from(folder));
    }
    folders
        .into_iter()
        .rev()
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

impl Server {
    /// The server named by `QUTU_TEST_POSTGRES_URL`, else a new one.
    pub(crate) fn start() -> Result<Self> {
        if let Ok(url) = std::env::var("QUTU_TEST_POSTGRES_URL") {
            return Ok(Self { child: None, url });
        }
        let bin = programs().context("PostgreSQL server programs not found")?;
        // The server refuses to run as root, and its folder must be reachable for whoever runs it.
        let folder = if tools::is_root() {
            PathBuf::from(format!("/tmp/qutu-postgres-{}", std::process::id()))
        } else {
            tools::scratch(&format!("postgres-{}", std::process::id()))
        };
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        if tools::is_root() {
            crate::process::run(&mut command("chown", &["postgres", &folder.to_string_lossy()]))?;
        }
        let data = folder.join("data");
        let made = as_server_user(&bin.join("initdb"))
            .args([
                "-D",
                &data.to_string_lossy(),
                "-U",
                "qutu",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ])
            .stdout(Stdio::null())
            .status()?;
        if !made.success() {
            bail!("initdb failed in {}", data.display());
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = as_server_user(&bin.join("postgres"))
            .args(["-D", &data.to_string_lossy(), "-p", &port.to_string(), "-k", &folder.to_string_lossy()])
            .args([
                "-h",
                "127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=200",
                "-c",
                "logging_collector=off",
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Self { child: Some(child), url: format!("postgres://qutu@127.0.0.1:{port}/postgres") };
        server.wait(&bin, port)?;
        Ok(server)
    }

    /// URL of the server.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn wait(&self, bin: &Path, port: u16) -> Result<()> {
        for _ in 0..150 {
            let ready = Command::new(bin.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])
                .status()
                .is_ok_and(|status| status.success());
            if ready {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        bail!("the PostgreSQL server of the tests did not come up on port {port}")
    }
}

fn as_server_user(program: &Path) -> Command {
    if tools::is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program).current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(child) = &mut self.child else { return };
        // Our own child, by its id: an orderly stop first.
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        let _ = child.wait();
    }
}
