//! Words by which people mark what a cell or a row is for.

/// What a column's name usually ends with.
const LABEL_ENDS: &[&str] = &[
    "名",
    "名称",
    "姓名",
    "地址",
    "地点",
    "位置",
    "电话",
    "手机",
    "号码",
    "日期",
    "时间",
    "年度",
    "年份",
    "月份",
    "数",
    "数量",
    "人数",
    "户数",
    "次数",
    "层数",
    "面积",
    "高度",
    "金额",
    "比例",
    "率",
    "类型",
    "类别",
    "种类",
    "分类",
    "情况",
    "备注",
    "说明",
    "序号",
    "编号",
    "编码",
    "代码",
    "单位",
    "部门",
    "机构",
    "责任人",
    "负责人",
    "联系人",
    "法人",
    "代表人",
    "人员",
    "结果",
    "状态",
    "内容",
    "要求",
    "措施",
    "镇街",
    "街道",
    "乡镇",
    "社区",
    "村",
    "村居",
    "区县",
    "县区",
    "县",
    "市",
    "区域",
    "等级",
    "级别",
    "来源",
    "性质",
    "结构",
    "用途",
    "方式",
    "标准",
    "依据",
    "期限",
    "进度",
    "问题",
    "隐患",
    "意见",
    "项目",
    "事项",
    "指标",
    "合计",
    "小计",
    "总计",
    "是否",
    "有无",
    "经度",
    "纬度",
    "身份证号",
    "信用代码",
    "消防设施",
    "设施",
    "设备",
    "条线",
    "行业",
    "场所",
    "建筑",
    "楼栋",
    "住址",
    "性别",
    "年龄",
    "职务",
    "分数",
    "得分",
    "排名",
    "描述",
    "信息",
    "行政区划",
    "网格",
];

/// Heads of a column that numbers the rows.
const ORDINALS: &[&str] = &["序号", "序", "编号", "号", "行号", "no", "no.", "#", "nr", "s/n", "sn", "seq"];

/// What a line of sums is called.
const SUMS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总和",
    "本页合计",
    "本页小计",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
];

/// How a remark or a line of signatures begins.
const NOTES: &[&str] = &[
    "注",
    "备注",
    "说明",
    "填表说明",
    "填报说明",
    "填表人",
    "填报人",
    "填报单位",
    "填报日期",
    "填表日期",
    "制表",
    "审核",
    "复核",
    "经办",
    "单位负责人",
    "负责人",
    "联系人",
    "联系电话",
    "报送",
    "数据来源",
    "资料来源",
    "单位",
    "日期",
    "签字",
    "盖章",
    "source",
    "note",
    "notes",
    "remark",
    "remarks",
    "prepared by",
    "示例",
    "填写示例",
    "例",
];

/// The text without blanks, lower case.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether the text reads like the name of a column.
pub(crate) fn is_label_word(text: &str) -> bool {
    let text = bare(text);
    // Units and explanations stand in brackets behind the name: 面积（㎡）.
    let name = text.split(['(', '（', '[', '【']).next().unwrap_or_default();
    let name = if name.is_empty() { text.as_str() } else { name };
    name.chars().count() <= 14 && LABEL_ENDS.iter().any(|end| name.ends_with(end))
        || name.starts_with("是否")
        || name.starts_with("有无")
}

/// Whether the column so named numbers the rows.
pub(crate) fn is_ordinal(name: &str) -> bool {
    let name = bare(name);
    ORDINALS.contains(&name.as_str())
}

/// Whether a cell opens a line of sums: 合计, or a short name that ends with 小计 or 合计.
pub(crate) fn is_sum(text: &str) -> bool {
    let text = bare(text);
    let text = text.trim_end_matches([':', '：', '、']);
    let text = text.trim_matches(['(', ')', '（', '）', '【', '】']);
    SUMS.contains(&text)
        || (text.chars().count() <= 12 && ["合计", "小计", "总计"].iter().any(|end| text.ends_with(end)))
        || ["合计(", "合计（", "总计(", "总计（", "小计(", "小计（"]
            .iter()
            .any(|start| text.starts_with(start))
}

