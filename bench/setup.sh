#!/bin/sh
# What the benchmarks need beside the program, into an ignored folder. PostGIS comes from the system (postgresql-15-postgis-3).
#
#     bench/setup.sh          python and its packages: M2, M3, M7 and the loader
set -e
cd "$(dirname "$0")"
[ -x .peers/python/bin/python ] || python3 -m venv .peers/python
.peers/python/bin/pip install --quiet h3 psycopg2-binary pandas openpyxl polars fastexcel
echo "run the benchmarks with bench/.peers/python/bin/python"
