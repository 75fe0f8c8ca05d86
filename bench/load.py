#!/usr/bin/env python3
"""Fills a demonstration database with many premises and cases, for benchmarks only.

    python3 bench/load.py DATABASE --premises 1000000 --cases 1200000 --users 300 [--seed 1]

DATABASE is postgres://… or the path of a SQLite file that `qutu demo --seed-only` has made. Rows go in by bulk (COPY, many
inserts in one transaction), past the program and past its audit, so never point it at a database that means something.
Places, kinds and lifecycles are those of the demonstration city; names are put together from syllables. Prints the tokens of
the sessions it opened as JSON lines: {"token", "csrf", "level", "key"}.

Needs h3, and psycopg2 for PostgreSQL: `bench/setup.sh` puts both into bench/.peers.
"""
import argparse, hashlib, io, json, random, sqlite3, sys, time, uuid

import h3

FIRST = ["金", "海", "安", "朝", "白", "青", "华", "永", "新", "东", "南", "兴", "福", "德", "和", "顺", "祥", "泰", "荣", "昌"]
FIRST_PINYIN = "jin hai an chao bai qing hua yong xin dong nan xing fu de he shun xiang tai rong chang".split()
KINDS_OF_NAME = [("宾馆", "bin guan"), ("商店", "shang dian"), ("餐厅", "can ting"), ("公司", "gong si"), ("学校", "xue xiao")]
ROADS = ["人民路", "解放路", "中山路", "建设路", "青年路"]


def rows_of(connection, sql):
    cursor = connection.cursor()
    cursor.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


class Sqlite:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-200000", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {pragma}")

    def id(self, value):
        return value.bytes

    def flag(self, value):
        return int(value)

    def insert(self, table, columns, rows):
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def finish(self):
        self.connection.execute("ANALYZE")
        self.connection.commit()


class Postgres:
    def __init__(self, url):
        import psycopg2
        import psycopg2.extras

        psycopg2.extras.register_uuid()
        self.connection = psycopg2.connect(url)
        self.connection.cursor().execute("SET synchronous_commit = off")

    def id(self, value):
        return value

    def flag(self, value):
        return value

    def insert(self, table, columns, rows):
        def text(value):
            if value is None:
                return "\\N"
            if isinstance(value, bool):
                return "t" if value else "f"
            return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")

        cursor = self.connection.cursor()
        buffer, held = io.StringIO(), 0
        copy = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        for row in rows:
            buffer.write("\t".join(map(text, row)) + "\n")
            held += 1
            if held == 200_000:
                buffer.seek(0)
                cursor.copy_expert(copy, buffer)
                buffer, held = io.StringIO(), 0
        buffer.seek(0)
        cursor.copy_expert(copy, buffer)

    def finish(self):
        self.connection.commit()
        self.connection.autocommit = True
        self.connection.cursor().execute("VACUUM ANALYZE")


def pairs(text):
    return {text[at : at + 2] for at in range(len(text) - 1)}


def levels(code):
    """Codes of city, county, town and village; a place stands on its own level and all above."""
    filled = [code[:4] + "0" * 8, code[:6] + "0" * 6, code[:9] + "000", code]
    return [whole if code[cut:end] != "0" * (end - cut) else None
            for whole, cut, end in zip(filled, (2, 4, 6, 9), (4, 6, 9, 12))]


