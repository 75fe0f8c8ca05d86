//! A pack as small as one can be that uses every sort of entry, to be broken in one place at a time.

use pack::Files;

const FILES: &[(&str, &str)] = &[
    ("small/pack.toml", PACK),
    ("small/roles.toml", ROLES),
    ("small/departments.toml", DEPARTMENTS),
    ("small/premises_kinds.toml", PREMISES),
    ("small/lists/hazard_classes.toml", HAZARDS),
    ("small/lists/sectors.toml", SECTORS),
    ("small/lists/premises_groups.toml", GROUPS),
    ("small/lists/five.toml", FIVE),
    ("small/lifecycles/task.toml", LIFECYCLE),
    ("small/checklists/general.toml", CHECKLIST),
    ("small/clocks.toml", CLOCKS),
    ("small/documents.toml", DOCUMENTS),
    ("small/signatures.toml", SIGNATURES),
    ("small/thresholds.toml", THRESHOLDS),
    ("small/duties.toml", DUTIES),
    ("small/calendar.toml", CALENDAR),
    ("small/measures/wall.toml", MEASURES),
    ("small/organisations.toml", ORGANISATIONS),
    ("small/work_points.toml", WORK),
    ("small/regions/regions.txt", REGIONS),
    ("small/gb35181/2025.toml", TABLE),
    ("small/README.md", "说明文字不检查。"),
];

/// The files of the pack `small`.
pub(crate) fn files() -> Files {
    FILES.iter().map(|(path, text)| (*path, *text)).collect()
}

const PACK: &str = r#"name = "small"
title = "小规则包"
version = "1"
region = "440100000000"
"#;

const ROLES: &str = r#"[[role]]
code = "worker"
name = "经办"
levels = ["city", "town"]
permissions = ["case.read", "case.open", "case.act"]
[[role]]
code = "chief"
name = "负责人"
levels = ["city"]
fire_authority = true
permissions = ["case.read", "case.act"]
[[role]]
code = "keeper"
name = "系统管理员"
levels = ["city"]
permissions = ["system.write"]
excludes = ["auditor"]
[[role]]
code = "auditor"
name = "审计管理员"
levels = ["city"]
permissions = ["audit.read"]
excludes = ["keeper"]
"#;

const DEPARTMENTS: &str = r#"[[department]]
code = "fire"
name = "消防救援机构"
sector = "fire"
fire_authority = true
aliases = [
  { name = "消防", bare = true },
  { name = "公安消防机构", valid_from = "1998-09-01", valid_to = "2019-04-22" },
]
[[department]]
code = "education"
name = "教育部门"
"#;

const PREMISES: &str = r#"[[premises_kind]]
code = "hotel"
name = "宾馆"
aliases = ["旅馆"]
group = "gathering"
gb35181 = ["hotel"]
  [[premises_kind.duty]]
  department = "fire"
  kind = "industry"
  basis = "某办法"
  certainty = "unverified"
[[premises_kind]]
code = "school"
name = "学校"
group = "gathering"
gb35181 = ["other"]
  [[premises_kind.duty]]
  department = "education"
  kind = "industry"
  basis = "某办法"
  certainty = "unverified"
"#;

const HAZARDS: &str = r#"code = "hazard_classes"
name = "隐患类别"
[[item]]
code = "exit"
name = "出口"
basis = "消防法第二十八条"
certainty = "verified"
[[item]]
code = "other"
name = "其他"
"#;

const SECTORS: &str = "code = \"sectors\"\nname = \"条线\"\n[[item]]\ncode = \"fire\"\nname = \"消防\"\n";

const GROUPS: &str =
    "code = \"premises_groups\"\nname = \"大类\"\n[[item]]\ncode = \"gathering\"\nname = \"公众聚集\"\n";

const FIVE: &str = r#"code = "five"
name = "五类问题"
groups = "hazard_classes"
[[item]]
code = "evacuation"
name = "疏散"
covers = ["exit"]
"#;

const LIFECYCLE: &str = r#"kind = "task"
name = "任务"
closing_word = "办结"
initial = "found"
starts = ["handle"]
[[parameter]]
code = "people"
name = "人数"
value = 3
source = "某办法"
certainty = "unverified"
[[mark]]
code = "late"
name = "已延期"
[[mark]]
code = "warned"
name = "已预警"
by_system = true
[[field]]
code = "class"
label = "类别"
type = "choice"
list = "hazard_classes"
[[state]]
code = "found"
name = "已发现"
class = "open"
owners = ["worker"]
[[state]]
code = "doing"
name = "办理中"
class = "doing"
owners = ["worker", "chief"]
[[state]]
code = "closed"
name = "已办结"
class = "closed"
[[state]]
code = "void"
name = "已作废"
class = "void"
[[clock]]
code = "handle"
name = "交办时限"
unit = "working_days"
amount = 3
basis = "某规定"
source = "clocks.order"
certainty = "unverified"
[[clock]]
code = "finish"
name = "办理期限"
unit = "date"
field = "due"
basis = "通知书载明的期限"
certainty = "verified"
[[action]]
code = "assign"
name = "交办"
from = ["found"]
to = "doing"
roles = ["worker"]
stops = ["handle"]
starts = ["finish"]
  [[action.field]]
  code = "due"
  label = "期限"
  type = "date"
  required = true
