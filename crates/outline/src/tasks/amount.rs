//! Counted targets, and shares an action must reach.

use super::chars::Chars;
use crate::numeral;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A number as written: an integer where it is one.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Amount(pub f64);

impl Serialize for Amount {
    #[expect(clippy::cast_possible_truncation, reason = "checked to be an integer far below 2^53")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// A counted target. Serialises as `{min, max, unit, raw, approx?}`; an open end is null.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Least number; none for 不超过.
    pub min: Option<Amount>,
    /// Greatest number; none for 以上.
    pub max: Option<Amount>,
    /// Measure word.
    pub unit: String,
    /// The words as written.
    pub raw: String,
    /// 左右, 约: the number is not exact.
    pub approx: bool,
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("min", &self.min)?;
        map.serialize_entry("max", &self.max)?;
        map.serialize_entry("unit", &self.unit)?;
        map.serialize_entry("raw", &self.raw)?;
        if self.approx {
            map.serialize_entry("approx", &true)?;
        }
        map.end()
    }
}

/// A share an action must reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// 1.0 is all.
    pub share: f64,
    /// The words as written.
    pub raw: String,
}

/// Measure words, longest first.
const UNITS: [&str; 66] = [
    "平方公里",
    "平方米",
    "立方米",
    "万平方米",
    "公里",
    "千米",
    "人次",
    "批次",
    "场次",
    "家次",
    "户次",
    "学时",
    "课时",
    "处",
    "个",
    "家",
    "栋",
    "幢",
    "座",
    "次",
    "场",
    "户",
    "所",
    "支",
    "辆",
    "台",
    "套",
    "具",
    "人",
    "名",
    "项",
    "起",
    "条",
    "份",
    "期",
    "轮",
    "批",
    "件",
    "间",
    "只",
    "块",
    "吨",
    "部",
    "册",
    "宗",
    "例",
    "组",
    "张",
    "盏",
    "艘",
    "架",
    "面",
    "段",
    "道",
    "片",
    "亩",
    "㎡",
    "米",
    "元",
    "村",
    "镇",
    "篇",
    "幅",
    "颗",
    "瓶",
    "桶",
];
/// Measure words that a number in Chinese characters counts; 四项 and 五类 are names more often than counts.
const COUNTED_IN_WORDS: [&str; 21] = [
    "人次", "批次", "场次", "处", "个", "家", "栋", "幢", "座", "次", "场", "户", "所", "支", "辆", "台",
    "套", "名", "人", "起", "轮",
];

/// Counted targets of a text. Names in quotation marks and ordinals are none.
pub(super) fn quantities(text: &Chars) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut quoted = 0_u32;
    let mut at = 0;
    while at < text.len() {
        match text.at(at) {
            Some('“' | '《' | '「') => quoted += 1,
            Some('”' | '》' | '」') => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        if quoted == 0
            && let Some((quantity, end)) = quantity(text, at)
        {
            found.push(quantity);
            at = end;
            continue;
        }
        at = number_end(text, at).max(at + 1);
    }
    found
}

/// Skips a number as a whole, so that 2024 is not read again as 024.
fn number_end(text: &Chars, at: usize) -> usize {
    text.arabic(at).map_or(at, |(_, end)| end)
}

/// A number: value, end, whether it is written in Chinese characters.
fn number(text: &Chars, at: usize) -> Option<(f64, usize, bool)> {
    let (mut value, mut end, words) = if let Some((value, end)) = text.arabic(at) {
        let mut digits = value.to_string();
        let mut end = end;
        while text.at(end) == Some(',') && text.arabic(end + 1).is_some_and(|(_, e)| e == end + 4) {
            digits.push_str(&text.raw(end + 1, end + 4));
            end += 4;
        }
        if text.at(end) == Some('.')
            && let Some((_, fraction)) = text.arabic(end + 1)
        {
            digits.push('.');
            digits.extend((end + 1..fraction).filter_map(|i| text.at(i)));
            end = fraction;
        }
        (digits.parse::<f64>().ok()?, end, false)
    } else {
        let (value, end) = text.chinese(at)?;
        (f64::from(u32::try_from(value).ok()?), end, true)
    };
    for (unit, factor) in [('亿', 1e8), ('万', 1e4)] {
        if text.at(end) == Some(unit) {
            value *= factor;
            end += 1;
        }
    }
    (value > 0.0).then_some((value, end, words))
}

