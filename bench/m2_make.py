#!/usr/bin/env python3
"""Makes a ledger of 35 columns as a workbook, with seeded faults and the key to them.

    python3 bench/m2_make.py ROWS FOLDER DATABASE [--seed 1] [--share 0.02]

Writes FOLDER/ledger.xlsx, FOLDER/known.csv (what the ledger must hold beforehand, for contradictions) and FOLDER/key.jsonl
(one line a seeded fault: row, column, code). DATABASE is the demonstration city (a SQLite file or postgres://…), asked only
for the outlines of towns, so that good points lie where they should. Everything is made up; the city is not a real one.

The workbook is as a spreadsheet program saves it: texts in the shared strings, numbers and dates as numbers with formats.
Repairs (full-width digits, dates as text, words around numbers) are mixed in as traps: a mark with a code F there is wrong.
"""
import argparse, datetime, io, json, os, random, sqlite3, zipfile
from xml.sax.saxutils import escape

COUNTY, SCOPE = "青屿县", "449921"
TOWNS = {"青屿镇": "449921100000", "海角镇": "449921101000", "灯塔镇": "449921102000", "盐田头镇": "449921103000",
         "赤礁镇": "449921104000", "北帆镇": "449921105000", "石屏乡": "449921200000"}
FOREIGN = ["溪口街道", "桥南街道", "石榴镇", "金坑镇"]
KINDS = ["便利店", "超市", "小商店", "饭店", "餐馆", "旅馆", "宾馆", "KTV", "网吧", "足浴", "理发店", "健身房", "幼儿园", "卫生站",
         "农贸市场", "出租屋", "制衣厂", "加工厂", "仓库", "快递网点", "冷库", "汽修店"]
SYLLABLES = "岚泰恒隆顺昌裕和瑞丰盈祥宏远嘉禾德润康宁新锦绣晨曦沐风鸣涛松柏桐荷菱薇蓝青紫朱墨雅逸乐安悦欣凯旋启航博广汇聚"
ROADS = ["示例东路", "示例西路", "示例南路", "示例北路", "样板街", "样板巷", "演示大道", "演示新村"]
MARKS = "甲乙丙丁戊己庚辛壬癸"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
TITLES = ["序号", "县区", "所属镇街", "场所名称", "统一社会信用代码", "单位名称", "详细地址", "场所类别", "经度", "纬度", "地上层数",
          "建筑面积", "建筑高度", "法定代表人", "身份证号", "联系电话", "消防安全管理人", "从业人数", "床位数", "登记日期", "排查日期",
          "开业日期", "是否重点单位", "是否三合一", "疏散楼梯数", "安全出口数", "灭火器数", "消火栓数", "有无喷淋", "有无烟感",
          "用电线路穿管", "燃气使用", "电动车停放", "网格员", "备注"]
AT = {title: number for number, title in enumerate(TITLES, 1)}
DATES = {AT["登记日期"], AT["排查日期"], AT["开业日期"]}
YESNO = ["有", "无", "不详"]


def credit_code(dice, number):
    body = f"92{SCOPE}{number:09d}"
    return body + ALPHABET[-sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(body)) % 31]


def resident_number(dice):
    body = f"{SCOPE}{dice.randrange(1950, 2004)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}{dice.randrange(1000):03d}"
    return body + "10X98765432"[sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body)) % 11]


def outlines(database):
    """Points on the outline of each town: they lie in it for whoever allows a point to stand on the edge."""
    sql = "SELECT code, geometry FROM region_shapes"
    if database.startswith("postgres"):
        import psycopg2
        connection = psycopg2.connect(database)
    else:
        connection = sqlite3.connect(database)
    cursor = connection.cursor()
    cursor.execute(sql)
    found = {}
    for code, shape in cursor.fetchall():
        shape = json.loads(shape) if isinstance(shape, str) else shape
        rings = [shape["coordinates"][0]] if shape["type"] == "Polygon" else [part[0] for part in shape["coordinates"]]
        found[code] = [tuple(pair) for ring in rings for pair in ring]
    connection.close()
    return {town: found[code] for town, code in TOWNS.items()}


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


