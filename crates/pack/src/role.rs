//! Roles and what they may do, as data.

use serde::{Deserialize, Serialize};

/// A role a post can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Code, for instance `fire_chief`.
    pub code: String,
    /// Chinese name, for instance 消防救援机构负责人.
    pub name: String,
    /// Levels a post with this role may stand on, see [`LEVELS`].
    pub levels: Vec<String>,
    /// Permissions, see [`PERMISSIONS`].
    pub permissions: Vec<String>,
    /// Whether the holder's organisation must be a fire authority (消防救援机构).
    #[serde(default)]
    pub fire_authority: bool,
    /// Roles one person may not hold together with this one (三员分立).
    #[serde(default)]
    pub excludes: Vec<String>,
    /// Order on the role cards of the demonstration.
    #[serde(default)]
    pub order: u32,
}

/// Levels a post can stand on, the highest first.
pub const LEVELS: &[&str] = &["province", "city", "county", "town", "village", "unit"];

/// Every permission the software asks for, with its Chinese name.
pub const PERMISSIONS: &[(&str, &str)] = &[
    ("case.read", "查看事项"),
    ("case.open", "登记事项"),
    ("case.act", "办理事项"),
    ("premises.read", "查看场所"),
    ("premises.write", "登记和修改场所"),
    ("inspection.read", "查看检查"),
    ("inspection.write", "开展检查"),
    ("plan.read", "查看年度要点"),
    ("plan.write", "编制年度要点"),
    ("plan.act", "办理年度任务"),
    ("ledger.import", "导入台账"),
    ("report.read", "查看报表"),
    ("report.ask", "制发报表"),
    ("report.fill", "填报报表"),
    ("table.read", "统计制表"),
    ("dossier.make", "编制迎检资料"),
    ("dossier.read", "查阅迎检资料"),
    ("directory.read", "查看机构、岗位和人员"),
    ("directory.write", "维护机构、岗位和人员"),
    ("access.read", "查看账号和授权"),
    ("access.write", "维护账号和授权"),
    ("audit.read", "查看审计"),
    ("system.read", "查看系统状态"),
    ("system.write", "维护系统参数"),
    ("export", "导出"),
    ("overview.read", "查看总览"),
];
