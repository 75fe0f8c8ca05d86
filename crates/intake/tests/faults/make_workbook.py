"""Make premises.xlsx, second.xlsx and their keys. Kept for the record; no test runs it. See README.md."""
import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Bitmap, ImageDraw

from ledger_rows import (CODE_OF, COLS, EXTRA, FORMULA, KINDS, LETTER, LISTS, NUM, RND, SHEET, SUMMARY, TOWNS, VILLAGE_CODES,
                         at, existing, mobile, order, record, records)

HERE = Path(__file__).parent

# ---------------------------------------------------------------- the sheet
wb = openpyxl.Workbook()
ws = wb.active
ws.title = SHEET
thin = Side(style="thin", color="999999")
BOX = Border(left=thin, right=thin, top=thin, bottom=thin)
HEAD = PatternFill("solid", fgColor="DDEBF7")
SUM = PatternFill("solid", fgColor="FFF2CC")
TINT = [PatternFill("solid", fgColor=c) for c in ("FCE4D6", "E2EFDA", "FFFF00")]
SONG = "宋体"
LAST = len(COLS)
cached = {SHEET: {}, SUMMARY: {}}
key_cells, key_rows, key_traps, tables = [], [], [], []


def put(row, col, value, **style):
    cell = ws.cell(row, col, value)
    cell.font = Font(name=SONG, size=style.pop("size", 10), bold=style.pop("bold", False), color=style.pop("color", None))
    cell.alignment = Alignment(horizontal=style.pop("h", "center"), vertical="center", wrap_text=style.pop("wrap", False))
    if style.pop("box", True):
        cell.border = BOX
    if "fill" in style:
        cell.fill = style["fill"]
    return cell


def formula(sheet, row, col, text, value):
    sheet.cell(row, col).value = text
    cached[sheet.title][sheet.cell(row, col).coordinate] = value


def line(row, outcome, **more):
    key_rows.append({"sheet": SHEET, "row": row, "outcome": outcome, **more})


ws.merge_cells(start_row=1, end_row=1, start_column=1, end_column=LAST)
put(1, 1, "示范市青屿县消防安全重点场所台账（虚构）", size=18, bold=True, box=False)
ws.row_dimensions[1].height = 34
line(1, "title")
ws.merge_cells("A2:H2")
ws.merge_cells("I2:P2")
put(2, 1, "填报单位：青屿县消防安全委员会办公室（虚构）", h="left", box=False)
put(2, 9, "填报日期：2024年6月28日", h="left", box=False)
line(2, "title")
for letter, _, _, _, width in COLS:
    ws.column_dimensions[letter].width = width

NUMERALS = "一二三四五六七"
row = 3
sums, first_row, spans = [], {}, []
serial_no = 0


def number_at(town, field, upto=None):
    """What SUM over this column of the table gives: texts are passed over, an error is handed on."""
    total = 0
    for rec in records[town][:upto]:
        value = FORMULA.get((id(rec), field), (None, rec[field]))[1]
        if isinstance(value, tuple):
            return value
        if isinstance(value, (int, float)):
            total += value
    return round(total, 2)


def total_row(row, label, area, people, text_area, text_people, span=4, column=1):
    for c in range(1, LAST + 1):
        put(row, c, None, bold=True, fill=SUM)
    if span > 1:
        ws.merge_cells(start_row=row, end_row=row, start_column=1, end_column=span)
    put(row, column, label, bold=True, fill=SUM)
    formula(ws, row, NUM["area_m2"], text_area, area)
    formula(ws, row, NUM["workers"], text_people, people)
    ws.cell(row, NUM["area_m2"]).number_format = "#,##0.00"


