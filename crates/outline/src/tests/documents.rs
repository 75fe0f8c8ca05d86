//! Documents in official style, all invented.

use super::{ids, node, read};
use crate::{Kind, Status};

const NOTICE: &str = "示范市消防安全委员会文件
示消安〔2026〕3号

示范市消防安全委员会关于印发
2026年全市消防工作要点的通知
各县（市、区）人民政府，市消防安全委员会各成员单位：
　　现将《2026年全市消防工作要点》印发给你们，请认真贯彻执行。
　　一、提高认识。各单位要加强领导。
　　二、抓好落实。
　　（一）细化任务
　　各单位要制定清单，
明确时限。
　　每月报送进展。
　　附件：1.重点任务清单
　　　　　2.联系人名单
示范市消防安全委员会
2026年1月15日
（此件公开发布）
附件1
重点任务清单
一、检查任务
1.检查学校。
附件2
联系人名单
抄送：市委办公室。
";

#[test]
fn a_notice_has_its_formal_lines_and_annexes_told_apart() {
    let outline = read(NOTICE);
    let expected = [
        "matter1",
        "matter2",
        "title",
        "matter3",
        "preamble",
        "一",
        "二",
        "二(一)",
        "附件",
        "附件/2?",
        "matter4",
        "matter5",
        "matter6",
        "附件1",
        "附件1/一",
        "附件1/一1",
        "附件2",
    ];
    assert_eq!(ids(&outline), expected);
    assert_eq!(node(&outline, "title").text, "示范市消防安全委员会关于印发2026年全市消防工作要点的通知");
    assert_eq!(node(&outline, "title").lines, [4, 5]);
    let clause = node(&outline, "二(一)");
    assert_eq!(clause.heading.as_deref(), Some("细化任务"));
    assert_eq!(clause.text, "各单位要制定清单，明确时限。\n每月报送进展。");
    assert_eq!(clause.lines, [10, 13]);
    assert_eq!(node(&outline, "附件1/一1").parent.as_deref(), Some("附件1/一"));
    assert_eq!(node(&outline, "附件1/一").parent.as_deref(), Some("附件1"));
    assert_eq!((node(&outline, "matter5").kind, node(&outline, "matter5").level), (Kind::Matter, 0));
}

#[test]
fn a_second_title_opens_a_second_document() {
    let text = "关于印发工作要点的通知
各成员单位：
现印发给你们。
一、抓好落实。
示范市消防安全委员会办公室
2026年2月1日
2026年全市消防工作要点
坚持人民至上。
一、压实责任
（一）部门责任。开展检查。
……（某某网省略30字）……
二、保障措施
";
    let outline = read(text);
    let expected = [
        "title",
        "matter1",
        "preamble",
        "一",
        "matter2",
        "matter3",
        "2/title",
        "2/preamble",
        "2/一",
        "2/一(一)",
        "2/gap1",
        "2/二",
    ];
    assert_eq!(ids(&outline), expected);
    assert_eq!(node(&outline, "2/一(一)").parent.as_deref(), Some("2/一"));
    assert_eq!(node(&outline, "2/gap1").parent.as_deref(), Some("2/一"));
}

#[test]
fn headings_missing_from_the_body_stand_after_the_gap() {
    let text = "2026年工作要点
目录
一、责任落实…………1
（一）党委责任……1
（二）部门责任……2
（三）单位责任……3
二、风险防控…………4
（四）分析研判……4
三、基础建设…………6
四、保障措施…………7
一、责任落实
（一）党委责任。坚持原则。
1.开展检查，落实
……（省略500字）……
3.强化监督。
二、风险防控
（四）分析研判。每月研判。
（未完，全文共2000字，当前仅显示900字）
";
    let outline = read(text);
    let expected = [
        "title",
        "一",
        "一(一)",
        "~一(一)1",
        "gap1",
        "-一(二)",
        "-一(三)",
        "一(?)3?",
        "二",
        "二(四)",
        "gap2",
        "-三",
        "-四",
    ];
    assert_eq!(ids(&outline), expected);
    assert_eq!(node(&outline, "一(?)3").candidates, ["一(三)", "一(二)", "一(一)"]);
    assert_eq!(node(&outline, "gap2").omitted_chars, Some(600));
    assert_eq!(node(&outline, "三").lines, [9, 9]);
    assert_eq!(node(&outline, "三").heading.as_deref(), Some("基础建设"));
}

#[test]
fn an_item_goes_to_the_only_clause_that_leaves_room() {
    // Between （一） and （二） no other clause is possible.
    let outline = read("一、甲\n（一）乙。\n1.检查\n……（省略9字）……\n2.通报。\n（二）丙。\n1.总结。\n");
    assert_eq!(ids(&outline), ["一", "一(一)", "~一(一)1", "gap1", "一(一)2", "一(二)", "一(二)1"]);
    // Item 1 cannot stand again under （一）, so it is under （二）.
    let text = "目录\n一、甲\n（一）乙\n（二）丙\n（三）丁\n一、甲\n（一）乙。\n1.检查。\n（略）\n1.通报。\n（三）丁。\n";
    let outline = read(text);
    assert_eq!(ids(&outline), ["一", "一(一)", "一(一)1", "gap1", "-一(二)", "一(二)1", "一(三)"]);
}

