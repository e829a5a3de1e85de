#!/usr/bin/env bash
# Replays a day at the learning service: the lines of day.csv, one request each, and prints what came of it.
#
#   samples/enrollment/day.sh [http://127.0.0.1:8080]
#
# Needs bash, curl and awk, and a sample that has not seen this day yet.
set -euo pipefail

service=${1:-http://127.0.0.1:8080}
day=$(dirname "$0")/day.csv
password="correct horse battery"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# request METHOD PATH [JSON]: leaves the status in $status and the body in $body
request() {
  local arguments=(-sS -o "$answer" -w '%{http_code}' -X "$1")
  [[ $# -lt 3 ]] || arguments+=(-H 'Content-Type: application/json' -d "$3")
  status=$(curl "${arguments[@]}" "$service/$2")
  body=$(<"$answer")
}

# The outcome of a request: counted by what was asked and whether it was granted; a refusal is told.
outcomes=""
settle() {
  local action=$1 story=$2
  if [[ $status == 2* ]]; then
    outcomes+="$action granted"$'\n'
  else
    local detail=""
    [[ $body =~ \"detail\":\"([^\"]*)\" ]] && detail=${BASH_REMATCH[1]}
    outcomes+="$action refused"$'\n'
    printf '%s  %-42s %s  %s\n' "$time" "$story" "$status" "$detail"
  fi
}

id() { [[ $body =~ ^\{\"id\":([0-9]+) ]] && printf '%s' "${BASH_REMATCH[1]}"; }

# remember NAME, recall NAME: the id of a learner, an enrollment or a certificate
remember() { [[ $status != 2* ]] || printf -v "id_$1" '%s' "$(id)"; }
recall() { local name="id_$1"; printf '%s' "${!name:-0}"; }

curl -sSf -o /dev/null "$service/actuator/health" || { echo "No sample answers at $service" >&2; exit 1; }
started=$SECONDS

while IFS=, read -r time learner action course detail; do
  case $action in
    action) ;;
    register)
      IFS=';' read -r name email kind <<<"$detail"
      [[ $kind == premium ]] && premium=true || premium=false
      request POST learners "{\"username\":\"$learner\",\"name\":\"$name\",\"email\":\"$email\",\"password\":\"$password\",\"premium\":$premium}"
      if [[ $status == 409 ]]; then
        echo "$learner has registered before: start the sample anew, its database is in memory." >&2
        exit 1
      fi
      remember "$learner"
      settle registrations "$learner registers" ;;
    login)
      request POST login "{\"username\":\"$learner\",\"password\":\"${detail:-$password}\"}"
      settle logins "$learner logs in" ;;
    enroll)
      request POST enrollments "{\"learner\":$(recall "$learner"),\"course\":\"course-v1:OpenedX+$course+2026\",\"mode\":\"audit\"}"
      remember "${learner}_$course"
      settle enrollments "$learner enrolls in $course" ;;
    leave)
      request DELETE "enrollments/$(recall "${learner}_$course")"
      settle unenrollments "$learner leaves $course" ;;
    certificate)
      request POST certificates "{\"enrollment\":$(recall "${learner}_$course"),\"grade\":$detail}"
      remember "certificate_${learner}_$course"
      settle certificates "$learner has $detail in $course" ;;
    show)
      request GET "certificates/$(recall "certificate_${learner}_$course")"
      settle renderings "$learner looks at the certificate of $course" ;;
    partner)
      [[ $detail == down ]] && on=true || on=false
      request POST "demo/failing-receiver?on=$on"
      printf '%s  A partner is %s: its receiver %s\n' "$time" "$detail" "$([[ $on == true ]] && echo fails || echo works)" ;;
    *) echo "day.csv: what is $action?" >&2; exit 1 ;;
  esac
done <"$day"

sleep 1 # the last badges are pushed on another thread

printf '\n%-28s %8s %8s\n' "The day, in $((SECONDS - started)) s" granted refused
awk 'NF { count[$1, $2]++; if (!seen[$1]++) order[++n] = $1 }
     END { for (i = 1; i <= n; i++) printf "%-28s %8d %8d\n", order[i], count[order[i], "granted"], count[order[i], "refused"] }' \
  <<<"$outcomes"
printf '%-28s %8d\n' "badges at the third party" "$(curl -sS "$service/third-party/badges" | awk -F'"learner"' '{ print NF - 1 }')"

# The timers are read as Prometheus would read them.
curl -sS "$service/actuator/prometheus" | awk '
  function tag(name) { return match($0, name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : "" }
  /^openedx_hooks_event_receiver_seconds_count/ && tag("outcome") == "failure" { failed += $NF }
  /^openedx_hooks_(event_receiver|filter_step)_seconds_(count|sum|max)/ {
    part = tag("receiver") tag("step")
    kind = /_count\{/ ? "count" : /_sum\{/ ? "sum" : "max"
    if (kind == "max") { if ($NF > max[part]) max[part] = $NF } else value[kind, part] += $NF
    parts[part]
  }
  END {
    printf "%-28s %8d\n\n%-34s %6s %11s %11s\n", "failures of receivers", failed, "Slowest steps and receivers", "runs", "mean", "max"
    for (shown = 0; shown < 8; shown++) {
      slowest = ""
      for (part in parts)
        if (value["count", part] > 0) {
          mean = value["sum", part] / value["count", part]
          if (slowest == "" || mean > top) { slowest = part; top = mean }
        }
      if (slowest == "") break
      printf "%-34s %6d %8.3f ms %8.3f ms\n", slowest, value["count", slowest], top * 1000, max[slowest] * 1000
      delete parts[slowest]
    }
  }'
