#!/usr/bin/env python3
"""The peers of M2: a workbook parsed and its rows validated, nothing stored and nothing matched against a ledger.

    python bench/m2_peers.py pandas|polars LEDGER.xlsx OUT.jsonl

Both judge whole columns at once and write every fault as {"row", "column", "code"}. They know the kinds and towns by heart,
take a box around the county for its outline, and cannot know contradictions with a ledger (F09).
"""
import json, sys

from m2_make import ALPHABET, AT, FOREIGN, KINDS, TOWNS

NUMBERS, DAYS = ["地上层数", "建筑面积", "建筑高度", "从业人数", "床位数"], ["登记日期", "排查日期", "开业日期"]
NAME, KIND, PLACE, TOWN, CODE, PERSON, PHONE = "场所名称", "场所类别", "详细地址", "所属镇街", "统一社会信用代码", "身份证号", "联系电话"
DATE = r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?( 00:00:00)?$"
DIALLED = r"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[2-9]\d{6,7}|[48]00\d{7})$"
EAST, WEST, SOUTH, NORTH = 118.0, 109.0, 20.0, 26.0
WIDE = {chr(0xFF10 + digit): str(digit) for digit in range(10)}
PLACES = {letter: value for value, letter in enumerate(ALPHABET)}
DIGITS = {**{str(digit): digit for digit in range(10)}, "X": 10}
CODE_WEIGHTS = [pow(3, place, 31) for place in range(17)]
PERSON_WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]


def with_pandas(path):
    import pandas as pd

    table = pd.read_excel(path, engine="openpyxl", dtype=object, keep_default_na=False, na_values=[""])
    text = lambda title: table[title].where(table[title].notna(), "").astype(str).str.strip()
    broken = {title: text(title).str.startswith("#") for title in table.columns}
    yield from (("F12", title, broken[title]) for title in table.columns)
    for title in (NAME, KIND, PLACE):
        yield "F01", title, text(title) == ""
    for title in DAYS:
        cells = text(title)
        parts = cells.str.extract(DATE)
        good = pd.to_datetime(parts[0] + "-" + parts[1] + "-" + parts[2], errors="coerce", format="%Y-%m-%d").notna()
        yield "F02", title, (cells != "") & ~good & ~broken[title]
    for title in NUMBERS:
        cells = text(title)
        yield "F03", title, (cells != "") & ~cells.str.contains(r"\d", regex=True) & ~broken[title]

    def checked(cells, letters, weights, whole):
        found = cells.str.fullmatch(whole)
        total = sum(cells.str[place].map(letters).fillna(0) * weight for place, weight in enumerate(weights))
        return found, total.astype(int)

    cells = text(CODE)
    found, total = checked(cells, PLACES, CODE_WEIGHTS, rf"[{ALPHABET}]{{18}}")
    yield "F04", CODE, (cells != "") & ~(found & (((31 - total % 31) % 31) == cells.str[17].map(PLACES)))
    cells = text(PERSON)
    found, total = checked(cells, DIGITS, PERSON_WEIGHTS, r"\d{17}[\dX]")
    yield "F05", PERSON, (cells != "") & ~(found & (((12 - total % 11) % 11) == cells.str[17].map(DIGITS)))
    cells = text(TOWN)
    foreign = cells.isin(FOREIGN)
    yield "F10", TOWN, foreign
    yield "F06", TOWN, ~cells.isin(list(TOWNS)) & ~foreign
    cells = text(KIND)
    yield "F07", KIND, (cells != "") & ~cells.isin(KINDS)
    same = pd.DataFrame({title: text(title) for title in (NAME, PLACE, CODE, TOWN)})
    yield "F08", CODE, same.duplicated() & (same[NAME] != "")
    yield "F11", NAME, text(NAME).str.len() > 100
    yield "F11", PLACE, text(PLACE).str.len() > 200
    east, north = (pd.to_numeric(table[title], errors="coerce") for title in ("经度", "纬度"))
    yield "F13", "经度", ~(east.between(WEST, EAST) & north.between(SOUTH, NORTH))
    cells = text(PHONE).replace(WIDE, regex=True)
    yield "F14", PHONE, (cells != "") & ~cells.str.fullmatch(DIALLED)


