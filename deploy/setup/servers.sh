#!/bin/sh
# A PostgreSQL and a Redis of our own, for tests: `servers.sh start FOLDER` writes their addresses into FOLDER/addresses,
# `servers.sh stop FOLDER` ends them. They listen on free ports of the loopback interface and forget everything.
set -eu
verb=$1
folder=$2
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start() {
    database_port=$(free_port)
    redis_port=$(free_port)
    mkdir -p "$folder/postgresql" "$folder/redis"
    chmod 711 "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder/postgresql"; fi
    as_postgres "$programs/initdb" --pgdata "$folder/postgresql/data" --username anthu --auth trust \
        --encoding UTF8 --locale C.UTF-8 >/dev/null
    as_postgres "$programs/pg_ctl" --pgdata "$folder/postgresql/data" --log "$folder/postgresql/log" --wait --silent \
        --options "-p $database_port -h 127.0.0.1 -k $folder/postgresql -c fsync=off -c max_connections=200" start
    as_postgres "$programs/createdb" -h 127.0.0.1 -p "$database_port" -U anthu anthu
    redis-server --port "$redis_port" --bind 127.0.0.1 --save "" --dir "$folder/redis" --daemonize yes \
        --pidfile "$folder/redis/pid" --logfile "$folder/redis/log" >/dev/null
    {
        echo "DATABASE_URL=postgresql://anthu:anthu@127.0.0.1:$database_port/anthu"
        echo "REDIS_URL=redis://127.0.0.1:$redis_port/0"
    } >"$folder/addresses"
}

stop() {
    if [ -f "$folder/postgresql/data/postmaster.pid" ]; then
        as_postgres "$programs/pg_ctl" --pgdata "$folder/postgresql/data" --mode immediate --silent stop || true
    fi
    if [ -f "$folder/redis/pid" ]; then kill "$(cat "$folder/redis/pid")" || true; fi
}

"$verb"
