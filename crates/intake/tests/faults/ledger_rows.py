"""The rows of premises.xlsx with their faults, repairs and traps. Used by make_workbook.py. See README.md."""
import datetime as dt
import random
import re

RND = random.Random(20240628)
SHEET, SUMMARY, LISTS = "场所台账", "汇总", "字典"

TOWNS = [  # name, code, number of rows, villages
    ("青屿镇", "449921100000", 70, ["青屿圩社区", "青屿上村", "青屿下村", "青屿围村"]),
    ("海角镇", "449921101000", 58, ["海角圩社区", "海角上村", "海角下村", "海角围村"]),
    ("灯塔镇", "449921102000", 46, []),
    ("盐田头镇", "449921103000", 46, []),
    ("赤礁镇", "449921104000", 44, []),
    ("北帆镇", "449921105000", 44, []),
    ("石屏乡", "449921200000", 42, []),
]
VILLAGE_CODES = {
    "青屿圩社区": "449921100001", "青屿上村": "449921100200", "青屿下村": "449921100201", "青屿围村": "449921100202",
    "海角圩社区": "449921101001", "海角上村": "449921101200", "海角下村": "449921101201", "海角围村": "449921101202",
}
CODE_OF = {t[0]: t[1] for t in TOWNS}
FOREIGN = ["溪口街道", "桥南街道", "渚城街道", "云坪镇", "石榴镇", "梅渚镇"]
UNKNOWN_TOWNS = ["无此镇", "月宫镇", "飞云渡镇", "虚拟街道", "蓬莱岛镇", "龙宫镇"]
UNKNOWN_KINDS = ["太空舱", "魔法屋", "时光机", "空中楼阁", "海底龙宫", "云端驿"]
KINDS = [  # alias as written, code in the pack
    ("便利店", "shop"), ("超市", "shop"), ("小商店", "shop"), ("百货", "shop"), ("饭店", "restaurant"),
    ("餐馆", "restaurant"), ("大排档", "restaurant"), ("快餐店", "restaurant"), ("旅馆", "hotel"), ("招待所", "hotel"),
    ("宾馆", "hotel"), ("农家乐", "homestay"), ("KTV", "entertainment"), ("网吧", "internet_cafe"),
    ("足浴", "bath"), ("理发店", "beauty"), ("健身房", "gym"), ("小学", "school"), ("幼儿园", "kindergarten"),
    ("托管班", "after_school"), ("卫生站", "clinic"), ("敬老院", "elderly_care"), ("农贸市场", "market"),
    ("出租屋", "rental_house"), ("制衣厂", "labour_workshop"), ("加工厂", "factory"), ("小作坊", "workshop"),
    ("仓库", "warehouse"), ("快递网点", "logistics"), ("冷库", "cold_store"), ("加油站", "fuel_station"),
    ("电动车维修店", "ebike_shop"), ("充电棚", "ebike_charging"), ("汽修店", "vehicle_repair"),
    ("废品站", "waste_recycling"), ("祠堂", "cultural_relic"),
]
ROADS = ["示例东路", "示例西路", "示例南路", "示例北路", "样板街", "样板巷", "演示大道", "演示新村", "模拟横街", "测试圩"]
SYLLABLES = "岚泰恒隆顺昌裕和瑞丰盈祥宏远嘉禾德润康宁新锦绣晨曦沐风鸣涛松柏桐荷菱薇蓝青紫朱墨雅逸乐安悦欣凯旋启航博广汇聚"
MARKS = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]