def premises(db, count, dice):
    towns = [row["code"] for row in rows_of(db.connection, "SELECT code FROM regions WHERE level = 'town' ORDER BY code")]
    kinds = rows_of(db.connection, "SELECT DISTINCT kind, sector, department FROM premises ORDER BY kind")
    known = rows_of(
        db.connection,
        "SELECT town_code, AVG(longitude) AS x, AVG(latitude) AS y FROM premises WHERE longitude IS NOT NULL GROUP BY town_code",
    )
    centre = {row["town_code"]: (row["x"], row["y"]) for row in known}
    towns = [town for town in towns if town in centre]
    made, grams = [], []
    now = int(time.time() * 1_000_000)

    def all_rows():
        for number in range(count):
            # Towns differ in size by ten, as they do.
            town = towns[int(len(towns) * dice.random() ** 2)]
            kind = kinds[int(len(kinds) * dice.random() ** 2)]
            one, two = dice.randrange(20), dice.randrange(20)
            what, sound = KINDS_OF_NAME[dice.randrange(5)]
            name = f"{FIRST[one]}{FIRST[two]}{what}{number}"
            pinyin = f"{FIRST_PINYIN[one]} {FIRST_PINYIN[two]} {sound} {number}"
            address = f"{ROADS[dice.randrange(5)]}{dice.randrange(1, 400)}号"
            east, north = centre[town]
            longitude = round(east + dice.gauss(0, 0.02), 6)
            latitude = round(north + dice.gauss(0, 0.02), 6)
            cells = [h3.latlng_to_cell(latitude, longitude, level) for level in (5, 6, 7, 8, 9)]
            initials = "".join(part[0] for part in pinyin.split())
            search = "\n".join([name, initials, address])
            key = uuid.UUID(int=(0x0190_0000_0000_7000_8000_0000_0000_0000 | number))
            made.append((key, name, town, kind["sector"]))
            for gram in pairs(name) | pairs(initials) | pairs(address):
                grams.append((gram, db.id(key)))
            yield (
                db.id(key), name, kind["kind"], "[]", address, longitude, latitude, *cells, "{}", kind["sector"],
                kind["department"], pinyin, search, now, town, *levels(town),
            )

    columns = (
        "id name kind tags address longitude latitude cell_5 cell_6 cell_7 cell_8 cell_9 facts sector department pinyin search "
        "created_at region_code city_code county_code town_code village_code"
    ).split()
    db.insert("premises", columns, all_rows())
    print(f"premises {count}", file=sys.stderr)
    grams.sort()
    db.insert("premises_grams", ["gram", "premises_id"], grams)
    print(f"grams {len(grams)}", file=sys.stderr)
    return made


def cases(db, count, subjects, dice):
    forms = []
    for one in rows_of(db.connection, "SELECT hash, kind, pack, body FROM case_lifecycles ORDER BY kind, hash"):
        for state in json.loads(one["body"])["state"]:
            forms.append({"kind": one["kind"], "pack": one["pack"], "lifecycle_hash": one["hash"], "state": state["code"],
                          "state_class": state["class"]})
    done = [form for form in forms if form["state_class"] == "closed"]
    still = [form for form in forms if form["state_class"] not in ("closed", "void", "waiting")]
    today, day = time.time(), 86_400
    counters, months = {}, {}

    def on(seconds):
        return time.strftime("%Y-%m-%d", time.gmtime(seconds + 8 * 3600))

    def all_rows():
        for number in range(count):
            key, name, town, sector = subjects[dice.randrange(len(subjects))]
            ended = dice.random() < 0.9
            form = (done if ended else still)[dice.randrange(len(done if ended else still))]
            opened = today - dice.random() * 365 * day
            # One open case in eight is overdue.
            due = None if ended else on(today + (dice.random() * 40 - 5) * day)
            major = dice.random() < 0.01
            city, county, place, village = levels(town)
            leaf = (city or "", county or "", place or "", form["kind"], form["state_class"], sector or "", due or "", major)
            counters[leaf] = counters.get(leaf, 0) + 1
            month = (city or "", county or "", place or "", form["kind"], sector or "", on(opened)[:7])
            opens, closes = months.get(month, (0, 0))
            months[month] = (opens + 1, closes + int(ended))
            identity = uuid.UUID(int=(0x0191_0000_0000_7000_8000_0000_0000_0000 | number))
            yield (
                db.id(identity), f"B-{number}", form["kind"], form["pack"], form["lifecycle_hash"], f"{name}事项",
                form["state"], form["state_class"], town, city, county, place, village, sector, "premises", db.id(key), name,
                due, (due or "9999-12-31") if not ended else "9999-99-99", db.flag(False), "{}", db.flag(major), name,
                int(opened * 1_000_000), on(opened), int(today * 1_000_000) if ended else None, on(today) if ended else None, 1, 1,
            )

    columns = (
        "id number kind pack lifecycle_hash title state state_class region_code city_code county_code town_code village_code "
        "sector subject_kind subject_id subject_name due_date due_key due_provisional fields major search_text opened_at "
        "opened_on closed_at closed_on version round"
    ).split()
    db.insert("cases", columns, all_rows())
    print(f"cases {count}", file=sys.stderr)
    merge(db, "case_counters", 8, counters)
    merge(db, "case_months", 6, months)


