//! What a column can mean, and by which titles clerks call it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LedgerField)]
pub enum Field {
    /// Name of the premises.
    Name,
    /// Kind of premises: a name or alias of the pack.
    Kind,
    /// County by name or code.
    County,
    /// Town by name or code.
    Town,
    /// Village by name or code.
    Village,
    /// Address.
    Address,
    /// Longitude in degrees.
    Longitude,
    /// Latitude in degrees.
    Latitude,
    /// Longitude and latitude in one cell.
    Point,
    /// Floor area in square metres.
    Area,
    /// Floors above ground.
    Floors,
    /// Height in metres.
    Height,
    /// Unit answerable, when it has a name of its own.
    UnitName,
    /// Its unified social credit code (统一社会信用代码).
    CreditCode,
    /// Its legal person.
    LegalPerson,
    /// Its fire-safety manager.
    Manager,
    /// Telephone.
    Phone,
    /// Resident number of a person: checked, kept masked only.
    ResidentNumber,
    /// A further whole number, for instance staff (从业人数).
    OtherInteger,
    /// A further number.
    OtherNumber,
    /// A further date, for instance the day of registration.
    OtherDate,
    /// A further text, for instance a remark.
    OtherText,
    /// Not to be kept: a serial number, a column of sums.
    Ignore,
}

/// How the words of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Text of at most so many characters.
    Text(usize),
    /// Whole number, zero or more.
    Integer,
    /// Number, zero or more.
    Number,
    /// Degrees; may be negative.
    Degrees,
    /// Civil date.
    Date,
    /// A text with rules of its own.
    Own,
    /// Not read.
    Nothing,
}

struct Known {
    field: Field,
    label: &'static str,
    titles: &'static [&'static str],
}

/// Titles are compared without blanks and brackets; the first that is equal wins, then the longest one contained.
const KNOWN: &[Known] = &[
    Known {
        field: Field::Name,
        label: "场所名称",
        titles: &["场所名称", "场所名", "名称", "门店名称", "店名", "建筑名称", "单位场所名称", "字号名称"],
    },
    Known {
        field: Field::UnitName,
        label: "单位名称",
        titles: &["单位名称", "经营单位", "企业名称", "所属单位", "使用单位", "管理单位", "经营主体"],
    },
    Known {
        field: Field::CreditCode,
        label: "统一社会信用代码",
        titles: &[
            "统一社会信用代码",
            "统一信用代码",
            "社会信用代码",
            "信用代码",
            "组织机构代码",
            "营业执照号",
            "营业执照编号",
        ],
    },
    Known {
        field: Field::Kind,
        label: "场所类别",
        titles: &[
            "场所类别",
            "场所类型",
            "场所种类",
            "场所性质",
            "业态",
            "行业类别",
            "行业类型",
            "行业",
            "类别",
            "类型",
            "使用性质",
        ],
    },
    Known {
        field: Field::County,
        label: "县（市、区）",
        titles: &["县市区", "县区", "区县", "所属县区", "所在县区", "县", "区"],
    },
    Known {
        field: Field::Town,
        label: "镇街",
        titles: &[
            "所属镇街",
            "镇街",
            "乡镇街道",
            "乡镇",
            "街道",
            "所属乡镇",
            "所在镇街",
            "镇",
            "所属街道",
            "辖区",
            "所在乡镇街道",
        ],
    },
    Known {
        field: Field::Village,
        label: "村（社区）",
        titles: &["村社区", "村居", "所属村居", "社区", "行政村", "所属社区", "村"],
    },
    Known {
        field: Field::Address,
        label: "地址",
        titles: &["详细地址", "场所地址", "经营地址", "单位地址", "具体地址", "地址", "地点", "坐落", "住所"],
    },
    Known {
        field: Field::Longitude, label: "经度", titles: &["经度", "东经", "lng", "lon", "longitude"]
    },
    Known { field: Field::Latitude, label: "纬度", titles: &["纬度", "北纬", "lat", "latitude"] },
    Known { field: Field::Point, label: "坐标", titles: &["坐标", "经纬度", "位置坐标"] },
    Known {
        field: Field::Area,
        label: "面积",
        titles: &["建筑面积", "经营面积", "使用面积", "面积", "营业面积", "总面积"],
    },
    Known {
        field: Field::Floors,
        label: "层数",
        titles: &["地上层数", "建筑层数", "楼层数", "层数", "总层数"],
    },
    Known { field: Field::Height, label: "高度", titles: &["建筑高度", "高度"] },
    Known {
        field: Field::LegalPerson,
        label: "法定代表人",
        titles: &["法定代表人", "法人代表", "法人", "负责人", "经营者", "业主", "主要负责人"],
    },
    Known {
        field: Field::Manager,
        label: "消防安全管理人",
        titles: &["消防安全管理人", "消防管理人", "管理人", "联系人", "安全员"],
    },
    Known {
        field: Field::Phone,
        label: "联系电话",
        titles: &["联系电话", "联系方式", "手机号码", "手机号", "手机", "电话号码", "电话"],
    },
    Known {
        field: Field::ResidentNumber,
        label: "身份证号",
        titles: &["居民身份证号", "公民身份号码", "身份证号码", "身份证号", "身份证"],
    },
    Known {
        field: Field::OtherInteger,
        label: "其他（整数）",
        titles: &[
            "从业人数",
            "员工人数",
            "职工人数",
            "从业人员数",
            "从业人员",
            "床位数",
            "工位数",
            "人数",
            "户数",
        ],
    },
    Known { field: Field::OtherNumber, label: "其他（数）", titles: &[] },
    Known {
        field: Field::OtherDate,
        label: "其他（日期）",
        titles: &[
            "登记日期",
            "登记时间",
            "采集日期",
            "排查日期",
            "排查时间",
            "成立日期",
            "开业日期",
            "开业时间",
            "检查日期",
            "填报日期",
            "日期",
            "时间",
        ],
    },
    Known { field: Field::OtherText, label: "其他（文字）", titles: &["备注", "说明", "备考"] },
    Known { field: Field::Ignore, label: "不导入", titles: &["序号", "编号", "no", "导入结果"] },
];

