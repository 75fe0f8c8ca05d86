//! Lists of departments: 教育、民政、卫生健康等部门.

use super::{Named, chars::Chars, vocabulary::Vocabulary};

/// A name in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) named: Named,
    /// Marked (牵头) in brackets.
    pub(super) leads: bool,
    /// Reads like the full name of a body (市教育局), not like a field (教育).
    pub(super) is_body: bool,
}

/// A list and where it ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    pub(super) members: Vec<Member>,
    /// End of the last name or of 等部门 after it.
    pub(super) end: usize,
    /// 部门 or 单位 follows a name.
    pub(super) has_suffix: bool,
}

/// Ends of full names.
const BODY_ENDS: [&str; 34] = [
    "委员会",
    "办公室",
    "人民政府",
    "政府",
    "街道办事处",
    "街道办",
    "办事处",
    "管委会",
    "支队",
    "大队",
    "总队",
    "指挥部",
    "领导小组",
    "机构",
    "机关",
    "集团",
    "公司",
    "中心",
    "银行",
    "分局",
    "法院",
    "检察院",
    "协会",
    "乡镇",
    "镇街",
    "街道",
    "企业",
    "局",
    "厅",
    "委",
    "办",
    "部",
    "院",
    "队",
];
/// Words after a name that do not belong to it, longest first.
const SUFFIXES: [&str; 10] = [
    "行政主管部门",
    "业务主管部门",
    "行业主管部门",
    "主管部门",
    "监管部门",
    "管理部门",
    "行政部门",
    "职能部门",
    "部门",
    "单位",
];
/// Words that close a list.
const AND_OTHERS: [&str; 12] = [
    "等有关职能部门",
    "等有关部门",
    "等相关部门",
    "等职能部门",
    "等行业部门",
    "等多部门",
    "等部门和单位",
    "等部门",
    "等有关单位",
    "等相关单位",
    "等单位",
    "等",
];
/// Openings of words that name nobody.
const NOBODY: [&str; 12] = [
    "有关",
    "相关",
    "各有关",
    "各相关",
    "其他",
    "其它",
    "多部门",
    "各部门",
    "各单位",
    "部门",
    "单位",
    "职能部门",
];
/// Places a name may start with.
const PLACES: [&str; 26] = [
    "各县(市、区)",
    "各县(区、市)",
    "各区(县、市)",
    "各县(市)区",
    "各县(市)",
    "各县(区)",
    "各县市区",
    "各县区",
    "各区县",
    "各乡镇",
    "各镇",
    "各县",
    "各区",
    "各市",
    "各级",
    "各地",
    "全市",
    "国家",
    "市级",
    "县级",
    "区级",
    "省级",
    "属地",
    "当地",
    "辖区",
    "各",
];

/// How strictly unknown names are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Inside a sentence: only words that read like a body.
    Prose,
    /// After a label such as 责任单位: whatever stands there.
    Label,
}

/// Reads names at a place.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a Chars,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) year: Option<u32>,
}