for t, (town, _, count, _) in enumerate(TOWNS):
    ws.merge_cells(start_row=row, end_row=row, start_column=1, end_column=LAST)
    put(row, 1, f"{NUMERALS[t]}、{town}", size=12, bold=True, h="left", box=False)
    line(row, "title")
    top = row + 1
    for c in range(1, LAST + 1):
        for r in (top, top + 1):
            put(r, c, None, bold=True, fill=HEAD, wrap=True)
    c = 0
    while c < LAST:
        _, _, upper, lower, _ = COLS[c]
        if lower is None:
            ws.merge_cells(start_row=top, end_row=top + 1, start_column=c + 1, end_column=c + 1)
            ws.cell(top, c + 1).value = upper
            c += 1
            continue
        n = c
        while n < LAST and COLS[n][2] == upper:
            ws.cell(top + 1, n + 1).value = COLS[n][3]
            n += 1
        ws.merge_cells(start_row=top, end_row=top, start_column=c + 1, end_column=n)
        ws.cell(top, c + 1).value = upper
        c = n
    line(top, "header")
    line(top + 1, "header")
    ws.row_dimensions[top].height = 22
    ws.row_dimensions[top + 1].height = 26
    row = top + 2
    begin = row
    merges = {}
    for i, rec in enumerate(records[town]):
        what = EXTRA[town].get(i)
        if what == "subtotal_mid":
            total_row(row, "小计", number_at(town, "area_m2", i), number_at(town, "workers", i),
                      f"=SUM(K{begin}:K{row - 1})", f"=SUM(P{begin}:P{row - 1})", span=1, column=NUM["name"])
            line(row, "skipped_subtotal")
            row += 1
        elif what:
            if what == "blank_spaces":
                ws.cell(row, NUM["name"]).value = "  "
            line(row, "skipped_blank")
            row += 1
        rec["row"] = row
        serial_no += 1
        rec["serial"] = serial_no
        tint = RND.choice(TINT) if RND.random() < 0.06 else None
        for letter, field, *_ in COLS:
            col = NUM[field]
            start = rec["merge"].get(field)
            value = rec[field]
            if start:
                merges.setdefault((field, start[0]), [row, row])[1] = row
                if start[0] != i:
                    value = None
            cell = put(row, col, value, h="left" if field in ("name", "address", "note") else "center",
                       wrap=isinstance(value, str) and "\n" in value, **({"fill": tint} if tint and field in ("name", "credit_code", "phone") else {}))
            if isinstance(value, str) and value.isdigit():
                cell.number_format = "@"
            if isinstance(value, dt.date):
                cell.number_format = "yyyy-mm-dd" if field == "registered_on" else 'yyyy"年"m"月"d"日"'
            if field == "area_m2" and isinstance(value, (int, float)):
                cell.number_format = "#,##0.00"
            if field == "height_m" and isinstance(value, (int, float)):
                cell.number_format = "0.0"
            if field in ("lon", "lat") and value is not None:
                cell.number_format = "0.000000"
            if field == "phone" and isinstance(value, int):
                cell.number_format = "0"
            if (id(rec), field) in FORMULA:
                formula(ws, row, col, *FORMULA[id(rec), field])
        if rec["hidden"]:
            ws.row_dimensions[row].hidden = True
        for field, code, value in rec["cells"]:
            entry = {"sheet": SHEET, "row": row, "column": LETTER[field], "field": field, "code": code}
            if code == "F13":
                entry["or"] = "I"
            if code == "F08":
                entry["or"] = "DEF"
                entry["first"] = at(rec["twin"])["row"]
            if code == "F09":
                entry["or"] = "DEF"
            if value is not None:
                entry["value"] = value.isoformat() if isinstance(value, dt.date) else str(value)
            key_cells.append(entry)
        for field, what in rec["traps"]:
            key_traps.append({"sheet": SHEET, "row": row, "column": LETTER[field], "field": field,
                              "value": str(rec["clean"].get(field, rec[field] if rec[field] is not None else "")), "what": what})
        more = {"hidden": True} if rec["hidden"] else {}
        if rec.get("existing"):
            more["existing"] = rec["existing"]
        if rec["outcome"] != "rejected":
            name = rec["clean"].get("name", rec["name"])
            village = rec["clean"].get("village", rec["village"])
            more.update(name=name, credit_code=rec["clean"].get("credit_code", rec["credit_code"]) or "", town=CODE_OF[town],
                        village=VILLAGE_CODES.get(village, ""), kind=rec["kind_code"])
        if rec["why"]:
            more["why"] = "; ".join(dict.fromkeys(rec["why"]))
        line(row, rec["outcome"], **more)
        row += 1
    for (field, _), (a, b) in merges.items():
        ws.merge_cells(start_row=a, end_row=b, start_column=NUM[field], end_column=NUM[field])
    total_row(row, "小计" if t % 2 == 0 else "小  计", number_at(town, "area_m2"), number_at(town, "workers"),
              f"=SUM(K{begin}:K{row - 1})" if "subtotal_mid" not in EXTRA[town].values() else "",
              f"=SUM(P{begin}:P{row - 1})", span=4)
    if "subtotal_mid" in EXTRA[town].values():  # a plain sum would count the inner subtotal twice
        inner = next(r["row"] for r in key_rows if r["outcome"] == "skipped_subtotal")
        for letter, field in (("K", "area_m2"), ("P", "workers")):
            formula(ws, row, NUM[field], f"=SUM({letter}{begin}:{letter}{inner - 1},{letter}{inner + 1}:{letter}{row - 1})", number_at(town, field))
    line(row, "skipped_subtotal")
    sums.append((town, begin, row))
    tables.append({"sheet": SHEET, "header_rows": [top, top + 1], "rows": [begin, row - 1], "also": [[begin, row]], "columns": LAST,
                   "first": "序号", "last": "备注"})
    row += 1
    if t < len(TOWNS) - 1:
        line(row, "gap")
        row += 1


