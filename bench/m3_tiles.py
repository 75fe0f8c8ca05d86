#!/usr/bin/env python3
"""M3: tiles of the map against a PostGIS function source, in one interleaved run.

    python3 bench/m3_tiles.py http://127.0.0.1:8119 postgres://…/database SESSIONS.jsonl [--requests 1200] [--rounds 5]

The peer is what a tile server such as Martin calls for a function source: a function that takes zoom, x, y and a scope and
answers ST_AsMVT over a table with a GiST index, here asked directly, without the tile server's own HTTP. It is given the
stored H3 cells for its clusters, so both count the same thing; it does not count what is dangerous, and ours does.

Requests are recorded first (who, zoom 4 to 17, a place where premises stand), each is asked of both, first one then the
other in turn. Reports median, p95, the ratio, the largest tile, and what was found outside the scope.
"""
import argparse, json, random, statistics, sys, time

import psycopg2

from common import Client, percentile, sessions
from lists import tile

PEER = """
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;
CREATE TABLE peer.points AS SELECT id, name, kind, sector, city_code, county_code, town_code, cell_5, cell_6, cell_7, cell_8, cell_9,
    ST_Transform(ST_SetSRID(ST_MakePoint(longitude, latitude), 4326), 3857) AS geom
    FROM premises WHERE voided_at IS NULL AND longitude IS NOT NULL;
CREATE INDEX ON peer.points USING gist (geom);
CREATE INDEX ON peer.points (county_code);
CREATE INDEX ON peer.points (town_code);
ANALYZE peer.points;
CREATE FUNCTION peer.tile(z int, x int, y int, level text, key text, held text) RETURNS bytea LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    edge geometry := ST_TileEnvelope(z, x, y);
    cell text := CASE WHEN z < 9 THEN 'cell_5' WHEN z < 11 THEN 'cell_6' WHEN z < 12 THEN 'cell_7' WHEN z < 14 THEN 'cell_8' ELSE 'cell_9' END;
    scope text := format('%I = %L', level || '_code', key) || CASE WHEN held IS NULL THEN '' ELSE format(' AND sector = %L', held) END;
    answer bytea;
BEGIN
    IF z >= 15 THEN
        EXECUTE format('SELECT ST_AsMVT(t, ''premises'', 4096, ''g'') FROM (SELECT id::text, name, kind, ST_AsMVTGeom(geom, $1) AS g
            FROM peer.points WHERE geom && $1 AND %s LIMIT 4000) t', scope) INTO answer USING edge;
    ELSE
        EXECUTE format('SELECT ST_AsMVT(t, ''premises'', 4096, ''g'') FROM (SELECT %I AS cell, COUNT(*) AS count,
            ST_AsMVTGeom(ST_Centroid(ST_Collect(geom)), $1) AS g FROM peer.points WHERE geom && $1 AND %s GROUP BY 1) t', cell, scope)
            INTO answer USING edge;
    END IF;
    RETURN answer;
END $$;
"""


