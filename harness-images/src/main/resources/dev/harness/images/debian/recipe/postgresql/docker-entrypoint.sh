#!/bin/bash
# Starts PostgreSQL in a container; the first start on an empty data directory initialises it from
# POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, POSTGRES_INITDB_ARGS, POSTGRES_INITDB_WALDIR and
# POSTGRES_HOST_AUTH_METHOD (each also as NAME_FILE, the path of a file with the value), then runs
# what lies in /docker-entrypoint-initdb.d. It is bash because *.sh files there may be sourced, and
# people write them for bash.
set -eo pipefail

. /usr/local/lib/entrypoint/settings.sh

scripts=/docker-entrypoint-initdb.d
sockets=/var/run/postgresql

read_settings() {
  setting POSTGRES_PASSWORD
  setting POSTGRES_USER postgres
  setting POSTGRES_DB "$POSTGRES_USER"
  setting POSTGRES_INITDB_ARGS
  setting POSTGRES_INITDB_WALDIR
  setting POSTGRES_HOST_AUTH_METHOD
}

# Options that make the server print something and end: nothing is initialised for them.
only_prints() {
  local argument
  for argument in "$@"; do
    case $argument in
      -\? | --help | --describe-config | -V | --version) return 0 ;;
    esac
  done
  return 1
}

# Both calls may be refused to a user who is not the owner; the server says so if it matters.
prepare_directories() {
  mkdir -p "$PGDATA" "$sockets"
  chmod 0700 "$PGDATA" 2>/dev/null || true
  chmod 3775 "$sockets" 2>/dev/null || true
  if [ -n "$POSTGRES_INITDB_WALDIR" ]; then
    mkdir -p "$POSTGRES_INITDB_WALDIR"
    chmod 0700 "$POSTGRES_INITDB_WALDIR" 2>/dev/null || true
  fi
}

require_password() {
  [ -z "$POSTGRES_PASSWORD" ] || return 0
  if [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    fail 'the database is not initialised, and there is no password for its superuser.' \
      'Set POSTGRES_PASSWORD (or POSTGRES_PASSWORD_FILE) to a value that is not empty,' \
      'or let everybody in without one: POSTGRES_HOST_AUTH_METHOD=trust.'
  fi
  say 'POSTGRES_HOST_AUTH_METHOD=trust: whoever reaches the port is let in without a password'
}

# initdb wants a name for its user id. An id that /etc/passwd does not know gets one for initdb only.
run_as_named_user() {
  if getent passwd "$(id -u)" >/dev/null; then
    "$@"
    return
  fi
  local names wrapper
  wrapper=$(find /usr/lib -name libnss_wrapper.so -print -quit)
  names=$(mktemp -d)
  printf 'postgres:x:%s:%s::%s:/bin/sh\n' "$(id -u)" "$(id -g)" "$PGDATA" >"$names/passwd"
  printf 'postgres:x:%s:\n' "$(id -g)" >"$names/group"
  NSS_WRAPPER_PASSWD=$names/passwd NSS_WRAPPER_GROUP=$names/group LD_PRELOAD=$wrapper "$@"
  rm -r "$names"
}

# What initdb wrote need not reach the disk before the server starts: a container that is lost with
# its machine is initialised again.
initialise() {
  local options=()
  # POSTGRES_INITDB_ARGS is a piece of a command line, quotes included.
  eval "options=($POSTGRES_INITDB_ARGS)"
  [ -z "$POSTGRES_INITDB_WALDIR" ] || options+=(--waldir "$POSTGRES_INITDB_WALDIR")
  run_as_named_user initdb --pgdata "$PGDATA" --no-sync --username "$POSTGRES_USER" \
    --pwfile <(printf '%s\n' "$POSTGRES_PASSWORD") "${options[@]}"
  printf "\nlisten_addresses = '*'\n" >>"$PGDATA/postgresql.conf"
}

allow_remote_hosts() {
  local method=$POSTGRES_HOST_AUTH_METHOD
  [ -n "$method" ] || method=$(postgres -C password_encryption "$@")
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

# The server of the initialisation: on the UNIX socket only, so nobody connects too early.
start_temporary_server() {
  rm -f "$PGDATA/postmaster.pid"
  NOTIFY_SOCKET='' postgres "$@" -c listen_addresses='' -p "${PGPORT:-5432}" &
  server=$!
  trap 'kill -INT "$server"; wait "$server"; exit 143' INT TERM
  until grep -qs '^ready' "$PGDATA/postmaster.pid"; do
    kill -0 "$server" 2>/dev/null || fail 'the server for the initialisation did not start'
    sleep 0.02
  done
}

stop_temporary_server() {
  kill -INT "$server"
  wait "$server"
  trap - INT TERM
}

sql() {
  PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password \
    --username "$POSTGRES_USER" "$@"
}

create_database() {
  local known
  known=$(sql --dbname postgres --tuples-only --set name="$POSTGRES_DB" \
    <<<"SELECT 1 FROM pg_database WHERE datname = :'name'")
  if [ -z "$known" ]; then
    sql --dbname postgres --set name="$POSTGRES_DB" <<<'CREATE DATABASE :"name"'
  fi
}

first_start() {
  require_password
  # An unreadable directory is found before the work, not after it.
  [ ! -e "$scripts" ] || ls "$scripts" >/dev/null
  initialise
  allow_remote_hosts "$@"
  export PGPASSWORD=${PGPASSWORD-$POSTGRES_PASSWORD}
  start_temporary_server "$@"
  create_database
  run_scripts sql --dbname "$POSTGRES_DB"
  stop_temporary_server
  unset PGPASSWORD
  say 'PostgreSQL is initialised and starts now for its clients'
}

case ${1-} in
  '' | -*) set -- postgres "$@" ;;
esac

if [ "$1" = postgres ] && ! only_prints "$@"; then
  command=("$@")
  read_settings
  prepare_directories
  if [ "$(id -u)" = 0 ]; then
    become postgres "$PGDATA" "$sockets" ${POSTGRES_INITDB_WALDIR:+"$POSTGRES_INITDB_WALDIR"} -- \
      "$BASH_SOURCE" "${command[@]}"
  fi
  if [ -s "$PGDATA/PG_VERSION" ]; then
    say "$PGDATA holds a database already; it is used as it is"
  else
    first_start "${command[@]:1}"
  fi
fi

exec "$@"
