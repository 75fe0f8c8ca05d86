//! What is said about a cell: a repair that was made, or a fault that holds the row back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Repairs and faults of an import. The codes are the contract with the people who mend the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportCode)]
pub enum Code {
    /// Full-width digits.
    R01,
    /// Spaces and line breaks.
    R02,
    /// Excel serial date.
    R03,
    /// Date as text.
    R04,
    /// Merged cell filled down.
    R05,
    /// 同上.
    R06,
    /// A number with words around it; the number is kept.
    R07,
    /// Required and empty.
    F01,
    /// Impossible date.
    F02,
    /// Not a number.
    F03,
    /// Credit code.
    F04,
    /// Resident number.
    F05,
    /// Unknown region.
    F06,
    /// Unknown kind.
    F07,
    /// Twice in the file.
    F08,
    /// Contradicts what the ledger holds.
    F09,
    /// Outside the importer's scope.
    F10,
    /// Too long.
    F11,
    /// Formula error.
    F12,
    /// Place outside the region.
    F13,
    /// Telephone.
    F14,
}

impl Code {
    /// All, in order.
    pub const ALL: [Self; 21] = [
        Self::R01,
        Self::R02,
        Self::R03,
        Self::R04,
        Self::R05,
        Self::R06,
        Self::R07,
        Self::F01,
        Self::F02,
        Self::F03,
        Self::F04,
        Self::F05,
        Self::F06,
        Self::F07,
        Self::F08,
        Self::F09,
        Self::F10,
        Self::F11,
        Self::F12,
        Self::F13,
        Self::F14,
    ];

    /// Whether it holds the row back.
    #[must_use]
    pub const fn is_fault(self) -> bool {
        (self as u8) >= (Self::F01 as u8)
    }

    /// Short Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::R01 => "全角数字已转半角",
            Self::R02 => "多余空格、换行已去除",
            Self::R03 => "日期序列号已还原",
            Self::R04 => "文字日期已识别",
            Self::R05 => "合并单元格已补全",
            Self::R06 => "“同上”已补全",
            Self::R07 => "只取其中的数",
            Self::F01 => "必填项为空",
            Self::F02 => "日期不存在",
            Self::F03 => "不是数",
            Self::F04 => "统一社会信用代码有误",
            Self::F05 => "身份证号有误",
            Self::F06 => "区划不存在",
            Self::F07 => "类别不存在",
            Self::F08 => "文件内重复",
            Self::F09 => "与在册信息矛盾",
            Self::F10 => "超出管辖范围",
            Self::F11 => "文字过长",
            Self::F12 => "公式出错",
            Self::F13 => "坐标不在所填区划内",
            Self::F14 => "电话有误",
        }
    }
}

/// A mark on a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportMark)]
pub struct Mark {
    /// Column, 1 for A.
    pub column: u32,
    /// Repair or fault.
    pub code: Code,
    /// What is wrong or was done, in Chinese.
    pub message: String,
}

impl Mark {
    /// A mark.
    pub fn new(column: u32, code: Code, message: impl Into<String>) -> Self {
        Self { column, code, message: message.into() }
    }
}
