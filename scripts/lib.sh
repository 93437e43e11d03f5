# shellcheck shell=bash
# Shared by the scripts beside it, which source it. Settings come from the environment, else from .env, else from the defaults below.
set -euo pipefail
if ((BASH_VERSINFO[0] < 5)); then echo 'bash 5 or newer is needed' >&2; exit 1; fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
env_file=${ENV_FILE:-$root/.env}
dry_run=false
declare -A file_settings=()

die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }
say() { printf '%s\n' "$*" >&2; }

# The comment at the head of the script is its help.
usage() { sed -n '2,/^[^#]/{/^#/!q; /^# shellcheck/d; s/^# \{0,1\}//; p;}' "$0"; }

# .env is data, not a program: NAME=value lines are taken as they stand, everything else is refused with its line. Quotes around a value, "export " before a name and a
# comment after " #" are understood, as the service understands them.
read_env_file() {
  [ -f "$env_file" ] || return 0
  local line number=0 name value
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(#|$) ]] && continue
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || die "$env_file:$number: expected NAME=value"
    name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    if [[ $value =~ ^\"([^\"]*)\"[[:space:]]*(#.*)?$ || $value =~ ^\'([^\']*)\'[[:space:]]*(#.*)?$ ]]; then
      value=${BASH_REMATCH[1]}
    else
      value=${value%%[[:space:]]#*}
      value=${value#"${value%%[![:space:]]*}"}
      value=${value%"${value##*[![:space:]]}"}
    fi
    file_settings[$name]=$value
  done <"$env_file"
}

# setting NAME [DEFAULT]
setting() {
  local value=${!1:-}
  [ -n "$value" ] || value=${file_settings[$1]:-}
  printf '%s' "${value:-${2:-}}"
}

# Variables that hold keys: they lie in Secret Manager, each under a name of its own.
key_names=(OIDC_CLIENT_SECRET NOTIFY_WEBHOOK_SECRET NOTIFY_WEBHOOK_URL NOTIFY_NTFY_URL NOTIFY_NTFY_TOKEN NOTIFY_TELEGRAM_TOKEN NOTIFY_SMTP_URL)

# Those of them that are set, one a line.
set_keys() {
  local name
  for name in "${key_names[@]}"; do [ -z "$(setting "$name")" ] || printf '%s\n' "$name"; done
}

# SERVICE-oidc-client-secret of OIDC_CLIENT_SECRET.
secret_of() {
  local name=${1,,}
  printf '%s-%s' "$service" "${name//_/-}"
}

# What all scripts need, checked.
read_settings() {
  read_env_file
  project=$(setting PROJECT_ID)
  region=$(setting REGION europe-west1)
  service=$(setting SERVICE_NAME hippique-orchestrator)
  queue=$(setting QUEUE_ID hippique-tasks)
  bucket=$(setting GCS_BUCKET)
  service_url=$(setting SERVICE_URL)
  service_url=${service_url%/}
  [ -n "$project" ] || die "PROJECT_ID is not set; write it into $env_file"
  account=$(setting SERVICE_ACCOUNT_EMAIL "hippique@$project.iam.gserviceaccount.com")
  # These stand in names of resources; anything else would reach gcloud as something that it is not.
  [[ $project =~ ^[a-z][a-z0-9:.-]+$ ]] || die "PROJECT_ID: '$project' is no project id"
  [[ $region =~ ^[a-z]+-[a-z]+[0-9]+$ ]] || die "REGION: '$region' is no region"
  [[ $service =~ ^[a-z][a-z0-9-]{0,48}$ ]] || die "SERVICE_NAME: '$service' is no name of a Cloud Run service"
  [[ $queue =~ ^[A-Za-z0-9-]+$ ]] || die "QUEUE_ID: '$queue' is no name of a queue"
  [[ $account =~ ^[a-z0-9-]+@[a-z0-9.-]+$ ]] || die "SERVICE_ACCOUNT_EMAIL: '$account' is no service account"
  [[ -z $bucket || $bucket =~ ^[a-z0-9][a-z0-9._-]+$ ]] || die "GCS_BUCKET: '$bucket' is no name of a bucket"
  command -v gcloud >/dev/null || $dry_run || die "gcloud is not installed: https://cloud.google.com/sdk/docs/install"
}

need_service_url() {
  [[ $service_url =~ ^https:// ]] || die "SERVICE_URL not found in $env_file; run scripts/deploy_cloud_run.sh, which writes it there"
}

# One command line, so that it can be pasted.
shown() {
  local word line=''
  for word in "$@"; do
    [[ $word =~ ^[A-Za-z0-9_@%+=:,./~^-]+$ ]] || word="'${word//\'/\'\\\'\'}'"
    line+="${line:+ }$word"
  done
  printf '%s\n' "$line"
}

# Carries a command out that changes something, and shows it; in a dry run shows it only.
run() {
  if $dry_run; then shown "$@"; else say "+ $(shown "$@")"; "$@"; fi
}

# What a command prints that changes nothing; in a dry run nothing is asked, and the answer is that of a project in which nothing exists.
ask() {
  if $dry_run; then shown "$@" >&3; else "$@"; fi
}
exec 3>&1

# Whether the thing exists that a describe command names. A refusal for another reason, such as a missing permission, ends the script.
exists() {
  local said
  if $dry_run; then shown "$@"; return 1; fi
  said=$("$@" --quiet 2>&1 >/dev/null) && return 0
  if [[ ! $said =~ PERMISSION_DENIED && $said =~ (NOT_FOUND|[Nn]ot\ found|does\ not\ exist|Cannot\ find) ]]; then return 1; fi
  die "$said"
}

# Writes NAME=value into .env: in place of its line, else at the end. The file stays its owner's alone.
store() {
  local name=$1 value=$2 text=''
  if $dry_run; then say "would write $name=$value into $env_file"; return; fi
  [ "${file_settings[$name]:-}" != "$value" ] || return 0
  [ -f "$env_file" ] || (umask 077 && : >"$env_file")
  local line="^[[:space:]]*(export[[:space:]]+)?$name="
  grep -qE "$line" "$env_file" || line="^#$name="
  text=$(awk -v line="$line" -v name="$name" -v value="$value" '
    !done && $0 ~ line { print name "=" value; done = 1; next }
    { print }
    END { if (!done) print name "=" value }' "$env_file")
  printf '%s\n' "$text" >"$env_file"
  file_settings[$name]=$value
  say "$name=$value is now in $env_file"
}

# set_state pause PAUSED, set_state resume ENABLED: the jobs and the queue. Cloud Scheduler refuses to pause a job that is paused, so each is asked first.
set_state() {
  local verb=$1 wanted=$2 at=(--location="$region" --project="$project") job state
  for job in hippique-daily-planning hippique-evening-planning; do
    if $dry_run; then
      ask gcloud scheduler jobs describe "$job" --format='value(state)' "${at[@]}"
    elif ! exists gcloud scheduler jobs describe "$job" "${at[@]}"; then
      say "There is no job $job; scripts/create_scheduler_0900.sh makes it."
      continue
    else
      state=$(gcloud scheduler jobs describe "$job" --format='value(state)' "${at[@]}")
      if [ "$state" = "$wanted" ]; then say "The job $job is $wanted already."; continue; fi
    fi
    run gcloud scheduler jobs "$verb" "$job" "${at[@]}"
  done
  $dry_run || exists gcloud tasks queues describe "$queue" "${at[@]}" || die "There is no queue $queue; scripts/deploy_cloud_run.sh makes it."
  run gcloud tasks queues "$verb" "$queue" "${at[@]}"
}
