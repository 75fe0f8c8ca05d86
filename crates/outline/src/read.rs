//! From bytes to lines of text: plain text in the usual encodings, and .docx.

mod decode;
mod docx;

/// One line of text, or one paragraph of a .docx.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 1-based number of the line or paragraph; soft line breaks share their paragraph's number.
    pub number: u32,
    /// The characters without the line break.
    pub text: String,
}

/// A document as numbered lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    lines: Vec<Line>,
}

impl Lines {
    /// Splits text at LF, CRLF or CR.
    pub fn from_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = Vec::new();
        let mut rest = text;
        let mut number = 1_u32;
        while let Some(at) = rest.find(['\n', '\r']) {
            let (line, tail) = rest.split_at(at);
            lines.push(Line { number, text: line.to_owned() });
            number = number.saturating_add(1);
            rest = tail.strip_prefix("\r\n").or_else(|| tail.get(1..)).unwrap_or_default();
        }
        if !rest.is_empty() {
            lines.push(Line { number, text: rest.to_owned() });
        }
        Self { lines }
    }

    /// Takes numbered lines as they are.
    pub fn from_lines(lines: Vec<Line>) -> Self {
        Self { lines }
    }

    /// The lines in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The document without line breaks and outer blanks: what [`crate::Outline::rebuild`] must give back.
    pub fn content(&self) -> String {
        self.lines.iter().map(|line| line.text.trim()).collect()
    }

    fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.text.trim().is_empty())
    }
}

/// Why a document cannot be read. The text is for the user and says what to do.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReadError {
    /// No bytes, or nothing but blanks.
    #[error("{file}：文件里没有文字。请确认选对了文件；扫描件请先做文字识别。")]
    Empty {
        /// File name as given.
        file: String,
    },
    /// Not one of the encodings that can be told apart safely.
    #[error(
        "{file} 第{line}行：无法识别文字编码。请用记事本或 WPS 另存为 UTF-8 编码的 .txt，或另存为 .docx 后重试。"
    )]
    Encoding {
        /// File name as given.
        file: String,
        /// 1-based line of the first byte that does not fit UTF-8.
        line: usize,
    },
    /// A known format that is not supported.
    #[error("{file}：不支持{format}。请用 WPS 或 Word 另存为 .docx 或 .txt 后重试。")]
    Format {
        /// File name as given.
        file: String,
        /// What the file seems to be.
        format: &'static str,
    },
    /// A .docx that cannot be opened.
    #[error("{file}：Word 文档已损坏（{detail}）。请用 WPS 或 Word 打开后重新保存为 .docx。")]
    Broken {
        /// File name as given.
        file: String,
        /// What failed.
        detail: String,
    },
    /// A .docx that unpacks to more than the limit.
    #[error(
        "{file}：Word 文档解开后超过 {limit_mib} MiB，已停止读取。请删去附图附表，或另存为 .txt 后重试。"
    )]
    TooLarge {
        /// File name as given.
        file: String,
        /// The limit in MiB.
        limit_mib: u64,
    },
}

/// Reads a document. `file_name` is used for messages and to name old formats; the bytes decide.
///
/// # Errors
/// [`ReadError`] if there is no text, the encoding is unknown or the format is not supported.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Lines, ReadError> {
    let file = || file_name.to_owned();
    if bytes.is_empty() {
        return Err(ReadError::Empty { file: file() });
    }
    let lines = if bytes.starts_with(b"PK\x03\x04") {
        docx::read(bytes, file_name)?
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(ReadError::Format { file: file(), format: "旧版 Office 文档（.doc、.wps）" });
    } else if bytes.starts_with(b"%PDF") {
        return Err(ReadError::Format { file: file(), format: "PDF" });
    } else if bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::Format { file: file(), format: "RTF" });
    } else if file_name.to_ascii_lowercase().ends_with(".docx") {
        return Err(ReadError::Broken { file: file(), detail: "不是压缩包".to_owned() });
    } else {
        Lines::from_text(&decode::decode(bytes, file_name)?)
    };
    if lines.is_blank() { Err(ReadError::Empty { file: file() }) } else { Ok(lines) }
}

#[cfg(test)]
pub(crate) use docx::sample_package;
