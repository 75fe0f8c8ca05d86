//! Online backup and verified restore of an embedded database with its files.
//!
//! A backup is a folder: `qutu.db` (one consistent snapshot), `files/` and `manifest.json` with the SM3 of every file.
//! PostgreSQL is backed up by `pg_dump`; see the operator's guide.

use crate::{Database, Engine, OpenOptions, StoreError, files};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub format: u32,
    /// When the snapshot was taken.
    pub at: Timestamp,
    /// Version of the program.
    pub program: String,
    /// Every file, `qutu.db` first.
    pub files: Vec<Item>,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Path inside the backup, `/` between parts.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// SM3, hexadecimal.
    pub sm3: String,
}

const DATABASE: &str = "qutu.db";

fn failed(path: &Path, error: impl std::fmt::Display) -> StoreError {
    StoreError::File(format!("{}: {error}", path.display()))
}

/// Takes a backup while the program runs. `to` must not exist or be empty.
///
/// # Errors
/// [`StoreError::Usage`] on PostgreSQL or when `to` holds something; [`StoreError::File`] when the disk refuses.
pub async fn create(
    database: &Database,
    folder: &Path,
    to: &Path,
    now: Timestamp,
) -> Result<Manifest, StoreError> {
    if database.engine() != Engine::Sqlite {
        return Err(StoreError::Usage("PostgreSQL 请用 pg_dump 备份，步骤见运维手册".into()));
    }
    refuse_used(to)?;
    fs::create_dir_all(to).map_err(|error| failed(to, error))?;
    let snapshot = to.join(DATABASE);
    let quoted = snapshot.to_string_lossy().replace('\'', "''");
    database.execute_reading(&format!("VACUUM INTO '{quoted}'")).await?;
    let mut items = vec![item(to, DATABASE)?];
    // Files are addressed by content and never change, so a copy made after the snapshot holds all it speaks of.
    for path in walk(folder, folder)? {
        let target = to.join("files").join(&path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| failed(parent, error))?;
        }
        fs::copy(folder.join(&path), &target).map_err(|error| failed(&target, error))?;
        items.push(item(to, &format!("files/{}", path.to_string_lossy()))?);
    }
    let manifest = Manifest { format: 1, at: now, program: env!("CARGO_PKG_VERSION").into(), files: items };
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| failed(to, error))?;
    fs::write(to.join("manifest.json"), text).map_err(|error| failed(to, error))?;
    Ok(manifest)
}

/// Checks a backup and lays it out: the database at `to_database`, files in `to_files`. Neither may exist with content.
///
/// # Errors
/// [`StoreError::File`] naming the first file that is missing or differs; [`StoreError::Usage`] when a target is in use.
pub async fn restore(from: &Path, to_database: &Path, to_files: &Path) -> Result<Manifest, StoreError> {
    let text = fs::read_to_string(from.join("manifest.json")).map_err(|error| failed(from, error))?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|error| failed(from, error))?;
    if manifest.format != 1 {
        return Err(StoreError::Usage(format!("备份格式 {} 不认识，请换用更新的程序", manifest.format)));
    }
    for known in &manifest.files {
        let found = item(from, &known.path)?;
        if found != *known {
            return Err(StoreError::File(format!("{} 与清单不符，备份已损坏", known.path)));
        }
    }
    if to_database.exists() {
        return Err(StoreError::Usage(format!("{} 已存在，请恢复到空的位置", to_database.display())));
    }
    refuse_used(to_files)?;
    for known in &manifest.files {
        let target = match known.path.strip_prefix("files/") {
            Some(path) => to_files.join(path),
            None => to_database.to_path_buf(),
        };
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| failed(parent, error))?;
        }
        fs::copy(from.join(&known.path), &target).map_err(|error| failed(&target, error))?;
    }
    let database = Database::open(&OpenOptions::new(format!("sqlite://{}", to_database.display()))).await?;
    let sound = database.is_sound().await?;
    database.close().await?;
    if sound { Ok(manifest) } else { Err(failed(to_database, "integrity_check 未通过")) }
}

fn refuse_used(folder: &Path) -> Result<(), StoreError> {
    let used = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if used { Err(StoreError::Usage(format!("{} 不是空文件夹", folder.display()))) } else { Ok(()) }
}

fn item(base: &Path, path: &str) -> Result<Item, StoreError> {
    let full = base.join(path);
    let bytes = fs::read(&full).map_err(|error| failed(&full, error))?;
    Ok(Item { path: path.to_owned(), size: bytes.len() as u64, sm3: files::address(&bytes) })
}

fn walk(base: &Path, folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(found) };
    for entry in entries {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        if path.is_dir() {
            found.extend(walk(base, &path)?);
        } else if let Ok(inside) = path.strip_prefix(base) {
            found.push(inside.to_path_buf());
        }
    }
    found.sort();
    Ok(found)
}
