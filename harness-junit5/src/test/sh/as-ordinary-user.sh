#!/bin/sh
# Runs the container tests of a module once more as an ordinary user: with subordinate ids all of
# them but those tagged "once", with a single id those for every mode.
#
#   as-ordinary-user.sh subordinate-ids|single-id CLASS_PATH_FILE CLASSES TEST_CLASSES JAVA REPORTS
#
# Only root can do that: it makes the user "harness-tests" and installs uidmap when either is
# missing; with a single id the user is "harness-single". An ordinary user's tests have run as that
# user already, so there is nothing to do.
# The class path and the module's test sources, which tests name by relative paths, are copied,
# because an ordinary user can read neither root's Maven repository nor perhaps the project.
set -eu
mode=$1 class_path_file=$2 classes=$3 test_classes=$4 java=$5 reports=$6
test_sources=$(dirname "$0")/..
case $mode in
  subordinate-ids) user=harness-tests which=--exclude-tag=once ;;
  single-id) user=harness-single which=--include-tag=every-mode ;;
  *) echo "unknown mode $mode" >&2; exit 2 ;;
esac
home=/var/tmp/$user

if [ "$(id -u)" -ne 0 ]; then
  echo "Not root: the container tests have run as $(id -un), there is no other user to run them as."
  exit 0
fi

install_uidmap() {
  echo "Installing uidmap"
  apt-get install -y -q uidmap >/dev/null || {
    apt-get update -q >/dev/null
    apt-get install -y -q uidmap >/dev/null
  }
}

if [ "$mode" = subordinate-ids ]; then
  command -v newuidmap >/dev/null || install_uidmap
  id "$user" >/dev/null 2>&1 || useradd --home-dir "$home" --create-home --shell /bin/sh "$user"
  if ! grep -q "^$user:" /etc/subuid || ! grep -q "^$user:" /etc/subgid; then
    usermod --add-subuids 200000-265535 --add-subgids 200000-265535 "$user"
  fi
else
  # Accounts of the system get no subordinate ids.
  id "$user" >/dev/null 2>&1 ||
    useradd --system --home-dir "$home" --create-home --shell /bin/sh "$user"
fi

work=$(mktemp -d "/var/tmp/$user-XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lib" "$work/reports" "$work/module/src"
cp -r "$test_sources" "$work/module/src/test"
class_path=$work/test-classes:$work/classes
cp -r "$test_classes" "$work/test-classes"
cp -r "$classes" "$work/classes"
number=0
for entry in $(tr ':' ' ' <"$class_path_file"); do
  number=$((number + 1))
  copy=$work/lib/$number-$(basename "$entry")
  cp -r "$entry" "$copy"
  class_path=$class_path:$copy
done
chmod -R a+rX "$work"
chown -R "$user" "$work/reports" "$work/module"

echo "Running the container tests as $user ($mode)"
status=0
# shellcheck disable=SC2086
setpriv --reuid "$user" --regid "$user" --init-groups \
  env -i -C "$work/module" \
  HOME="$home" USER="$user" LOGNAME="$user" PATH="$PATH" LANG=C.UTF-8 \
  "$java" ${TEST_JVM_ARGUMENTS-} -cp "$class_path" \
  org.junit.platform.console.ConsoleLauncher execute \
  --scan-class-path "$work/test-classes" --include-classname '.*IT' $which \
  --disable-banner --details=${TEST_DETAILS:-tree} --fail-if-no-tests \
  --reports-dir "$work/reports" || status=$?
rm -rf "$reports"
cp -r "$work/reports" "$reports"
exit "$status"