/// Whether a text is a remark below or above a table (注：…, 填表人：…), by its first word.
pub(crate) fn is_note(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let text = text.trim_start_matches(['*', '＊', '※', '·']);
    NOTES.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            let rest =
                rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_ascii_digit());
            let rest = rest
                .trim_start_matches(|letter| "（()）人员签章字盖公名一二三四五六七八九十".contains(letter));
            rest.starts_with([':', '：']) || (*word == "注" && rest.starts_with(['、', '.', '．']))
        })
    })
}

/// Whether a text is a key with its value or with room for it: 填报单位：某局.
pub(crate) fn is_keyed(text: &str) -> bool {
    let Some((key, _)) = text.trim().split_once([':', '：']) else { return false };
    let length = key.chars().count();
    // A time of day is no key.
    (1..=12).contains(&length) && !key.chars().all(|letter| letter.is_ascii_digit())
}

/// Whether a text is numbered like a title: 表二 …, 附件1 …, 一、…, （三）….
pub(crate) fn is_title(text: &str) -> bool {
    let numeral = |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter);
    let text = text.trim();
    if let Some(rest) = ["附件", "附表", "表"].iter().find_map(|word| text.strip_prefix(word)) {
        return rest.starts_with(numeral);
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let number = rest.trim_start_matches(numeral);
        return number.len() < rest.len() && number.starts_with(['）', ')']);
    }
    let rest = text.trim_start_matches(|letter| "一二三四五六七八九十".contains(letter));
    rest.len() < text.len() && rest.starts_with('、')
}

/// Whether a text stands for "no value".
pub(crate) fn is_placeholder(text: &str) -> bool {
    matches!(
        bare(text).as_str(),
        "n/a"
            | "na"
            | "#n/a"
            | "-"
            | "--"
            | "—"
            | "——"
            | "/"
            | "\\"
            | "无"
            | "null"
            | "none"
            | "nil"
            | "暂无"
            | "."
    )
}

/// Whether a text is a unit in brackets, as stands below a column's name: (㎡), （人）.
pub(crate) fn is_unit(text: &str) -> bool {
    let text = text.trim();
    let inner =
        text.strip_prefix(['(', '（', '[', '【']).and_then(|rest| rest.strip_suffix([')', '）', ']', '】']));
    inner.is_some_and(|inner| (1..=12).contains(&inner.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_known_by_their_ends() {
        for name in [
            "单位名称",
            "建筑 面积（㎡）",
            "是否有喷淋",
            "联系电话",
            "序号",
            "所在主机号".trim_end_matches('号'),
            "设备类型",
        ] {
            assert_eq!(is_label_word(name), name != "所在主机", "{name}");
        }
        for other in ["示范路12号", "张三", "2024-01-01", "东华门大酒楼"] {
            assert!(!is_label_word(other), "{other}");
        }
    }

    #[test]
    fn sums_are_told_from_names() {
        for sum in ["合计", " 合 计：", "小计", "城关镇小计", "总计（家）", "Total", "Grand Total"]
        {
            assert!(is_sum(sum), "{sum}");
        }
        for other in ["Total - Age", "Total income %", "合计科技有限公司", "Totally", "总店"] {
            assert!(!is_sum(other), "{other}");
        }
    }

    #[test]
    fn remarks_are_told_from_data() {
        for note in [
            "注：本表按月报送",
            "注:1",
            "备注：无",
            "填表人：",
            "审核人（签字）：",
            "说明1：甲",
            "Source: x",
            "※注：x",
            "单位负责人（签章）：  ",
            "示例：甲商店",
        ] {
            assert!(is_note(note), "{note}");
        }
        for other in ["注册会计师事务所", "备注", "说明书厂", "单位一", "注水"] {
            assert!(!is_note(other), "{other}");
        }
        assert!(
            is_keyed("填报单位：某局") && is_keyed("日期:") && !is_keyed("12:30") && !is_keyed("单位名称")
        );
    }
}
