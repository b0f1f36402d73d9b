#!/usr/bin/env bash
# Tensors by gRPC to each of the services for some seconds, four a second each. The model and the
# shape of its input are what the service itself says; the picture is black. All are loaded or none.
set -euo pipefail

seconds=${1:?usage: load-grpc.sh SECONDS HOST:PORT...}
shift
folder=${LOAD_FOLDER:-/tmp}
method=inference.GRPCInferenceService/ModelInfer

die() {
  echo "load-grpc: $1" >&2
  exit 1
}

# Where the request for a service is kept.
request() {
  echo "$folder/load-${1//[^[:alnum:]]/-}.json"
}

# Writes it. HTTP is one port beside; it tells the model that serves and what it takes.
prepare() {
  local service=$1 request http model bytes
  request=$(request "$service")
  http=http://${service%:*}:${HTTP_PORT:-8080}
  model=$(curl -fsS --max-time 5 -X POST -H 'Content-Type: application/json' -d '{"ready":true}' \
    "$http/v2/repository/index" | jq -er '.[0].name') || die "$http names no model that is ready"
  curl -fsS --max-time 5 "$http/v2/models/$model" >"$request.model" || die "$http does not tell what $model takes"
  bytes=$(jq -er '{BOOL: 1, UINT8: 1, INT8: 1, FP16: 2, UINT16: 2, INT16: 2, FP32: 4, UINT32: 4, INT32: 4, FP64: 8, UINT64: 8, INT64: 8} as $size
    | .inputs[0] | .datatype as $type | reduce (.shape[] | if . < 0 then 1 else . end) as $n ($size[$type]; . * $n)' \
    "$request.model" 2>/dev/null) || die "$model takes no tensor that can be made up"
  {
    jq -c '{model_name: .name, inputs: [.inputs[0]
      | {name, datatype, shape: (.shape | map(if . < 0 then 1 else . end))}]}' "$request.model" |
      sed 's/}$/,"raw_input_contents":["/'
    head -c "$bytes" /dev/zero | base64 | tr -d '\n'
    printf '"]}'
  } | tr -d '\n' >"$request"
}

for service in "$@"; do
  prepare "$service"
done
for service in "$@"; do
  ghz --insecure --call "$method" --data-file "$(request "$service")" -z "${seconds}s" --rps 4 --connections 1 \
    --concurrency 4 --timeout 10s "$service" &
done
wait
