//! Files by content: the address of a file is the SM3 of its bytes, so the same photo is stored once and a changed byte
//! is found.

use crate::StoreError;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use sm3::{Digest, Sm3};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

/// Where files live: a folder now, any object store by the same interface.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    scratch: PathBuf,
}

/// Files under way lie here, inside the folder, so that they are on the same disk.
const SCRATCH: &str = ".scratch";
/// Bytes read at a time where a file does not fit the memory.
const CHUNK: usize = 1024 * 1024;

/// The bytes of a file, chunk by chunk.
pub type Bytes = futures::stream::BoxStream<'static, Result<bytes::Bytes, std::io::Error>>;

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
        Ok(Self { store: Arc::new(store), scratch: folder.join(SCRATCH) })
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

    /// A folder for files under way, made when missing. Whoever puts a file there takes it away again.
    ///
    /// # Errors
    /// [`StoreError::File`] when the disk refuses.
    pub fn scratch(&self) -> Result<&Path, StoreError> {
        std::fs::create_dir_all(&self.scratch)
            .map_err(|error| StoreError::File(format!("{}: {error}", self.scratch.display())))?;
        Ok(&self.scratch)
    }

    /// Stores a file of the disk without holding it in memory and answers its address and its length.
    ///
    /// # Errors
    /// [`StoreError::File`] when the disk refuses.
    pub async fn put_path(&self, from: &Path) -> Result<(String, u64), StoreError> {
        let told = |error: std::io::Error| StoreError::File(format!("{}: {error}", from.display()));
        let mut file = tokio::fs::File::open(from).await.map_err(told)?;
        let (mut hasher, mut length, mut chunk) = (Sm3::new(), 0_u64, vec![0; CHUNK]);
        loop {
            let read = file.read(&mut chunk).await.map_err(told)?;
            if read == 0 {
                break;
            }
            hasher.update(&chunk[..read]);
            length += read as u64;
        }
        let address = hex::encode(hasher.finalize());
        let path = Self::path(&address, "");
        if self.store.head(&path).await.is_ok() {
            return Ok((address, length));
        }
        file.rewind().await.map_err(told)?;
        let refused = |error: object_store::Error| StoreError::File(error.to_string());
        let mut upload = WriteMultipart::new(self.store.put_multipart(&path).await.map_err(refused)?);
        loop {
            let read = file.read(&mut chunk).await.map_err(told)?;
            if read == 0 {
                break;
            }
            upload.wait_for_capacity(2).await.map_err(refused)?;
            upload.write(&chunk[..read]);
        }
        upload.finish().await.map_err(refused)?;
        Ok((address, length))
    }

    /// The bytes at an address as a stream, and how many there are. They are not held against the address.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file is gone.
    pub async fn stream(&self, address: &str) -> Result<(u64, Bytes), StoreError> {
        let told = |error: object_store::Error| StoreError::File(error.to_string());
        let found = self.store.get(&Self::path(address, "")).await.map_err(told)?;
        let length = found.meta.size;
        Ok((length, found.into_stream().map_err(std::io::Error::other).boxed()))
    }

    /// Writes the bytes at an address into a file of the disk, chunk by chunk, held against the address.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file is gone, its bytes changed, or the disk refuses.
    pub async fn fetch(&self, wanted: &str, to: &Path) -> Result<(), StoreError> {
        let told = |error: std::io::Error| StoreError::File(format!("{}: {error}", to.display()));
        let (_, mut bytes) = self.stream(wanted).await?;
        let mut file = tokio::fs::File::create(to).await.map_err(told)?;
        let mut hasher = Sm3::new();
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(told)?;
            hasher.update(&chunk);
            file.write_all(&chunk).await.map_err(told)?;
        }
        file.flush().await.map_err(told)?;
        if hex::encode(hasher.finalize()) != wanted {
            return Err(StoreError::File(format!("{wanted}: bytes changed on disk")));
        }
        Ok(())
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
