//! What a column of an old ledger of closed hazards can mean.

use crate::model::Field;
use serde::{Deserialize, Serialize};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedField {
    /// Number in the old ledger.
    Number,
    /// What was wrong.
    Summary,
    /// Class of the hazard by its name.
    Class,
    /// Premises or unit it was found at.
    Premises,
    /// County by name or code.
    County,
    /// Town by name or code.
    Town,
    /// Day it was found.
    FoundOn,
    /// Day it was closed.
    ClosedOn,
    /// Kept in words with the title of its column.
    Remark,
    /// Left out.
    Ignore,
}

const KNOWN: [(ClosedField, &str, &[&str]); 10] = [
    (ClosedField::Number, "原编号", &["原编号", "隐患编号", "台账编号", "编号", "档案号"]),
    (
        ClosedField::Summary,
        "隐患内容",
        &[
            "隐患内容",
            "隐患描述",
            "隐患情况",
            "主要隐患",
            "存在问题",
            "存在隐患",
            "问题描述",
            "问题隐患",
            "隐患",
        ],
    ),
    (ClosedField::Class, "隐患类别", &["隐患类别", "隐患类型", "问题类别", "问题类型"]),
    (
        ClosedField::Premises,
        "场所名称",
        &["场所名称", "单位名称", "被检查单位", "隐患单位", "场所", "单位", "名称"],
    ),
    (ClosedField::County, "县（市、区）", &[]),
    (ClosedField::Town, "镇街", &[]),
    (
        ClosedField::FoundOn,
        "发现日期",
        &["发现日期", "发现时间", "检查日期", "检查时间", "排查日期", "排查时间", "登记日期"],
    ),
    (
        ClosedField::ClosedOn,
        "销号日期",
        &[
            "销号日期",
            "销号时间",
            "整改完成日期",
            "整改完成时间",
            "完成日期",
            "办结日期",
            "复查日期",
            "整改日期",
        ],
    ),
    (ClosedField::Remark, "备注", &["备注", "说明"]),
    (ClosedField::Ignore, "不导入", &["序号", "导入结果"]),
];

impl ClosedField {
    /// Chinese name, as an order on the command line names it.
    #[must_use]
    pub fn label(self) -> &'static str {
        KNOWN.iter().find(|(field, ..)| *field == self).map_or("", |(_, label, _)| label)
    }

    /// The field with this Chinese name.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        KNOWN.iter().find(|(_, known, _)| *known == label.trim()).map(|(field, ..)| *field)
    }

    /// Every name, for a message.
    #[must_use]
    pub fn labels() -> String {
        KNOWN.iter().map(|(_, label, _)| *label).collect::<Vec<_>>().join("、")
    }

    /// Whether one column only may have it.
    #[must_use]
    pub const fn single(self) -> bool {
        !matches!(self, Self::Remark | Self::Ignore)
    }

    /// What a title says: regions as in the ledger of premises; a title nobody knows is kept as a remark.
    #[must_use]
    pub fn suggested(title: &str) -> Self {
        let own = kernel::text::normalise(title.rsplit('/').next().unwrap_or(title));
        let plain = own.trim_start_matches('*');
        if let Some((field, ..)) = KNOWN.iter().find(|(.., titles)| titles.contains(&plain)) {
            return *field;
        }
        match Field::suggested(title) {
            Some(Field::County) => Self::County,
            Some(Field::Town) => Self::Town,
            Some(Field::Ignore) => Self::Ignore,
            _ if plain.is_empty() => Self::Ignore,
            _ => Self::Remark,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_old_ledgers_are_known() {
        for (title, field) in [
            ("隐患编号", ClosedField::Number),
            ("存在问题", ClosedField::Summary),
            ("整改/销号时间", ClosedField::ClosedOn),
            ("所属镇街", ClosedField::Town),
            ("序号", ClosedField::Ignore),
            ("整改措施", ClosedField::Remark),
        ] {
            assert_eq!(ClosedField::suggested(title), field, "{title}");
        }
        assert_eq!(ClosedField::named("销号日期"), Some(ClosedField::ClosedOn));
    }
}