[[action]]
code = "extend"
name = "延期"
from = ["doing"]
to = "="
roles = ["chief"]
fire_authority_only = true
collective = "people"
forbids_marks = ["late"]
sets = ["late"]
extends = "finish"
document = "extension"
  [[action.field]]
  code = "due"
  label = "延期至"
  type = "date"
  required = true
  [[action.field]]
  code = "people"
  label = "参加人"
  type = "people"
  required = true
[[action]]
code = "withdraw"
name = "撤回"
from = ["doing"]
to = "<"
roles = ["worker"]
only_last_actor = true
stops = ["finish"]
starts = ["handle"]
[[action]]
code = "finish"
name = "办结"
from = ["doing"]
to = "closed"
roles = ["chief"]
different_from = ["assign"]
evidence = { min = 1, stage = "after", label = "照片" }
stops = ["finish"]
[[action]]
code = "void"
name = "作废"
from = ["found"]
to = "void"
roles = ["worker"]
stops = ["handle"]
  [[action.field]]
  code = "reason"
  label = "原因"
  type = "text"
  required = true
"#;

const CHECKLIST: &str = r#"code = "general"
name = "通用检查表"
premises_kinds = ["*"]
[[item]]
code = "exit"
text = "安全出口畅通"
basis = "消防法第二十八条"
certainty = "verified"
hazard_class = "exit"
facts = { exit_fully_blocked = true }
facts_if_ok = { exit_fully_blocked = false }
asks = ["exits_present"]
"#;

const CLOCKS: &str = r#"[[clock]]
code = "order"
name = "送达"
act = "送达通知书"
from = "检查之日"
unit = "working_days"
amount = 3
basis = "某规定"
source = "未见原文"
certainty = "unverified"
"#;

const DOCUMENTS: &str = r#"[[document]]
code = "extension"
title = "延期通知书"
number = "{authority}延字〔{year}〕第{sequence4}号"
fire_authority_only = true
basis = "某规定"
certainty = "unverified"
"#;

const SIGNATURES: &str = "[[signature]]\nrole = \"chief\"\ndocuments = [\"extension\"]\n";

const THRESHOLDS: &str = r#"[[threshold]]
code = "rooms"
name = "客房数"
topic = "key_unit"
compare = "ge"
value = 50
unit = "间"
premises_kinds = ["hotel"]
basis = "某标准"
source = "未见原文"
certainty = "unverified"
valid_from = "2020-01-01"
"#;

const DUTIES: &str = r#"[[duty]]
code = "one"
tier = "department"
actor = "教育部门"
department = "education"
text = "管好学校消防"
period = "P1Y"
basis = "某办法"
certainty = "unverified"
"#;

const CALENDAR: &str = r#"[[notice]]
code = "2027"
year = 2027
document_number = "某号"
holidays = ["2027-01-01"]
workdays = ["2027-01-02"]
"#;

const MEASURES: &str = r#"code = "wall"
name = "砌墙"
premises_kinds = ["hotel"]
source = "某通告"
certainty = "unverified"
[[measure]]
code = "wall"
name = "实体墙"
acceptance = "砌到顶"
evidence = "照片"
"#;

const ORGANISATIONS: &str = r#"[[organisation]]
code = "office"
name = "{region}消安委办"
level = "city"
[[organisation.post]]
title = "经办"
roles = ["worker"]
[[organisation]]
code = "brigade"
name = "{region}消防救援支队"
level = "city"
department = "fire"
parent = "office"
[[organisation.post]]
title = "负责人"
roles = ["chief"]
sectors = ["fire"]
"#;

const WORK: &str = r#"code = "points"
title = "要点"
year = 2024
note = "测试"
[[clause]]
id = "一"
kind = "section"
status = "present"
heading = "第一部分"
[[clause]]
id = "一(一)"
kind = "clause"
status = "present"
heading = "第一条"
[[clause]]
id = "一(一)1"
kind = "item"
status = "present"
heading = "第一项"
summary = "做一件事"
[[clause.task]]
code = "t1"
text = "做一件事"
lead = ["fire"]
support = ["education"]
due = [{ kind = "date", value = "2024-12-31" }, { kind = "cadence", value = "P1M" }]
measure = "完成数"
case_kinds = ["task"]
quantity = { min = 1, max = 2, unit = "处" }
coverage_percent = 100
[[clause]]
id = "一(二)"
kind = "clause"
status = "elided"
heading = "第二条"
"#;

const REGIONS: &str = "# 测试\n44 广东省\n4401 广州市\n440103 荔湾区\n+001 沙面街道\n";

const TABLE: &str = r#"edition = "2025"
kinds = [{ id = "hotel", label = "宾馆" }, { id = "other", label = "其他" }]
inputs = [
  { name = "exit_fully_blocked", label = "出口被堵", type = "bool" },
  { name = "exits_present", label = "出口数", type = "number" },
]
"#;
