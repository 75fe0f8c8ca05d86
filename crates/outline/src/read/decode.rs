//! Text encodings: UTF-8, UTF-16 with a byte-order mark, GB 18030.

use super::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

/// Decodes plain text.
pub(super) fn decode(bytes: &[u8], file_name: &str) -> Result<String, ReadError> {
    let unknown = |line| ReadError::Encoding { file: file_name.to_owned(), line };
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return whole(UTF_16LE, rest).ok_or_else(|| unknown(1));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return whole(UTF_16BE, rest).ok_or_else(|| unknown(1));
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bad = match std::str::from_utf8(rest) {
        Ok(text) if !text.contains('\0') => return Ok(text.to_owned()),
        Ok(text) => text.find('\0').unwrap_or_default(),
        Err(error) => error.valid_up_to(),
    };
    let line = 1 + rest.iter().take(bad).filter(|b| **b == b'\n').count();
    if rest.len() < bytes.len() || rest.contains(&0) || !looks_chinese(rest) {
        return Err(unknown(line));
    }
    whole(GB18030, rest).ok_or_else(|| unknown(line))
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
}

/// GB 18030, by the detector's guess or, for texts too short for it, by the share of common characters.
fn looks_chinese(bytes: &[u8]) -> bool {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let common = common_share(bytes);
    if guess == GBK || guess == GB18030 { common >= 0.5 } else { common >= 0.95 }
}

/// Share of the two-byte characters that are GB 2312 level-one ideographs or punctuation.
#[expect(clippy::cast_precision_loss, reason = "counts of bytes in a file are far below 2^52")]
fn common_share(bytes: &[u8]) -> f64 {
    let (mut pairs, mut common) = (0_usize, 0_usize);
    let mut rest = bytes;
    loop {
        match rest {
            [lead, trail, tail @ ..] if *lead >= 0x80 => {
                pairs += 1;
                let level_one = (0xB0..=0xD7).contains(lead) || (0xA1..=0xA3).contains(lead);
                if level_one && *trail >= 0xA1 {
                    common += 1;
                }
                rest = tail;
            }
            [_, tail @ ..] => rest = tail,
            [] => break,
        }
    }
    if pairs == 0 { 0.0 } else { common as f64 / pairs as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "示范市消防工作要点\r\n一、压实责任。\n";

    #[test]
    fn common_encodings_give_the_same_text() {
        let (gb, _, _) = GB18030.encode(SAMPLE);
        let mut le = vec![0xFF, 0xFE];
        le.extend(SAMPLE.encode_utf16().flat_map(u16::to_le_bytes));
        let mut be = vec![0xFE, 0xFF];
        be.extend(SAMPLE.encode_utf16().flat_map(u16::to_be_bytes));
        let bom = [b"\xEF\xBB\xBF".as_slice(), SAMPLE.as_bytes()].concat();
        for bytes in [SAMPLE.as_bytes(), &gb, &le, &be, &bom] {
            assert_eq!(decode(bytes, "示例.txt").as_deref(), Ok(SAMPLE));
        }
    }

    #[test]
    fn a_short_text_in_gb_18030_is_recognised() {
        let (gb, _, _) = GB18030.encode("一、检查。");
        assert_eq!(decode(&gb, "a.txt").as_deref(), Ok("一、检查。"));
    }

    #[test]
    fn other_bytes_are_refused_with_the_line() {
        let error = decode(b"ok\nok\n\xC0\x00\x01", "a.txt").unwrap_err();
        assert_eq!(error, ReadError::Encoding { file: "a.txt".into(), line: 3 });
        assert!(error.to_string().contains("另存为 UTF-8"));
        let (big5, _, _) = encoding_rs::BIG5.encode("這個檔案是繁體中文編碼的測試內容,應該無法識別為簡體");
        assert!(decode(&big5, "b.txt").is_err());
        assert!(
            decode(
                "日本語の文書です。テスト"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>()
                    .as_slice(),
                "c"
            )
            .is_err()
        );
    }
}
