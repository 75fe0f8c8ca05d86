//! The text of a regions file, and its packed form.
//!
//! One region a line, in code order, `#` for remarks:
//!
//! ```text
//! 44 广东省
//! 4401 广州市
//! 440103 荔湾区
//! +001 沙面街道
//! ```
//!
//! A code is written without its trailing zeros (2, 4, 6, 9 or 12 digits); `+` and three digits is a town of the county,
//! or of the city without counties, that came before. The packed form is a line that names it, then the text, deflated
//! (zlib). `cargo run -p pack --example build_regions` makes it.

use super::RegionSet;
use kernel::region::{Level, RegionCode};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use std::fmt::Write as _;

/// First line of a packed file.
const MAGIC: &[u8] = b"QUTU-REGIONS 1\n";

/// A packed file may not unfold to more than this: the whole country with its villages is under 40 MB.
const LARGEST: usize = 64 * 1024 * 1024;

/// Why a regions file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行：{reason}")]
pub struct RegionsError {
    /// Line, 1-based; of the unfolded text when the file is packed.
    pub line: u32,
    /// The reason, in Chinese.
    pub reason: String,
}

impl RegionSet {
    /// Reads the text form.
    ///
    /// # Errors
    /// Every line that is wrong: no code, no name, out of order, or without the region above it.
    pub fn from_text(text: &str) -> Result<Self, Vec<RegionsError>> {
        let mut errors = Vec::new();
        let mut rows: Vec<(RegionCode, &str)> = Vec::new();
        let mut base = None;
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let read = read_line(line, base).and_then(|row| follows(&rows, row));
            match read {
                Ok(row) => {
                    if !matches!(row.0.level(), Level::Town | Level::Village) {
                        base = Some(row.0);
                    }
                    rows.push(row);
                }
                Err(reason) => {
                    errors.push(RegionsError { line: u32::try_from(index + 1).unwrap_or(u32::MAX), reason });
                }
            }
        }
        if errors.is_empty() { Ok(Self::new(rows)) } else { Err(errors) }
    }

    /// Writes the text form.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut base = None;
        for region in self.iter() {
            let code = region.code;
            let below = base.is_some_and(|base: RegionCode| base.contains(code)) && code.parent() == base;
            // Writing to a string cannot fail.
            let _ = if code.level() == Level::Town && below {
                writeln!(text, "+{:03} {}", code.as_u64() / 1000 % 1000, region.name)
            } else {
                writeln!(text, "{} {}", code.prefix(), region.name)
            };
            if !matches!(code.level(), Level::Town | Level::Village) {
                base = Some(code);
            }
        }
        text
    }

    /// Reads the packed form.
    ///
    /// # Errors
    /// When it is no such file, is damaged, or its text is wrong.
    pub fn from_packed(bytes: &[u8]) -> Result<Self, Vec<RegionsError>> {
        let fail = |reason: &str| vec![RegionsError { line: 1, reason: reason.to_owned() }];
        let body = bytes.strip_prefix(MAGIC).ok_or_else(|| fail("不是区划数据文件"))?;
        let text = decompress_to_vec_zlib_with_limit(body, LARGEST).map_err(|_| fail("区划数据已损坏"))?;
        let text = String::from_utf8(text).map_err(|_| fail("区划数据不是 UTF-8 文本"))?;
        Self::from_text(&text)
    }

    /// Writes the packed form: the same set gives the same bytes.
    #[must_use]
    pub fn to_packed(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(compress_to_vec_zlib(self.to_text().as_bytes(), 10));
        bytes
    }
}

fn read_line(line: &str, base: Option<RegionCode>) -> Result<(RegionCode, &str), String> {
    let (code, name) = line.split_once(' ').ok_or("应写成“代码 名称”")?;
    let name = name.trim();
    if name.is_empty() {
        return Err("缺少名称".to_owned());
    }
    let code = match code.strip_prefix('+') {
        None => code.parse().map_err(|error: kernel::region::RegionCodeError| error.to_string())?,
        Some(town) => {
            let base = base.ok_or("“+”前面没有县级区划")?;
            let digits = town.len() == 3 && town.bytes().all(|byte| byte.is_ascii_digit());
            let town: u64 =
                town.parse().ok().filter(|town| digits && *town > 0).ok_or("“+”后面应为三位数字")?;
            RegionCode::from_u64(base.as_u64() + town * 1000).map_err(|error| error.to_string())?
        }
    };
    if code.is_container() {
        return Err(format!("{code} 只是占位，不是区划"));
    }
    Ok((code, name))
}

/// The order is by code, and a region follows the one above it. A set may begin below the province.
fn follows<'a>(
    rows: &[(RegionCode, &str)],
    row: (RegionCode, &'a str),
) -> Result<(RegionCode, &'a str), String> {
    let code = row.0;
    if rows.last().is_some_and(|(last, _)| *last >= code) {
        return Err(format!("{code} 重复，或没有按代码排列"));
    }
    let known = |above: RegionCode| rows.binary_search_by_key(&above, |(code, _)| *code).is_ok();
    let begun = |above: RegionCode| rows.first().is_some_and(|(first, _)| *first < above);
    match code.parent() {
        Some(parent) if begun(parent) && !known(parent) => Err(format!("{code} 的上级 {parent} 不在表中")),
        _ => Ok(row),
    }
}
