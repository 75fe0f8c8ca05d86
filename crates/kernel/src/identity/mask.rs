//! Hiding the middle of what identifies a person.

/// `张三` becomes `张*`, `欧阳修文` `欧***`: the first character stays, each other becomes a star.
#[must_use]
pub fn mask_name(name: &str) -> String {
    name.trim()
        .chars()
        .enumerate()
        .map(|(index, character)| if index == 0 { character } else { '*' })
        .collect()
}

/// `1101**********002X`: the first and last four stay. Shorter texts are hidden wholly.
#[must_use]
pub fn mask_resident(number: &str) -> String {
    keep_ends(number.trim(), 4, 4)
}

/// `138****1234`, `020-****6666`: a mobile number keeps three and four, a landline its area code and the last four, an
/// extension stays. What is too short to have a middle is hidden wholly.
#[must_use]
pub fn mask_phone(number: &str) -> String {
    match number.trim().split_once('-') {
        Some((area, rest)) if area.starts_with('0') => {
            let (local, extension) =
                rest.split_once('-').map_or((rest, ""), |(local, extension)| (local, extension));
            let dash = if extension.is_empty() { "" } else { "-" };
            format!("{area}-{}{dash}{extension}", keep_ends(local, 0, 4))
        }
        Some((local, extension)) => format!("{}-{extension}", keep_ends(local, 0, 4)),
        None => {
            let number = number.trim();
            let first = if number.chars().count() > 8 { 3 } else { 0 };
            keep_ends(number, first, 4)
        }
    }
}

/// Stars for everything but the first `first` and last `last` characters, or for everything when nothing would be hidden.
fn keep_ends(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let short = length <= first + last;
    let shown = |index| !short && (index < first || index >= length - last);
    text.chars().enumerate().map(|(index, character)| if shown(index) { character } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_first_character() {
        assert_eq!(mask_name("张三"), "张*");
        assert_eq!(mask_name(" 张小三 "), "张**");
        assert_eq!(mask_name("张"), "张");
        assert_eq!(mask_name(""), "");
    }

    #[test]
    fn numbers_keep_their_ends() {
        assert_eq!(mask_resident("11010519491231002X"), "1101**********002X");
        assert_eq!(mask_resident("123456789"), "1234*6789");
        assert_eq!(mask_resident("12345678"), "********");
        assert_eq!(mask_phone("13800131234"), "138****1234");
        assert_eq!(mask_phone("4001234567"), "400***4567");
        assert_eq!(mask_phone("020-83336666"), "020-****6666");
        assert_eq!(mask_phone("020-83336666-802"), "020-****6666-802");
        assert_eq!(mask_phone("83336666-802"), "****6666-802");
        assert_eq!(mask_phone("83336666"), "****6666");
        assert_eq!(mask_phone("123456789"), "123**6789");
        assert_eq!(mask_phone("6666"), "****");
        assert_eq!(mask_phone(""), "");
    }
}
