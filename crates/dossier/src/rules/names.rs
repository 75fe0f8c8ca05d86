//! Names of folders and files that every system can unpack.

/// Longest name of a folder or file, in characters; 255 bytes of UTF-8 hold 85 Chinese characters.
const LONGEST: usize = 60;

/// Text as part of a name: without what Windows, macOS or a zip tool refuses, without leading and trailing dots and
/// blanks, at most `most` characters.
#[must_use]
pub fn safe(text: &str, most: usize) -> String {
    let kept: String =
        text.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(most.min(LONGEST)).collect();
    short.trim_matches(['.', ' ']).to_owned()
}

/// Folder of an item: its place, its clauses or number, and the beginning of its words.
#[must_use]
pub fn folder(place: usize, clauses: &[String], number: &str, text: &str) -> String {
    let head = clauses.first().map_or(number, String::as_str);
    let head = if clauses.len() > 1 { format!("{head}等") } else { head.to_owned() };
    let name = format!("{place:02} {} {}", safe(&head, 16), safe(text, 24));
    name.trim_end().to_owned()
}

/// Name of a file in an item's folder: its place, what it belongs to, its stage and its own name with its ending.
#[must_use]
pub fn file(place: u32, number: &str, stage: &str, name: &str, media_type: &str) -> String {
    let ending = match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/heif" => "heic",
        "application/pdf" => "pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "video/mp4" => "mp4",
        _ => "bin",
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let parts: Vec<String> = [safe(number, 24), safe(stage, 8), safe(stem, 20)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    format!("{place:03} {}.{ending}", parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_system_takes_is_left_out() {
        assert_eq!(safe("a/b\\c:d*e?f\"g<h>i|j\u{0}k\n", 60), "a b c d e f g h i j k");
        assert_eq!(safe(" .. ", 60), "");
        assert_eq!(safe("../../etc/passwd", 60), "etc passwd");
        assert_eq!(safe(&"长".repeat(200), 500).chars().count(), 60);
    }

    #[test]
    fn folders_sort_in_the_order_of_the_sheet() {
        assert_eq!(folder(1, &["三(九)1".into()], "1", "基层消防力量建设"), "01 三(九)1 基层消防力量建设");
        assert_eq!(folder(12, &[], "2.1", "其他/工作"), "12 2.1 其他 工作");
        assert_eq!(folder(3, &["一".into(), "二".into()], "3", ""), "03 一等");
    }

    #[test]
    fn the_ending_follows_the_bytes_and_never_the_name() {
        assert_eq!(file(7, "HZ2024-001", "核查", "现场.exe", "image/png"), "007 HZ2024-001 核查 现场.png");
        assert_eq!(file(7, "", "", "", "application/pdf"), "007 .pdf");
    }
}
