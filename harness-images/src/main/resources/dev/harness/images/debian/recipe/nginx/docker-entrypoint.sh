#!/bin/sh
# Starts nginx in a container, after the scripts in /docker-entrypoint.d: what ends in .envsh is
# sourced, what ends in .sh is run, both if they are executable.
set -e

if [ "${1-}" = nginx ] || [ "${1-}" = nginx-debug ]; then
  for script in /docker-entrypoint.d/*; do
    [ -x "$script" ] || continue
    case $script in
      *.envsh) . "$script" ;;
      *.sh) "$script" ;;
    esac
  done
fi

exec "$@"