impl Field {
    /// Every field, in the order they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOWN.iter().map(|known| known.field)
    }

    /// Chinese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        KNOWN.iter().find(|known| known.field == self).map_or("", |known| known.label)
    }

    /// Whether a row may fill it from one column only.
    #[must_use]
    pub const fn single(self) -> bool {
        !matches!(
            self,
            Self::OtherInteger | Self::OtherNumber | Self::OtherDate | Self::OtherText | Self::Ignore
        )
    }

    /// How it is read. Lengths are those the ledger accepts.
    #[must_use]
    pub const fn reading(self) -> Reading {
        match self {
            Self::Name | Self::UnitName => Reading::Text(100),
            Self::Address => Reading::Text(200),
            Self::LegalPerson | Self::Manager => Reading::Text(50),
            Self::OtherText => Reading::Text(1000),
            Self::Longitude | Self::Latitude => Reading::Degrees,
            Self::Area | Self::Height | Self::OtherNumber => Reading::Number,
            Self::Floors | Self::OtherInteger => Reading::Integer,
            Self::OtherDate => Reading::Date,
            Self::Kind
            | Self::County
            | Self::Town
            | Self::Village
            | Self::Point
            | Self::CreditCode
            | Self::Phone
            | Self::ResidentNumber => Reading::Own,
            Self::Ignore => Reading::Nothing,
        }
    }

    /// The field a column title suggests: the last part of a joined title first, then the whole; none when no title is
    /// known.
    #[must_use]
    pub fn suggested(title: &str) -> Option<Self> {
        let last = title.rsplit('/').next().unwrap_or(title);
        exactly(&plain(last)).or_else(|| exactly(&plain(title))).or_else(|| within(&plain(last)))
    }
}

/// The title without blanks, unit brackets and marks of being required.
fn plain(title: &str) -> String {
    let mut depth = 0_u32;
    kernel::text::normalise(title)
        .chars()
        .filter(|character| {
            match character {
                '(' | '[' | '【' => depth += 1,
                ')' | ']' | '】' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0 && !matches!(character, '*' | ':' | '、' | '/' | '·')
        })
        .collect()
}

fn exactly(title: &str) -> Option<Field> {
    KNOWN.iter().find(|known| known.titles.contains(&title)).map(|known| known.field)
}

fn within(title: &str) -> Option<Field> {
    KNOWN
        .iter()
        .flat_map(|known| known.titles.iter().map(move |words| (words.chars().count(), *words, known.field)))
        .filter(|(length, words, _)| *length >= 2 && title.contains(words))
        .max_by_key(|(length, _, _)| *length)
        .map(|(_, _, field)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_by_what_clerks_write() {
        for (title, field) in [
            ("场所名称", Some(Field::Name)),
            ("基本信息/ 统一社会信用代码 ", Some(Field::CreditCode)),
            ("建筑/面积（㎡）", Some(Field::Area)),
            ("*场所类别", Some(Field::Kind)),
            ("所属镇街", Some(Field::Town)),
            ("县（市、区）", Some(Field::County)),
            ("消防安全管理人姓名", Some(Field::Manager)),
            ("序号", Some(Field::Ignore)),
            ("值班电话", Some(Field::Phone)),
            ("颜色", None),
        ] {
            assert_eq!(Field::suggested(title), field, "{title}");
        }
    }

    #[test]
    fn every_field_has_a_name_and_is_listed_once() {
        let all: Vec<Field> = Field::all().collect();
        let unique: std::collections::BTreeSet<Field> = all.iter().copied().collect();
        assert_eq!(all.len(), unique.len());
        assert!(all.iter().all(|field| !field.label().is_empty()));
    }
}
