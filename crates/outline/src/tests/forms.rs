//! Forms of numbers, paragraphs and files.

use super::{ids, node, read};
use crate::Kind;

#[test]
fn every_depth_has_its_level_and_id() {
    let outline = read("一、甲\n（一）乙\n1．丙。\n(1)丁。\n②戊。\n⑶己。\n㈡庚\n3、辛。\n");
    let expected =
        ["一", "一(一)", "一(一)1", "一(一)1(1)", "一(一)1(2)", "一(一)1(3)", "一(二)", "一(二)3?"];
    assert_eq!(ids(&outline), expected);
    let levels: Vec<u8> = outline.nodes.iter().map(|n| n.level).collect();
    assert_eq!(levels, [1, 2, 3, 4, 4, 4, 2, 3]);
}

#[test]
fn items_may_stand_right_under_a_section_and_clauses_without_one() {
    assert_eq!(ids(&read("一、甲\n1.乙。\n2.丙。\n")), ["一", "一1", "一2"]);
    assert_eq!(ids(&read("（一）甲\n1.乙。\n（二）丙\n")), ["(一)", "(一)1", "(二)"]);
    assert_eq!(ids(&read("1.甲。\n2.乙。\n")), ["1", "2"]);
}

#[test]
fn a_number_used_twice_and_one_that_jumps_are_marked() {
    assert_eq!(ids(&read("一、甲\n1.乙。\n1.丙。\n2.丁。\n5.戊。\n")), ["一", "一1", "一1#2", "一2", "一5?"]);
}

#[test]
fn figures_at_the_start_of_a_line_open_nothing() {
    let outline = read("一、甲\n1.检查到\n2024年底，\n1.5米以上的\n一是通道；二是出口。\n");
    assert_eq!(ids(&outline), ["一", "一1"]);
    assert_eq!(node(&outline, "一1").text, "检查到2024年底，1.5米以上的一是通道；二是出口。");
}

#[test]
fn paragraphs_and_wrapped_lines_are_joined_as_they_should() {
    let outline = read("一、甲。\n第一段没有结束，\n现在结束。\n第二段：\n第三段“引用”\n第四段\n");
    assert_eq!(node(&outline, "一").text, "第一段没有结束，现在结束。\n第二段：\n第三段“引用”\n第四段");
}

#[test]
fn a_heading_is_cut_at_its_first_stop_and_kept_as_written() {
    let outline = read("（一） 健全 责任, 体系。 开展检查。再检查。\n");
    let clause = node(&outline, "(一)");
    assert_eq!(clause.heading.as_deref(), Some("健全 责任, 体系"));
    assert_eq!(clause.text, "开展检查。再检查。");
}

#[test]
fn crlf_and_cr_count_lines_alike() {
    for end in ["\n", "\r\n", "\r"] {
        let outline = read(&["一、甲", "", "1.乙。"].join(end));
        assert_eq!(node(&outline, "一1").lines, [3, 3], "{end:?}");
    }
}

#[test]
fn text_without_structure_is_a_preamble() {
    let outline = read("没有编号的一段话。\n另一段话。\n");
    assert_eq!(outline.nodes.len(), 1);
    assert_eq!(
        (outline.nodes[0].kind, outline.nodes[0].text.as_str()),
        (Kind::Preamble, "没有编号的一段话。\n另一段话。")
    );
}

#[test]
fn nodes_are_written_with_the_keys_that_apply() {
    let outline = read("要点\n一、甲\n1.登录**平台。\n（省略3字）\n");
    let json = |id: &str| serde_json::to_string(node(&outline, id)).unwrap();
    assert_eq!(
        json("一1"),
        r#"{"id":"一1","kind":"item","parent":"一","level":3,"heading":null,"text":"登录**平台。","status":"present","certain":true,"lines":[3,3],"masked":[2]}"#
    );
    assert_eq!(
        json("gap1"),
        r#"{"id":"gap1","kind":"gap","parent":"一","level":2,"status":"present","certain":true,"lines":[4,4],"omitted_chars":3}"#
    );
    assert_eq!(
        json("title"),
        r#"{"id":"title","kind":"title","level":0,"text":"要点","status":"present","certain":true,"lines":[1,1]}"#
    );
}
