//! The regions file: reading, writing, and refusing.

use kernel::region::RegionCode;
use pack::RegionSet;
use pack::regions::build::from_tables;
use proptest::prelude::*;

const TEXT: &str = "44 广东省\n4419 东莞市\n+003 东城街道\n+101 石碣镇\n4401 广州市\n";

fn code(text: &str) -> RegionCode {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn reasons(text: &str) -> Vec<(u32, String)> {
    RegionSet::from_text(text)
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|error| (error.line, error.reason))
        .collect()
}

#[test]
fn towns_hang_under_the_county_or_the_city_without_counties() {
    let text = "44 广东省\n4401 广州市\n440103 荔湾区\n+001 沙面街道\n4419 东莞市\n+003 东城街道\n441900003001 岗贝社区\n";
    let set = RegionSet::from_text(text).unwrap();
    assert_eq!(set.to_text(), text);
    assert_eq!(set.full_name(code("441900003001")).unwrap(), "广东省东莞市东城街道岗贝社区");
    assert_eq!(set.children(code("4419")).map(|region| region.name).collect::<Vec<_>>(), ["东城街道"]);
    assert_eq!(set.within(code("4401")).count(), 3);
    assert_eq!(set.named_within("沙面街道", code("4419")).count(), 0);
}

#[test]
fn every_wrong_line_is_told() {
    assert_eq!(reasons(TEXT)[0], (5, "440100000000 重复，或没有按代码排列".to_owned()));
    assert_eq!(reasons("+001 某街道\n")[0], (1, "“+”前面没有县级区划".to_owned()));
    assert_eq!(reasons("44\n44 广东省\n")[0].0, 1);
    assert_eq!(
        reasons("44 广东省\n440103 荔湾区\n")[0],
        (2, "440103000000 的上级 440100000000 不在表中".to_owned())
    );
    assert_eq!(reasons("50 重庆市\n5002 县\n")[0].0, 2, "a container is no region");
    assert!(
        reasons("4499 示范市\n449902 某区\n+001 某街道\n").is_empty(),
        "a set may begin below the province"
    );
}

#[test]
fn a_damaged_file_is_refused() {
    let packed = RegionSet::from_text("44 广东省\n4401 广州市\n").unwrap().to_packed();
    assert!(RegionSet::from_packed(&packed).is_ok());
    assert!(RegionSet::from_packed(&packed[..packed.len() - 1]).is_err());
    assert!(RegionSet::from_packed(b"QUTU-REGIONS 2\n").is_err());
    let mut turned = packed;
    let last = turned.len() - 1;
    turned[last] ^= 1;
    assert!(RegionSet::from_packed(&turned).is_err(), "the checksum is looked at");
}

#[test]
fn rows_of_the_public_tables_that_are_no_regions_are_left_out() {
    let set = from_tables([
        "code,name\n35,\"福建省\"\n44,\"广东省\"\n50,\"重庆市\"\n",
        "code,name,provinceCode\n3505,\"泉州市\",35\n4419,\"东莞市\",44\n5001,\"市辖区\",50\n5002,\"县\",50\n",
        "code,name,cityCode,provinceCode\n350527,\"金门县\",3505,35\n441900,\"东莞市\",4419,44\n500101,\"万州区\",5001,50\n",
        "code,name,areaCode,provinceCode,cityCode\n350527000,\"金门县\",350527,35,3505\n441900003,\"东城街道\",441900,44,4419\n",
    ])
    .unwrap();
    let names: Vec<&str> = set.iter().map(|region| region.name).collect();
    assert_eq!(names, ["福建省", "泉州市", "金门县", "广东省", "东莞市", "东城街道", "重庆市", "万州区"]);
    assert_eq!(set.children(code("50")).map(|region| region.name).collect::<Vec<_>>(), ["万州区"]);
    let error = from_tables(["code,name\n44,\"广东省\"\n44,\"广东省\"\n", "", "", ""]).unwrap_err();
    assert_eq!((error.table, error.line), (1, 3));
}

#[test]
fn a_later_set_replaces_and_adds() {
    let base = RegionSet::from_text("44 广东省\n4401 广州市\n").unwrap();
    let later = RegionSet::from_text("4401 羊城市\n4402 韶关市\n").unwrap();
    assert_eq!(base.overlaid(&later).to_text(), "44 广东省\n4401 羊城市\n4402 韶关市\n");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(towns in proptest::collection::btree_map(1_u64..999, "[一-龥]{1,6}", 0..40)) {
        let county = code("440103");
        let rows = [(code("44"), "广东省"), (code("4401"), "广州市"), (county, "荔湾区")].into_iter().chain(
            towns.iter().map(|(town, name)| (RegionCode::from_u64(county.as_u64() + town * 1000).unwrap(), name.as_str())),
        );
        let set = RegionSet::new(rows);
        prop_assert_eq!(&RegionSet::from_text(&set.to_text()).unwrap(), &set);
        prop_assert_eq!(&RegionSet::from_packed(&set.to_packed()).unwrap(), &set);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(?s).{0,200}") {
        let _ = RegionSet::from_text(&text);
        let _ = RegionSet::from_packed(text.as_bytes());
    }
}
