//! The zip: cover, contents, index, the items' folders in the order of the sheet, digests of everything.

use super::{cover, index};
use crate::model::{DossierItem, DossierRow};
use sm3::{Digest, Sm3};
use std::fs::File;
use std::io::{BufWriter, Write};
use store::files::Files;
use tokio::runtime::Handle;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Everything a zip is made from.
#[derive(Debug)]
pub(crate) struct Contents {
    pub(crate) row: DossierRow,
    pub(crate) items: Vec<DossierItem>,
    /// Whether the data is made up.
    pub(crate) synthetic: bool,
}

/// The line that says the data is made up.
pub(super) const SYNTHETIC: &str = "演示数据，均为虚构";

/// A zip under way, with the digests of what is in it.
struct Zip {
    writer: ZipWriter<BufWriter<File>>,
    manifest: String,
    time: DateTime,
}

impl Zip {
    fn put(&mut self, path: &str, bytes: &[u8], squeeze: bool) -> Result<(), String> {
        let method = if squeeze { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(self.time)
            .unix_permissions(0o644)
            .large_file(bytes.len() as u64 > u64::from(u32::MAX / 2));
        self.writer.start_file(path, options).map_err(|error| error.to_string())?;
        self.writer.write_all(bytes).map_err(|error| error.to_string())?;
        self.manifest.push_str(&format!("{}  {}  {path}\r\n", hex::encode(Sm3::digest(bytes)), bytes.len()));
        Ok(())
    }
}

/// Civil time of the making as zip tools show it.
fn time(contents: &Contents) -> DateTime {
    use chrono::{Datelike, Timelike};
    let (day, clock) = (contents.row.made_at.civil_date(), contents.row.made_at.civil_time());
    let part = |number: u32| u8::try_from(number).unwrap_or(0);
    u16::try_from(day.year())
        .ok()
        .and_then(|year| {
            DateTime::from_date_and_time(
                year,
                part(day.month()),
                part(day.day()),
                part(clock.hour()),
                part(clock.minute()),
                part(clock.second()),
            )
            .ok()
        })
        .unwrap_or_default()
}

/// Writes the zip to a file, one evidence file at a time. `progress` is told how many files are in.
///
/// # Errors
/// Chinese text naming what is in the way: a file of the evidence that is gone or changed, a full disk.
pub(crate) fn pack(
    contents: &Contents,
    files: &Files,
    runtime: &Handle,
    out: File,
    mut progress: impl FnMut(i64),
) -> Result<(), String> {
    let mut zip =
        Zip { writer: ZipWriter::new(BufWriter::new(out)), manifest: String::new(), time: time(contents) };
    let told = |error: paper::WriteError| format!("表格未能生成：{error}");
    zip.put("00 封面和目录.docx", &cover::document(contents).map_err(told)?, false)?;
    zip.put("00 目录.html", cover::page(contents).as_bytes(), true)?;
    zip.put("00 总目录.xlsx", &index::total(contents).map_err(told)?, false)?;
    let mut done = 0;
    for item in &contents.items {
        let list = index::item(contents, item).map_err(told)?;
        zip.put(&format!("{}/000 清单.xlsx", item.summary.folder), &list, false)?;
        for file in item.files.iter().filter(|file| !file.repeated) {
            let bytes = runtime
                .block_on(files.get(&file.sm3))
                .map_err(|error| format!("佐证文件“{}”无法读取：{error}", file.path))?;
            // Pictures and films are squeezed already.
            zip.put(&file.path, &bytes, false)?;
            done += 1;
            progress(done);
        }
    }
    let mut manifest = String::from("\u{feff}");
    if contents.synthetic {
        manifest.push_str(&format!("{SYNTHETIC}\r\n"));
    }
    manifest.push_str("SM3  字节数  文件\r\n");
    manifest.push_str(&zip.manifest);
    zip.put("99 校验清单（SM3）.txt", manifest.as_bytes(), true)?;
    let mut out = zip.writer.finish().map_err(|error| error.to_string())?;
    out.flush().map_err(|error| error.to_string())
}
