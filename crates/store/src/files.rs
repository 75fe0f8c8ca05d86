//! Files by content: the address of a file is the SM3 of its bytes, so the same photo is stored once and a changed byte
//! is found.

use crate::StoreError;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};
use sm3::{Digest, Sm3};
use std::path::Path;
use std::sync::Arc;

/// Where files live: a folder now, any object store by the same interface.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

/// SM3 of bytes, hexadecimal: the address of a file.
#[must_use]
pub fn address(bytes: &[u8]) -> String {
    hex::encode(Sm3::digest(bytes))
}

impl Files {
    /// Files in a folder, which is created when missing.
    ///
    /// # Errors
    /// [`StoreError::File`] when the folder cannot be used.
    pub fn folder(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::File(format!("{}: {error}", folder.display())))?;
        let store =
            LocalFileSystem::new_with_prefix(folder).map_err(|error| StoreError::File(error.to_string()))?;
        Ok(Self { store: Arc::new(store) })
    }

    fn path(address: &str, part: &str) -> ObjectPath {
        let (one, rest) = address.split_at_checked(2).unwrap_or((address, ""));
        ObjectPath::from(format!("{one}/{rest}{part}"))
    }

    /// Stores bytes and answers their address. Storing the same bytes again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::File`] when the disk refuses.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String, StoreError> {
        let address = address(&bytes);
        self.write(&Self::path(&address, ""), bytes).await?;
        Ok(address)
    }

    /// Stores a thing derived from a file (a thumbnail) beside it.
    ///
    /// # Errors
    /// [`StoreError::File`] when the disk refuses.
    pub async fn put_derived(&self, address: &str, part: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.write(&Self::path(address, &format!(".{part}")), bytes).await
    }

    async fn write(&self, path: &ObjectPath, bytes: Vec<u8>) -> Result<(), StoreError> {
        if self.store.head(path).await.is_ok() {
            return Ok(());
        }
        self.store.put(path, bytes.into()).await.map_err(|error| StoreError::File(error.to_string()))?;
        Ok(())
    }

    /// The bytes at an address, checked against it.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file is gone or its bytes changed.
    pub async fn get(&self, wanted: &str) -> Result<Vec<u8>, StoreError> {
        let bytes = self.read(&Self::path(wanted, "")).await?;
        if address(&bytes) != wanted {
            return Err(StoreError::File(format!("{wanted}: bytes changed on disk")));
        }
        Ok(bytes)
    }

    /// A derived thing.
    ///
    /// # Errors
    /// [`StoreError::File`] when it is gone.
    pub async fn get_derived(&self, address: &str, part: &str) -> Result<Vec<u8>, StoreError> {
        self.read(&Self::path(address, &format!(".{part}"))).await
    }

    async fn read(&self, path: &ObjectPath) -> Result<Vec<u8>, StoreError> {
        let answer = self.store.get(path).await.map_err(|error| StoreError::File(error.to_string()))?;
        Ok(answer.bytes().await.map_err(|error| StoreError::File(error.to_string()))?.to_vec())
    }
}
