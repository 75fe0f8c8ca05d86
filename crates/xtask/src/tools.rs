//! What the commands need on the machine: installed through apt as root, else named.

use crate::process::{self, command, output, run};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Something a command needs.
pub(crate) struct Need {
    /// How to tell that it is here.
    pub(crate) present: fn() -> bool,
    /// Debian packages that bring it.
    pub(crate) packages: &'static [&'static str],
    /// What it is for.
    pub(crate) purpose: &'static str,
}

/// Chromium for the browser suite.
pub(crate) const BROWSER: Need =
    Need { present: || on_path("chromium"), packages: &["chromium"], purpose: "the browser suite" };
/// Chinese fonts, or every picture shows boxes.
pub(crate) const FONTS: Need = Need {
    present: || Path::new("/usr/share/fonts/opentype/noto").is_dir(),
    packages: &["fonts-noto-cjk"],
    purpose: "Chinese text in pictures",
};
/// A PostgreSQL server of our own.
pub(crate) const POSTGRES: Need = Need {
    present: || crate::postgres::programs().is_some(),
    packages: &["postgresql"],
    purpose: "tests on PostgreSQL",
};

/// Whether a program is on the PATH.
pub(crate) fn on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Whether we are root.
pub(crate) fn is_root() -> bool {
    output(&mut command("id", &["-u"])).is_some_and(|id| id == "0")
}

/// Installs what is missing, or says exactly what to install.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages.iter().copied()).collect();
    if !is_root() || !on_path("apt-get") {
        let lines: Vec<String> = missing
            .iter()
            .map(|need| format!("  {} (for {})", need.packages.join(" "), need.purpose))
            .collect();
        bail!(
            "missing on this machine:\n{}\ninstall with: sudo apt-get install {}",
            lines.join("\n"),
            packages.join(" ")
        );
    }
    run(command("apt-get", &["update", "-qq"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let mut install = command("apt-get", &["install", "-y", "-qq", "--no-install-recommends"]);
    // Debian would start a server of its own on the standard port; ours lives in target/.
    std::fs::create_dir_all("/etc/postgresql-common")?;
    let config = Path::new("/etc/postgresql-common/createcluster.conf");
    if packages.contains(&"postgresql") && !config.exists() {
        std::fs::write(config, "create_main_cluster = false\n")?;
    }
    run(install.args(&packages).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Fails with a clear word when Node is missing or too old.
pub(crate) fn ensure_node() -> Result<()> {
    let Some(version) = output(&mut command("node", &["--version"])) else {
        bail!("Node.js 20 or later is missing (and npm with it); install it and run the command again");
    };
    let major: u32 =
        version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    if major < 20 || !on_path("npm") {
        bail!("Node.js 20 or later with npm is needed; found {version}");
    }
    Ok(())
}

/// Folder of scratch data, inside the build folder.
pub(crate) fn scratch(name: &str) -> PathBuf {
    process::root().join("target").join("xtask").join(name)
}