fn quantity(text: &Chars, at: usize) -> Option<(Quantity, usize)> {
    let before = text.before(at);
    if before.is_some_and(|c| {
        numeral::digit(c).is_some()
            || numeral::chinese_digit(c).is_some()
            || matches!(
                c,
                '第' | '每' | '.' | '十' | '百' | '千' | '万' | '之' | '逐' | '统' | '唯' | '同' | '专'
            )
            || c.is_ascii_alphabetic()
    }) {
        return None;
    }
    let (first, mut end, in_words) = number(text, at)?;
    let mut last = first;
    if let Some(length) = text.one_of(end, &["至", "到", "-", "~", "—"])
        && let Some((value, stop, _)) = number(text, end + length)
    {
        if value < first {
            return None;
        }
        last = value;
        end = stop;
    }
    // 1万至2万 is two numbers; 1至2万 counts both in 万.
    let first = if last >= 1e4 && first < 1e4 && last / first > 1e3 && text.before(end) == Some('万') {
        first * 1e4
    } else {
        first
    };
    let more = text.one_of(end, &["多", "余"]);
    end += more.unwrap_or(0);
    let unit = UNITS.iter().find(|unit| text.has(end, unit))?;
    let unit_end = end + unit.chars().count();
    if in_words && !counts_in_words(text, at, end, unit, first, unit_end)
        || is_other_word(text, unit, unit_end)
    {
        return None;
    }
    let mut end = unit_end;
    let above = text.one_of(end, &["及以上", "(含)以上", "以上"]);
    let below = text.one_of(end, &["及以下", "以下", "以内", "之内"]);
    let about = text.one_of(end, &["左右", "上下"]);
    end += above.or(below).or(about).unwrap_or(0);
    if (above.is_some() || below.is_some()) && text.has(end, "的") {
        // 10人以上的场所 says which places, not how many.
        return None;
    }
    let (lead, lead_word) = lead(text, at);
    let at_least = above.is_some() || more.is_some() || matches!(lead_word, Some("least"));
    let at_most = below.is_some() || matches!(lead_word, Some("most"));
    let quantity = Quantity {
        min: (!at_most).then_some(Amount(first)),
        max: (!at_least).then_some(Amount(last)),
        unit: (*unit).to_owned(),
        raw: text.raw(at - lead, end),
        approx: about.is_some() || matches!(lead_word, Some("about")),
    };
    Some((quantity, end))
}

/// Whether a number in Chinese characters really counts.
fn counts_in_words(text: &Chars, at: usize, unit_at: usize, unit: &str, value: f64, end: usize) -> bool {
    if !COUNTED_IN_WORDS.contains(&unit) || text.before(unit_at).is_none() {
        return false;
    }
    if value <= 1.0 {
        // 一家一策, 一个, 一批: articles; 开展一次 counts.
        return matches!(unit, "次" | "场" | "轮" | "场次")
            && text.at(end) != Some('一')
            && !text.ends_with(at, &["进", "再"]);
    }
    text.at(end) != Some('“')
}

/// The measure word is the start of another word.
fn is_other_word(text: &Chars, unit: &str, end: usize) -> bool {
    match unit {
        "个" => {
            text.one_of(end, &["月", "工作日", "自然日", "小时", "百分点", "一", "方面", "必须"]).is_some()
        }
        "轮" => text.has(end, "全覆盖"),
        "人" => text.one_of(end, &["民", "员", "以下罚", "合一"]).is_some(),
        "次" => text.one_of(end, &["日", "年", "序"]).is_some(),
        "名" => text.one_of(end, &["称", "单"]).is_some(),
        "部" => text.one_of(end, &["门", "署", "分", "委"]).is_some(),
        "面" => text.one_of(end, &["积", "向"]).is_some(),
        "段" => text.has(end, "时"),
        "所" => text.one_of(end, &["有", "需", "属"]).is_some(),
        "条" => text.one_of(end, &["第", "规", "的", "件"]).is_some(),
        "期" => text.one_of(end, &["间", "限"]).is_some(),
        "件" | "项" => text.has(end, "目"),
        "家" => text.one_of(end, &["庭", "居"]).is_some(),
        "道" => text.one_of(end, &["路", "街"]).is_some(),
        "镇" | "村" => text.one_of(end, &["万", "千"]).is_some(),
        _ => false,
    }
}

/// Words before a number: their length and what they say.
fn lead(text: &Chars, at: usize) -> (usize, Option<&'static str>) {
    const WORDS: [(&str, &str); 19] = [
        ("不少于", "least"),
        ("不低于", "least"),
        ("不小于", "least"),
        ("不得少于", "least"),
        ("至少", "least"),
        ("超过", "least"),
        ("突破", "least"),
        ("不超过", "most"),
        ("不多于", "most"),
        ("不高于", "most"),
        ("不得超过", "most"),
        ("至多", "most"),
        ("最多", "most"),
        ("控制在", "most"),
        ("大约", "about"),
        ("约", "about"),
        ("近", "about"),
        ("接近", "about"),
        ("左右", "about"),
    ];
    WORDS
        .iter()
        .filter(|(word, _)| text.ends(at, word))
        .max_by_key(|(word, _)| word.chars().count())
        .map_or((0, None), |(word, what)| (word.chars().count(), Some(*what)))
}

