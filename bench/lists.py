#!/usr/bin/env python3
"""How long the register answers, by scope: pages, search, counts, tree, tiles, export.

    python3 bench/lists.py http://127.0.0.1:8119 SESSIONS.jsonl [--rounds 7] [--export]

SESSIONS is what bench/load.py printed. Every line is the median of the rounds, after one round to warm up, with the spread.
"""
import argparse, json, math, sys

from common import Client, cursor, median, sessions

CASES = [
    ("first page", "/premises?limit=50"),
    ("common pair of characters", "/premises?limit=50&q=%E5%AE%BE%E9%A6%86"),
    ("rare pair of characters", "/premises?limit=50&q=%E5%85%B4%E8%A3%95"),
    ("a name with its number", "/premises?limit=50&q=%E5%AE%BE%E9%A6%861234"),
    ("one kind", "/premises?limit=50&kind=hotel"),
    ("with a major hazard", "/premises?limit=50&major=true"),
    ("count", "/premises/count"),
    ("count, common pair", "/premises/count?q=%E5%AE%BE%E9%A6%86"),
    ("tree", "/premises/tree"),
    ("overdue cases, first page", "/cases?overdue=true&limit=50"),
    ("overdue cases, count", "/cases/count?overdue=true"),
    ("inbox", "/inbox?limit=50"),
    ("overview", "/overview"),
]


def tile(zoom, longitude, latitude):
    wide = 2**zoom
    sine = math.asinh(math.tan(math.radians(latitude)))
    return zoom, int((longitude + 180) / 360 * wide), int((1 - sine / math.pi) / 2 * wide)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("base")
    options.add_argument("sessions")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--export", action="store_true")
    wanted = options.parse_args()
    known = sessions(wanted.sessions)
    for level in ("city", "county", "town"):
        held = next((one for one in known if one["level"] == level and not one["sectors"]), None)
        if held is None:
            continue
        client = Client(wanted.base, held)
        rows, _ = client.get("/premises?limit=50")
        items = [row for row in json.loads(rows)["items"] if row.get("point")]
        asked = list(CASES)
        if items:
            at = items[len(items) // 2]["point"]
            asked += [(f"tile, zoom {zoom}", "/premises/tiles/{}/{}/{}".format(*tile(zoom, at["longitude"], at["latitude"])))
                      for zoom in (4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)]
        # The middle of the alphabet, where an offset would be at its worst.
        asked.insert(1, ("a page in the middle", f"/premises?limit=50&cursor={cursor('jin', '0' * 8 + '-0000-7000-8000-' + '0' * 12)}"))
        print(f"\n{level} {held['key']}")
        for name, path in asked:
            taken, size = [], 0
            for number in range(wanted.rounds + 1):
                status, content, seconds = client.ask("GET", path)
                if status not in (200, 204):
                    print(f"  {name:28} {status} {content[:120]!r}", file=sys.stderr)
                    break
                size = len(content)
                if number:
                    taken.append(seconds)
            if taken:
                print(f"  {name:28} {median(taken):32} {size} bytes", flush=True)
        if wanted.export and level == "city":
            status, content, (began, whole) = client.ask("GET", "/premises/export?format=csv", first_byte=True)
            print(f"  {'export, csv':28} {status}, first byte {began:.2f} s, whole {whole:.1f} s, {len(content)} bytes")


if __name__ == "__main__":
    main()
