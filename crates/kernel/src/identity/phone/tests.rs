use super::*;

#[test]
fn numbers_are_brought_into_one_form() {
    for (written, clean, kind) in [
        ("13800138000", "13800138000", PhoneKind::Mobile),
        ("19912345678", "19912345678", PhoneKind::Mobile),
        (" 138 0013 8000", "13800138000", PhoneKind::Mobile),
        ("138-0013-8000", "13800138000", PhoneKind::Mobile),
        ("1380013-8000", "13800138000", PhoneKind::Mobile),
        ("\u{ff11}3800138000", "13800138000", PhoneKind::Mobile),
        ("+86 138 0013 8000", "13800138000", PhoneKind::Mobile),
        ("8613800138000", "13800138000", PhoneKind::Mobile),
        ("008613800138000", "13800138000", PhoneKind::Mobile),
        ("020-83336666", "020-83336666", PhoneKind::Landline),
        ("02083336666", "020-83336666", PhoneKind::Landline),
        ("020-8333-6666", "020-83336666", PhoneKind::Landline),
        ("\u{ff08}020\u{ff09}83336666", "020-83336666", PhoneKind::Landline),
        ("010-65551234", "010-65551234", PhoneKind::Landline),
        ("0755—83336666", "0755-83336666", PhoneKind::Landline),
        ("0755–8333666", "0755-8333666", PhoneKind::Landline),
        ("0766-8333666", "0766-8333666", PhoneKind::Landline),
        ("+86-20-83336666", "020-83336666", PhoneKind::Landline),
        ("+86-755-83336666", "0755-83336666", PhoneKind::Landline),
        ("+86 10 65551234", "010-65551234", PhoneKind::Landline),
        ("+86 759 3336666", "0759-3336666", PhoneKind::Landline),
        ("0086 21 6555123", "021-6555123", PhoneKind::Landline),
        ("862083336666", "020-83336666", PhoneKind::Landline),
        ("+86 83336666", "83336666", PhoneKind::Landline),
        ("83336666", "83336666", PhoneKind::Landline),
        ("8333666", "8333666", PhoneKind::Landline),
        ("2333666", "2333666", PhoneKind::Landline),
        ("020-83336666-802", "020-83336666-802", PhoneKind::Landline),
        ("0755-8333666-8", "0755-8333666-8", PhoneKind::Landline),
        ("83336666转802", "83336666-802", PhoneKind::Landline),
        ("83336666-123456", "83336666-123456", PhoneKind::Landline),
        ("4001234-56", "4001234-56", PhoneKind::Landline),
        ("400-123-4567", "4001234567", PhoneKind::Hotline),
        ("800 810 1234", "8008101234", PhoneKind::Hotline),
        ("+86 400 123 4567", "4001234567", PhoneKind::Hotline),
    ] {
        let phone = Phone::parse(written).unwrap_or_else(|error| panic!("{written}: {error}"));
        assert_eq!((phone.as_str(), phone.kind()), (clean, kind), "{written}");
        assert_eq!(phone.to_string().parse::<Phone>().unwrap(), phone, "{written}");
    }
}

#[test]
fn faults_are_told_apart() {
    let shape = "电话号码应为 11 位手机号、带区号的固定电话或 7 至 8 位本地号码";
    for (written, message) in [
        ("1380013800", "手机号码应为 11 位\u{ff0c}实际 10 位"),
        ("138001380000", "手机号码应为 11 位\u{ff0c}实际 12 位"),
        ("13800138000-1234", "手机号码应为 11 位\u{ff0c}实际 15 位"),
        ("119", "手机号码应为 11 位\u{ff0c}实际 3 位"),
        ("12800138000", "手机号码第二位应为 3 至 9"),
        ("10800138000", "手机号码第二位应为 3 至 9"),
        ("1380013800o", "电话号码第 11 个字符不是数字"),
        ("无", "电话号码第 1 个字符不是数字"),
        ("138+0013800", "电话号码第 4 个字符不是数字"),
        ("", shape),
        ("833366", shape),
        ("833366666", shape),
        ("9333666", shape),
        ("020-833366", shape),
        ("020-833366666", shape),
        ("0755-833366", shape),
        ("001-83336666", shape),
        ("012-83336666", shape),
        ("13800138000转8", shape),
        ("400-123-4567转8", shape),
        ("4011234567", shape),
        ("400-1234-5678", shape),
        ("83336666-1234567", shape),
        ("86208333666", shape),
        ("861380013800", "手机号码应为 11 位\u{ff0c}实际 10 位"),
    ] {
        assert_eq!(Phone::parse(written).unwrap_err().to_string(), message, "{written}");
    }
    assert_eq!(Phone::parse("83336666转").unwrap_err(), PhoneError::Character { position: 9 });
    assert_eq!(Phone::parse("83336666转1234567").unwrap_err(), PhoneError::Character { position: 9 });
    assert_eq!(Phone::parse("83336666转a").unwrap_err(), PhoneError::Character { position: 9 });
}

#[test]
fn a_phone_is_a_string_in_json_and_hidden_in_logs() {
    let phone = Phone::parse("138 0013 8000").unwrap();
    assert_eq!(serde_json::to_string(&phone).unwrap(), "\"13800138000\"");
    assert_eq!(serde_json::from_str::<Phone>("\"138-00138000\"").unwrap(), phone);
    assert!(serde_json::from_str::<Phone>("\"12\"").unwrap_err().to_string().contains("应为 11 位"));
    assert_eq!(format!("{phone:?}"), "Phone(138****8000)");
    assert_eq!(phone.masked(), "138****8000");
    assert_eq!(serde_json::to_string(&PhoneKind::Hotline).unwrap(), "\"hotline\"");
}
