#!/bin/sh
# Writes requirements/*.txt from requirements/*.in: exact versions with hashes, no registry and no folder named.
set -eu
cd "$(dirname "$0")/../../requirements"

compile() {
    ../.venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
        --no-emit-find-links --no-emit-index-url --no-emit-trusted-host "$@"
}

compile --output-file app.txt app.in
compile --constraint app.txt --output-file dev.txt dev.in
