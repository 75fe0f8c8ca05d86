//! What the record stream of a .xls says beside its cells: hidden rows and columns ([MS-XLS] 2.4.221, 2.4.53), and
//! whether its measures can be believed.

use std::collections::HashSet;
use std::io::{Cursor, Read};

/// Hidden rows and columns of a sheet.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) sheet: String,
    pub(super) rows: HashSet<u32>,
    pub(super) columns: Vec<(u32, u32)>,
}

const BROKEN: &str = "工作簿已损坏，请用表格软件打开后另存为 .xlsx";
const ENCRYPTED: &str = "文件已加密，请去除密码后再导入";

/// Reads the marks of every sheet, or says why the file is none that can be read.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Marks>, &'static str> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    if container.exists("/EncryptedPackage") {
        return Err(ENCRYPTED);
    }
    if container.exists("/WordDocument") {
        return Err("这是 Word 文档，不是工作簿");
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| container.exists(name));
    let mut stream = container.open_stream(name.ok_or("里面没有工作簿")?).map_err(|_| BROKEN)?;
    let mut content = Vec::new();
    stream.read_to_end(&mut content).map_err(|_| BROKEN)?;
    globals(&content)
}

/// A record's kind and data at an offset, and where the next begins.
fn record(content: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let head = content.get(at..at + 4)?;
    let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
    let data = content.get(at + 4..at + 4 + length)?;
    Some((u16::from_le_bytes([head[0], head[1]]), data, at + 4 + length))
}

fn short(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?])))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

fn globals(content: &[u8]) -> Result<Vec<Marks>, &'static str> {
    let (mut at, mut found) = (0, Vec::new());
    while let Some((kind, data, next)) = record(content, at) {
        match kind {
            0x002F => return Err(ENCRYPTED),
            0x0085 => {
                if let (Some(start), Some(name)) = (long(data, 0), name(data)) {
                    let mut marks = Marks { sheet: name, ..Marks::default() };
                    sheet(content, start as usize, &mut marks)?;
                    found.push(marks);
                }
            }
            0x000A => break,
            _ => {}
        }
        at = next;
    }
    Ok(found)
}

/// Name in a sheet's entry of the list of sheets.
fn name(data: &[u8]) -> Option<String> {
    let length = usize::from(*data.get(6)?);
    let wide = data.get(7)? & 1 == 1;
    let text = data.get(8..)?;
    if wide {
        let units: Vec<u16> =
            text.chunks_exact(2).take(length).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(text.iter().take(length).map(|byte| char::from(*byte)).collect())
}

fn believable(dimensions: &[u8]) -> bool {
    let measures = match dimensions.len() {
        10 => [short(dimensions, 0), short(dimensions, 2), short(dimensions, 6)],
        _ => [long(dimensions, 0), long(dimensions, 4), short(dimensions, 10)],
    };
    match measures {
        [Some(first), Some(end), Some(columns)] => {
            (end == 0 || first < end) && end <= 65_536 && columns <= 256
        }
        _ => false,
    }
}

fn sheet(content: &[u8], mut at: usize, marks: &mut Marks) -> Result<(), &'static str> {
    let mut depth = 0_u32;
    while let Some((kind, data, next)) = record(content, at) {
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth > 1 => {}
            // Measures beyond what the format can hold would make the parser set aside memory without end.
            0x0200 if !believable(data) => return Err(BROKEN),
            0x0208 => {
                if let (Some(row), Some(bits)) = (short(data, 0), short(data, 12))
                    && bits & 0x20 != 0
                {
                    marks.rows.insert(row + 1);
                }
            }
            0x007D => {
                if let (Some(first), Some(last), Some(bits)) =
                    (short(data, 0), short(data, 2), short(data, 8))
                    && bits & 1 != 0
                {
                    marks.columns.push((first + 1, last + 1));
                }
            }
            _ => {}
        }
        at = next;
    }
    Ok(())
}