def with_polars(path):
    import polars as pl

    table = pl.read_excel(path, engine="calamine", read_options={"dtypes": "string"})
    text = lambda title: pl.col(title).fill_null("").str.strip_chars()
    told = []

    def tell(code, title, fault):
        told.append((code, title, fault))

    for title in table.columns:
        tell("F12", title, text(title).str.starts_with("#"))
    for title in (NAME, KIND, PLACE):
        tell("F01", title, text(title) == "")
    for title in DAYS:
        # A day may come as a date's text or as the bare serial number.
        parts = [text(title).str.extract(DATE, part) for part in (1, 2, 3)]
        good = pl.concat_str(parts, separator="-").str.to_date("%Y-%m-%d", strict=False).is_not_null()
        serial = text(title).str.contains(r"^\d{5}(\.0)?$")
        tell("F02", title, (text(title) != "") & ~good & ~serial & ~text(title).str.starts_with("#"))
    for title in NUMBERS:
        tell("F03", title, (text(title) != "") & ~text(title).str.contains(r"\d") & ~text(title).str.starts_with("#"))

    def total(title, letters, weights):
        value = lambda place: text(title).str.slice(place, 1).replace_strict(letters, default=0, return_dtype=pl.Int32)
        return sum((value(place) * weight for place, weight in enumerate(weights)), start=pl.lit(0))

    last = lambda title, letters: text(title).str.slice(17, 1).replace_strict(letters, default=-1, return_dtype=pl.Int32)
    good = text(CODE).str.contains(rf"^[{ALPHABET}]{{18}}$") & ((31 - total(CODE, PLACES, CODE_WEIGHTS) % 31) % 31 == last(CODE, PLACES))
    tell("F04", CODE, (text(CODE) != "") & ~good)
    good = text(PERSON).str.contains(r"^\d{17}[\dX]$") & ((12 - total(PERSON, DIGITS, PERSON_WEIGHTS) % 11) % 11 == last(PERSON, DIGITS))
    tell("F05", PERSON, (text(PERSON) != "") & ~good)
    tell("F10", TOWN, text(TOWN).is_in(FOREIGN))
    tell("F06", TOWN, ~text(TOWN).is_in(list(TOWNS) + FOREIGN))
    tell("F07", KIND, (text(KIND) != "") & ~text(KIND).is_in(KINDS))
    same = pl.struct(text(title).alias(title) for title in (NAME, PLACE, CODE, TOWN))
    tell("F08", CODE, ~same.is_first_distinct() & (text(NAME) != ""))
    tell("F11", NAME, text(NAME).str.len_chars() > 100)
    tell("F11", PLACE, text(PLACE).str.len_chars() > 200)
    east, north = (pl.col(title).cast(pl.Float64, strict=False) for title in ("经度", "纬度"))
    tell("F13", "经度", ~(east.is_between(WEST, EAST) & north.is_between(SOUTH, NORTH)).fill_null(False))
    cells = text(PHONE).str.replace_many(list(WIDE), list(WIDE.values()))
    tell("F14", PHONE, (cells != "") & ~cells.str.contains(DIALLED))
    judged = table.select(fault.alias(str(place)) for place, (_, _, fault) in enumerate(told))
    for place, (code, title, _) in enumerate(told):
        yield code, title, judged[str(place)]


def main():
    which, path, out = sys.argv[1:]
    with open(out, "w", encoding="utf-8") as file:
        for code, title, fault in (with_pandas if which == "pandas" else with_polars)(path):
            rows = fault.to_numpy().nonzero()[0] if which == "pandas" else fault.arg_true()
            for row in rows:
                file.write(json.dumps({"row": int(row) + 2, "column": AT[title], "code": code}) + "\n")


if __name__ == "__main__":
    main()