def add(values):
    return next((v for v in values if isinstance(v, tuple)), None) or round(sum(values), 2)


total_row(row, "合  计", add([number_at(t[0], "area_m2") for t in TOWNS]), add([number_at(t[0], "workers") for t in TOWNS]),
          "=" + "+".join(f"K{r}" for _, _, r in sums), "=" + "+".join(f"P{r}" for _, _, r in sums))
line(row, "skipped_subtotal")
tables[-1]["also"].append([tables[-1]["rows"][0], row])
row += 1
line(row, "gap")
row += 1
ws.merge_cells(start_row=row, end_row=row, start_column=1, end_column=LAST)
put(row, 1, "制表人：经办人甲　　审核人：经办人乙　　注：本表全部内容为虚构，仅供测试。", h="left", box=False)
line(row, "note")
end_row = row

ws.freeze_panes = "E6"
ws.sheet_view.zoomScale = 85
ws.page_setup.orientation = "landscape"
ws.page_setup.paperSize = 8
ws.page_setup.fitToWidth = 1
ws.page_setup.fitToHeight = 0
ws.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
ws.print_title_rows = "4:5"
checks = DataValidation(type="list", formula1="类别表", allow_blank=True, showErrorMessage=False)
checks.add(f"G6:G{sums[-1][2] - 1}")
ws.add_data_validation(checks)
remark = Comment("此处与营业执照核对过。", "经办人甲")
remark.width, remark.height = 180, 60
ws["E8"].comment = remark
seal = Bitmap.new("RGBA", (56, 56), (0, 0, 0, 0))
draw = ImageDraw.Draw(seal)
draw.ellipse((3, 3, 52, 52), outline=(200, 30, 30, 255), width=3)
draw.polygon([(28, 14), (32, 24), (43, 24), (34, 31), (37, 42), (28, 35), (19, 42), (22, 31), (13, 24), (24, 24)], fill=(200, 30, 30, 255))
buffer = io.BytesIO()
seal.save(buffer, "PNG")
picture = Image(io.BytesIO(buffer.getvalue()))
ws.add_image(picture, "S1")

# ---------------------------------------------------------------- summary and hidden list
sm = wb.create_sheet(SUMMARY)
sm.merge_cells("A1:E1")
sm["A1"] = "青屿县场所情况汇总表（虚构）"
sm["A1"].font = Font(name=SONG, size=16, bold=True)
sm["A1"].alignment = Alignment(horizontal="center")
for c, text in enumerate(["镇街", "场所数", "面积合计(㎡)", "从业人数", "重点单位数"], 1):
    cell = sm.cell(2, c, text)
    cell.font, cell.fill, cell.border = Font(name=SONG, bold=True), HEAD, BOX
    sm.column_dimensions["ABCDE"[c - 1]].width = 16
for i, (town, begin, end) in enumerate(sums):
    r = 3 + i
    rows = records[town]
    formula(sm, r, 1, f"=MID('{SHEET}'!A{begin - 3},3,9)", town)
    formula(sm, r, 2, f"=COUNT('{SHEET}'!A{begin}:A{end - 1})", len(rows))
    formula(sm, r, 3, f"='{SHEET}'!K{end}", number_at(town, "area_m2"))
    formula(sm, r, 4, f"='{SHEET}'!P{end}", number_at(town, "workers"))
    formula(sm, r, 5, f"=COUNTIF('{SHEET}'!S{begin}:S{end - 1},\"是\")", sum(x["key_unit"] == "是" for x in rows))
    for c in range(1, 6):
        sm.cell(r, c).border, sm.cell(r, c).font = BOX, Font(name=SONG)
    sm.cell(r, 3).number_format = "#,##0.00"
