#!/bin/sh
# Configures all packages, then writes the whole root directory to the file that is given.
set -e
result=$1

# This file is as old as the youngest file of all packages. What scripts make shall not be younger,
# so that the same packages give the same files, as far as their scripts do.
SOURCE_DATE_EPOCH=$(stat --format=%Y "$0")
DEBIAN_FRONTEND=noninteractive
DEBCONF_NONINTERACTIVE_SEEN=true
LC_ALL=C.UTF-8
HOME=/root
export SOURCE_DATE_EPOCH DEBIAN_FRONTEND DEBCONF_NONINTERACTIVE_SEEN LC_ALL HOME

# The first failure ends it, so that what the script said is the last that is said.
dpkg --abort-after=1 --force-unsafe-io --force-confnew --configure --pending </dev/null
unfinished=$(dpkg --audit)
if [ -n "$unfinished" ]; then
  echo "$unfinished"
  exit 1
fi
ldconfig

# What differs from run to run, and nobody needs.
rm -f /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow- /etc/subuid- /etc/subgid-
rm -f /var/cache/ldconfig/aux-cache /var/cache/debconf/*-old /var/lib/dpkg/*-old
rm -f /var/log/alternatives.log /var/log/bootstrap.log /var/log/dpkg.log

# What the engine puts into every container is left out.
touch "$result"
exec tar --create --file="$result" --directory=/ --one-file-system --sort=name --numeric-owner \
  --format=posix --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' \
  --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime --xattrs --xattrs-include='*' \
  --exclude=".$result" --exclude=".$0" --exclude=./.dockerenv --exclude=./etc/hostname \
  --exclude=./etc/hosts --exclude=./etc/resolv.conf \
  --exclude=./proc --exclude=./sys --exclude=./dev .
