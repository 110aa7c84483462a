#!/bin/sh
# Succeeds when the server takes connections. It listens on its port only after the initialisation,
# so that answers both questions people ask: --connect and --innodb_initialized.
set -e

for question in "$@"; do
  case $question in
    --connect | --innodb_initialized) ;;
    *) echo "healthcheck: $question is unknown; there are --connect, --innodb_initialized" >&2 && exit 2 ;;
  esac
done

# Being refused without a password is an answer, too.
exec mariadb-admin --protocol=tcp --host=127.0.0.1 --silent ping
