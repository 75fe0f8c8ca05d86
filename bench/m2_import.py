#!/usr/bin/env python3
"""M2: a ledger of 35 columns with seeded faults taken in, against pandas + openpyxl and polars + calamine.

    bench/.peers/python/bin/python bench/m2_import.py PROGRAM FOLDER [postgres://server/] [--rows 50000] [--large 500000] [--rounds 5]

Makes the ledger and its key (bench/m2_make.py), and per round runs, one after the other, each as a process of its own from start
to end: `qutu ledger import` into a fresh demonstration city on SQLite, the same on PostgreSQL when a server is named, and the two
peers, which parse and validate only. Then holds every marked cell against the key, kills an import at half with SIGKILL and runs
it again, and takes the large ledger in once per engine for its peak memory. Exits with 1 when a cell is wrong, a row is there
twice or missing, or the memory passes 400 MB.
"""
import argparse, json, os, shutil, signal, sqlite3, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT_MB = 400
faults = []


def wrong(text):
    faults.append(text)
    print(f"WRONG: {text}")


def run(command, environment=None, quiet=True):
    """Seconds, peak memory in MB and what was printed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL if quiet else None, env=environment)
    printed = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # 1 is said when rows were held back, which is so here.
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command}: {process.returncode} {printed}")
    return time.perf_counter() - begun, used.ru_maxrss / 1024, printed


class City:
    """A demonstration city that is copied anew for every import."""

    def __init__(self, program, folder, server):
        self.program, self.server = program, server
        self.name = "postgres" if server else "sqlite"
        self.template, self.data = os.path.join(folder, f"{self.name}-city"), os.path.join(folder, f"{self.name}-run")
        shutil.rmtree(self.template, ignore_errors=True)
        if server:
            self.sql("DROP DATABASE IF EXISTS qutu_m2", "CREATE DATABASE qutu_m2")
        run([program, "demo", "--seed-only", "--premises", "60", "--data", self.template], self.environment("qutu_m2"))

    def environment(self, database="qutu_m2_run"):
        more = {"QUTU_DATABASE": f"{self.server}{database}"} if self.server else {}
        return {**os.environ, **more}

    def sql(self, *statements):
        for statement in statements:
            subprocess.run(["psql", "-qX", f"{self.server}postgres", "-c", statement], check=True, stderr=subprocess.DEVNULL)

    def fresh(self):
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(self.template, self.data)
        if self.server:
            self.sql("DROP DATABASE IF EXISTS qutu_m2_run", "CREATE DATABASE qutu_m2_run TEMPLATE qutu_m2")
        with open(os.path.join(self.data, "qutu.toml"), "w", encoding="utf-8") as file:
            file.write(f'pack = "demo-city"\ndata = "{self.data}"\n')

    def command(self, file, source, *more):
        return [self.program, "--config", os.path.join(self.data, "qutu.toml"), "ledger", "import", file, "--source", source,
                "--region", "449921000000", *more]

    def take(self, file, source, *more):
        return run(self.command(file, source, *more), self.environment())

    def rows(self, sql):
        if self.server:
            import psycopg2
            connection = psycopg2.connect(f"{self.server}qutu_m2_run")
        else:
            connection = sqlite3.connect(os.path.join(self.data, "qutu.db"), timeout=30)
        cursor = connection.cursor()
        cursor.execute(sql)
        found = cursor.fetchall()
        connection.close()
        return found

    def one(self, sql):
        return self.rows(sql)[0][0]


def key_of(path):
    with open(path, encoding="utf-8") as lines:
        return {(one["row"], one["column"], one["code"]) for one in map(json.loads, lines)}


def held(name, found, key, expected=()):
    """Recall and precision by cell; `expected` are codes that cannot be known."""
    wanted = {one for one in key if one[2] not in expected}
    hit = len(found & wanted)
    recall, precision = hit / len(wanted), hit / max(1, len(found))
    print(f"{name}: {len(found)} cells marked, recall {recall:.4f}, precision {precision:.4f}"
          + (f" (without {', '.join(expected)})" if expected else ""), flush=True)
    return recall == 1 and precision == 1


def marked(city):
    sql = ("SELECT row_number, marks FROM intake_rows WHERE batch_id = "
           "(SELECT id FROM intake_batches WHERE source = 'M2' ORDER BY created_at DESC LIMIT 1)")
    return {(row, mark["column"], mark["code"]) for row, marks in city.rows(sql) for mark in json.loads(marks) if mark["code"].startswith("F")}


def killed(city, ledger, rows):
    """Kills an import at half, goes on, and counts."""
    city.fresh()
    city.take(ledger["known"], "已知")
    before = city.one("SELECT COUNT(*) FROM premises")
    process = subprocess.Popen(city.command(ledger["file"], "M2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=city.environment())
    while process.poll() is None:
        done = city.rows("SELECT done FROM intake_batches WHERE source = 'M2'")
        if done and done[0][0] * 2 >= rows:
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.05)
    if process.wait() != -signal.SIGKILL:
        wrong(f"{city.name}: the import ended before it could be killed")
    half = city.one("SELECT COUNT(*) FROM premises") - before
    _, _, printed = city.take(ledger["file"], "M2")
    told = json.loads(printed)
    after, names = city.rows("SELECT COUNT(*), COUNT(DISTINCT name) FROM premises WHERE name LIKE '示例%'")[0]
    entered = city.one("SELECT COUNT(*) FROM premises") - before
    faulty = len({row for row, _, _ in key_of(ledger["key"])})
    doubles, missing = after - names, rows - faulty - entered
    print(f"{city.name}: killed with {half} of {rows} in; resumed from row {told['resumed_from']}; twice: {doubles}, missing: {missing}", flush=True)
    if doubles or missing or not told["resumed_from"]:
        wrong(f"{city.name}: resumed import")


def spread(values):
    return f"{statistics.median(values):.1f} s ({min(values):.1f} to {max(values):.1f})"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("folder")
    options.add_argument("server", nargs="?")
    options.add_argument("--rows", type=int, default=50_000)
    options.add_argument("--large", type=int, default=500_000)
    options.add_argument("--rounds", type=int, default=5)
    wanted = options.parse_args()
    folder = os.path.abspath(wanted.folder)
    os.makedirs(folder, exist_ok=True)
    program = os.path.abspath(wanted.program)
    cities = [City(program, folder, server) for server in ([None, wanted.server] if wanted.server else [None])]

    def ledger(rows):
        to = os.path.join(folder, str(rows))
        if not os.path.exists(os.path.join(to, "done")):
            subprocess.run([sys.executable, os.path.join(HERE, "m2_make.py"), str(rows), to, os.path.join(cities[0].template, "qutu.db")], check=True)
            open(os.path.join(to, "done"), "w").close()
        return {"file": os.path.join(to, "ledger.xlsx"), "known": os.path.join(to, "known.csv"), "key": os.path.join(to, "key.jsonl"), "folder": to}

    small = ledger(wanted.rows)
    key = key_of(small["key"])
    taken, memory = {}, {}
    for turn in range(wanted.rounds):
        for city in cities:
            city.fresh()
            city.take(small["known"], "已知")
            seconds, peak, printed = city.take(small["file"], "M2")
            taken.setdefault(city.name, []).append(seconds)
            memory[city.name] = max(peak, memory.get(city.name, 0))
            print(f"round {turn + 1}: qutu on {city.name} {seconds:.1f} s, {peak:.0f} MB {printed.strip()}", file=sys.stderr, flush=True)
            if turn == 0 and not held(f"qutu on {city.name}", marked(city), key):
                wrong(f"{city.name}: marked cells")
        for peer in ("polars", "pandas"):
            out = os.path.join(small["folder"], f"{peer}.jsonl")
            seconds, peak, _ = run([sys.executable, os.path.join(HERE, "m2_peers.py"), peer, small["file"], out])
            taken.setdefault(peer, []).append(seconds)
            memory[peer] = max(peak, memory.get(peer, 0))
            print(f"round {turn + 1}: {peer} {seconds:.1f} s, {peak:.0f} MB", file=sys.stderr, flush=True)
            if turn == 0:
                held(peer, key_of(out), key, ("F09", "F12"))
    print(f"\n{wanted.rows} rows x 35 columns, medians of {wanted.rounds}\n\n| | against openpyxl | against calamine | seconds | peak MB |\n|---|---|---|---|---|")
    for name, seconds in taken.items():
        ratio = lambda peer: statistics.median(taken[peer]) / statistics.median(seconds)
        print(f"| {name} | {ratio('pandas'):.2f} | {ratio('polars'):.2f} | {spread(seconds)} | {memory[name]:.0f} |")
    print(flush=True)
    for city in cities:
        killed(city, small, wanted.rows)
    if wanted.large:
        large = ledger(wanted.large)
        for city in cities:
            city.fresh()
            city.take(large["known"], "已知")
            seconds, peak, _ = city.take(large["file"], "M2", "--out", os.path.join(city.data, "marked.xlsx"))
            print(f"{city.name}: {wanted.large} rows with the marked workbook in {seconds:.0f} s, peak {peak:.0f} MB", flush=True)
            if not held(f"qutu on {city.name}", marked(city), key_of(large["key"])):
                wrong(f"{city.name}: marked cells of the large ledger")
            if peak > LIMIT_MB:
                wrong(f"{city.name}: {peak:.0f} MB")
    for city in cities:
        shutil.rmtree(city.data, ignore_errors=True)
        if city.server:
            city.sql("DROP DATABASE IF EXISTS qutu_m2_run", "DROP DATABASE IF EXISTS qutu_m2")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
