use proptest::prelude::*;

use super::*;

fn code(text: &str) -> RegionCode {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Code, level, then province, city, county, town, village and parent, each shortened to what matters.
type Row = (&'static str, Level, [Option<&'static str>; 4], Option<&'static str>);

/// Ordinary places of every level, then each exception.
const PLACES: [Row; 24] = [
    ("44", Level::Province, [None, None, None, None], None),
    ("4401", Level::City, [Some("4401"), None, None, None], Some("44")),
    ("440103", Level::County, [Some("4401"), Some("440103"), None, None], Some("4401")),
    ("440103001", Level::Town, [Some("4401"), Some("440103"), Some("440103001"), None], Some("440103")),
    (
        "440103001002",
        Level::Village,
        [Some("4401"), Some("440103"), Some("440103001"), Some("440103001002")],
        Some("440103001"),
    ),
    // 东莞, 中山 and 儋州 have no counties.
    ("4419", Level::City, [Some("4419"), None, None, None], Some("44")),
    ("441900003", Level::Town, [Some("4419"), None, Some("441900003"), None], Some("4419")),
    (
        "441900003001",
        Level::Village,
        [Some("4419"), None, Some("441900003"), Some("441900003001")],
        Some("441900003"),
    ),
    ("442000001", Level::Town, [Some("4420"), None, Some("442000001"), None], Some("4420")),
    ("460400100", Level::Town, [Some("4604"), None, Some("460400100"), None], Some("4604")),
    // 金门 is a county and a town at once.
    ("350527", Level::County, [Some("3505"), Some("350527"), Some("350527"), None], Some("3505")),
    (
        "350527000001",
        Level::Village,
        [Some("3505"), Some("350527"), Some("350527"), Some("350527000001")],
        Some("350527"),
    ),
    // Counties run by the province: 济源, 仙桃, 琼海, 石河子.
    ("419001", Level::County, [None, Some("419001"), None, None], Some("41")),
    ("429004", Level::County, [None, Some("429004"), None, None], Some("42")),
    ("469002", Level::County, [None, Some("469002"), None, None], Some("46")),
    ("659001", Level::County, [None, Some("659001"), None, None], Some("65")),
    ("429004001", Level::Town, [None, Some("429004"), Some("429004001"), None], Some("429004")),
    ("429000", Level::City, [None, None, None, None], Some("42")),
    // Districts of the municipalities, and 嘉峪关 with its one pseudo-county.
    ("110101", Level::County, [None, Some("110101"), None, None], Some("11")),
    ("120101", Level::County, [None, Some("120101"), None, None], Some("12")),
    ("310101", Level::County, [None, Some("310101"), None, None], Some("31")),
    ("500229", Level::County, [None, Some("500229"), None, None], Some("50")),
    ("500200", Level::City, [None, None, None, None], Some("50")),
    ("620201100", Level::Town, [Some("6202"), Some("620201"), Some("620201100"), None], Some("620201")),
];

#[test]
fn every_kind_of_place_knows_its_levels_and_its_parent() {
    for (text, level, [city, county, town, village], parent) in PLACES {
        let place = code(text);
        let short = |found: Option<RegionCode>| found.map(RegionCode::prefix);
        let wanted = |text: Option<&str>| text.map(str::to_owned);
        assert_eq!(place.level(), level, "{text}");
        assert_eq!(place.province().to_string(), format!("{}0000000000", &text[..2]));
        assert_eq!(short(place.city()), wanted(city), "city of {text}");
        assert_eq!(short(place.county()), wanted(county), "county of {text}");
        assert_eq!(short(place.town()), wanted(town), "town of {text}");
        assert_eq!(short(place.village()), wanted(village), "village of {text}");
        assert_eq!(short(place.parent()), wanted(parent), "parent of {text}");
        assert_eq!(place.is_container(), ["429000", "500200"].contains(&text), "{text}");
        let columns = [Some(place.province()), place.city(), place.county(), place.town(), place.village()];
        assert_eq!(Level::ALL.map(|level| place.at_level(level)), columns, "{text}");
    }
}

#[test]
fn ancestors_go_from_the_nearest_to_the_province() {
    let chain = |text: &str| code(text).ancestors().into_iter().map(RegionCode::prefix).collect::<Vec<_>>();
    assert_eq!(chain("440103001002"), ["440103001", "440103", "4401", "44"]);
    assert_eq!(chain("441900003001"), ["441900003", "4419", "44"]);
    assert_eq!(chain("350527000001"), ["350527", "3505", "35"]);
    assert_eq!(chain("429004001"), ["429004", "42"]);
    assert_eq!(chain("44"), Vec::<String>::new());
}

#[test]
fn a_code_is_read_at_five_lengths_and_written_at_one() {
    for (short, full) in [
        ("44", "440000000000"),
        ("4401", "440100000000"),
        ("440103", "440103000000"),
        ("440103001", "440103001000"),
        ("440103001002", "440103001002"),
        ("440000", "440000000000"),
        ("440100000", "440100000000"),
    ] {
        assert_eq!(code(short).to_string(), full);
        assert_eq!(code(full), code(short));
    }
    assert_eq!(code("440103").as_u64(), 440_103_000_000);
    assert_eq!(RegionCode::from_u64(440_103_000_000), Ok(code("440103")));
    assert_eq!(format!("{:?}", code("44")), "RegionCode(440000000000)");
    assert_eq!(serde_json::to_string(&code("4401")).unwrap(), "\"440100000000\"");
    assert_eq!(serde_json::from_str::<RegionCode>("\"4401\"").unwrap(), code("4401"));
    assert_eq!(code("110000").prefix(), "11");
}

#[test]
fn what_is_no_code_is_told_in_chinese() {
    for (text, message) in [
        ("", "区划代码“”有 0 位\u{ff0c}应为 2、4、6、9 或 12 位数字"),
        ("440", "区划代码“440”有 3 位\u{ff0c}应为 2、4、6、9 或 12 位数字"),
        ("4401030010020", "区划代码“4401030010020”有 13 位\u{ff0c}应为 2、4、6、9 或 12 位数字"),
        ("44o1", "区划代码“44o1”第 3 位不是数字"),
        ("\u{ff14}4", "区划代码“\u{ff14}4”第 1 位不是数字"),
        ("00", "区划代码“00”的前两位不是省级代码"),
        ("10", "区划代码“10”的前两位不是省级代码"),
        ("440003", "区划代码“440003”有县级代码\u{ff0c}但缺少市级代码"),
        ("440000001", "区划代码“440000001”有镇街代码\u{ff0c}但缺少市级代码"),
        ("440100001", "区划代码“440100001”有镇街代码\u{ff0c}但缺少县级代码"),
        ("440100000001", "区划代码“440100000001”有村居代码\u{ff0c}但缺少县级代码"),
        ("440103000001", "区划代码“440103000001”有村居代码\u{ff0c}但缺少镇街代码"),
        ("441900000001", "区划代码“441900000001”有村居代码\u{ff0c}但缺少镇街代码"),
    ] {
        assert_eq!(text.parse::<RegionCode>().unwrap_err().to_string(), message);
    }
    assert_eq!(code("11").as_u64(), 110_000_000_000);
    let long = "4".repeat(50).parse::<RegionCode>().unwrap_err();
    assert_eq!(long, RegionCodeError::Length { text: "4".repeat(20), length: 50 });
    assert!(RegionCode::from_u64(4_401_030_010_020).is_err());
    assert!(RegionCode::from_u64(44).is_err());
    assert!(serde_json::from_str::<RegionCode>("\"440\"").unwrap_err().to_string().contains("有 3 位"));
}

#[test]
fn a_region_contains_itself_and_what_begins_with_its_digits() {
    assert!(code("4401").contains(code("440103001002")));
    assert!(code("4401").contains(code("4401")));
    assert!(code("4419").contains(code("441900003")));
    assert!(code("350527").contains(code("350527000001")));
    assert!(code("429000").contains(code("429004")));
    assert!(!code("440103").contains(code("4401")));
    assert!(!code("4401").contains(code("4402")));
    assert!(!code("440103001").contains(code("440103002")));
    assert!(!code("440103001002").contains(code("440103001003")));
}

proptest! {
    #[test]
    fn regions_contain_what_they_are_ancestors_of(
        province in 11_u64..100, city in 0_u64..100, county in 0_u64..100, town in 0_u64..1000, village in 0_u64..1000,
        cut in 0_usize..5,
    ) {
        let text = format!("{province:02}{city:02}{county:02}{town:03}{village:03}");
        let digits = [2, 4, 6, 9, 12][cut];
        if let Ok(place) = text[..digits].parse::<RegionCode>() {
            prop_assert_eq!(place.to_string().parse::<RegionCode>(), Ok(place));
            prop_assert_eq!(place.prefix().parse::<RegionCode>(), Ok(place));
            prop_assert_eq!(serde_json::from_str::<RegionCode>(&serde_json::to_string(&place).unwrap()).unwrap(), place);
            let ancestors = place.ancestors();
            for above in &ancestors {
                prop_assert!(above.contains(place) && !place.contains(*above));
                prop_assert_eq!(above.to_string().parse::<RegionCode>(), Ok(*above));
            }
            prop_assert!(ancestors.windows(2).all(|pair| pair[1].level() < pair[0].level()));
            prop_assert!(ancestors.last().copied().unwrap_or(place) == place.province());
        }
    }
}
