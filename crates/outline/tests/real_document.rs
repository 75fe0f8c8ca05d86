//! The real work points, from the folder named by `QUTU_REAL_INPUT`; reported as ignored without it.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its input must fail loudly")]

use libtest_mimic::{Arguments, Failed, Trial};
use outline::{DueKind, Kind, Lines, Outline, Status, TaskRecord, Vocabulary};
use std::path::Path;

/// One set of expectations.
type Check = fn(&Lines, &Outline);

fn main() {
    let arguments = Arguments::from_args();
    let folder = std::env::var_os("QUTU_REAL_INPUT");
    let absent = folder.is_none();
    let path = folder.map(|folder| Path::new(&folder).join("seed/work-points-2024.txt"));
    let cases: [(&str, Check); 13] = [
        ("every character is put back", rebuilt),
        ("sections and clauses", sections_and_clauses),
        ("items", items),
        ("gaps and fragment", gaps),
        ("the item nobody can place has its candidates", candidates),
        ("document order around the gaps", order),
        ("lines", line_numbers),
        ("masked words", masked),
        ("texts start and end where they should", texts),
        ("tasks: dates and cadences", dues),
        ("tasks: quantities and coverage", amounts),
        ("tasks: departments", departments),
        ("tasks: spans point at their words", spans),
    ];
    let trials = cases
        .into_iter()
        .map(|(name, check)| {
            let path = path.clone();
            Trial::test(name, move || {
                let path = path.ok_or_else(|| Failed::from("QUTU_REAL_INPUT is not set"))?;
                let lines = outline::read(&std::fs::read(path)?, "work-points-2024.txt")?;
                let outline = outline::outline(&lines);
                check(&lines, &outline);
                Ok(())
            })
            .with_ignored_flag(absent)
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn ids(outline: &Outline, keep: impl Fn(&outline::Node) -> bool) -> Vec<&str> {
    outline.nodes.iter().filter(|n| keep(n)).map(|n| n.id.as_str()).collect()
}

fn rebuilt(lines: &Lines, outline: &Outline) {
    assert_eq!(outline.rebuild(), lines.content());
}

fn sections_and_clauses(_: &Lines, outline: &Outline) {
    let of = |kind, status| ids(outline, |n| n.kind == kind && n.status == status);
    assert_eq!(of(Kind::Section, Status::Present), ["一", "二", "三"]);
    assert_eq!(of(Kind::Section, Status::Elided), ["四", "五"]);
    assert_eq!(
        of(Kind::Clause, Status::Present),
        ["一(一)", "一(二)", "二(五)", "二(六)", "二(七)", "二(八)", "三(九)"]
    );
    assert_eq!(of(Kind::Clause, Status::Elided), ["一(三)", "一(四)", "三(十)"]);
    assert!(of(Kind::Section, Status::Partial).is_empty() && of(Kind::Clause, Status::Partial).is_empty());
}

fn items(_: &Lines, outline: &Outline) {
    assert_eq!(ids(outline, |n| n.kind == Kind::Item).len(), 17);
    assert_eq!(ids(outline, |n| n.kind == Kind::Item && n.status == Status::Partial), ["一(二)2", "三(九)1"]);
    assert_eq!(ids(outline, |n| n.kind == Kind::Item && !n.certain), ["一(?)3"]);
    assert!(
        outline.nodes.iter().filter(|n| n.kind == Kind::Item).all(|n| n.heading.is_none() && n.level == 3)
    );
}

fn gaps(_: &Lines, outline: &Outline) {
    let gaps: Vec<_> = outline
        .nodes
        .iter()
        .filter(|n| n.kind == Kind::Gap)
        .map(|n| (n.id.as_str(), n.parent.as_deref(), n.omitted_chars, n.lines))
        .collect();
    assert_eq!(
        gaps,
        [("gap1", Some("一"), Some(1221), [26, 26]), ("gap2", Some("三"), Some(2790), [50, 51])]
    );
    assert_eq!(ids(outline, |n| n.kind == Kind::Fragment), ["fragment1"]);
    let fragment = outline.node("fragment1").unwrap();
    assert_eq!((fragment.parent.as_deref(), fragment.level), (Some("一"), 3));
    assert_eq!((fragment.status, fragment.certain, fragment.lines), (Status::Partial, false, [27, 27]));
}

fn candidates(_: &Lines, outline: &Outline) {
    let item = outline.node("一(?)3").unwrap();
    assert_eq!(item.candidates, ["一(四)", "一(三)", "一(二)"]);
    assert_eq!((item.parent.as_deref(), item.level), (Some("一"), 3));
    assert_eq!((item.status, item.lines), (Status::Present, [28, 28]));
    assert!(item.text.contains("行刑衔接"));
}

fn order(_: &Lines, outline: &Outline) {
    let all = ids(outline, |_| true);
    let at = all.iter().position(|id| *id == "gap1").unwrap();
    assert_eq!(all[at - 1..at + 6], ["一(二)2", "gap1", "一(三)", "一(四)", "fragment1", "一(?)3", "二"]);
    assert_eq!(all[all.len() - 5..], ["三(九)1", "gap2", "三(十)", "四", "五"]);
    assert_eq!(all[..3], ["title", "preamble", "一"]);
}

fn line_numbers(_: &Lines, outline: &Outline) {
    let expected = [
        ("title", [18, 18]),
        ("preamble", [19, 19]),
        ("一", [20, 20]),
        ("一(二)2", [24, 25]),
        ("一(三)", [5, 5]),
        ("一(四)", [6, 6]),
        ("二(六)8", [42, 43]),
        ("三(九)1", [50, 50]),
        ("三(十)", [14, 14]),
        ("四", [15, 15]),
        ("五", [16, 16]),
    ];
    for (id, lines) in expected {
        assert_eq!(outline.node(id).unwrap().lines, lines, "{id}");
    }
}

fn masked(_: &Lines, outline: &Outline) {
    let masked: Vec<_> = outline
        .nodes
        .iter()
        .filter(|n| !n.masked.is_empty())
        .map(|n| (n.id.as_str(), n.masked.clone()))
        .collect();
    let expected =
        [("preamble", vec![15]), ("二(五)1", vec![111]), ("二(五)2", vec![6]), ("二(七)2", vec![99, 193])];
    assert_eq!(masked, expected);
}

fn texts(_: &Lines, outline: &Outline) {
    // Blanks before the mark are cut off; a sentence broken across lines is joined without a space.
    assert!(outline.node("三(九)1").unwrap().text.ends_with('省'));
    assert!(outline.node("一(二)2").unwrap().text.contains("共和国安全"));
    assert!(!outline.nodes.iter().any(|n| n.text.contains("http") || n.text.contains("收藏")));
    assert_eq!(outline.node("一(二)").unwrap().text, "");
    assert!(!outline.node("二(八)").unwrap().text.is_empty());
    assert!(outline.node("gap1").unwrap().text.is_empty());
}

fn tasks_of(outline: &Outline, clause: &str) -> Vec<TaskRecord> {
    let all = outline::tasks(outline, &Vocabulary::builtin());
    all.into_iter().filter(|task| task.clause == clause).collect()
}

fn dues(_: &Lines, outline: &Outline) {
    let expected = [
        ("二(五)1", DueKind::Cadence, "P1M"),
        ("二(五)2", DueKind::Cadence, "P1D"),
        ("二(六)1", DueKind::Period, "P3Y"),
        ("二(六)1", DueKind::Cadence, "P1Y"),
        ("二(六)3", DueKind::Date, "2024-12-31"),
        ("二(六)3", DueKind::Cadence, "ongoing"),
        ("二(六)5", DueKind::After, "省级文件印发"),
    ];
    for (clause, kind, value) in expected {
        let tasks = tasks_of(outline, clause);
        let found =
            tasks.iter().flat_map(|t| &t.due).any(|d| d.kind == kind && d.value.as_deref() == Some(value));
        assert!(found, "{clause} {value}");
    }
}

fn amounts(_: &Lines, outline: &Outline) {
    let all = outline::tasks(outline, &Vocabulary::builtin());
    let quantities: Vec<_> =
        all.iter().flat_map(|t| t.quantity.iter().map(|q| (t.clause.as_str(), q))).collect();
    let [(clause, quantity)] = quantities.as_slice() else { panic!("{quantities:?}") };
    let range = (quantity.min.map(|a| a.0), quantity.max.map(|a| a.0), quantity.unit.as_str());
    assert_eq!((*clause, range), ("二(六)7", (Some(1.0), Some(2.0), "处")));
    for clause in ["二(七)1", "二(七)2"] {
        let tasks = tasks_of(outline, clause);
        let shares: Vec<f64> = tasks.iter().filter_map(|t| t.coverage.as_ref().map(|c| c.share)).collect();
        assert_eq!(shares, [1.0], "{clause}");
    }
}

fn departments(_: &Lines, outline: &Outline) {
    let raws = |named: &[outline::Named]| named.iter().map(|n| n.raw.clone()).collect::<Vec<_>>();
    let tasks = tasks_of(outline, "一(二)1");
    assert_eq!(raws(&tasks[0].lead), ["消防"]);
    assert_eq!(tasks[0].lead[0].name.as_deref(), Some("消防救援机构"));
    assert_eq!(raws(&tasks[0].support), ["教育", "民政", "卫生健康", "文广旅体", "住房城乡建设", "邮政"]);
    let tasks = tasks_of(outline, "二(七)2");
    assert_eq!(raws(&tasks[0].lead), ["消防", "人力资源和社会保障", "教育"]);
    assert!(tasks_of(outline, "一(?)3").iter().all(|t| t.lead.is_empty() && t.support.is_empty()));
}

fn spans(lines: &Lines, outline: &Outline) {
    for task in outline::tasks(outline, &Vocabulary::builtin()) {
        let text: Vec<char> = outline.node(&task.clause).unwrap().text.chars().collect();
        let words: String = text[task.span.from..task.span.to].iter().collect();
        assert_eq!(words, task.text);
        let [from, to] = task.span.lines;
        let source: String =
            lines.lines().iter().filter(|l| (from..=to).contains(&l.number)).map(|l| l.text.trim()).collect();
        assert!(source.contains(&words), "{} {:?}", task.clause, task.span);
    }
}
