//! Properties over generated documents, arbitrary text and arbitrary bytes.

use crate::{Lines, SpanKind, Vocabulary, outline, read, tasks};
use proptest::prelude::*;
use std::{collections::HashSet, time::Instant};

/// Words that make up generated lines.
const WORDS: [&str; 24] = [
    "开展",
    "检查",
    "责任",
    "消防部门",
    "会同",
    "教育",
    "、",
    "，",
    "。",
    "；",
    "年底前",
    "每月",
    "1至2处",
    "全覆盖",
    "“四个一”",
    "（",
    "）",
    "_",
    "**",
    " ",
    "省略",
    "附件",
    "：",
    "印发后",
];
/// Whole lines that mean something to the outline.
const LINES: [&str; 26] = [
    "目录",
    "……",
    "……（某网省略20字）……",
    "（未完，全文共900字，当前仅显示300字，",
    "收藏本文）",
    "点击查看更多",
    "示消安〔2026〕3号",
    "2026年1月15日",
    "示范市消防安全委员会",
    "附件1",
    "附件：任务清单",
    "2026年全市消防工作要点",
    "关于开展检查的通知",
    "各成员单位：",
    "某某网http://www.example.com",
    "",
    "　　",
    "第一章　总则",
    "第一条　为了预防火灾。",
    "一、责任体系",
    "（一）部门责任。",
    "1.开展检查。",
    "（2）抓好落实。",
    "③",
    "二、",
    "（此件公开发布）",
];

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS.as_slice()), 0..14).prop_map(|words| words.concat())
}

fn line() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (1..12_u32).prop_map(|n| format!("{}、", crate::numeral::chinese(n))),
        (1..12_u32).prop_map(|n| format!("（{}）", crate::numeral::chinese(n))),
        (1..12_u32).prop_map(|n| format!("{n}.")),
        (1..12_u32).prop_map(|n| format!("({n})")),
    ];
    prop_oneof![
        3 => prop::sample::select(LINES.as_slice()).prop_map(str::to_owned),
        2 => words(),
        4 => (number, words()).prop_map(|(number, words)| number + &words),
        1 => (words(), prop::sample::select(LINES.as_slice())).prop_map(|(words, line)| words + line),
    ]
}

fn document() -> impl Strategy<Value = String> {
    (prop::collection::vec(line(), 0..40), prop::sample::select(["\n", "\r\n"].as_slice()))
        .prop_map(|(lines, end)| lines.join(end))
}

/// Everything that must hold for any text.
fn holds(text: &str) {
    let lines = Lines::from_text(text);
    let outline = outline(&lines);
    assert_eq!(outline.rebuild(), lines.content());
    let sources: Vec<String> = lines.lines().iter().map(|l| l.text.trim().to_owned()).collect();
    let mut by_line = vec![String::new(); sources.len()];
    for span in &outline.spans {
        by_line[span.line as usize - 1].push_str(&span.text);
    }
    assert_eq!(by_line, sources, "every span stands in its line");
    let mut texts = vec![String::new(); outline.nodes.len()];
    for span in outline.spans.iter().filter(|span| span.kind == SpanKind::Text) {
        texts[span.owner.unwrap()].push_str(&span.text);
    }
    for (node, text) in outline.nodes.iter().zip(&texts) {
        assert_eq!(node.text.replace('\n', ""), *text, "{} holds its spans and nothing else", node.id);
    }
    let ids: HashSet<&str> = outline.nodes.iter().map(|n| n.id.as_str()).collect();
    assert_eq!(ids.len(), outline.nodes.len(), "ids are unique");
    for node in &outline.nodes {
        assert!(node.parent.as_deref().is_none_or(|parent| ids.contains(parent)), "{} has a parent", node.id);
        assert!(
            node.lines[0] >= 1 && node.lines[0] <= node.lines[1] && node.lines[1] as usize <= sources.len()
        );
        let chars: Vec<char> = node.text.chars().collect();
        assert!(node.masked.iter().all(|at| matches!(chars[*at], '_' | '*' | '＿' | '＊')));
    }
    for task in tasks(&outline, &Vocabulary::builtin()) {
        let node = outline.node(&task.clause).unwrap();
        let words: String =
            node.text.chars().skip(task.span.from).take(task.span.to - task.span.from).collect();
        assert_eq!(words, task.text);
        let [from, to] = task.span.lines;
        assert!(node.lines[0] <= from && from <= to && to <= node.lines[1]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn documents_lose_and_invent_nothing(text in document()) {
        holds(&text);
    }

    #[test]
    fn arbitrary_text_loses_and_invents_nothing(text in "(?s).{0,300}") {
        holds(&text);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{1,3}\\.(txt|docx)") {
        if let Ok(lines) = read(&bytes, &name) {
            let _ = outline(&lines).rebuild();
        }
    }

    #[test]
    fn damaged_packages_never_panic(at in 0..1500_usize, byte in any::<u8>()) {
        let mut bytes = read::sample_package("<w:p><w:r><w:t>一、甲</w:t></w:r></w:p>");
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes, "a.docx").map(|lines| outline(&lines));
    }
}

/// The given text again and again, up to the size a document may have; less in slow debug builds.
fn large(text: &str) -> String {
    let size = if cfg!(debug_assertions) { 512 * 1024 } else { 5 * 1024 * 1024 };
    text.repeat(size / text.len() + 1)
}

#[test]
fn five_megabytes_are_read_within_a_second() {
    let documents = [
        "一、责任体系\n（一）部门责任。开展检查，落实责任。\n1.每月检查（省略20字）一次，登录**平台，\n抓好落实。\n2.通报。\n",
        "（全文共",
        "省略(1字",
        "1.甲\n……\n(1)",
        "www.(http://",
        "附件1\n",
        "2026年工作要点\n目录\n一、甲\n二、乙\n",
        "第一条 （一）",
    ];
    // The first is what people write, the others are made to hurt. In debug builds only time that grows with the
    // square of the size is caught.
    for (index, document) in documents.into_iter().enumerate() {
        let limit = if cfg!(debug_assertions) { 30.0 } else { [1.0, 3.0][index.min(1)] };
        let lines = Lines::from_text(&large(document));
        let start = Instant::now();
        let outline = outline(&lines);
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < limit, "{seconds} s for {document:?}");
        assert!(outline.rebuild() == lines.content(), "{document:?}");
    }
}
