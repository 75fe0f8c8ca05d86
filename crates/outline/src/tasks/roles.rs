//! Who leads and who supports.

use super::{
    Named,
    chars::Chars,
    names::{List, Mode, Reader},
    units::LABELS,
    vocabulary::Vocabulary,
};

/// Longest list before a verb, in characters.
const REACH: usize = 200;
/// Words between the names and the verb.
const BETWEEN: [&str; 22] = [
    "按照各自职责分工",
    "按照各自职责",
    "按照职责分工",
    "根据职责分工",
    "依据职责分工",
    "按各自职责",
    "按职责分工",
    "按职责",
    "依职责",
    "依法",
    "分别",
    "共同",
    "具体",
    "各自",
    "积极",
    "密切",
    "主动",
    "协同",
    "全力",
    "统一",
    "做好",
    "联合",
];
/// Verbs that say what the names before them are.
const VERBS: [(&str, Role); 8] = [
    ("牵头", Role::Lead),
    ("负责", Role::Lead),
    ("会同", Role::Lead),
    ("联合", Role::Lead),
    ("配合", Role::Support),
    ("应当", Role::Lead),
    ("要", Role::Lead),
    ("须", Role::Lead),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Lead,
    Support,
    Neither,
}

#[derive(Default)]
struct Found {
    lead: Vec<Named>,
    support: Vec<Named>,
}

impl Found {
    fn add(&mut self, role: Role, list: List) {
        for member in list.members {
            let role = if member.leads { Role::Lead } else { role };
            let into = match role {
                Role::Lead => &mut self.lead,
                Role::Support => &mut self.support,
                Role::Neither => continue,
            };
            if !into.contains(&member.named) {
                into.push(member.named);
            }
        }
    }
}

/// Leading and supporting departments in a record's words and notes.
pub(super) fn roles(
    parts: &[&Chars],
    vocabulary: &Vocabulary,
    year: Option<u32>,
) -> (Vec<Named>, Vec<Named>) {
    let mut found = Found::default();
    let someone_leads = parts.iter().any(|part| part.find(0, part.len(), "牵头").is_some());
    for part in parts {
        let reader = Reader { text: part, vocabulary, year };
        let labelled = labels(&reader, someone_leads, &mut found);
        prose(&reader, &labelled, &mut found);
    }
    let lead = found.lead;
    found.support.retain(|named| !lead.contains(named));
    (lead, found.support)
}

/// 责任单位:… and the like. Gives the ranges they take.
fn labels(reader: &Reader<'_>, someone_leads: bool, found: &mut Found) -> Vec<(usize, usize)> {
    let text = reader.text;
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some((label, from)) = label(text, at) else {
            at += 1;
            continue;
        };
        let to = (from..text.len())
            .find(|i| {
                matches!(text.at(*i), Some(';' | '。' | '\n' | '】'))
                    || closes(text, from, *i)
                    || label_after(text, *i)
            })
            .unwrap_or(text.len());
        let role = match label {
            "牵头责任单位" | "牵头单位" | "牵头部门" | "主办单位" | "主责单位" | "主要责任单位" | "牵头" => {
                Role::Lead
            }
            "责任单位" | "责任部门" | "责任主体" | "责任科室" if someone_leads => {
                Role::Support
            }
            "责任单位" | "责任部门" | "责任主体" | "责任科室" => Role::Lead,
            _ if label.contains('时') || label == "责任人" => Role::Neither,
            _ => Role::Support,
        };
        if role != Role::Neither
            && let Some(mut list) = reader.list(from, to, Mode::Label, true)
        {
            // 责任单位:甲(牵头)、乙: the others support.
            let marked = list.members.iter().any(|member| member.leads);
            let role = if marked { Role::Support } else { role };
            list.members.retain(|member| !member.named.raw.is_empty());
            found.add(role, list);
        }
        ranges.push((at, to));
        at = to.max(at + 1);
    }
    ranges
}

