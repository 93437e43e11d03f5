#!/usr/bin/env bash
# Builds the image with Cloud Build and runs the service on Cloud Run, with its account, queue and bucket.
# Run it again to update: what exists is kept and brought up to date.
#
#   scripts/deploy_cloud_run.sh [options]
#
#   --private             IAM stands in front: only callers with roles/run.invoker reach the service, also at /health
#   --grant LIST          further roles for the service's account, a comma between them:
#                           cancel     delete the tasks of races whose off has moved (roles/cloudtasks.taskDeleter)
#                           tasks      list the queue's tasks (roles/cloudtasks.viewer)
#                           pause      pause and resume the queue (roles/cloudtasks.queueAdmin)
#                           scheduler  mode: scheduler (roles/cloudscheduler.admin)
#   --operator EMAIL      lets a person use hippique cloud status, tasks, pause, resume and logs
#   --image IMAGE         deploys this image and builds none
#   --dry-run             prints every command of a first deployment and changes nothing
#   --help
#
# Settings: .env at the root of the repository (see .env.example; PROJECT_ID is the one that is needed), or the environment.
# It writes SERVICE_URL and SERVICE_ACCOUNT_EMAIL into .env.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

private=false grants='' operator='' image=''
while [ $# -gt 0 ]; do
  case $1 in
    --private) private=true ;;
    --grant) grants=${2:?--grant needs a list}; shift ;;
    --operator) operator=${2:?--operator needs an e-mail}; shift ;;
    --image) image=${2:?--image needs an image}; shift ;;
    --dry-run) dry_run=true ;;
    --help) usage; exit 0 ;;
    *) die "unknown option $1; see --help" ;;
  esac
  shift
done
read_settings
[[ $(setting REQUIRE_AUTH true) =~ ^(true|1|yes|on)$ ]] || die "REQUIRE_AUTH=false is refused on Cloud Run; remove it from $env_file"
for grant in ${grants//,/ }; do
  [[ $grant =~ ^(cancel|tasks|pause|scheduler)$ ]] || die "--grant: '$grant' is none of cancel, tasks, pause, scheduler"
done

in_project=(--project="$project")
in_region=(--region="$region" --project="$project")
at_location=(--location="$region" --project="$project")
as_service="serviceAccount:$account"
repository=$region-docker.pkg.dev/$project/hippique

enable_apis() {
  local apis=(run cloudtasks cloudscheduler storage iam cloudbuild artifactregistry logging)
  [ -z "$(set_keys)" ] || apis+=(secretmanager)
  run gcloud services enable "${apis[@]/%/.googleapis.com}" "${in_project[@]}"
}

make_account() {
  if ! exists gcloud iam service-accounts describe "$account" "${in_project[@]}"; then
    [ "${account#*@}" = "$project.iam.gserviceaccount.com" ] || die "SERVICE_ACCOUNT_EMAIL: there is no account $account, and it cannot be made in the project $project"
    run gcloud iam service-accounts create "${account%%@*}" --display-name='Hippique Orchestrator' "${in_project[@]}"
  fi
  # Tasks carry a token in the name of this account, and whoever creates such a task must be allowed to act as it.
  run gcloud iam service-accounts add-iam-policy-binding "$account" --member="$as_service" --role=roles/iam.serviceAccountUser "${in_project[@]}"
}

# H-5 must end 60 s before the off, so a task that failed is called again after 2 s and then at least every 30 s. A task past its grace is answered with 200 and is gone;
# the limits on attempts and age only end what nobody answers.
make_queue() {
  local settings=(
    --max-dispatches-per-second=5 --max-concurrent-dispatches=20
    --min-backoff=2s --max-backoff=30s --max-doublings=3 --max-attempts=100 --max-retry-duration=86400s
  )
  if exists gcloud tasks queues describe "$queue" "${at_location[@]}"; then
    run gcloud tasks queues update "$queue" "${settings[@]}" "${at_location[@]}"
  else
    run gcloud tasks queues create "$queue" "${settings[@]}" "${at_location[@]}"
  fi
  grant_on_queue "$as_service" roles/cloudtasks.enqueuer
}

grant_on_queue() { run gcloud tasks queues add-iam-policy-binding "$queue" --member="$1" --role="$2" "${at_location[@]}"; }

grant_on_project() { run gcloud projects add-iam-policy-binding "$project" --member="$1" --role="$2" --condition=None; }

make_bucket() {
  if [ -z "$bucket" ]; then
    say "GCS_BUCKET is not set: plan, tickets and ledger lie on the container's disk and are lost with it."
    return
  fi
  if exists gcloud storage buckets describe "gs://$bucket" "${in_project[@]}"; then
    run gcloud storage buckets update "gs://$bucket" --uniform-bucket-level-access --public-access-prevention "${in_project[@]}"
  else
    run gcloud storage buckets create "gs://$bucket" --uniform-bucket-level-access --public-access-prevention "${at_location[@]}"
  fi
  run gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="$as_service" --role=roles/storage.objectAdmin "${in_project[@]}"
}

further_roles() {
  local grant
  for grant in ${grants//,/ }; do
    case $grant in
      cancel) grant_on_queue "$as_service" roles/cloudtasks.taskDeleter ;;
      tasks) grant_on_queue "$as_service" roles/cloudtasks.viewer ;;
      pause) grant_on_queue "$as_service" roles/cloudtasks.queueAdmin ;;
      scheduler) grant_on_project "$as_service" roles/cloudscheduler.admin ;;
    esac
  done
  [ -n "$operator" ] || return 0
  grant_on_queue "user:$operator" roles/cloudtasks.viewer
  grant_on_queue "user:$operator" roles/cloudtasks.queueAdmin
  grant_on_project "user:$operator" roles/cloudscheduler.admin
  grant_on_project "user:$operator" roles/run.viewer
  grant_on_project "user:$operator" roles/logging.viewer
}