def merge(db, table, keys, found):
    """Adds to counters that the demonstration city has already filled."""
    cursor = db.connection.cursor()
    cursor.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    held = {}
    for row in cursor.fetchall():
        key = tuple(bool(part) if name == "major" else part for name, part in zip(names, row[:keys]))
        held[key] = row[keys:]
    for key, more in found.items():
        more = more if isinstance(more, tuple) else (more,)
        before = held.get(key, (0,) * len(more))
        held[key] = tuple(int(a) + b for a, b in zip(before, more))
    cursor.execute(f"DELETE FROM {table}")
    db.insert(table, names, (tuple(db.flag(part) if isinstance(part, bool) else part for part in key) + tuple(sums)
                             for key, sums in held.items()))


def users(db, count, dice):
    """People with one post each: some of the whole city, more of a county, most of a town, a third of them in one sector."""
    post = rows_of(db.connection, "SELECT * FROM posts WHERE role = 'town_station' ORDER BY id LIMIT 1")[0]
    wide = rows_of(db.connection, "SELECT * FROM posts WHERE role = 'fire_office' OR role = 'city_office' ORDER BY id LIMIT 1")
    sectors = [row["sector"] for row in rows_of(db.connection, "SELECT DISTINCT sector FROM premises WHERE sector IS NOT NULL ORDER BY sector")]
    codes = {level: [row["code"] for row in rows_of(db.connection, f"SELECT code FROM regions WHERE level = '{level}' ORDER BY code")]
             for level in ("city", "county", "town")}
    now = int(time.time() * 1_000_000)
    people, posts, places, holdings, accounts, sessions = [], [], [], [], [], []
    for number in range(count):
        level = "city" if number % 20 == 0 else "county" if number % 5 == 0 else "town"
        key = dice.choice(codes[level])
        held = json.dumps([dice.choice(sectors)]) if number % 3 == 2 else None
        person, seat, account = (db.id(uuid.UUID(int=(0x0192_0000_0000_7000_8000_0000_0000_0000 | kind << 40 | number))) for kind in (1, 2, 3))
        people.append((person, f"压测{number}", post["org_id"], "ya ce", 1))
        source = wide[0] if level == "city" and wide else post
        posts.append((seat, post["org_id"], f"压测岗位{number}", source["role"], level, key, held, "2020-01-01", f"z{number}", 1))
        places.append((db.id(uuid.UUID(int=(0x0192_0000_0000_7000_8000_0000_0000_0000 | 4 << 40 | number))), seat, post["org_id"], "2020-01-01"))
        holdings.append((db.id(uuid.UUID(int=(0x0192_0000_0000_7000_8000_0000_0000_0000 | 5 << 40 | number))), seat, person, "2020-01-01"))
        accounts.append((account, f"bench{number}", person, db.flag(True), db.flag(False), now, 1))
        token = "".join(dice.choice("0123456789abcdef") for _ in range(64))
        sessions.append((hashlib.new("sm3", token.encode()).hexdigest(), account, "c" * 64, now, now + 60_000_000 * 600, now + 60_000_000 * 600))
        print(json.dumps({"token": token, "csrf": "c" * 64, "level": level, "key": key, "sectors": held}))
    db.insert("people", "id name org_id pinyin version".split(), people)
    db.insert("posts", "id org_id name role scope_level scope_key sectors valid_from sort_key version".split(), posts)
    db.insert("post_places", "id post_id org_id valid_from".split(), places)
    db.insert("holdings", "id post_id person_id from_date".split(), holdings)
    db.insert("users", "id login person_id active must_change_password created_at version".split(), accounts)
    db.insert("sessions", "token_hash user_id csrf_token created_at last_seen_at expires_at".split(), sessions)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("database")
    options.add_argument("--premises", type=int, default=200_000)
    options.add_argument("--cases", type=int, default=0)
    options.add_argument("--users", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    dice = random.Random(wanted.seed)
    db = Postgres(wanted.database) if wanted.database.startswith("postgres") else Sqlite(wanted.database)
    started = time.time()
    subjects = premises(db, wanted.premises, dice)
    if wanted.cases:
        cases(db, wanted.cases, subjects, dice)
    users(db, wanted.users, dice)
    db.finish()
    print(f"loaded in {time.time() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