/// The share an action must reach: a percentage, or 全覆盖.
pub(super) fn coverage(text: &Chars) -> Option<Coverage> {
    (0..text.len()).find_map(|at| whole(text, at).or_else(|| percentage(text, at)))
}

fn whole(text: &Chars, at: usize) -> Option<Coverage> {
    if !text.has(at, "全覆盖") || text.has(at + 3, "的") && !text.has(at + 3, "的目标") {
        return None;
    }
    let lead = (0..at).rev().take(4).find(|i| {
        text.ends(at, "轮")
            && text.chinese(*i).or_else(|| text.arabic(*i)).is_some_and(|(_, end)| end + 1 == at)
    });
    Some(Coverage { share: 1.0, raw: text.raw(lead.unwrap_or(at), at + 3) })
}

fn percentage(text: &Chars, at: usize) -> Option<Coverage> {
    let (value, mut end) = if text.has(at, "百分之") {
        let (value, end, _) = number(text, at + 3)?;
        (value, end)
    } else {
        if text.before(at).is_some_and(|c| numeral::digit(c).is_some() || c == '.') {
            return None;
        }
        let (_, _) = text.arabic(at)?;
        let (value, end, _) = number(text, at)?;
        (value, end + text.one_of(end, &["%"])?)
    };
    const CHANGES: [&str; 14] = [
        "下降",
        "减少",
        "增长",
        "上升",
        "提高",
        "降低",
        "压减",
        "同比",
        "增加",
        "下降了",
        "压降",
        "提升",
        "环比",
        "处以",
    ];
    let near = at.saturating_sub(8);
    let changes = CHANGES.iter().any(|word| text.find(near, at, word).is_some());
    let reaches = text.ends_with(at, &["到", "至", "达"]);
    if changes && !reaches || !(0.0..=100.0).contains(&value) {
        return None;
    }
    end += text.one_of(end, &["及以上", "以上"]).unwrap_or(0);
    Some(Coverage { share: value / 100.0, raw: text.raw(at, end) })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Short = (Option<f64>, Option<f64>, String);

    fn found(text: &str) -> Vec<Short> {
        quantities(&Chars::new(text))
            .into_iter()
            .map(|q| (q.min.map(|a| a.0), q.max.map(|a| a.0), q.unit))
            .collect()
    }

    fn one(text: &str, min: Option<f64>, max: Option<f64>, unit: &str) {
        assert_eq!(found(text), [(min, max, unit.to_owned())], "{text}");
    }

    #[test]
    fn counts_are_read() {
        one("挂牌督办1至2处重点地区", Some(1.0), Some(2.0), "处");
        one("建成微型消防站３０个", Some(30.0), Some(30.0), "个");
        one("培训1.5万人次", Some(15000.0), Some(15000.0), "人次");
        one("培训1万人", Some(10000.0), Some(10000.0), "人");
        one("检查100家以上", Some(100.0), None, "家");
        one("演练不少于2次", Some(2.0), None, "次");
        one("新建消防站两座", Some(2.0), Some(2.0), "座");
        one("不超过5个", None, Some(5.0), "个");
        one("3-5家", Some(3.0), Some(5.0), "家");
        let about = quantities(&Chars::new("改造20公里左右"));
        assert!(about[0].approx && about[0].raw == "20公里左右");
    }

    #[test]
    fn names_and_ordinals_are_not_counts() {
        for text in [
            "落实“四个一”机制",
            "任务、措施、责任“三落实”",
            "五类突出问题",
            "第十六批",
            "2024年",
            "3个月内",
            "一轮全覆盖",
            "一家一策",
            "四个一",
            "进一步",
            "容纳10人以上的场所",
            "“百县千镇万村”",
            "落实三个必须",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn shares_are_read() {
        let share = |text| coverage(&Chars::new(text)).map(|c| (c.share, c.raw));
        assert_eq!(share("进行一轮全覆盖复核"), Some((1.0, "一轮全覆盖".into())));
        assert_eq!(share("完好率达到95％以上"), Some((0.95, "95％以上".into())));
        assert_eq!(share("整改率达百分之九十"), Some((0.9, "百分之九十".into())));
        assert_eq!(share("火灾起数下降5%"), None);
    }
}
