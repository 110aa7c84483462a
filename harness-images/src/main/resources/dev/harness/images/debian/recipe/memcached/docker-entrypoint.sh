#!/bin/sh
# Starts memcached in a container: options alone are the server's.
set -e

case ${1-} in
  '' | -*) set -- memcached "$@" ;;
esac

exec "$@"
