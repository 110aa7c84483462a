# What entry points of databases have in common; sourced by them, in bash.

say() { printf '%s\n' "entrypoint: $*"; }

fail() {
  printf '%s\n' "entrypoint: $1" "${@:2}" >&2
  exit 1
}

# setting NAME [DEFAULT]: exports NAME from itself, from the file that NAME_FILE names, or DEFAULT.
setting() {
  local name=$1 file_name=$1_FILE value=${2-}
  if [ -n "${!name-}" ] && [ -n "${!file_name-}" ]; then
    fail "both $name and $file_name are set; keep one of them"
  elif [ -n "${!name-}" ]; then
    value=${!name}
  elif [ -n "${!file_name-}" ]; then
    [ -r "${!file_name}" ] || fail "cannot read ${!file_name}, named by $file_name"
    value=$(<"${!file_name}")
  fi
  export "$name=$value"
  unset "$file_name"
}

# become USER DIRECTORIES -- COMMAND: the server refuses to be root, so hand the directories to the
# user and start over as that one.
become() {
  local user=$1 directory
  shift
  while [ "$1" != -- ]; do
    directory=$1
    find "$directory" \! -user "$user" -exec chown "$user:" '{}' +
    shift
  done
  shift
  # The new root being the old one, this changes the user only (and wants no CAP_SYS_CHROOT).
  exec chroot --userspec="$user" --skip-chdir / "$@"
}

# run_scripts COMMAND: runs what lies in /docker-entrypoint-initdb.d; COMMAND reads the SQL.
run_scripts() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh)
        say "running $file"
        if [ -x "$file" ]; then "$file"; else . "$file"; fi
        ;;
      *.sql) say "running $file" && "$@" <"$file" ;;
      *.sql.gz) say "running $file" && gunzip -c "$file" | "$@" ;;
      *.sql.xz) say "running $file" && xzcat "$file" | "$@" ;;
      *.sql.zst) say "running $file" && zstd -dc "$file" | "$@" ;;
      '/docker-entrypoint-initdb.d/*') ;;
      *) say "ignoring $file" ;;
    esac
  done
}
