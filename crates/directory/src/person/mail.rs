//! Mail addresses: checked simply when entered, shown with the name hidden.

use crate::check::Faults;

/// Longest mail address, in characters.
const LONGEST_MAIL: usize = 120;

/// The address in its clean form; blank counts as absent. Whether somebody reads it only the relay can tell.
pub(super) fn clean_mail(faults: &mut Faults, mail: Option<&str>) -> Option<String> {
    let mail = mail.map(str::trim).filter(|mail| !mail.is_empty())?;
    if mail.chars().count() > LONGEST_MAIL {
        faults.add("/mail", "too_long", format!("不能超过 {LONGEST_MAIL} 个字"));
        return None;
    }
    if !is_address(mail) {
        faults.add("/mail", "mail", "邮箱地址应形如 name@example.cn，只有一个 @，不含空格");
        return None;
    }
    Some(mail.to_owned())
}

fn is_address(mail: &str) -> bool {
    let foreign = |character: char| character.is_whitespace() || character.is_control();
    let parts = mail.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !mail.contains(foreign)
}

/// `zhangsan@example.cn` becomes `z***@example.cn`; how long the name is stays hidden too.
pub(super) fn mask_mail(mail: &str) -> String {
    let (name, host) = mail.split_once('@').unwrap_or((mail, ""));
    let first: String = name.chars().take(usize::from(name.chars().count() > 1)).collect();
    format!("{first}***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(mail: &str) -> Result<Option<String>, String> {
        let mut faults = Faults::default();
        let clean = clean_mail(&mut faults, Some(mail));
        let told = |problem: kernel::problem::Problem| problem.fields[0].code.clone();
        faults.finish().map(|()| clean).map_err(told)
    }

    #[test]
    fn an_address_has_one_at_sign_and_nothing_blank() {
        assert_eq!(entered(" zhang@example.cn "), Ok(Some("zhang@example.cn".into())));
        assert_eq!(entered("  "), Ok(None));
        for wrong in
            ["zhang", "@example.cn", "zhang@", "a@b@c", "zh ang@example.cn", "a@b\r\nBcc: c@d", "a@\u{7}b"]
        {
            assert_eq!(entered(wrong), Err("mail".into()), "{wrong:?}");
        }
        let longest = format!("{}@b", "a".repeat(LONGEST_MAIL - 2));
        assert_eq!(entered(&longest), Ok(Some(longest.clone())));
        assert_eq!(entered(&format!("a{longest}")), Err("too_long".into()));
    }

    #[test]
    fn a_masked_address_keeps_first_letter_and_host() {
        assert_eq!(mask_mail("zhangsan@example.cn"), "z***@example.cn");
        assert_eq!(mask_mail("z@example.cn"), "***@example.cn");
    }
}
