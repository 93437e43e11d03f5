#!/usr/bin/env bash
# Lets the queue and the planning jobs go on after scripts/pause.sh.
#
#   scripts/resume.sh [--dry-run] [--help]
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
set_state resume ENABLED