/// A label with its colon at `at`: the label and where its names start.
fn label(text: &Chars, at: usize) -> Option<(&'static str, usize)> {
    LABELS.iter().find_map(|label| {
        let end = text.skip_blank(at + label.chars().count());
        (text.has(at, label) && text.at(end) == Some(':')).then(|| (*label, text.skip_blank(end + 1)))
    })
}

/// A further label after a comma or a blank.
fn label_after(text: &Chars, at: usize) -> bool {
    matches!(text.at(at), Some(',' | ' ' | '、')) && label(text, at + 1).is_some()
}

/// Whether the bracket around the label closes at `at`.
fn closes(text: &Chars, from: usize, at: usize) -> bool {
    text.at(at) == Some(')') && {
        let inside = |c: char| (from..at).filter(|i| text.at(*i) == Some(c)).count();
        inside('(') == inside(')')
    }
}

/// Verbs in sentences.
fn prose(reader: &Reader<'_>, labelled: &[(usize, usize)], found: &mut Found) {
    let text = reader.text;
    let mut next = labelled.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        if let Some((_, to)) = next.next_if(|(from, _)| *from <= at) {
            at = (*to).max(at + 1);
            continue;
        }
        if let Some((verb, role)) = VERBS.iter().find(|(verb, _)| text.has(at, verb)) {
            let end = at + verb.chars().count();
            let word = !matches!(
                (*verb, text.at(end)),
                ("要", Some('求' | '点' | '素' | '害' | '件' | '道' | '闻' | '义'))
            );
            if word {
                around(reader, at, end, verb, *role, found);
            }
            at = end;
            continue;
        }
        if text.has(at, "由") && !text.ends_with(at, &["理", "事", "缘", "自", "不", "经"]) {
            let list = reader.list(at + 1, text.len(), Mode::Prose, true).filter(is_clear);
            // What follows must be something to do; 牵头 and the like are met on their own.
            if let Some(list) = list.filter(|list| !text.has(list.end, "配合")) {
                found.add(Role::Lead, list);
            }
        }
        if text.has(at, "与") && cooperates(text, at) {
            let list = reader.list(at + 1, text.len(), Mode::Prose, false).filter(|list| list.has_suffix);
            found.add(Role::Support, list.unwrap_or_default());
        }
        at += 1;
    }
}

/// Names before and after a verb.
fn around(reader: &Reader<'_>, at: usize, end: usize, verb: &str, role: Role, found: &mut Found) {
    let before = names_before(reader, at, matches!(verb, "牵头" | "会同" | "配合" | "负责"));
    let had_before = before.is_some();
    found.add(role, before.unwrap_or_default());
    let after = match verb {
        "会同" | "联合" | "配合" => reader.list(end, reader.text.len(), Mode::Prose, true),
        _ => None,
    };
    let clear = after.filter(|list| is_clear(list) || verb == "会同");
    // 甲配合乙: 乙 leads.
    let role =
        if verb == "配合" && had_before && found.lead.is_empty() { Role::Lead } else { Role::Support };
    found.add(role, clear.unwrap_or_default());
}

/// Whether a list names departments beyond doubt.
fn is_clear(list: &List) -> bool {
    list.has_suffix || list.members.iter().all(|member| member.is_body) || list.members.len() >= 3
}

