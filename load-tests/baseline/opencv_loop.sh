#!/usr/bin/env bash
# Runs opencv_loop.py in a Python environment of its own, made on first use.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
environment=$here/../../target/baseline-venv
if [ ! -f "$environment/ready" ]; then
  mkdir -p "$environment"
  python3 -m venv "$environment" >&2
  "$environment/bin/pip" install --quiet --requirement "$here/requirements.txt" >&2
  touch "$environment/ready"
fi
exec "$environment/bin/python" "$here/opencv_loop.py" "$@"
