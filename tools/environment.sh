#!/bin/sh
# Make .venv hold exactly what a hashed lock names, and the project itself.   Usage: tools/environment.sh LOCK
# Uses uv when it is there, else the standard venv and pip. PYTHON names another interpreter (3.11 or newer).
set -eu
lock=$1
cd "$(dirname "$0")/.."
modern='import sys; raise SystemExit(sys.version_info < (3, 11))'

find_python() {
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$modern" 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    if [ -n "${PYTHON:-}" ]; then
        echo "Silta needs Python 3.11 or newer; PYTHON=$PYTHON is missing or older." >&2
    else
        echo "Silta needs Python 3.11 or newer, and found none. Install it (Debian: apt-get install python3 python3-venv)," >&2
        echo "or name one: make setup PYTHON=/path/to/python3.12" >&2
    fi
    return 1
}

with_uv() {
    command -v uv >/dev/null 2>&1 || return 1
    [ -x .venv/bin/python ] || uv venv --quiet --python "$1" .venv || return 1
    uv pip install --quiet --python .venv/bin/python --require-hashes --only-binary :all: -r "$lock" || return 1
    uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --offline -e .
}

with_pip() {
    # A .venv made by uv has no pip: start anew.
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        "$1" -m venv --clear .venv || {
            echo "$1 cannot make a virtual environment (Debian: apt-get install python3-venv)." >&2
            return 1
        }
    fi
    quietly="--quiet --disable-pip-version-check --no-input"
    # shellcheck disable=SC2086
    .venv/bin/python -m pip install $quietly --require-hashes --only-binary :all: -r "$lock"
    # shellcheck disable=SC2086
    .venv/bin/python -m pip install $quietly --no-deps --no-build-isolation --no-index -e .
}

python=$(find_python)
echo "Installing $lock into .venv with $("$python" --version)"
with_uv "$python" || with_pip "$python"
# Compiled now, whatever the installer leaves to the first start and the machine may forbid: else a command takes seconds.
.venv/bin/python -m compileall -qq -j 0 .venv/lib src || true