r = 3 + len(sums)
sm.cell(r, 1, "合计").font = Font(name=SONG, bold=True)
formula(sm, r, 2, f"=SUM(B3:B{r - 1})", sum(len(v) for v in records.values()))
formula(sm, r, 3, f"=SUM(C3:C{r - 1})", add([number_at(t[0], "area_m2") for t in TOWNS]))
formula(sm, r, 4, f"=SUM(D3:D{r - 1})", add([number_at(t[0], "workers") for t in TOWNS]))
formula(sm, r, 5, f"=SUM(E3:E{r - 1})", sum(x["key_unit"] == "是" for v in records.values() for x in v))
for c in range(1, 6):
    sm.cell(r, c).border, sm.cell(r, c).fill = BOX, SUM
tables.append({"sheet": SUMMARY, "header_rows": [2], "rows": [3, r - 1], "also": [[3, r]], "columns": 5, "first": "镇街", "last": "重点单位数"})

ls = wb.create_sheet(LISTS)
ls["A1"], ls["B1"] = "类别", "代码"
for i, (name, code) in enumerate(KINDS):
    ls.cell(2 + i, 1, name)
    ls.cell(2 + i, 2, code)
ls.sheet_state = "hidden"
wb.defined_names["类别表"] = DefinedName("类别表", attr_text=f"{LISTS}!$A$2:$A${1 + len(KINDS)}")
tables.append({"sheet": LISTS, "header_rows": [1], "rows": [2, 1 + len(KINDS)], "columns": 2, "first": "类别", "last": "代码", "hidden": True})


def escape(text):
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def save(book, path, values):
    """Save with cached formula results (openpyxl writes none) and with fixed times, so that a second run gives the same bytes."""
    raw = io.BytesIO()
    book.properties.creator = "经办人甲"
    book.save(raw)
    sheets = {f"xl/worksheets/sheet{i}.xml": s.title for i, s in enumerate(book.worksheets, 1)}
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info.filename)
            if info.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-06-28T09:00:00Z", data)
            if info.filename in sheets:
                text = data.decode()
                for ref, value in values.get(sheets[info.filename], {}).items():
                    if isinstance(value, tuple):
                        kind, shown = ' t="e"', value[0]
                    elif isinstance(value, str):
                        kind, shown = ' t="str"', escape(value)
                    else:
                        kind, shown = "", repr(value)
                    text, n = re.subn(rf'<c r="{ref}"( s="\d+")?(?: t="\w+")?><f>(.*?)</f><v ?/?>(?:</v>)?</c>',
                                      lambda m: f'<c r="{ref}"{m[1] or ""}{kind}><f>{m[2]}</f><v>{shown}</v></c>', text)
                    assert n == 1, (ref, n)
                data = text.encode()
            fixed_info = zipfile.ZipInfo(info.filename, (2024, 6, 28, 9, 0, 0))
            fixed_info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed_info, data)


save(wb, HERE / "premises.xlsx", cached)


# ---------------------------------------------------------------- keys
def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def inline(name, entries):
    body = "\n".join("  { " + ", ".join(f"{k} = {toml(v)}" for k, v in e.items() if v is not None) + " }," for e in entries)
    return f"{name} = [\n{body}\n]\n"


def count(items, of):
    out = {}
    for item in items:
        out[of(item)] = out.get(of(item), 0) + 1
    return dict(sorted(out.items()))


def section(name, values):
    return f"[{name}]\n" + "\n".join(f"{k} = {toml(v)}" for k, v in values.items()) + "\n"