impl Reader<'_> {
    /// The list that starts at `from` and stays before `to`, if there is one. `unknown` allows names that the
    /// vocabulary lacks.
    pub(super) fn list(&self, from: usize, to: usize, mode: Mode, unknown: bool) -> Option<List> {
        let mut list = List::default();
        let mut at = from;
        loop {
            at = self.text.skip_blank(at);
            let Some((member, end, suffix)) = self.member(at, to, mode, unknown) else { break };
            list.has_suffix |= suffix;
            list.members.extend(member);
            list.end = end;
            let Some(next) = self.separator(end, to, mode) else { break };
            at = next;
        }
        let others = self.text.one_of(list.end, &AND_OTHERS).filter(|_| !list.members.is_empty());
        if let Some(length) = others.filter(|length| list.end + length <= to) {
            list.has_suffix |= length > 1;
            list.end += length;
        }
        (list.end > from && !list.members.is_empty()).then_some(list)
    }

    /// After a name: the place where the next one starts.
    fn separator(&self, at: usize, to: usize, mode: Mode) -> Option<usize> {
        let next = match mode {
            Mode::Prose => self.text.one_of(at, &["、", "以及", "和", "及", "与"]),
            Mode::Label => self.text.one_of(at, &["、", ",", "以及", "和", "及", "与", " ", "\t"]),
        };
        next.map(|length| at + length).filter(|next| *next < to)
    }

    /// One name: the member (none for 有关部门), where it ends, whether 部门 followed.
    fn member(
        &self,
        at: usize,
        to: usize,
        mode: Mode,
        unknown: bool,
    ) -> Option<(Option<Member>, usize, bool)> {
        if let Some(found) = self.known(at, to) {
            return Some(found);
        }
        if mode == Mode::Prose {
            if let Some(length) = self.text.one_of(at, &NOBODY) {
                let end = self.after_suffix(at + length);
                return Some((None, end, false)).filter(|_| end <= to && unknown);
            }
            if !unknown {
                return None;
            }
        }
        self.unknown(at, to, mode)
    }

    /// A name of the vocabulary, with the place before it and the kind of office after it.
    fn known(&self, at: usize, to: usize) -> Option<(Option<Member>, usize, bool)> {
        for lead in self.places(at) {
            let start = at + lead;
            let Some((length, name)) = self.vocabulary.longest(self.text, start, self.year) else { continue };
            let mut end = start + length;
            while let Some(office) = self.text.one_of(
                end,
                &["委员会", "办公室", "支队", "大队", "总队", "分局", "局", "厅", "委", "办", "部门"],
            ) {
                if self.text.has(end, "部门") {
                    break;
                }
                end += office;
            }
            if end > to {
                continue;
            }
            let raw_end = if self.text.ends(end, "部门") && end - 2 > start { end - 2 } else { end };
            let raw = self.text.raw(at, raw_end);
            let after = self.after_suffix(raw_end);
            let suffix = after > raw_end;
            let (leads, after) = self.lead_mark(after);
            if after > to || !self.ends_here(after, to) {
                continue;
            }
            let is_body = raw_end > start + length
                || lead > 0
                || BODY_ENDS.iter().any(|word| raw.ends_with(word)) && raw.chars().count() > 2;
            let named = Named { name: Some(name.to_owned()), raw };
            return Some((Some(Member { named, leads, is_body }), after, suffix));
        }
        None
    }

    /// Lengths of the places that may stand before a name at `at`, longest first, and zero.
    fn places(&self, at: usize) -> Vec<usize> {
        let mut lengths = vec![0];
        let mut push = |length| {
            if !lengths.contains(&length) {
                lengths.push(length);
            }
        };
        if let Some(length) = self.text.one_of(at, &PLACES) {
            push(length);
            if self.text.at(at + length).is_some_and(|c| matches!(c, '市' | '县' | '区' | '级')) {
                push(length + 1);
            }
        }
        // 示范市教育局: a name of up to five characters that ends in 市, 县 …
        for length in 1..=6 {
            let Some(c) = self.text.at(at + length - 1) else { break };
            if matches!(c, '市' | '县' | '区' | '省' | '州' | '旗' | '镇' | '乡') {
                push(length);
            } else if !('\u{4e00}'..='\u{9fff}').contains(&c) {
                break;
            }
        }
        // The bare name first: 镇政府 is a name, not a place and 政府.
        lengths
    }

    fn after_suffix(&self, at: usize) -> usize {
        self.text.one_of(at, &SUFFIXES).map_or(at, |length| at + length)
    }

    /// (牵头) after a name.
    fn lead_mark(&self, at: usize) -> (bool, usize) {
        for mark in ["(牵头)", "(牵头单位)", "(牵头部门)", "[牵头]"] {
            if self.text.has(at, mark) {
                return (true, at + mark.chars().count());
            }
        }
        (false, at)
    }

    /// Whether a known name really ends here, rather than being the start of a longer word.
    fn ends_here(&self, at: usize, to: usize) -> bool {
        if at >= to {
            return true;
        }
        let Some(next) = self.text.at(at) else { return true };
        !('\u{4e00}'..='\u{9fff}').contains(&next)
            || matches!(next, '、' | '和' | '及' | '与' | '以' | '等')
            || {
                self.text
                    .one_of(
                        at,
                        &[
                            "牵头", "负责", "配合", "要", "会同", "联合", "按", "应", "须", "分别", "共同",
                            "依", "根据", "具体", "组织", "协同", "积极", "开展", "做好", "指导", "统筹",
                            "建立", "对", "制定", "落实", "加强", "推进", "在", "每",
                        ],
                    )
                    .is_some()
            }
    }

    /// A name the vocabulary lacks.
    fn unknown(&self, at: usize, to: usize, mode: Mode) -> Option<(Option<Member>, usize, bool)> {
        let mut end = at;
        let mut depth = 0_u32;
        while end < to {
            let Some(c) = self.text.at(end) else { break };
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => break,
                ')' => depth -= 1,
                _ if depth > 0 => {}
                '、' | ',' | ';' | '。' | ':' | '\n' => break,
                c if c.is_whitespace() => break,
                _ if self.text.has(end, "以及") || matches!(c, '和' | '及' | '与') => break,
                _ if self.text.one_of(end, &AND_OTHERS[..11]).is_some() => break,
                '等' if end + 1 >= to || !self.text.at(end + 1).is_some_and(char::is_alphabetic) => break,
                _ => {}
            }
            end += 1;
        }
        let mut name_end = end;
        let mut leads = false;
        for mark in ["(牵头)", "(牵头单位)", "(牵头部门)"] {
            if self.text.ends(end, mark) {
                leads = true;
                name_end = end - mark.chars().count();
            }
        }
        if let Some(suffix) = SUFFIXES.iter().find(|word| self.text.ends(name_end, word))
            && mode == Mode::Prose
            && name_end - at > suffix.chars().count() + 1
        {
            name_end -= suffix.chars().count();
        }
        let raw = self.text.raw(at, name_end);
        let length = name_end.saturating_sub(at);
        let is_body = BODY_ENDS.iter().any(|word| raw.ends_with(word)) || is_everyone(&raw);
        let fits = match mode {
            Mode::Label => (1..=30).contains(&length),
            Mode::Prose => (2..=20).contains(&length) && is_body && !is_sentence(&raw),
        };
        if !fits {
            return None;
        }
        let named = Named { name: None, raw };
        Some((Some(Member { named, leads, is_body }), end, name_end < end && !leads))
    }
}

/// 各县(市、区), 各镇, 各级: addressed as a group.
fn is_everyone(raw: &str) -> bool {
    raw.starts_with('各')
        && ["县", "区", "镇", "乡", "地", "市", "级", "县区", "单位", "部门", ")", "）", "地区", "村"]
            .iter()
            .any(|end| raw.ends_with(end))
}

/// Words that only look like a name because of their last character.
fn is_sentence(raw: &str) -> bool {
    [
        "开展", "加强", "推动", "落实", "全部", "干部", "内部", "一部", "举办", "督办", "交办", "承办",
        "协办", "查办", "建立", "组织", "的", "对", "谁",
    ]
    .iter()
    .any(|word| raw.contains(word))
}
