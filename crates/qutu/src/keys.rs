//! Keys kept beside the data, never in the database.

use anyhow::{Context, Result, bail};
use rand::TryRngCore;
use std::fs;
use std::io::Write;
use std::path::Path;
use store::audit::Key;

/// The audit key in a folder.
///
/// # Errors
/// When the file is missing or cannot be read.
pub fn audit_key(folder: &Path) -> Result<Key> {
    let path = folder.join("audit.key");
    if !path.exists() {
        bail!(
            "找不到审计密钥 {}：没有它，已有的审计记录无法核验。请从另行保管处放回；全新安装请先运行 qutu setup",
            path.display()
        );
    }
    let text = fs::read_to_string(&path).with_context(|| format!("无法读取 {}", path.display()))?;
    let bytes = hex::decode(text.trim()).with_context(|| format!("{} 须为十六进制", path.display()))?;
    Ok(Key::new(bytes)?)
}

/// As [`audit_key`], made when it is missing, readable by its owner only. Only for a database without any audit record:
/// another key would make every record look forged.
///
/// # Errors
/// When the file cannot be read or made.
pub fn new_audit_key(folder: &Path) -> Result<Key> {
    let path = folder.join("audit.key");
    if !path.exists() {
        fs::create_dir_all(folder).with_context(|| format!("无法建立 {}", folder.display()))?;
        let mut bytes = [0_u8; 32];
        rand::rngs::OsRng.try_fill_bytes(&mut bytes).context("系统随机数不可用")?;
        write_private(&path, hex::encode(bytes).as_bytes())?;
    }
    audit_key(folder)
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path).with_context(|| format!("无法写入 {}", path.display()))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}