/// The list that ends right before the verb at `at`.
fn names_before(reader: &Reader<'_>, at: usize, plain_verb: bool) -> Option<List> {
    let text = reader.text;
    let mut to = at;
    while let Some(word) = BETWEEN.iter().find(|word| text.ends(to, word)) {
        to -= word.chars().count();
    }
    let mut depth = 0_u32;
    let mut boundary = to;
    while boundary > 0 && to - boundary < REACH {
        match text.before(boundary) {
            Some(')') => depth += 1,
            Some('(') if depth > 0 => depth -= 1,
            Some(',' | ';' | '。' | ':' | '(' | '\n' | '“' | '”' | '【') if depth == 0 => break,
            _ => {}
        }
        boundary -= 1;
    }
    let mut from = text.skip_blank(boundary);
    for word in ["并由", "由", "并", "同时", "市级层面", "县级层面", "各级"] {
        if text.has(from, word) && word != "各级" {
            from += word.chars().count();
            break;
        }
    }
    for start in from..to {
        let list = reader.list(start, to, Mode::Prose, start == from);
        if let Some(list) = list.filter(|list| list.end == to)
            && (is_clear(&list) || plain_verb && start == from)
        {
            return Some(list);
        }
    }
    None
}

/// 与甲部门建立…联合: whether the rest of the clause is about doing something together.
fn cooperates(text: &Chars, at: usize) -> bool {
    let end = (at..text.len()).find(|i| matches!(text.at(*i), Some(',' | ';' | '。'))).unwrap_or(text.len());
    let opens = at == 0 || text.ends_with(at, &[",", "并", "积极", "主动", "加强"]);
    opens
        && ["联合", "协作", "共同", "联动", "会商", "共享"]
            .iter()
            .any(|word| text.find(at, end, word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Vec<String>, Vec<String>) {
        let text = Chars::new(text);
        let (lead, support) = roles(&[&text], &Vocabulary::builtin(), Some(2026));
        let raws = |named: Vec<Named>| named.into_iter().map(|n| n.raw).collect();
        (raws(lead), raws(support))
    }

    fn check(text: &str, lead: &[&str], support: &[&str]) {
        let (l, s) = found(text);
        assert_eq!(
            (l.iter().map(String::as_str).collect::<Vec<_>>(), s.iter().map(String::as_str).collect()),
            (lead.to_vec(), support.to_vec()),
            "{text}"
        );
    }

    #[test]
    fn verbs_give_roles() {
        check(
            "消防部门会同教育、民政、住房城乡建设等部门制定指引",
            &["消防"],
            &["教育", "民政", "住房城乡建设"],
        );
        check("由市消防救援支队牵头，市教育局、市民政局配合", &["市消防救援支队"], &["市教育局", "市民政局"]);
        check("民政、人力资源和社会保障、商务部门要加大检查", &["民政", "人力资源和社会保障", "商务"], &[]);
        check("由示范市应急管理局负责", &["示范市应急管理局"], &[]);
        check("市公安局、市市场监管局按职责分工负责", &["市公安局", "市市场监管局"], &[]);
        check("市消防救援支队联合公安部门开展夜查", &["市消防救援支队"], &["公安"]);
        check("各县（市、区）人民政府要落实经费", &["各县（市、区）人民政府"], &[]);
    }

    #[test]
    fn labels_give_roles() {
        check("责任单位：市教育局、市民政局", &["市教育局", "市民政局"], &[]);
        check("牵头单位：市消防救援支队；责任单位：市教育局", &["市消防救援支队"], &["市教育局"]);
        check(
            "牵头单位：市消防救援支队，配合单位：市气球管理所、市卫生健康局",
            &["市消防救援支队"],
            &["市气球管理所", "市卫生健康局"],
        );
        check(
            "（责任单位：市消防救援支队（牵头）、市公安局及各镇街）",
            &["市消防救援支队"],
            &["市公安局", "各镇街"],
        );
        check("参加单位：市住房和城乡建设局和市商务局", &[], &["市住房和城乡建设局", "市商务局"]);
    }

    #[test]
    fn mentions_are_not_roles() {
        check("加强公安、应急管理、消防部门涉火案件协作", &[], &[]);
        check("按照省里要求，重要时段加强消防教育", &[], &[]);
        check("会同有关部门制定清单", &[], &[]);
        check("落实“谁主管谁牵头、谁为主谁牵头”", &[], &[]);
        check("强化联合执法，主要负责同志带队", &[], &[]);
    }
}
