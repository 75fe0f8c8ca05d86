//! What the files of a pack say, as plain values. One file of a pack, one module.

pub mod calendar;
pub mod checklist;
pub mod clock;
pub mod crosswalk;
pub mod department;
pub mod document;
pub mod duty;
pub mod list;
pub mod manifest;
pub mod measure;
pub mod organisation;
pub mod premises;
pub mod threshold;
pub mod work;

use crate::lifecycle::Lifecycle;
use crate::role::Role;

/// An entry that is told from its fellows by a code, so that a later pack can replace it.
pub(crate) trait Coded {
    /// What the entry is called in findings.
    const WHAT: &'static str;

    /// The code.
    fn code(&self) -> &str;
}

macro_rules! coded {
    ($($type:ty, $field:ident, $what:literal;)+) => {
        $(impl Coded for $type {
            const WHAT: &'static str = $what;
            fn code(&self) -> &str { &self.$field }
        })+
    };
}

coded! {
    Role, code, "角色";
    Lifecycle, kind, "流程";
    department::Department, code, "部门";
    premises::PremisesKind, code, "场所类型";
    list::CodeList, code, "代码表";
    checklist::Checklist, code, "检查表";
    clock::StatutoryClock, code, "法定时限";
    document::Document, code, "文书";
    document::Signature, role, "签发";
    threshold::Threshold, code, "界限值";
    duty::Duty, code, "职责";
    measure::MeasurePack, code, "措施包";
    organisation::OrganisationTemplate, code, "机构模板";
    work::WorkPoints, code, "工作要点";
    crosswalk::CrosswalkRow, code, "对照行";
    calendar::HolidayNotice, code, "放假通知";
}