class Sheet:
    """A sheet and the shared strings, written as they come."""

    def __init__(self, path):
        self.package = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4, allowZip64=True)
        self.columns = [letters(column) for column in range(1, 100)]
        self.strings, self.shared, self.uses = {}, io.StringIO(), 0
        self.part = self.package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        self.part.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/'
                        'spreadsheetml/2006/main"><sheetData>'.encode())

    def row(self, number, cells):
        out = [f'<row r="{number}">']
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            at = f"{self.columns[place]}{number}"
            if isinstance(cell, str):
                if cell.startswith("#"):
                    out.append(f'<c r="{at}" t="e"><v>{cell}</v></c>')
                    continue
                index = self.strings.get(cell)
                if index is None:
                    index = self.strings[cell] = len(self.strings)
                    self.shared.write(f"<si><t>{escape(cell)}</t></si>")
                self.uses += 1
                out.append(f'<c r="{at}" t="s"><v>{index}</v></c>')
            elif isinstance(cell, datetime.date):
                out.append(f'<c r="{at}" s="1"><v>{(cell - datetime.date(1899, 12, 30)).days}</v></c>')
            else:
                out.append(f'<c r="{at}"><v>{cell}</v></c>')
        out.append("</row>")
        self.part.write("".join(out).encode())

    def close(self):
        self.part.write(b"</sheetData></worksheet>")
        self.part.close()
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        with self.package.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'{head}<sst xmlns="{main}" count="{self.uses}" uniqueCount="{len(self.strings)}">'.encode())
            part.write(self.shared.getvalue().encode())
            part.write(b"</sst>")
        parts = {
            "xl/styles.xml": f'<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
                '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
                '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="场所台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/>'
                f'<Relationship Id="rId2" Type="{kinds}/styles" Target="styles.xml"/>'
                f'<Relationship Id="rId3" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
                '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        }
        for name, content in parts.items():
            self.package.writestr(name, content if content.startswith("<?") else head + content)
        self.package.close()


def good(dice, number, places):
    town = dice.choice(list(TOWNS))
    kind = dice.choice(KINDS)
    longitude, latitude = dice.choice(places[town])
    name = f"示例{''.join(dice.choices(SYLLABLES, k=3))}{kind}{number:06d}"
    day = lambda: datetime.date(2010, 1, 1) + datetime.timedelta(days=dice.randrange(5000))
    people = lambda: f"{dice.choice('甲乙丙丁戊己庚辛壬癸')}{''.join(dice.choices(SYLLABLES, k=2))}"
    return [number, COUNTY, town, name, credit_code(dice, number), f"{name}经营部", f"{dice.choice(ROADS)}{number}号", kind,
            round(longitude, 6), round(latitude, 6), dice.randrange(1, 8), dice.randrange(200, 90000) / 10, dice.randrange(30, 300) / 10,
            people(), resident_number(dice), f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09d}", people(), dice.randrange(1, 90),
            dice.randrange(0, 60), day(), day(), day(), dice.choice("是否"), dice.choice("是否"), dice.randrange(1, 5), dice.randrange(1, 5),
            dice.randrange(2, 40), dice.randrange(0, 9), dice.choice(YESNO), dice.choice(YESNO), dice.choice(YESNO),
            dice.choice(["管道气", "瓶装气", "无"]), dice.choice(["室外", "首层", "无"]), people(), f"第{number % 997}批采集" if number % 3 else None]


