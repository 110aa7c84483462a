#!/bin/bash
# Starts MariaDB in a container; the first start on an empty data directory initialises it from
# MARIADB_ROOT_PASSWORD (or MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD or
# MARIADB_RANDOM_ROOT_PASSWORD), MARIADB_ROOT_HOST, MARIADB_DATABASE, MARIADB_USER and
# MARIADB_PASSWORD (or MARIADB_PASSWORD_HASH), then runs what lies in /docker-entrypoint-initdb.d.
# Each variable also as NAME_FILE, the path of a file with the value, and as MYSQL_... instead.
# MARIADB_INITDB_SKIP_TZINFO leaves the time zones out.
set -eo pipefail

. /usr/local/lib/entrypoint/settings.sh

# either NAME [DEFAULT]: exports MARIADB_NAME from itself or from MYSQL_NAME.
either() {
  local old=MYSQL_$1
  setting "$old"
  setting "MARIADB_$1" "${!old:-${2-}}"
}

read_settings() {
  either ROOT_PASSWORD
  either ROOT_PASSWORD_HASH
  either ALLOW_EMPTY_ROOT_PASSWORD "${MARIADB_ALLOW_EMPTY_PASSWORD:-${MYSQL_ALLOW_EMPTY_PASSWORD-}}"
  either RANDOM_ROOT_PASSWORD
  either ROOT_HOST %
  either DATABASE
  either USER
  either PASSWORD
  either PASSWORD_HASH
  either INITDB_SKIP_TZINFO
}

# server_value NAME OPTIONS: what the server would take for an option.
server_value() {
  mariadbd "${@:2}" --verbose --help 2>/dev/null |
    awk -v name="$1" '/^-----/ { table = 1 } table && $1 == name && !found++ { print $2 }'
}

# Options that make the server print something and end: nothing is initialised for them.
only_prints() {
  local argument
  for argument in "$@"; do
    case $argument in
      -\? | --help | --print-defaults | -V | --version) return 0 ;;
    esac
  done
  return 1
}

require_settings() {
  if [ -z "$MARIADB_ROOT_PASSWORD$MARIADB_ROOT_PASSWORD_HASH$MARIADB_ALLOW_EMPTY_ROOT_PASSWORD$MARIADB_RANDOM_ROOT_PASSWORD" ]; then
    fail 'the database is not initialised, and nothing says which password root has.' \
      'Set MARIADB_ROOT_PASSWORD (or MARIADB_ROOT_PASSWORD_FILE, MARIADB_ROOT_PASSWORD_HASH),' \
      'or MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1, or MARIADB_RANDOM_ROOT_PASSWORD=1.'
  fi
  if [ "$MARIADB_USER" = root ]; then
    fail 'MARIADB_USER is root, which exists anyway; set MARIADB_ROOT_PASSWORD instead'
  elif [ -n "$MARIADB_USER" ] && [ -z "$MARIADB_PASSWORD$MARIADB_PASSWORD_HASH" ]; then
    fail 'MARIADB_USER is set without MARIADB_PASSWORD or MARIADB_PASSWORD_HASH'
  elif [ -z "$MARIADB_USER" ] && [ -n "$MARIADB_PASSWORD$MARIADB_PASSWORD_HASH" ]; then
    fail 'MARIADB_PASSWORD is set without MARIADB_USER'
  fi
}

# What is written here need not reach the disk before the server starts: a container that is lost
# with its machine is initialised again.
initialise() {
  mariadb-install-db --datadir="$data" --rpm --auth-root-authentication-method=normal \
    --skip-test-db --default-time-zone=SYSTEM --skip-log-bin --expire-logs-days=0 \
    --loose-innodb_buffer_pool_load_at_startup=0 --loose-innodb_buffer_pool_dump_at_shutdown=0 \
    --innodb-flush-method=nosync --skip-innodb-doublewrite "$@" >/dev/null
}

# The server of the initialisation: on the UNIX socket only, so nobody connects too early.
start_temporary_server() {
  mariadbd "$@" --skip-networking --default-time-zone=SYSTEM --skip-log-bin --skip-slave-start \
    --innodb-flush-log-at-trx-commit=0 --loose-innodb_buffer_pool_load_at_startup=0 &
  server=$!
  trap 'kill "$server"; wait "$server"; exit 143' INT TERM
  until mariadb-admin --no-defaults --socket="$socket" --user=root --silent ping >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || fail 'the server for the initialisation did not start'
    sleep 0.02
  done
}

