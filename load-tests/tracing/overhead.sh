#!/usr/bin/env bash
# What tracing costs a request: two services side by side, one with the agent that records every
# request and sends its spans, are asked request by request in turns. Compared, round by round, are
# the medians of the times to an answer, and over all rounds the processor time the services took.
# Usage: overhead.sh PICTURE.jpg [ROUNDS] [REQUESTS A ROUND]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
picture=${1:?usage: overhead.sh PICTURE.jpg [ROUNDS] [REQUESTS]}
rounds=${2:-20}
requests=${3:-25}
work=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

export ML_PIPELINE_MODELS_DIR=${ML_PIPELINE_MODELS_DIR:-$root/models}
export ML_PIPELINE_ACCURACY_AT_LOAD=false ML_PIPELINE_ANALYSIS_MODEL=${ML_PIPELINE_ANALYSIS_MODEL:-football-detector:1}

# Takes spans and throws them away.
sink() {
  python3 - "$work/sink" <<'PY' &
import http.server, sys
class Sink(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *args):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Sink)
with open(sys.argv[1], "w") as port:
    port.write(str(server.server_port))
server.serve_forever()
PY
  started+=($!)
  until [ -s "$work/sink" ]; do sleep 0.1; done
}

# Starts a service under a name, with options of `serve`, and waits until it is ready.
service() {
  local name=$1
  shift
  mkdir -p "$work/$name"
  QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT=0 QUARKUS_GRPC_SERVER_PORT=0 \
    ML_PIPELINE_DATA_DIR=$work/$name OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$(cat "$work/sink") \
    ML_PIPELINE_RESTARTS=0 "$root/ml-pipeline" serve "$@" >"$work/$name.log" 2>&1 &
  started+=($!)
  echo $! >"$work/$name.pid"
  until grep -qs 'Listening on' "$work/$name.log"; do runs "$name"; done
  sed -n 's/.*Listening on: http:\/\/[^:]*:\([0-9]*\).*/\1/p' "$work/$name.log" >"$work/$name.port"
  until curl -sf -o "$work/answer" "$(url "$name" v2/health/ready)"; do runs "$name"; done
}

# Waits a moment; if a service has ended, says what it said.
runs() {
  if ! kill -0 "$(cat "$work/$1.pid")" 2>/dev/null; then
    cat "$work/$1.log" >&2
    exit 1
  fi
  sleep 0.2
}

url() {
  echo "http://127.0.0.1:$(cat "$work/$1.port")/$2"
}

# Asks both so often, in turns, over a connection each; prints their median times in milliseconds.
ask() {
  local count=$1 urls=() i
  for ((i = 0; i < count; i++)); do
    urls+=(-o "$work/answer" "$(url plain v1/detect)" -o "$work/answer" "$(url traced v1/detect)")
  done
  curl -sf -H 'Content-Type: image/jpeg' --data-binary "@$picture" -w '%{remote_port} %{time_total}\n' \
    "${urls[@]}" >"$work/times"
  echo "$(median plain) $(median traced)"
}

median() {
  awk -v port="$(cat "$work/$1.port")" '$1 == port {print $2}' "$work/times" | sort -n |
    awk '{time[NR] = $1} END {print 1000 * time[int((NR + 1) / 2)]}'
}

# The processor time a service has taken so far, in seconds.
processor() {
  awk -v hertz="$(getconf CLK_TCK)" '{print ($14 + $15) / hertz}' "/proc/$(cat "$work/$1.pid")/stat"
}

sink
service plain
service traced --trace
ask 300 >"$work/warm-up"
plain=$(processor plain) traced=$(processor traced)
for ((round = 1; round <= rounds; round++)); do
  ask "$requests" | awk '{printf "plain %.2f ms, traced %.2f ms: %.4f\n", $1, $2, $2 / $1}' | tee -a "$work/ratios"
done
echo "$plain $(processor plain) $traced $(processor traced) $((rounds * requests))" |
  awk '{p = 1000 * ($2 - $1) / $5; t = 1000 * ($4 - $3) / $5
    printf "processor time a request: plain %.2f ms, traced %.2f ms: %.4f\n", p, t, t / p}'
awk '{print $NF}' "$work/ratios" | sort -n |
  awk '{r[NR] = $1} END {printf "median of %d rounds: %.4f (quartiles %.4f to %.4f)\n", NR, r[int((NR + 1) / 2)], r[int((NR + 3) / 4)], r[int((3 * NR + 1) / 4)]}'
