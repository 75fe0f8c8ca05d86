//! Sentences of the desk.

use kernel::time::Timestamp;

/// The text to paste into a chat: the table, the cut-off, who is missing.
#[must_use]
pub fn chase(title: &str, period: &str, cutoff: Timestamp, now: Timestamp, missing: &[String]) -> String {
    let late = if now > cutoff { "（已超期）" } else { "" };
    let who = missing.join("、");
    format!(
        "【催报】《{title}》（{period}）截止时间 {}{late}。以下 {} 个单位尚未报送：{who}。请尽快登录系统“报表—待填报”完成填报；确无情况的请报零。",
        cutoff.civil_minute(),
        missing.len()
    )
}

/// Title and text of a notice that a table has come.
#[must_use]
pub fn sent(title: &str, period: &str, asker: &str, cutoff: Timestamp) -> (String, String) {
    (
        format!("收到报表：{title}（{period}）"),
        format!("{asker}制发《{title}》（{period}），请于 {} 前填报。", cutoff.civil_minute()),
    )
}

/// Title and text of a notice that a return came back.
#[must_use]
pub fn returned(title: &str, period: &str, by: &str, reason: &str) -> (String, String) {
    (
        format!("报表被退回：{title}（{period}）"),
        format!("{by}退回了《{title}》（{period}），理由：{reason}。请修改后重新报送。"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chase_names_the_table_the_cut_off_and_who_is_missing() {
        let cutoff: Timestamp = "2024-05-31T09:30:00Z".parse().unwrap();
        let text = chase("月报", "2024年5月", cutoff, cutoff.plus_hours(1), &["甲县".into(), "乙县".into()]);
        assert!(text.contains("《月报》（2024年5月）截止时间 2024-05-31 17:30（已超期）"), "{text}");
        assert!(text.contains("2 个单位尚未报送：甲县、乙县"), "{text}");
    }
}
