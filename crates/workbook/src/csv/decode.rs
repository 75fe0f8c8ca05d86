//! From bytes to text: the encoding of a whole file, and its text part by part.

use crate::Unreadable;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

const CHUNK: usize = 64 << 10;

/// The encoding the whole file holds to: by its byte-order mark, else UTF-8 if it is valid, else GB 18030 if it is
/// valid and reads like Chinese.
pub(super) fn detect(path: &Path) -> Result<&'static Encoding, Unreadable> {
    let (mut utf8, mut is_utf8) = (UTF_8.new_decoder_without_bom_handling(), true);
    let (mut marked, mut first, mut binary) = (None, true, false);
    parts(path, |part, last| {
        if std::mem::take(&mut first) {
            marked = Encoding::for_bom(part).map(|(encoding, _)| encoding);
        }
        binary = binary || part.contains(&0);
        is_utf8 = is_utf8 && accepts(&mut utf8, part, last);
        marked.is_none() && is_utf8 && !binary
    })?;
    match marked {
        Some(encoding) => Ok(encoding),
        None if binary => Err(Unreadable::at_path(path, "不是文本，也不是 .xlsx 或 .xls 工作簿")),
        None if is_utf8 => Ok(UTF_8),
        None => chinese(path),
    }
}

fn chinese(path: &Path) -> Result<&'static Encoding, Unreadable> {
    let mut share = Share::default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut gb, mut is_gb) = (GB18030.new_decoder_without_bom_handling(), true);
    parts(path, |part, last| {
        is_gb = is_gb && !part.contains(&0) && accepts(&mut gb, part, last);
        detector.feed(part, last);
        share.count(part);
        is_gb
    })?;
    if is_gb {
        let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
        // A guess is worth something in a long text; a short one has to consist of common characters.
        let needed = if guess == GBK || guess == GB18030 { 0.5 } else { 0.95 };
        if share.common() >= needed {
            return Ok(GB18030);
        }
    }
    Err(Unreadable::at_path(
        path,
        "认不出文字编码（支持 UTF-8、带标记的 UTF-16 和 GB 18030），请另存为 UTF-8",
    ))
}

/// Calls `visit` with the file's bytes part by part, the last of them empty, until it answers false.
fn parts(path: &Path, mut visit: impl FnMut(&[u8], bool) -> bool) -> Result<(), Unreadable> {
    let failed = |error: std::io::Error| Unreadable::at_path(path, format!("无法读取：{error}"));
    let mut file = File::open(path).map_err(failed)?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = file.read(&mut chunk).map_err(failed)?;
        if !visit(&chunk[..count], count == 0) || count == 0 {
            return Ok(());
        }
    }
}

fn accepts(decoder: &mut Decoder, mut part: &[u8], last: bool) -> bool {
    let mut sink = [0; 4096];
    loop {
        match decoder.decode_to_utf8_without_replacement(part, &mut sink, last) {
            (DecoderResult::InputEmpty, _, _) => return true,
            (DecoderResult::OutputFull, read, _) => part = &part[read..],
            (DecoderResult::Malformed(..), _, _) => return false,
        }
    }
}

/// How many of the two-byte characters are everyday ones: ideographs of the first level of GB 2312, or punctuation.
#[derive(Default)]
struct Share {
    lead: Option<u8>,
    pairs: u64,
    everyday: u64,
}

impl Share {
    fn count(&mut self, part: &[u8]) {
        for byte in part {
            match self.lead.take() {
                Some(lead) => {
                    self.pairs += 1;
                    let level = (0xB0..=0xD7).contains(&lead) || (0xA1..=0xA3).contains(&lead);
                    self.everyday += u64::from(level && *byte >= 0xA1);
                }
                None if *byte >= 0x80 => self.lead = Some(*byte),
                None => {}
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of bytes in a file are far below 2^52")]
    fn common(&self) -> f64 {
        if self.pairs == 0 { 0.0 } else { self.everyday as f64 / self.pairs as f64 }
    }
}

/// The text of a file, part by part.
#[derive(Debug)]
pub(super) struct Decoded {
    file: String,
    reader: BufReader<File>,
    decoder: Decoder,
    chunk: Vec<u8>,
    text: String,
    done: bool,
}

impl Decoded {
    pub(super) fn open(path: &Path, encoding: &'static Encoding) -> Result<Self, Unreadable> {
        let file = path.display().to_string();
        let handle =
            File::open(path).map_err(|error| Unreadable::new(&file, format!("无法打开：{error}")))?;
        let decoder = encoding.new_decoder_with_bom_removal();
        let reader = BufReader::with_capacity(CHUNK, handle);
        Ok(Self {
            file,
            reader,
            decoder,
            chunk: vec![0; CHUNK],
            text: String::with_capacity(4 * CHUNK),
            done: false,
        })
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn next_part(&mut self) -> Result<Option<&str>, Unreadable> {
        while !self.done {
            let failed = |error: std::io::Error| Unreadable::new(&self.file, format!("无法读取：{error}"));
            let count = self.reader.read(&mut self.chunk).map_err(failed)?;
            self.done = count == 0;
            self.text.clear();
            let needed = self.decoder.max_utf8_buffer_length(count).unwrap_or(8 * CHUNK);
            self.text.reserve(needed);
            let (result, _, replaced) =
                self.decoder.decode_to_string(&self.chunk[..count], &mut self.text, self.done);
            if replaced || result != CoderResult::InputEmpty {
                return Err(Unreadable::new(&self.file, "文字编码前后不一，请另存为 UTF-8"));
            }
            if !self.text.is_empty() {
                return Ok(Some(&self.text));
            }
        }
        Ok(None)
    }
}
