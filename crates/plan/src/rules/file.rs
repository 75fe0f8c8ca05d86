//! What evidence may be.

/// Largest file, bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// The type of a file by its first bytes; of Office files by the ending too. None of a kind that is not taken.
#[must_use]
pub fn media_type(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let ends = |ending: &str| name.to_lowercase().ends_with(ending);
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'%', b'P', b'D', b'F', ..] => Some("application/pdf"),
        [b'P', b'K', 3, 4, ..] if ends(".docx") => {
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        [b'P', b'K', 3, 4, ..] if ends(".xlsx") => {
            Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide_what_a_file_is() {
        assert_eq!(media_type("纪要.pdf", b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(media_type("照片.pdf", &[0xff, 0xd8, 0xff, 0xe0]), Some("image/jpeg"));
        assert!(media_type("清单.xlsx", b"PK\x03\x04").is_some_and(|found| found.ends_with("sheet")));
        assert_eq!(media_type("程序.exe", b"MZ"), None);
        assert_eq!(media_type("压缩.zip", b"PK\x03\x04"), None);
    }
}
