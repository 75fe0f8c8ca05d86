//! Whatever stands in a file, the reader answers with findings and never panics.

mod small;

use pack::check;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_in_any_file_is_answered(text in "(?s).{0,300}", file in 0_usize..20) {
        let mut files = small::files();
        let paths: Vec<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
        files.insert(paths[file % paths.len()].clone(), text);
        let _ = check(&files);
    }

    #[test]
    fn a_file_cut_anywhere_is_answered_with_lines_inside_it(cut in 0_usize..4000) {
        let mut files = small::files();
        let path = "small/lifecycles/task.toml";
        let text = String::from_utf8(files.get(path).expect("the lifecycle").to_vec()).expect("text");
        let end = (0..=cut.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        files.insert(path, &text.as_bytes()[..end]);
        let lines = u32::try_from(text[..end].matches('\n').count() + 1).expect("a small file");
        for finding in check(&files).iter().filter(|finding| finding.file == path) {
            prop_assert!(finding.line >= 1 && finding.line <= lines, "{finding}");
        }
    }

    #[test]
    fn a_word_taken_out_of_a_lifecycle_is_answered(word in 0_usize..400) {
        let mut files = small::files();
        let path = "small/lifecycles/task.toml";
        let text = String::from_utf8(files.get(path).expect("the lifecycle").to_vec()).expect("text");
        let words: Vec<&str> = text.split_inclusive(' ').collect();
        let kept: String = words.iter().enumerate().filter(|(index, _)| *index != word % words.len()).map(|(_, word)| *word).collect();
        files.insert(path, kept);
        let _ = check(&files);
    }
}
