//! The parts of an .xlsx file, each inflated as a stream and never beyond its bounds.

use crate::Unreadable;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};
use zip::{CompressionMethod, ZipArchive};

/// Parts a file may have; a real workbook has dozens.
const PARTS: usize = 65_536;
/// Bytes any part may inflate to without a question about its ratio.
const HARMLESS: u64 = 16 << 20;
/// How much larger than its packed form a part beyond [`HARMLESS`] may be. Sheets of styled empty cells reach about 60.
const RATIO: u64 = 200;
/// Bytes no part may exceed.
const LARGEST: u64 = 8 << 30;

#[derive(Debug, Clone, Copy)]
struct Part {
    start: u64,
    packed: u64,
    crc: u32,
    stored: bool,
}

/// The parts by name.
#[derive(Debug)]
pub(crate) struct Package {
    path: PathBuf,
    file: String,
    parts: HashMap<String, Part>,
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

impl Package {
    pub(crate) fn open(path: &Path) -> Result<Self, Unreadable> {
        let file = path.display().to_string();
        let broken = |error: zip::result::ZipError| {
            Unreadable::new(&file, format!("压缩包已损坏或不完整（{error}），请用表格软件打开后另存为 .xlsx"))
        };
        let handle =
            File::open(path).map_err(|error| Unreadable::new(&file, format!("无法打开：{error}")))?;
        let mut archive = ZipArchive::new(BufReader::new(handle)).map_err(broken)?;
        if archive.len() > PARTS {
            return Err(Unreadable::new(&file, "压缩包内文件过多，不是正常的工作簿"));
        }
        let mut parts = HashMap::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(broken)?;
            let Ok(name) = entry.name() else { continue };
            let name = key(&name);
            if entry.encrypted() {
                return Err(Unreadable::new(&file, "文件已加密，请去除密码后再导入"));
            }
            let stored = match entry.compression() {
                CompressionMethod::Stored => true,
                CompressionMethod::Deflated => false,
                _ => continue,
            };
            let Some(start) = entry.data_start() else { continue };
            parts.insert(name, Part { start, packed: entry.compressed_size(), crc: entry.crc32(), stored });
        }
        Ok(Self { path: path.to_owned(), file, parts })
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// A part's content as a stream.
    pub(crate) fn stream(&self, name: &str) -> Result<Inflate, Unreadable> {
        let part = self
            .parts
            .get(&key(name))
            .ok_or_else(|| Unreadable::new(&self.file, format!("缺少 {name}，工作簿不完整")))?;
        let failed = |error: io::Error| Unreadable::new(&self.file, format!("无法读取：{error}"));
        let mut handle = File::open(&self.path).map_err(failed)?;
        handle.seek(SeekFrom::Start(part.start)).map_err(failed)?;
        let packed = BufReader::with_capacity(64 << 10, handle.take(part.packed));
        let inner =
            if part.stored { Inner::Stored(packed) } else { Inner::Deflated(DeflateDecoder::new(packed)) };
        let bound = part.packed.saturating_mul(RATIO).clamp(HARMLESS, LARGEST);
        Ok(Inflate { inner, left: bound, crc: Crc::new(), wanted: part.crc })
    }

    /// A part's content in memory, refused beyond `most` bytes.
    pub(crate) fn bytes(&self, name: &str, most: u64) -> Result<Vec<u8>, Unreadable> {
        let mut content = Vec::new();
        let read = self.stream(name)?.take(most + 1).read_to_end(&mut content);
        read.map_err(|error| Unreadable::new(&self.file, format!("{name}：{error}")))?;
        if content.len() as u64 > most {
            return Err(Unreadable::new(&self.file, format!("{name} 过大，不是正常的工作簿")));
        }
        Ok(content)
    }
}

/// A part being inflated.
#[derive(Debug)]
pub(crate) struct Inflate {
    inner: Inner,
    left: u64,
    crc: Crc,
    wanted: u32,
}

#[derive(Debug)]
enum Inner {
    Stored(BufReader<Take<File>>),
    Deflated(DeflateDecoder<BufReader<Take<File>>>),
}

impl Read for Inflate {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.inner {
            Inner::Stored(reader) => reader.read(into),
            Inner::Deflated(reader) => reader.read(into),
        }
        .map_err(|error| io::Error::new(error.kind(), format!("压缩数据已损坏（{error}）")))?;
        if count == 0 && !into.is_empty() && self.crc.sum() != self.wanted {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "压缩数据已损坏（校验和不符）"));
        }
        self.crc.update(&into[..count]);
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "展开后大得不合常理（疑为压缩炸弹），已停止读取")
        })?;
        Ok(count)
    }
}
