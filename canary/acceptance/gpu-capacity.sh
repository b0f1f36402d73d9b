#!/usr/bin/env bash
# Whether the pool can still give a release its GPUs: what it may have at most, less what pods have
# asked for. Exit status 0 if so. A release that began without would wait, and the primary with it.
set -euo pipefail

prometheus=${1:?usage: gpu-capacity.sh PROMETHEUS_URL POOL GPUS}
pool=${2:?} needed=${3:?}

query="sum(karpenter_nodepools_limit{nodepool=\"$pool\",resource_type=\"nvidia.com/gpu\"})"
query+=' - (sum(kube_pod_container_resource_requests{resource="nvidia_com_gpu"}'
query+=' * on (namespace, pod) group_left () (kube_pod_status_phase{phase=~"Pending|Running"} == 1)) or vector(0))'

free=$(curl -fsS --max-time 10 --get "$prometheus/api/v1/query" --data-urlencode "query=$query" |
  jq -er '.data.result[0].value[1] | tonumber') ||
  { echo "no answer about the GPUs of pool $pool; is Karpenter scraped?" >&2; exit 1; }
echo "$free GPUs free in pool $pool, $needed needed"
jq -en --argjson free "$free" --argjson needed "$needed" '$free >= $needed' >/dev/null
