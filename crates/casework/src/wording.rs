//! Sentences people read: titles of notices and the text to paste into a chat.

use chrono::{Datelike, NaiveDate};

/// What the sentences speak of.
#[derive(Debug, Clone)]
pub(crate) struct About<'a> {
    pub(crate) kind: &'a str,
    pub(crate) number: &'a str,
    pub(crate) title: &'a str,
    pub(crate) place: &'a str,
    pub(crate) subject: Option<&'a str>,
    pub(crate) state: &'a str,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) provisional: bool,
    pub(crate) today: NaiveDate,
}

/// `2024年10月10日`.
pub(crate) fn day(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

impl About<'_> {
    fn due(&self) -> Option<String> {
        let due = self.due?;
        let left = (due - self.today).num_days();
        let left = match left {
            0 => "今天到期".to_owned(),
            left if left > 0 => format!("还有{left}天"),
            late => format!("已超期{}天", -late),
        };
        let provisional = if self.provisional { "，放假安排未公布，日期暂定" } else { "" };
        Some(format!("{}（{left}{provisional}）", day(due)))
    }

    /// Text to paste into a chat. `who` are the posts or roles expected to act, `asked` what they can do.
    pub(crate) fn chase(&self, who: &[String], asked: &[String]) -> String {
        let mut text = String::new();
        if !who.is_empty() {
            text.push_str(&format!("{}：\n", who.join("、")));
        }
        let subject = self.subject.map_or(String::new(), |subject| format!("“{subject}”"));
        text.push_str(&format!(
            "您好！{}{}{} {}“{}”",
            self.place, subject, self.kind, self.number, self.title
        ));
        text.push_str(&format!("，目前“{}”", self.state));
        if let Some(due) = self.due() {
            text.push_str(&format!("，办理期限{due}"));
        }
        text.push('。');
        if asked.is_empty() {
            text.push_str("请及时关注办理进展。谢谢！");
        } else {
            let asked: Vec<String> = asked.iter().map(|name| format!("“{name}”")).collect();
            text.push_str(&format!("请尽快办理{}，并在系统中登记。谢谢！", asked.join("或")));
        }
        text
    }

    /// Text of a notice about a case that came to the reader.
    pub(crate) fn arrived(&self, action: &str, by: &str) -> (String, String) {
        let title = format!("{}“{}”：{}", self.kind, self.title, self.state);
        let due = self.due().map_or(String::new(), |due| format!("，办理期限{due}"));
        (title, format!("{by}办理了“{action}”，{} {}现为“{}”{due}。", self.kind, self.number, self.state))
    }

    /// Text of a notice to a body that is asked.
    pub(crate) fn asked(&self, request: &str, by: &str, until: Option<NaiveDate>) -> (String, String) {
        let until = until.map_or(String::new(), |day| format!("，请于{}前答复", self::day(day)));
        let title = format!("{request}：{}“{}”", self.kind, self.title);
        (title, format!("{by}就{} {}“{}”向贵单位{request}{until}。", self.kind, self.number, self.title))
    }

    /// Text of a notice that every body has answered.
    pub(crate) fn all_in(&self, request: &str) -> (String, String) {
        let title = format!("{request}已全部答复：{}“{}”", self.kind, self.title);
        (title, format!("{} {}的“{request}”已全部答复，目前“{}”。", self.kind, self.number, self.state))
    }

    /// Text of a reminder.
    pub(crate) fn reminder(&self, clock: &str, due: NaiveDate) -> (String, String) {
        let left = (due - self.today).num_days();
        let when = match left {
            0 => "今天到期".to_owned(),
            left if left > 0 => format!("还有{left}天到期"),
            late => format!("已超期{}天", -late),
        };
        let title = format!("{clock}{when}：{}“{}”", self.kind, self.title);
        (
            title,
            format!("{} {}的“{clock}”{when}（{}），目前“{}”。", self.kind, self.number, day(due), self.state),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(due: Option<&str>) -> About<'_> {
        About {
            kind: "火灾隐患",
            number: "2024-HZ-000001",
            title: "疏散通道堵塞",
            place: "示范市甲县乙镇",
            subject: Some("红星服装厂"),
            state: "已交办",
            due: due.map(|due| due.parse().unwrap()),
            provisional: false,
            today: "2024-09-30".parse().unwrap(),
        }
    }

    #[test]
    fn a_chase_names_the_case_the_day_and_what_is_asked() {
        assert_eq!(
            about(Some("2024-10-10")).chase(&["乙镇消防工作站".into()], &["报告整改完成".into()]),
            "乙镇消防工作站：\n您好！示范市甲县乙镇“红星服装厂”火灾隐患 2024-HZ-000001“疏散通道堵塞”，目前“已交办”，\
             办理期限2024年10月10日（还有10天）。请尽快办理“报告整改完成”，并在系统中登记。谢谢！"
        );
    }

    #[test]
    fn a_chase_without_due_day_promises_none() {
        let text = about(None).chase(&[], &[]);
        assert!(!text.contains("期限") && text.starts_with("您好") && text.ends_with("谢谢！"), "{text}");
    }

    #[test]
    fn late_is_said_in_days() {
        let (title, text) = about(None).reminder("整改期限", "2024-09-28".parse().unwrap());
        assert!(title.contains("整改期限已超期2天") && text.contains("2024年9月28日"), "{title} {text}");
        assert!(about(Some("2024-09-30")).arrived("交办整改", "张三").1.contains("今天到期"));
    }
}