stop_temporary_server() {
  kill "$server"
  wait "$server"
  trap - INT TERM
}

sql() {
  mariadb --protocol=socket --socket="$socket" --user=root --binary-mode --comments "$@"
}

# A text as SQL writes it.
quoted() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\\\'}"
}

# A name as SQL writes it.
name() { printf '`%s`' "${1//\`/\`\`}"; }

identified_by() {
  if [ -n "$2" ]; then
    printf 'IDENTIFIED BY PASSWORD %s' "$(quoted "$2")"
  else
    printf 'IDENTIFIED BY %s' "$(quoted "$1")"
  fi
}

root_statements() {
  local password
  password=$(identified_by "$MARIADB_ROOT_PASSWORD" "$MARIADB_ROOT_PASSWORD_HASH")
  echo "SET @@SESSION.SQL_LOG_BIN = 0;"
  echo "SET @@SESSION.SQL_MODE = REPLACE(@@SESSION.SQL_MODE, 'NO_BACKSLASH_ESCAPES', '');"
  # Of the host that initialised the database, which is gone with its container.
  echo "EXECUTE IMMEDIATE CONCAT('DROP USER IF EXISTS root@''', @@hostname, '''');"
  if [ "$MARIADB_ROOT_HOST" != localhost ]; then
    echo "CREATE USER root@$(quoted "$MARIADB_ROOT_HOST") $password;"
    echo "GRANT ALL ON *.* TO root@$(quoted "$MARIADB_ROOT_HOST") WITH GRANT OPTION;"
  fi
  echo "ALTER USER root@localhost $password;"
}

user_statements() {
  if [ -n "$MARIADB_DATABASE" ]; then
    echo "CREATE DATABASE IF NOT EXISTS $(name "$MARIADB_DATABASE");"
  fi
  if [ -n "$MARIADB_USER" ]; then
    local user
    user="$(quoted "$MARIADB_USER")@'%'"
    echo "CREATE USER $user $(identified_by "$MARIADB_PASSWORD" "$MARIADB_PASSWORD_HASH");"
    if [ -n "$MARIADB_DATABASE" ]; then
      # In grants, _ stands for any letter.
      echo "GRANT ALL ON $(name "${MARIADB_DATABASE//_/\\_}").* TO $user;"
    fi
  fi
}

load_time_zones() {
  [ -z "$MARIADB_INITDB_SKIP_TZINFO" ] || return 0
  mariadb-tzinfo-to-sql --skip-write-binlog /usr/share/zoneinfo 2>/dev/null | sql mysql
}

first_start() {
  require_settings
  # An unreadable directory is found before the work, not after it.
  [ ! -e /docker-entrypoint-initdb.d ] || ls /docker-entrypoint-initdb.d >/dev/null
  if [ -n "$MARIADB_RANDOM_ROOT_PASSWORD" ]; then
    export MARIADB_ROOT_PASSWORD
    MARIADB_ROOT_PASSWORD=$(head -c 24 /dev/urandom | base64)
    say "GENERATED ROOT PASSWORD: $MARIADB_ROOT_PASSWORD"
  fi
  initialise "$@"
  start_temporary_server "$@"
  load_time_zones
  { user_statements && root_statements; } | sql
  # With a hash only, the scripts that need SQL are refused by the server.
  export MYSQL_PWD=$MARIADB_ROOT_PASSWORD
  run_scripts sql ${MARIADB_DATABASE:+--database="$MARIADB_DATABASE"}
  unset MYSQL_PWD
  stop_temporary_server
  say 'MariaDB is initialised and starts now for its clients'
}

case ${1-} in
  '' | -*) set -- mariadbd "$@" ;;
  mysqld) set -- mariadbd "${@:2}" ;;
esac

if [ "$1" = mariadbd ] && ! only_prints "$@"; then
  command=("$@")
  data=$(server_value datadir "${@:2}")
  socket=$(server_value socket "${@:2}")
  mkdir -p "$data" "${socket%/*}"
  if [ "$(id -u)" = 0 ]; then
    become mysql "$data" "${socket%/*}" -- "$BASH_SOURCE" "${command[@]}"
  fi
  read_settings
  if [ -d "$data/mysql" ]; then
    say "$data holds a database already; it is used as it is"
  else
    first_start "${command[@]:1}"
  fi
fi

exec "$@"