COLS = [  # letter, field, upper header, lower header, width
    ("A", "serial", "序号", None, 6),
    ("B", "town", "所属镇街", None, 11),
    ("C", "village", "村（社区）", None, 12),
    ("D", "name", "基本信息", "场所名称", 30),
    ("E", "credit_code", "基本信息", "统一社会信用代码", 22),
    ("F", "address", "基本信息", "地址", 26),
    ("G", "kind", "场所类别", None, 12),
    ("H", "lon", "位置", "经度", 11),
    ("I", "lat", "位置", "纬度", 10),
    ("J", "floors", "建筑", "层数", 6),
    ("K", "area_m2", "建筑", "面积(㎡)", 11),
    ("L", "height_m", "建筑", "高度(m)", 9),
    ("M", "legal_rep", "责任人", "法定代表人", 12),
    ("N", "resident_no", "责任人", "身份证号", 21),
    ("O", "phone", "责任人", "联系电话", 17),
    ("P", "workers", "从业人数", None, 9),
    ("Q", "registered_on", "登记日期", None, 14),
    ("R", "inspected_on", "最近检查日期", None, 15),
    ("S", "key_unit", "是否重点\n单位", None, 9),
    ("T", "note", "备注", None, 24),
]
LETTER = {c[1]: c[0] for c in COLS}
NUM = {c[1]: i + 1 for i, c in enumerate(COLS)}

ALPHA = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def org_check(body):
    """Check character of the nine-place organisation code inside a credit code (GB 11714)."""
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in body]
    rest = 11 - sum(w * v for w, v in zip(weights, values)) % 11
    return "X" if rest == 10 else "0" if rest == 11 else str(rest)


