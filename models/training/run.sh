#!/bin/sh
# Trains and exports both football detectors: models/training/run.sh PLAYERS_DIR FRAMES_DIR [MODELS_DIR]
# PLAYERS_DIR holds images/*.jpg and labels/*.txt (YOLO rows: 0 ball, 1 goalkeeper, 2 player, 3 referee),
# FRAMES_DIR more images/*.jpg of matches, whose labels are not used. About nine hours on two cores.
set -eu
[ $# -ge 2 ] || { echo "usage: $0 PLAYERS_DIR FRAMES_DIR [MODELS_DIR]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
players=$(cd "$1" && pwd)
frames=$(cd "$2" && pwd)
shipped=$here/../football-detector
out=${3:-$shipped}
python=$here/.venv/bin/python
runs=$here/runs

if [ ! -x "$python" ]; then
    python3 -m venv "$here/.venv"
    "$python" -m pip install --quiet -r "$here/requirements.txt"
fi

# Large buffers stay with the process, and waiting threads sleep: both nearly double the speed on few cores.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000
export OMP_WAIT_POLICY=PASSIVE
mkdir -p "$runs"

# Simulated matches to train with, and others to choose thresholds by.
"$here/../../ml-pipeline" simulate --out "$runs/matches" --pictures 2900 --seed 100000 --size 1280x720
"$here/../../ml-pipeline" simulate --out "$runs/held-out" --pictures 120 --seed 7 --size 1280x720
# What the shipped accurate detector is sure of in frames that nobody labelled.
"$python" "$here/pseudo_label.py" "$shipped/2/model.onnx" "$frames" --out "$runs/labelled"

train() { "$python" "$here/train.py" "$players" --compile "$@"; }
more="--also real:0.25:$runs/labelled --also synthetic:0.28:$runs/matches"

# Version 1: small crops of real frames, larger crops of everything, whole frames with a falling rate.
train --out "$runs/first.pt" --iterations 2400
# shellcheck disable=SC2086
train $more --out "$runs/fast.pt" --init "$runs/first.pt" --scale 1.1 --crop 768 416 --batch 10 --rate 2e-3 \
    --iterations 6300 --seed 1
# shellcheck disable=SC2086
train $more --out "$runs/fast-cooled.pt" --resume "$runs/fast.pt" --scale 1.1 --crop 960 544 --batch 6 --rate 1.5e-3 \
    --iterations 7400 --cooldown 1050 --decay 0.998 --seed 11
# Persons who hide one another, the mean with what was before, and last the comparison of persons alone.
# shellcheck disable=SC2086
train $more --out "$runs/fast-pairs.pt" --init "$runs/fast-cooled.pt" --scale 1.1 --crop 960 544 --batch 6 --rate 1e-3 \
    --iterations 3000 --cooldown 2800 --decay 0.998 --seed 71
average() { "$python" "$here/average.py" "$players" "$@"; }
average "$runs/fast-cooled.pt" "$runs/fast-pairs.pt" "$runs/fast-pairs.pt" --pictures 0 --out "$runs/fast-mean.pt"
# shellcheck disable=SC2086
train $more --out "$runs/fast-further.pt" --init "$runs/fast-mean.pt" --scale 1.1 --crop 960 544 --batch 6 --rate 1e-3 \
    --iterations 5000 --cooldown 2800 --decay 0.998 --seed 72
average "$runs/fast-mean.pt" "$runs/fast-further.pt" --also "real:0.25:$runs/labelled" --scale 1.1 --seed 5 \
    --out "$runs/fast-last.pt"
roles() { "$python" "$here/fit_roles.py" "$players" "$@"; }
# shellcheck disable=SC2086
roles $more --out "$runs/fast-roles.pt" --init "$runs/fast-last.pt" --scale 1.1 --seed 82

# Version 2 grows from version 1 and goes the same way.
# shellcheck disable=SC2086
train $more --version 2 --out "$runs/accurate.pt" --init "$runs/fast-cooled.pt" --scale 1.333 --crop 768 416 \
    --batch 10 --rate 2e-3 --iterations 6700 --seed 2
# shellcheck disable=SC2086
train $more --version 2 --out "$runs/accurate-cooled.pt" --resume "$runs/accurate.pt" --scale 1.333 --crop 1280 736 \
    --batch 3 --rate 1.5e-3 --iterations 8000 --cooldown 1250 --decay 0.998 --seed 12
# The ball's branch alone, then the comparison of persons.
# shellcheck disable=SC2086
train $more --version 2 --only fine --out "$runs/accurate-ball.pt" --init "$runs/accurate-cooled.pt" --scale 1.333 \
    --crop 1280 736 --batch 4 --rate 1.5e-3 --iterations 1300 --cooldown 800 --decay 0.998 --seed 53
# shellcheck disable=SC2086
roles $more --version 2 --out "$runs/accurate-roles.pt" --init "$runs/accurate-ball.pt" --scale 1.333 --pictures 1200 \
    --steps 1200 --seed 78

# Each version's golden set: matches that neither training nor thresholds know.
golden() {
    "$here/../../ml-pipeline" simulate --out "$out/$1/golden" --pictures "$2" --seed "$3" --size "$4" --jpeg-quantiser "$5"
    rm -r "$out/$1/golden/labels"
}
golden 1 120 20261 960x540 9
golden 2 100 20361 1280x720 10
export_version() {
    "$python" "$here/export.py" "$runs/$2.pt" "$players" --version "$1" --also-validate "$runs/held-out" --out "$out/$1"
}
export_version 1 fast-roles
export_version 2 accurate-roles