#[test]
fn clause_numbers_that_run_through_leave_room_without_a_contents_list() {
    let text = "一、甲\n（一）乙。\n1.检查\n（省略90字）\n2.通报。\n二、丙\n（四）丁。\n";
    let outline = read(text);
    assert_eq!(node(&outline, "一(?)2").candidates, ["一(三)", "一(二)", "一(一)"]);
    // Where numbers start afresh in every section, nobody knows how many clauses are missing.
    let text = "一、甲\n（一）乙。\n1.检查\n（省略90字）\n2.通报。\n3.总结。\n二、丙\n（一）丁。\n";
    let outline = read(text);
    assert_eq!(node(&outline, "一(?)2").candidates, ["一(一)"]);
    assert_eq!(node(&outline, "一(?)3").parent.as_deref(), Some("一"));
}

#[test]
fn words_after_a_gap_are_a_fragment_until_the_next_number() {
    let outline = read("要点\n一、甲。开展检查，落实……（省略5字）……责任，\n压实任务。\n抓好落实。\n二、乙\n");
    assert_eq!(ids(&outline), ["title", "~一", "gap1", "~fragment1?", "二"]);
    let fragment = node(&outline, "fragment1");
    assert_eq!(fragment.text, "责任，压实任务。\n抓好落实。");
    assert_eq!((fragment.level, fragment.lines), (3, [2, 4]));
    assert_eq!(node(&outline, "一").text, "开展检查，落实");
}

#[test]
fn marks_without_a_figure_are_gaps_without_one() {
    for mark in ["还剩13页未读，继续阅读", "点击查看更多", "……", "（略）"] {
        let outline = read(&format!("一、甲\n1.检查。\n{mark}\n"));
        let gap = node(&outline, "gap1");
        assert_eq!((gap.kind, gap.omitted_chars, gap.lines), (Kind::Gap, None, [3, 3]), "{mark}");
        assert_eq!(node(&outline, "一1").status, Status::Present);
    }
}

#[test]
fn adverts_are_not_text() {
    let outline = read("要点\n一、甲\n1.开展检查，\n某某范文网http://www.example.com\n落实责任。\n");
    assert_eq!(node(&outline, "一1").text, "开展检查，落实责任。");
    assert_eq!(node(&outline, "一1").lines, [3, 5]);
}

#[test]
fn a_heading_broken_across_lines_is_joined() {
    let text =
        "目录\n一、进一步健全责任体系\n二、其他\n一、进一步健全\n责任体系\n为此要开展检查。\n二、其他\n";
    let outline = read(text);
    assert_eq!(node(&outline, "一").heading.as_deref(), Some("进一步健全责任体系"));
    assert_eq!(node(&outline, "一").text, "为此要开展检查。");
    // Where clauses end their headings with 。, one without goes on.
    let text = "一、甲\n（一）开展检查。\n1.是。\n（二）压实责任。\n1.是。\n（三）开展突出风险\n专项整治行动。\n1.是。\n";
    let outline = read(text);
    assert_eq!(node(&outline, "一(三)").heading.as_deref(), Some("开展突出风险专项整治行动"));
}

#[test]
fn a_regulation_has_chapters_and_articles() {
    let text = "示范市消防规定\n（2026年1月8日市政府常务会议通过）\n第一章　总则\n第一条　为了预防火灾，制定本规定。\n第二条　下列单位应当建队：\n（一）核电厂；\n（二）机场。\n第二章　责任\n第三条　各级人民政府负责。\n";
    let outline = read(text);
    let expected =
        ["title", "matter1", "第一章", "第一条", "第二条", "第二条(一)", "第二条(二)", "第二章", "第三条"];
    assert_eq!(ids(&outline), expected);
    let article = node(&outline, "第三条");
    assert_eq!(
        (article.level, article.parent.as_deref(), article.heading.as_deref()),
        (3, Some("第二章"), None)
    );
    assert_eq!(
        (node(&outline, "第一章").level, node(&outline, "第一章").heading.as_deref()),
        (1, Some("总则"))
    );
}

#[test]
fn a_second_title_is_found_after_a_heading_and_after_a_gap() {
    for end in ["二、保障措施", "二、保障措施\n（未完，全文共900字，当前仅显示300字）"]
    {
        let outline = read(&format!("2025年工作要点\n一、甲\n{end}\n2026年工作要点\n一、乙\n"));
        let ids = ids(&outline);
        assert_eq!(ids[ids.len() - 2..], ["2/title", "2/一"], "{end}");
    }
}

#[test]
fn a_contents_list_after_the_preamble_belongs_to_its_document() {
    let outline =
        read("2026年工作要点\n为做好工作，制定本要点。\n目录\n一、甲\n二、乙\n一、甲\n（省略5字）\n");
    assert_eq!(ids(&outline), ["title", "preamble", "一", "gap1", "-二"]);
}
