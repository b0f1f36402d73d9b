#!/bin/sh
# Trains and exports the football detector: models/training/run.sh DATASET_DIR [MODEL_DIR]
# DATASET_DIR holds images/*.jpg and labels/*.txt (YOLO rows: 0 ball, 1 goalkeeper, 2 player, 3 referee).
set -eu
[ $# -ge 1 ] || { echo "usage: $0 DATASET_DIR [MODEL_DIR]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
out=${2:-$here/../football-detector/1}
python=$here/.venv/bin/python

if [ ! -x "$python" ]; then
    python3 -m venv "$here/.venv"
    "$python" -m pip install --quiet -r "$here/requirements.txt"
fi

# Large buffers stay with the process, and waiting threads sleep: both nearly double the speed on few cores.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000
export OMP_WAIT_POLICY=PASSIVE

# One run with a constant rate, a branch of it with a cooldown, and the mean of both ends (RUNS.md says why).
runs=$here/runs
mkdir -p "$runs"
"$python" "$here/train.py" "$data" --out "$runs/base.pt" --iterations 2000
"$python" "$here/train.py" "$data" --out "$runs/constant.pt" --iterations 2400 --resume "$runs/base.pt"
"$python" "$here/train.py" "$data" --out "$runs/cooled.pt" --iterations 2660 --resume "$runs/base.pt" \
    --cooldown 660 --decay 0.995
"$python" "$here/average.py" "$runs/constant.pt" "$runs/cooled.pt" --out "$runs/football-detector.pt"
"$python" "$here/export.py" "$runs/football-detector.pt" "$data" --out "$out"