def spoil(code, dice, cells, kept, known):
    """Puts the fault into the row; answers the column it must be marked at."""
    def put(title, value):
        cells[AT[title] - 1] = value
        return AT[title]
    if code == "F01":
        return put(dice.choice(["场所名称", "场所类别", "详细地址"]), None)
    if code == "F02":
        return put(dice.choice(["登记日期", "排查日期", "开业日期"]), dice.choice(["2023-02-30", "2022.13.05", "2021年6月31日"]))
    if code == "F03":
        return put(dice.choice(["建筑面积", "地上层数", "建筑高度", "从业人数"]), dice.choice(["若干", "待查", "不清楚"]))
    if code == "F04":
        right = cells[AT["统一社会信用代码"] - 1]
        wrong = right[:-1] + ALPHABET[(ALPHABET.index(right[-1]) + 7) % 31]
        return put("统一社会信用代码", wrong)
    if code == "F05":
        right = cells[AT["身份证号"] - 1]
        return put("身份证号", right[:-1] + ("1" if right[-1] != "1" else "2"))
    if code == "F06":
        return put("所属镇街", dice.choice(["月宫镇", "蓬莱岛镇", "飞云渡镇"]))
    if code == "F07":
        return put("场所类别", dice.choice(["太空舱", "魔法屋", "时光机"]))
    if code == "F08":
        twin = kept[dice.randrange(len(kept))]
        for title in ("所属镇街", "场所名称", "统一社会信用代码", "详细地址", "经度", "纬度"):
            cells[AT[title] - 1] = twin[AT[title] - 1]
        return AT["统一社会信用代码"]
    if code == "F09":
        # The code is in the ledger for other premises in another town.
        town = next(name for name in TOWNS if name != cells[AT["所属镇街"] - 1])
        known.append([COUNTY, town, f"样本{cells[AT['场所名称'] - 1][2:5]}旧址", cells[AT["统一社会信用代码"] - 1],
                      f"样本旧址单位{len(known)}", f"样本旧路{len(known) + 1}号", "仓库"])
        return AT["统一社会信用代码"]
    if code == "F10":
        put("县区", None)
        return put("所属镇街", dice.choice(FOREIGN))
    if code == "F11":
        return put(dice.choice(["场所名称", "详细地址"]), "示例" * 210 + str(cells[0]))
    if code == "F12":
        return put(dice.choice(["建筑面积", "从业人数", "登记日期"]), dice.choice(["#REF!", "#N/A", "#DIV/0!", "#VALUE!"]))
    if code == "F13":
        put("经度", round(87.0 + dice.random(), 6))
        put("纬度", round(43.0 + dice.random(), 6))
        return AT["经度"]
    return put("联系电话", dice.choice(["1380013", "12800138000", "电话同前台", "139001390012"]))


def trap(dice, cells):
    """Something to repair that holds no row back."""
    kind = dice.randrange(4)
    if kind == 0:
        phone = cells[AT["联系电话"] - 1]
        cells[AT["联系电话"] - 1] = "".join(chr(ord(digit) + 0xFEE0) for digit in phone)
    elif kind == 1:
        cells[AT["登记日期"] - 1] = cells[AT["登记日期"] - 1].strftime("%Y年%m月%d日")
    elif kind == 2:
        cells[AT["建筑面积"] - 1] = f"约{cells[AT['建筑面积'] - 1]}平方米"
    else:
        cells[AT["场所名称"] - 1] = f" {cells[AT['场所名称'] - 1]} "


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rows", type=int)
    options.add_argument("folder")
    options.add_argument("database")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--share", type=float, default=0.02)
    wanted = options.parse_args()
    dice = random.Random(wanted.seed)
    places = outlines(wanted.database)
    os.makedirs(wanted.folder, exist_ok=True)
    codes = [f"F{number:02d}" for number in range(1, 15)]
    faulty = sorted(dice.sample(range(20, wanted.rows), int(wanted.rows * wanted.share)))
    faulty = {row: codes[place % 14] for place, row in enumerate(faulty)}
    sheet = Sheet(os.path.join(wanted.folder, "ledger.xlsx"))
    sheet.row(1, TITLES)
    kept, known = [], []
    with open(os.path.join(wanted.folder, "key.jsonl"), "w", encoding="utf-8") as key:
        for place in range(wanted.rows):
            row, cells = place + 2, good(dice, place + 1, places)
            code = faulty.get(place)
            if code:
                column = spoil(code, dice, cells, kept, known)
                key.write(json.dumps({"row": row, "column": column, "code": code}) + "\n")
            elif place % 25 == 7:
                trap(dice, cells)
            elif len(kept) < 2000:
                kept.append(cells)
            elif place % 50 == 3:
                kept[dice.randrange(2000)] = cells
            sheet.row(row, cells)
    sheet.close()
    with open(os.path.join(wanted.folder, "known.csv"), "w", encoding="utf-8") as file:
        file.write("县区,所属镇街,场所名称,统一社会信用代码,单位名称,详细地址,场所类别\n")
        for cells in known:
            file.write(",".join(cells) + "\n")


if __name__ == "__main__":
    main()