keep_secrets() {
  local name
  while IFS= read -r name; do [ -z "$name" ] || keep_secret "$(secret_of "$name")" "$(setting "$name")"; done < <(set_keys)
}

# A secret goes through a pipe, never into a command line; a new version is made only if it changed.
keep_secret() {
  local secret=$1 value=$2
  exists gcloud secrets describe "$secret" "${in_project[@]}" ||
    run gcloud secrets create "$secret" --replication-policy=automatic "${in_project[@]}"
  if [ "$(ask gcloud secrets versions access latest --secret="$secret" "${in_project[@]}" 2>/dev/null || true)" != "$value" ]; then
    run gcloud secrets versions add "$secret" --data-file=- "${in_project[@]}" < <(printf '%s' "$value" 2>/dev/null)
  fi
  run gcloud secrets add-iam-policy-binding "$secret" --member="$as_service" --role=roles/secretmanager.secretAccessor "${in_project[@]}"
}

build_image() {
  [ -z "$image" ] || return 0
  local version
  version=$(git -C "$root" describe --always --dirty 2>/dev/null) || version=latest
  image=$repository/$service:$version
  exists gcloud artifacts repositories describe hippique "${at_location[@]}" ||
    run gcloud artifacts repositories create hippique --repository-format=docker --description='Images of Hippique Orchestrator' "${at_location[@]}"
  run gcloud builds submit "$root" --tag="$image" --timeout=1800s "${in_region[@]}"
}

# Cloud Run names a service when it is first deployed, and ours does not start on Google Cloud without its address. So Google's sample stands there for the moment, open to nobody.
find_url() {
  local stored=$service_url addresses
  # Cloud Run names the first address, and others that lead to the service too.
  local format="value(status.url, metadata.annotations['run.googleapis.com/urls'])"
  if ! exists gcloud run services describe "$service" "${in_region[@]}"; then
    run gcloud run deploy "$service" --image=us-docker.pkg.dev/cloudrun/container/hello --max-instances=1 --no-allow-unauthenticated --quiet "${in_region[@]}"
  fi
  addresses=$(ask gcloud run services describe "$service" --format="$format" "${in_region[@]}")
  if $dry_run; then addresses=https://$service-000000000000.$region.run.app; fi
  # What is stored stays, a domain of your own too; an address of Cloud Run that is not this service's is replaced.
  if [[ $stored =~ ^https:// && ( ! $stored =~ \.run\.app$ || $addresses == *"$stored"* ) ]]; then return; fi
  service_url=${addresses%%[[:space:]]*}
  [[ $service_url =~ ^https:// ]] || die "SERVICE_URL not found: Cloud Run named no address for $service"
}

# The variables of the service: those of .env, and of the environment if .env.example knows them, without what the container or the script decides.
variables() {
  local name value known
  known=$(sed -n 's/^#\{0,1\}\([A-Z][A-Z0-9_]*\)=.*/\1/p' "$root/.env.example")
  for name in $(printf '%s\n' "${!file_settings[@]}" "$known" | sort -u); do
    case $name in
      PORT | BIND | DATA_DIR | TZ | QUEUE | QUEUE_ID | PROJECT_ID | REGION | SERVICE_NAME | SERVICE_URL | SERVICE_ACCOUNT_EMAIL | AUTH_PLATFORM | K_* | CLOUDSDK_*) ;;
      *)
        [[ " ${key_names[*]} " != *" $name "* ]] || continue
        value=$(setting "$name")
        [ -z "$value" ] || printf '%s=%s\n' "$name" "$value"
        ;;
    esac
  done
  printf '%s\n' QUEUE=cloud "QUEUE_ID=$queue" "PROJECT_ID=$project" "REGION=$region" "SERVICE_NAME=$service" "SERVICE_URL=$service_url" \
    "SERVICE_ACCOUNT_EMAIL=$account" TZ=Europe/Paris
  if $private; then printf 'AUTH_PLATFORM=cloud-run-iam\n'; fi
}

# One instance: one limiter for each site, one queue of looks. What each number means, and what it costs: docs/cloud.md.
deploy() {
  local joined='' line name keys='' access=(--allow-unauthenticated) secrets=(--clear-secrets)
  while IFS= read -r line; do joined+="${joined:+~|~}$line"; done < <(variables)
  # The second: somebody may have switched the check off by hand, and the policy would say nothing of it.
  if $private; then access=(--no-allow-unauthenticated --invoker-iam-check); fi
  while IFS= read -r name; do [ -z "$name" ] || keys+="${keys:+,}$name=$(secret_of "$name"):latest"; done < <(set_keys)
  if [ -n "$keys" ]; then secrets=(--set-secrets="$keys"); fi
  run gcloud run deploy "$service" --image="$image" --service-account="$account" \
    --max-instances=1 --concurrency=80 --cpu=1 --memory=512Mi --timeout=1800 --cpu-boost --port=8080 \
    --startup-probe=httpGet.path=/health,httpGet.port=8080,timeoutSeconds=1,periodSeconds=1,failureThreshold=60 \
    --set-env-vars="^~|~^$joined" "${secrets[@]}" "${access[@]}" --quiet "${in_region[@]}"
  run gcloud run services add-iam-policy-binding "$service" --member="$as_service" --role=roles/run.invoker "${in_region[@]}"
}

enable_apis
make_account
make_queue
make_bucket
further_roles
keep_secrets
build_image
find_url
deploy
store SERVICE_ACCOUNT_EMAIL "$account"
store SERVICE_URL "$service_url"
say "The service runs at $service_url"
say "Next: scripts/create_scheduler_0900.sh, which plans each day at 09:00 and 20:00 in Paris."