def features(blob):
    """Attributes of the features of each layer, read from the specification."""
    def varint(data, at):
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value, at

    def fields(data):
        at, found = 0, []
        while at < len(data):
            tag, at = varint(data, at)
            if tag & 7 == 0:
                value, at = varint(data, at)
            else:
                length, at = varint(data, at)
                value, at = data[at : at + length], at + length
            found.append((tag >> 3, value))
        return found

    layers = {}
    for _, layer in fields(blob):
        parts = fields(layer)
        keys = [value.decode() for number, value in parts if number == 3]
        values = []
        for number, value in parts:
            if number == 4:
                kind, inner = fields(value)[0]
                values.append(inner.decode() if kind == 1 else inner)
        found = []
        for number, value in parts:
            if number == 2:
                packed = next(inner for kind, inner in fields(value) if kind == 2)
                tags, at = [], 0
                while at < len(packed):
                    tag, at = varint(packed, at)
                    tags.append(tag)
                found.append({keys[a]: values[b] for a, b in zip(tags[::2], tags[1::2])})
        layers[next(value for number, value in parts if number == 1).decode()] = found
    return layers


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("base")
    options.add_argument("database")
    options.add_argument("sessions")
    options.add_argument("--requests", type=int, default=1200)
    options.add_argument("--rounds", type=int, default=5)
    wanted = options.parse_args()
    dice = random.Random(3)
    database = psycopg2.connect(wanted.database)
    database.autocommit = True
    cursor = database.cursor()
    cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    cursor.execute(PEER)
    cursor.execute("SELECT longitude, latitude FROM premises WHERE longitude IS NOT NULL AND voided_at IS NULL ORDER BY id")
    places = cursor.fetchall()
    people = sessions(wanted.sessions)
    clients = {one["token"]: Client(wanted.base, one) for one in people[:40]}
    recorded = []
    for number in range(wanted.requests):
        place = places[dice.randrange(len(places))]
        recorded.append((people[dice.randrange(min(40, len(people)))], tile(4 + number % 14, *place)))

    def ours(person, where):
        return clients[person["token"]].get("/premises/tiles/{}/{}/{}".format(*where))

    def theirs(person, where):
        held = json.loads(person["sectors"])[0] if person["sectors"] else None
        begun = time.perf_counter()
        cursor.execute("SELECT peer.tile(%s, %s, %s, %s, %s, %s)", (*where, person["level"], person["key"], held))
        answer = bytes(cursor.fetchone()[0] or b"")
        return answer, time.perf_counter() - begun

    outside, largest, wrong = 0, 0, 0
    rounds = []
    for turn in range(wanted.rounds + 1):
        mine, other = [], []
        for number, (person, where) in enumerate(recorded):
            for asked, taken in sorted([(ours, mine), (theirs, other)], key=lambda _: (number + turn) % 2, reverse=number % 2 == 0):
                content, seconds = asked(person, where)
                taken.append((where[0], seconds))
                if asked is ours:
                    largest = max(largest, len(content))
                    if turn == 0 and content:
                        outside += leaked(cursor, person, content)
        if turn:
            rounds.append((mine, other))
            print(f"round {turn}: ours p95 {percentile([s for _, s in mine], 0.95) * 1000:.1f} ms, "
                  f"peer p95 {percentile([s for _, s in other], 0.95) * 1000:.1f} ms", file=sys.stderr)
    for name, zooms in (("all zooms", range(4, 18)), ("4 to 8", range(4, 9)), ("9 to 11", range(9, 12)), ("12 to 14", range(12, 15)), ("15 to 17", range(15, 18))):
        figures = []
        for which in (0, 1):
            each = [[s for z, s in both[which] if z in zooms] for both in rounds]
            p95 = sorted(percentile(one, 0.95) * 1000 for one in each)
            p50 = statistics.median(statistics.median(one) * 1000 for one in each)
            figures.append((p50, statistics.median(p95), p95[0], p95[-1]))
        (a50, a95, alow, ahigh), (b50, b95, blow, bhigh) = figures
        print(f"| {name} | {b95 / a95:.2f} | {a50:.1f} | {a95:.1f} ({alow:.1f} to {ahigh:.1f}) | {b50:.1f} | {b95:.1f} ({blow:.1f} to {bhigh:.1f}) |")
    print(f"largest tile {largest} bytes; features outside the scope {outside}")
    cursor.execute("DROP SCHEMA peer CASCADE")
    sys.exit(1 if outside or largest > 300_000 else 0)


def leaked(cursor, person, content):
    """Features of ids that the scope does not hold, asked of the rows themselves."""
    ids = [one["id"] for one in features(content).get("premises", []) if "id" in one]
    if not ids:
        return 0
    held = json.loads(person["sectors"]) if person["sectors"] else None
    sql = f"SELECT COUNT(*) FROM premises WHERE id = ANY(%s::uuid[]) AND voided_at IS NULL AND {person['level']}_code = %s"
    if held:
        cursor.execute(sql + " AND sector = ANY(%s)", (ids, person["key"], held))
    else:
        cursor.execute(sql, (ids, person["key"]))
    return len(ids) - cursor.fetchone()[0]


if __name__ == "__main__":
    main()
