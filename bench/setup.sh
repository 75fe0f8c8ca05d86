#!/bin/sh
# What the benchmarks need beside the program, into an ignored folder. PostGIS comes from the system (postgresql-15-postgis-3).
set -e
cd "$(dirname "$0")"
python3 -m venv .peers/python
.peers/python/bin/pip install --quiet h3 psycopg2-binary
echo "run the benchmarks with bench/.peers/python/bin/python"
