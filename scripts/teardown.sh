#!/usr/bin/env bash
# Deletes what scripts/deploy_cloud_run.sh and scripts/create_scheduler_0900.sh made: jobs, queue, service, images, secret, account.
# The bucket with your record of play is kept. It asks before it deletes.
#
#   scripts/teardown.sh [options]
#
#   --delete-data    deletes the bucket GCS_BUCKET as well, with everything in it
#   --yes            does not ask
#   --dry-run        prints every command and changes nothing
#   --help
#
# A queue's name can be used again only some days after it was deleted; until then set another QUEUE_ID.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

yes=false delete_data=false
while [ $# -gt 0 ]; do
  case $1 in
    --delete-data) delete_data=true ;;
    --yes) yes=true ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) die "unknown option $1; see --help" ;;
  esac
  shift
done
read_settings
in_project=(--project="$project")
in_region=(--region="$region" --project="$project")
at_location=(--location="$region" --project="$project")

if ! $yes && ! $dry_run; then
  say "In the project $project this deletes the service $service, the queue $queue with its tasks, the planning jobs, the images and the account $account."
  if $delete_data && [ -n "$bucket" ]; then say "It also deletes the bucket $bucket with every plan, ticket and ledger entry in it."; fi
  printf 'Type the project id to go on: ' >&2
  answer=''
  read -r answer || true
  [ "$answer" = "$project" ] || die "nothing was deleted"
fi

# remove EXISTS-COMMAND -- DELETE-COMMAND
remove() {
  local check=()
  while [ "$1" != -- ]; do check+=("$1"); shift; done
  shift
  if exists "${check[@]}" || $dry_run; then run "$@"; fi
}

# The two jobs, and with mode: scheduler those of single tasks: all that call this service.
jobs=(hippique-daily-planning hippique-evening-planning)
if [ -n "$service_url" ]; then
  while IFS= read -r name; do [ -z "$name" ] || jobs+=("$name"); done < <(
    ask gcloud scheduler jobs list --filter="httpTarget.uri:\"$service_url/\"" --format='value(name.basename())' "${at_location[@]}"
  )
fi
while IFS= read -r name; do
  remove gcloud scheduler jobs describe "$name" "${at_location[@]}" -- gcloud scheduler jobs delete "$name" --quiet "${at_location[@]}"
done < <(printf '%s\n' "${jobs[@]}" | sort -u)
remove gcloud tasks queues describe "$queue" "${at_location[@]}" -- gcloud tasks queues delete "$queue" --quiet "${at_location[@]}"
remove gcloud run services describe "$service" "${in_region[@]}" -- gcloud run services delete "$service" --quiet "${in_region[@]}"
remove gcloud artifacts repositories describe hippique "${at_location[@]}" -- gcloud artifacts repositories delete hippique --quiet "${at_location[@]}"
while IFS= read -r name; do
  [ -z "$name" ] || remove gcloud secrets describe "$(secret_of "$name")" "${in_project[@]}" -- gcloud secrets delete "$(secret_of "$name")" --quiet "${in_project[@]}"
done < <(set_keys)
# An account of another name may serve others too, such as the project's own.
if [ "$account" != "hippique@$project.iam.gserviceaccount.com" ]; then
  say "The account $account is kept: the scripts did not name it."
else
  remove gcloud iam service-accounts describe "$account" "${in_project[@]}" -- gcloud iam service-accounts delete "$account" --quiet "${in_project[@]}"
fi
if [ -z "$bucket" ]; then
  exit 0
elif $delete_data; then
  remove gcloud storage buckets describe "gs://$bucket" "${in_project[@]}" -- gcloud storage rm --recursive "gs://$bucket" --quiet "${in_project[@]}"
else
  say "The bucket $bucket is kept; --delete-data deletes it."
fi
