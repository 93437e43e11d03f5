#!/usr/bin/env bash
# Makes the two jobs of Cloud Scheduler that plan the days, or brings them up to date:
#   hippique-daily-planning    09:00 in Paris: the day
#   hippique-evening-planning  20:00 in Paris: tomorrow's races before 10:00
#
#   scripts/create_scheduler_0900.sh [--dry-run] [--help]
#
# Settings: .env at the root of the repository, or the environment; SERVICE_URL is written there by scripts/deploy_cloud_run.sh.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) die "unknown option $1; see --help" ;;
  esac
  shift
done
read_settings
need_service_url

# job NAME SCHEDULE BODY DESCRIPTION
job() {
  local at=(--location="$region" --project="$project")
  # A day is planned within minutes. If that fails the service says 503 and the job comes again; the service tries again by itself as well.
  local settings=(
    --schedule="$2" --time-zone=Europe/Paris --uri="$service_url/schedule" --http-method=POST --message-body="$3"
    --oidc-service-account-email="$account" --oidc-token-audience="$service_url" --description="$4"
    --attempt-deadline=900s --max-retry-attempts=5 --min-backoff=30s --max-backoff=600s --max-doublings=4
  )
  if exists gcloud scheduler jobs describe "$1" "${at[@]}"; then
    run gcloud scheduler jobs update http "$1" "${settings[@]}" --update-headers=Content-Type=application/json "${at[@]}"
  else
    run gcloud scheduler jobs create http "$1" "${settings[@]}" --headers=Content-Type=application/json "${at[@]}"
  fi
}

job hippique-daily-planning '0 9 * * *' '{"date":"today","mode":"tasks"}' 'Plans the day'
job hippique-evening-planning '0 20 * * *' '{"date":"tomorrow","mode":"tasks","until":"10:00"}' "Plans tomorrow's races before 10:00"
