#!/usr/bin/env bash
# Stops the planning jobs and the queue: no task is delivered until scripts/resume.sh. What falls due meanwhile is late afterwards, or missed.
#
#   scripts/pause.sh [--dry-run] [--help]
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
set_state pause PAUSED