by_row = {r["row"]: r["outcome"] for r in key_rows}
repairs = [c for c in key_cells if c["code"][0] == "R"]
outcomes = count(key_rows, lambda r: r["outcome"])
totals = {
    "read": sum(outcomes[k] for k in ("inserted", "rejected", "review")), "inserted": outcomes["inserted"], "updated": 0, "unchanged": 0,
    "rejected": outcomes["rejected"], "review": outcomes["review"],
    "rows_repaired": len({c["row"] for c in repairs}), "rows_repaired_inserted": len({c["row"] for c in repairs if by_row[c["row"]] == "inserted"}),
    "cells_repaired": len(repairs), "cells_at_fault": len(key_cells) - len(repairs),
    "blank": outcomes["skipped_blank"], "subtotal": outcomes["skipped_subtotal"], "hidden": sum(r.get("hidden", False) for r in key_rows),
}
head = (HERE / "key_head.txt").read_text() if (HERE / "key_head.txt").exists() else ""
parts = [head, section("columns", {c[0]: c[1] for c in COLS}), section("totals", totals), section("cells_by_code", count(key_cells, lambda c: c["code"])),
         section("rows_by_outcome", outcomes)]
lists = [inline("table", tables), inline("existing", existing), inline("row", key_rows), inline("cell", key_cells), inline("trap", key_traps)]
(HERE / "key.toml").write_text(head + "\n" + "\n".join(lists) + "\n" + "\n".join(parts[1:]))

# ---------------------------------------------------------------- the second workbook
wb2 = openpyxl.Workbook()
w2 = wb2.active
w2.title = "Sheet1"
COLS2 = [("A", "name", "单位名称", 30), ("B", "address", "详细地址", 24), ("C", "credit_code", "统一信用代码", 22), ("D", "kind", "行业", 12),
         ("E", "town", "镇（街道）", 12), ("F", "legal_rep", "负责人", 10), ("G", "phone", "手机", 14), ("H", "area_m2", "营业面积（平方米）", 14),
         ("I", "floors", "楼层数", 8)]
for letter, _, text, width in COLS2:
    w2[f"{letter}1"] = text
    w2[f"{letter}1"].font, w2[f"{letter}1"].fill, w2[f"{letter}1"].border = Font(bold=True), HEAD, BOX
    w2.column_dimensions[letter].width = width
w2.freeze_panes = "A2"
w2.auto_filter.ref = "A1:I61"
base = [at(r) for r in order if at(r)["free"] and at(r)["outcome"] == "inserted" and not at(r)["clean"] and at(r)["name"] and at(r)["phone"]]
with_code = [r for r in base if r["credit_code"]][:45]
second, changes = [], []
for rec in with_code[:20]:
    second.append((dict(rec), "unchanged", rec["row"], "credit_code", None))
for n, rec in enumerate(with_code[20:30]):
    new = dict(rec)
    new["phone"], new["area_m2"] = mobile(), 777 + n
    second.append((new, "updated", rec["row"], "credit_code", ["phone", "area_m2"]))
for rec in with_code[30:40]:
    new = dict(rec)
    new["credit_code"] = None
    second.append((new, "unchanged", rec["row"], "name_address", None))
for rec in with_code[40:45]:
    new = dict(rec)
    new["credit_code"] = None
    new["address"] = rec["address"] + "之一"
    second.append((new, "review", rec["row"], "alike", None))
for n in range(15):
    new = record(RND.choice(TOWNS)[0], 0)
    second.append((new, "inserted", None, None, None))
RND.shuffle(second)
rows2 = []
for i, (rec, outcome, source, how, field) in enumerate(second):
    r = i + 2
    for letter, name, *_ in COLS2:
        cell = w2[f"{letter}{r}"]
        cell.value = rec[name]
        cell.border = BOX
        if name in ("credit_code", "phone"):
            cell.number_format = "@"
    rows2.append({"row": r, "outcome": outcome, "same_as_row": source, "matched_by": how, "changed": field, "name": rec["name"],
                  "credit_code": rec["credit_code"] or "", "town": CODE_OF[rec["town"]], "kind": rec["kind_code"]})
save(wb2, HERE / "second.xlsx", {})
head2 = (HERE / "second_key_head.txt").read_text() if (HERE / "second_key_head.txt").exists() else ""
out2 = count(rows2, lambda r: r["outcome"])
(HERE / "second_key.toml").write_text(head2 + "\n" + inline("row", rows2) + "\n" + section("columns", {c[0]: c[1] for c in COLS2}) + "\n" + section(
    "totals", {"read": len(rows2), "inserted": out2["inserted"], "updated": out2["updated"], "unchanged": out2["unchanged"], "repaired": 0,
               "rejected": 0, "review": out2["review"]}))
if __name__ == "__main__":
    print(totals, count(key_cells, lambda c: c["code"]), outcomes, out2, sep="\n")
