#!/bin/sh
# Starts Redis in a container: options alone, or a configuration file, are the server's.
set -e

case ${1-} in
  '' | -* | *.conf) set -- redis-server "$@" ;;
esac

# Whether the configuration, or an option, says who may connect without a password.
says_protection() {
  case " $* " in
    *' --protected-mode '*) return 0 ;;
  esac
  [ -f "${2-}" ] && grep -q '^[[:space:]]*protected-mode' "$2"
}

if [ "$1" = redis-server ]; then
  case ${2-} in
    -v | --version | -h | --help | --test-memory | --check-system) exec "$@" ;;
  esac
  if [ "$(id -u)" = 0 ]; then
    # What cannot be changed may be readable all the same; the server says so if not.
    chown -R redis:redis . 2>/dev/null || :
    exec chroot --userspec=redis:redis --skip-chdir / "$0" "$@"
  fi
  # Nobody reaches a container's port who was not let in, so the server need not refuse them.
  says_protection "$@" || set -- "$@" --protected-mode no
  [ "$(umask)" != 0022 ] || umask 0077
fi

exec "$@"