def credit_check(body):
    """Check character over the first 17 places (GB 32100)."""
    total = sum(ALPHA.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return ALPHA[(31 - total % 31) % 31]


USED = set()


def credit_code(letters=None):
    while True:
        letters_now = RND.random() < 0.5 if letters is None else letters
        tail = "MA" + "".join(RND.choice("23456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6)) if letters_now \
            else "".join(RND.choice("0123456789") for _ in range(8))
        body = RND.choice(["91", "92", "93"]) + "449921" + tail + org_check(tail)
        code = body + credit_check(body)
        if letters and not re.search("[A-Z]", code[-8:]):
            continue
        if code not in USED:
            USED.add(code)
            return code


def spoil(code):
    return code[:-1] + RND.choice([c for c in ALPHA if c != code[-1]])


def resident_no(n):
    """Obviously synthetic: region of the demo city (in no real use), one birthday for all, running number."""
    body = "449921" + "19800101" + f"{n:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in str(text))


def serial(day):
    return (day - dt.date(1899, 12, 30)).days


def some_day():
    return dt.date(2016, 1, 4) + dt.timedelta(days=RND.randrange(0, 3000))


NAMES = set()


def unit_name(kind):
    while True:
        word = "".join(RND.sample(SYLLABLES, 2))
        if word not in NAMES:
            NAMES.add(word)
            return f"示例{word}{kind}{RND.randrange(10000):04d}"


PLACES = set()


def place():
    while True:
        text = f"{RND.choice(ROADS)}{RND.randrange(1, 900)}号"
        if text not in PLACES:
            PLACES.add(text)
            return text


PHONES = iter(RND.sample(range(100, 9999), 1200))


def mobile():
    return f"1990000{next(PHONES):04d}"


def record(town, number):
    kind, kind_code = RND.choice(KINDS)
    floors = RND.choice([1, 1, 2, 2, 3, 4, 5, 6, 9])
    villages = next(t[3] for t in TOWNS if t[0] == town)
    village = villages[min(len(villages) - 1, number * len(villages) // next(t[2] for t in TOWNS if t[0] == town))] if villages else None
    return {
        "town": town, "village": village, "name": unit_name(kind), "credit_code": credit_code(),
        "address": place(), "kind": kind, "kind_code": kind_code, "lon": None, "lat": None, "floors": floors,
        "area_m2": RND.choice([35, 48, 60, 86.5, 120, 155.25, 240, 380, 560, 1200, 2650, 4800]),
        "height_m": round(floors * RND.choice([3.0, 3.2, 3.6]), 1), "legal_rep": "负责人" + RND.choice(MARKS),
        "resident_no": resident_no(next(PEOPLE)) if RND.random() < 0.4 else None, "phone": mobile(),
        "workers": RND.randrange(1, 60), "registered_on": some_day(), "inspected_on": some_day(),
        "key_unit": RND.choice(["是", "否", "否", "否", "否"]), "note": None,
        # bookkeeping
        "outcome": "inserted", "cells": [], "traps": [], "why": [], "free": True, "merge": {}, "hidden": False,
        "clean": dict(),
    }


PEOPLE = iter(range(1, 999))

records = {t[0]: [record(t[0], i) for i in range(t[2])] for t in TOWNS}
flat = [(t, i) for t in records for i in range(len(records[t]))]


def at(ref):
    return records[ref[0]][ref[1]]


# --- merged body cells: the town over groups of rows in every table, the village where the town has any ---
for town, rows in records.items():
    for start, length in ((4, 5), (16, 4), (30, 6)):
        for k in range(length):
            rows[start + k]["merge"]["town"] = (start, length)
            if k:
                rows[start + k]["cells"].append(("town", "R05", town))
for town in ("青屿镇", "海角镇"):
    rows = records[town]
    for start, length in ((10, 4), (24, 3)):
        if len({rows[start + k]["village"] for k in range(length)}) == 1:
            for k in range(length):
                rows[start + k]["merge"]["village"] = (start, length)
                if k:
                    rows[start + k]["cells"].append(("village", "R05", rows[start]["village"]))

EXTRA = {  # town -> {index of the record it comes before: kind of line}
    "青屿镇": {23: "blank", 38: "subtotal_mid", 52: "blank_spaces"}, "海角镇": {22: "blank", 41: "blank"},
    "灯塔镇": {22: "blank"}, "盐田头镇": {38: "blank_spaces"}, "赤礁镇": {12: "blank", 13: "blank"},
    "北帆镇": {23: "blank"}, "石屏乡": {},
}
order = [r for r in flat if r[1] not in EXTRA[r[0]]]
RND.shuffle(order)


def take(test=lambda ref: True):
    """The next unused record that passes the test."""
    for ref in order:
        if at(ref)["free"] and test(ref):
            at(ref)["free"] = False
            return ref
    raise RuntimeError("too few rows")


def unmerged(ref):
    return not at(ref)["merge"]


def fault(rec, field, code, why):
    rec["cells"].append((field, code, None))
    rec["outcome"] = "rejected"
    rec["why"].append(why)


def repair(rec, field, code, shown, value):
    rec["clean"][field] = value
    rec[field] = shown
    rec["cells"].append((field, code, value))


existing = []

# --- R06 first: the row above must stay an ordinary row of the same table ---
same = []


def same_ok(field, chain=1):
    def test(ref):
        town, i = ref
        rows = records[town]
        if i < 1 or i + chain > len(rows):
            return False
        run = [rows[i - 1]] + rows[i:i + chain]
        gaps = any(k in EXTRA[town] for k in range(i, i + chain))
        plain = all(r["free"] or r is rows[i] for r in run[:1]) and all(r["free"] for r in rows[i:i + chain])
        block = field == "town" and any(r["merge"].get("town") for r in rows[i:i + chain])
        return plain and not gaps and not block
    return test


for field, chain in (("town", 1), ("town", 2), ("kind", 1), ("kind", 2), ("address", 1), ("address", 1), ("legal_rep", 2)):
    ref = next(r for r in order if same_ok(field, chain)(r))
    rows = records[ref[0]]
    above = rows[ref[1] - 1]
    above["free"] = False
    for k in range(chain):
        rec = rows[ref[1] + k]
        rec["free"] = False
        if field == "kind":
            rec["kind_code"] = above["kind_code"]
        repair(rec, field, "R06", "同上", above[field] if field != "town" else ref[0])
# 同上 directly below a merged town block
rows = records["灯塔镇"]
ref = next(i for i in (9, 20) if rows[i]["free"] and rows[i - 1]["free"])
rows[ref]["free"] = rows[ref - 1]["free"] = False
repair(rows[ref], "town", "R06", "同上", "灯塔镇")
rows[ref]["why"].append("同上 below a merged cell: the value is that of the merged cell")

# --- F08: the later of two rows of this file ---
for n in range(7):
    first = take(lambda ref: unmerged(ref) and ref[1] < 20)
    again = take(lambda ref: unmerged(ref) and ref[0] == first[0] and ref[1] > first[1] + 2)
    a, b = at(first), at(again)
    if n >= 5:
        a["credit_code"] = None
    for field in NUM:
        if field not in ("serial",):
            b[field] = a[field]
    b["kind_code"] = a["kind_code"]
    fault(b, "credit_code" if n < 5 else "name", "F08", "same credit code, name and address as an earlier row" if n < 5
          else "no credit code; same name and address as an earlier row")
    b["twin"] = first

# --- F09: contradicts a row that was in the ledger before ---
for n in range(4):
    rec = at(take())
    existing.append({"name": unit_name("旅馆"), "credit_code": rec["credit_code"], "region": "449921102000" if rec["town"] != "灯塔镇" else "449921105000",
                     "address": place(), "kind": "hotel", "for": "F09"})
    rec["kind"], rec["kind_code"] = "加工厂", "factory"
    rec["name"] = unit_name("加工厂")
    fault(rec, "credit_code", "F09", "the ledger has this credit code for another name, address, kind and town")
    rec["existing"] = len(existing)
for n in range(3):
    rec = at(take())
    existing.append({"name": rec["name"], "credit_code": credit_code(), "region": rec["town"], "address": rec["address"],
                     "kind": rec["kind_code"], "for": "F09"})
    existing[-1]["region"] = CODE_OF[rec["town"]]
    fault(rec, "credit_code", "F09", "the ledger has this name and address in this town under another credit code")
    rec["existing"] = len(existing)

# --- review: alike, not the same ---
for n in range(5):
    rec = at(take())
    existing.append({"name": rec["name"], "credit_code": None, "region": CODE_OF[rec["town"]], "address": rec["address"] + "之一",
                     "kind": rec["kind_code"], "for": "review"})
    rec["credit_code"] = None
    rec["outcome"] = "review"
    rec["why"].append("no credit code; the ledger has the same name in the same town at nearly the same address")
    rec["existing"] = len(existing)

# --- the other faults ---
for field in ("name", "name", "kind", "kind", "address", "address", "name"):
    rec = at(take())
    rec[field] = None
    fault(rec, field, "F01", f"{field} is required and empty")
rec = at(take())
rec["address"] = "   "
fault(rec, "address", "F01", "address holds blanks only")

for i, text in enumerate(["2023-02-30", "2023年13月1日", "20220230", "2023.02.29", "2022年4月31日", "20231301", "2021-09-31"]):
    rec = at(take())
    field = "registered_on" if i % 2 else "inspected_on"
    rec[field] = text
    fault(rec, field, "F02", "no such day")

for field, text in (("area_m2", "见图纸"), ("area_m2", "待测量"), ("area_m2", "12.3.4"), ("floors", "1O"), ("workers", "很多"),
                    ("height_m", "同楼高"), ("workers", "2O人上下"), ("area_m2", "面积大")):
    rec = at(take())
    rec[field] = text
    fault(rec, field, "F03", "not a number")

for n in range(8):
    rec = at(take())
    rec["credit_code"] = spoil(rec["credit_code"]) if n < 7 else rec["credit_code"][:-1]
    fault(rec, "credit_code", "F04", "wrong check character" if n < 7 else "one character short")

for n in range(7):
    rec = at(take())
    good = resident_no(next(PEOPLE))
    rec["resident_no"] = good[:-1] + RND.choice([c for c in "0123456789" if c != good[-1]])
    fault(rec, "resident_no", "F05", "wrong check digit")

for town in UNKNOWN_TOWNS:
    rec = at(take(unmerged))
    rec["town"], rec["village"] = town, None
    fault(rec, "town", "F06", "no such town")
for kind in UNKNOWN_KINDS:
    rec = at(take())
    rec["kind"] = kind
    fault(rec, "kind", "F07", "no such kind and no alias of one")
for town in FOREIGN:
    rec = at(take(unmerged))
    rec["town"], rec["village"] = town, None
    fault(rec, "town", "F10", "town of another county")
for n in range(6):
    rec = at(take())
    field = "name" if n % 2 else "address"
    rec[field] = "示例" + "超长" * 200 + "商店" if field == "name" else "示例路" + "转角再转角" * 240 + "1号"
    fault(rec, field, "F11", f"{len(rec[field])} characters")

FORMULA = {}  # id(record), field -> (formula, cached value); an error is an ("#N/A",) tuple
for field, text, error in (("area_m2", "=VLOOKUP(\"无\",字典!$A$2:$B$5,2,FALSE)", "#N/A"), ("area_m2", "=#REF!*2", "#REF!"),
                           ("workers", "=1/0", "#DIV/0!"), ("height_m", "=\"三\"*3.2", "#VALUE!"),
                           ("credit_code", "=VLOOKUP(\"无\",字典!$A$2:$B$5,2,FALSE)", "#N/A"), ("registered_on", "=DATEVALUE(\"不是日期\")", "#VALUE!"),
                           ("name", "=VLOOKUP(\"无\",字典!$A$2:$B$5,2,FALSE)", "#N/A"), ("floors", "=SQRT(-1)", "#NUM!")):
    # One error per summed table: which of two a SUM hands on differs between programs.
    rec = at(take(lambda ref: ref[0] == ("赤礁镇" if error == "#REF!" else "海角镇") if field in ("area_m2", "workers") else True))
    FORMULA[id(rec), field] = (text, (error,))
    fault(rec, field, "F12", f"formula error {error}")

for lon, lat in ((126.53, 45.8), (87.62, 43.82), (103.83, 36.06), (101.78, 36.62), (150.0, 10.0), (91.11, 29.65)):
    rec = at(take())
    rec["lon"], rec["lat"] = lon, lat
    fault(rec, "lon", "F13", "more than 500 km from any place the county could be")

for text in ("1990000123", "199000012345", "12345", "199****0001", "19900OO0012", "0700-12", "电话见门口"):
    rec = at(take())
    rec["phone"] = text
    fault(rec, "phone", "F14", "no phone number")

for n in range(3):  # two faults in one row
    rec = at(take())
    rec["credit_code"] = spoil(rec["credit_code"])
    rec["phone"] = ["1990000", "19900001111222", "8001"][n]
    fault(rec, "credit_code", "F04", "two faults in one row: both are marked")
    fault(rec, "phone", "F14", "two faults in one row: both are marked")

# --- repairs ---
for n in range(10):
    rec = at(take())
    field = ["phone", "floors", "area_m2", "credit_code", "resident_no"][n % 5]
    if field == "resident_no":
        rec[field] = resident_no(next(PEOPLE))
    if field == "area_m2":
        rec[field] = RND.choice([120, 240, 560])
    value = str(rec[field])
    repair(rec, field, "R01", wide(value), value)
for n in range(12):
    rec = at(take())
    field = ["name", "address", "credit_code", "phone", "kind", "name"][n % 6]
    value = rec[field]
    shown = {0: f"{value}  ", 1: value[:4] + "\n" + value[4:], 2: f"{value[:4]} {value[4:8]} {value[8:12]} {value[12:]}",
             3: f" {value}", 4: f"{value}\u3000", 5: f"\u00a0{value}\n"}[n % 6]
    repair(rec, field, "R02", shown, value)
for n in range(10):
    rec = at(take())
    field = "registered_on" if n % 2 else "inspected_on"
    repair(rec, field, "R03", serial(rec[field]), rec[field])
for n in range(14):
    rec = at(take())
    field = "registered_on" if n % 2 else "inspected_on"
    day = rec[field] if n != 4 else dt.date(2020, 2, 29)
    shown = [f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}",
             f"{day:%Y.%m.%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y年%m月%d日}", int(f"{day:%Y%m%d}")][n % 7]
    repair(rec, field, "R04", shown, day)
    if n == 4:
        rec["traps"].append((field, "29 February of a leap year is a real day"))
for n, (field, shown, value) in enumerate([
        ("area_m2", "约30㎡", 30), ("area_m2", "约45㎡", 45), ("area_m2", "约120㎡", 120), ("area_m2", "约85㎡", 85),
        ("area_m2", "约60平方米", 60), ("area_m2", "约200平方米", 200), ("area_m2", "约35平方米", 35), ("height_m", "约12m", 12),
        ("height_m", "约9米", 9), ("workers", "约8人", 8)]):
    repair(at(take()), field, "R07", shown, value)

# --- traps: rows that must come in without a fault ---


def trap(field, value, what, clean=None, test=lambda ref: True):
    rec = at(take(test))
    rec[field] = value
    if clean is not None:
        rec["clean"][field] = clean
    rec["traps"].append((field, what))
    return rec


trap("note", "旧执照号449921600123456", "15-digit number of an old licence in the remarks")
trap("note", "原身份证15位，已换证；旧号449921800101001", "15-digit number in the remarks")
trap("name", "示例小计量店0701", "小计 is part of a word in the name")
trap("name", "示例小计量器具经营部0702", "小计 is part of a word in the name")
trap("name", "合计利示例百货0703", "name begins with 合计")
trap("address", "示例路合计大厦3号", "合计 inside an address")
trap("address", "合计里示例巷7号", "address begins with 合计")
trap("registered_on", dt.date(2024, 2, 29), "29 February of a leap year, a real date cell")
trap("phone", "0700-8000123-802", "landline with extension")
trap("phone", "0700-8000124转805", "landline with extension in words")
trap("phone", "400-800-0001", "hotline")
trap("phone", "4008000002", "hotline without hyphens")
trap("phone", "07008000125", "landline without hyphen")
trap("phone", 19900000126, "mobile number kept as a number", "19900000126")
trap("floors", "3", "number kept as text", 3)
trap("workers", "12", "number kept as text", 12)
trap("area_m2", 0.5, "half a square metre (a charging cabinet) is a number")
trap("legal_rep", None, "an optional cell may be empty")
trap("note", "电话同上", "同上 as part of remarks is a remark")
trap("note", "2023年13月1日起停业（原文如此）", "a date inside the remarks is text")
trap("note", "合计3间铺面", "remarks that begin with 合计")
for n in range(3):
    code = credit_code(letters=True)
    trap("credit_code", code.lower() if n else code[:8] + code[8:].lower(),
         "lower-case letters: accepted as capitals, not a wrong check character (a note under any repair code is right)", code)
code = resident_no(8)
while not code.endswith("X"):
    code = resident_no(next(PEOPLE))
trap("resident_no", code.lower(), "lower-case x as check digit: accepted as X", code)
for field, text, value in (("area_m2", "=20*15", 300), ("workers", "=6+7", 13), ("area_m2", "=ROUND(100/3,2)", 33.33),
                           ("address", "=\"示例\"&\"公式路\"&12&\"号\"", "示例公式路12号"), ("floors", "=MAX(2,3)", 3)):
    rec = at(take())
    FORMULA[id(rec), field] = (text, value)
    rec["clean"][field] = value
    rec["traps"].append((field, "a formula with a good result is its result"))

for n in range(40):  # optional cells left empty
    rec = at(RND.choice(order))
    if rec["free"]:
        rec[RND.choice(["resident_no", "inspected_on", "height_m", "workers"])] = None
for n in range(14):
    rec = at(RND.choice(order))
    if rec["free"]:
        rec["credit_code"] = None

# --- hidden rows ---
plain = [r for r in order if at(r)["free"] and not at(r)["merge"]]
for ref in plain[:9]:
    at(ref)["hidden"] = True
bad = next(r for r in order if at(r)["outcome"] == "rejected" and unmerged(r) and [c[1] for c in at(r)["cells"]] == ["F14"])
at(bad)["hidden"] = True
fixed = next(r for r in order if [c[1] for c in at(r)["cells"]] == ["R04"] and unmerged(r))
at(fixed)["hidden"] = True
