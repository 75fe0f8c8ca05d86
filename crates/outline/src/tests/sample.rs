//! The sample document that users are given, as text and as .docx.

use super::{ids, node, read};
use crate::{DueKind, Kind, Vocabulary, outline, tasks};

const SAMPLE: &str = include_str!("../../../../examples/work-points-sample.txt");

#[test]
fn the_sample_shows_everything_an_outline_can_say() {
    let outline = read(SAMPLE);
    let expected = [
        "matter1",
        "title",
        "matter2",
        "matter3",
        "preamble",
        "一",
        "一(一)",
        "一(二)",
        "一(二)1",
        "~一(二)2",
        "gap1",
        "-一(三)",
        "~fragment1?",
        "一(?)4?",
        "二",
        "二(四)",
        "二(四)1",
        "二(四)2",
        "二(五)",
        "二(五)1",
        "二(五)2",
        "二(五)3",
        "三",
        "三(六)",
        "三(六)1",
        "~三(六)2",
        "gap2",
        "-三(七)",
        "-四",
    ];
    assert_eq!(ids(&outline), expected);
    assert_eq!(node(&outline, "matter1").text, "示例文本（虚构）");
    assert_eq!(node(&outline, "title").text, "2026年全市消防工作要点");
    assert_eq!(node(&outline, "gap1").omitted_chars, Some(860));
    assert_eq!(node(&outline, "gap2").omitted_chars, Some(2000));
    assert_eq!(node(&outline, "一(?)4").candidates, ["一(三)", "一(二)"]);
    assert_eq!(node(&outline, "二(四)2").masked, [25]);
}

#[test]
fn the_samples_tasks_carry_leads_dates_and_amounts() {
    let outline = read(SAMPLE);
    let tasks = tasks(&outline, &Vocabulary::builtin());
    let of = |clause: &str| tasks.iter().filter(|t| t.clause == clause).collect::<Vec<_>>();
    let listed = of("二(五)3")[0];
    assert_eq!(listed.lead[0].name.as_deref(), Some("消防救援机构"));
    assert_eq!(listed.support.len(), 2);
    assert_eq!(listed.due[0].value.as_deref(), Some("2026-12-20"));
    assert_eq!(listed.quantity.len(), 2);
    assert_eq!(listed.coverage.as_ref().map(|c| c.share), Some(0.95));
    assert_eq!(of("二(四)1")[0].due[1].day, Some(5));
    assert!(of("二(五)2")[1].due.is_empty(), "a date about the object is no due");
    let all = |kind| tasks.iter().flat_map(|t| &t.due).filter(|d| d.kind == kind).count();
    assert!(
        [DueKind::Date, DueKind::Period, DueKind::Cadence, DueKind::After].into_iter().all(|k| all(k) > 0)
    );
}

#[test]
fn the_sample_reads_the_same_from_a_docx() {
    let paragraphs: String =
        SAMPLE.lines().map(|l| format!("<w:p><w:r><w:t>{l}</w:t></w:r></w:p>")).collect();
    let lines = crate::read(&crate::read::sample_package(&paragraphs), "示例.docx").unwrap();
    let from_docx = outline(&lines);
    assert_eq!(from_docx.nodes, read(SAMPLE).nodes);
    assert_eq!(from_docx.rebuild(), lines.content());
    assert!(from_docx.nodes.iter().any(|n| n.kind == Kind::Gap));
}
