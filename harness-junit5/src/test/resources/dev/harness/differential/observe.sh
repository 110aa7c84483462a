say() { echo "$1=$2"; }
yes() { if "$@" 2>/dev/null; then echo yes; else echo no; fi; }
result() { "$@" >/dev/null 2>&1; echo $?; }
say id "$(id)"
say pwd "$(pwd)"
say umask "$(umask)"
say hostname "$(hostname)"
say domainname "$(cat /proc/sys/kernel/domainname)"
say pid $$
say oom_score_adj "$(cat /proc/self/oom_score_adj)"
env | sort | sed 's/^/env:/'
grep -E '^(Uid|Gid|Groups|CapInh|CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs|Seccomp):' /proc/self/status |
  sed 's/:[[:space:]]*/=/; s/[[:space:]][[:space:]]*/ /g; s/^/status:/'
while read -r id parent device root point options rest; do
  fs=${rest#*- }
  case $point in /sys/fs/cgroup/*) ;; *) say "mount:$point" "${fs%% *} $options" ;; esac
done </proc/self/mountinfo
for file in hosts hostname resolv.conf; do say "file:/etc/$file" "$(tr '\n' ';' </etc/$file | grep -v '^ID' | cut -c1-300)"; done
for path in /dev/*; do say "dev:$path" "$(stat -c '%F %a %t,%T' "$path")"; done
ulimit -a | sed 's/^/ulimit:/; s/  */ /g; s/ \([^ ]*\)$/=\1/'
for path in / /etc /tmp /bin /root /proc/sys/kernel/hostname /proc/sysrq-trigger /proc/irq /proc/acpi \
  /sys /sys/kernel /sys/firmware /sys/fs/cgroup /dev /dev/shm /dev/null /etc/hosts /etc/hostname /etc/resolv.conf; do
  say "writable:$path" "$(yes [ -w $path ])"
  say "mode:$path" "$(stat -c '%a' $path)"
done
for path in /proc/kcore /proc/keys /proc/timer_list /proc/interrupts /proc/scsi /proc/asound /proc/sched_debug /sys/firmware /proc/acpi; do
  say "bytes:$path" "$(if [ -d $path ]; then ls $path | wc -l; elif [ -e $path ]; then head -c 10 $path | wc -c; else echo none; fi)"
done
for name in net/ipv4/ip_unprivileged_port_start net/ipv4/ip_forward kernel/shmmax kernel/msgmax fs/mqueue/msg_max net/core/somaxconn; do
  say "sysctl:$name" "$(cat /proc/sys/$name)"
done
say "shm" "$(df -k /dev/shm | tail -1 | tr -s ' ' | cut -d' ' -f2)"
say "interfaces" "$(ls /sys/class/net | tr '\n' ' ')"
say "dockerenv" "$(yes [ -e /.dockerenv ])"
say "do:mknod" "$(result mknod /tmp/node c 1 3)"
say "do:chown" "$(touch /tmp/file; result chown 12:34 /tmp/file)"
say "do:setuid" "$(touch /tmp/suid; chmod 4755 /tmp/suid; stat -c %a /tmp/suid)"
say "do:mount" "$(mkdir -p /tmp/mount; result mount -t tmpfs none /tmp/mount)"
say "do:unshare" "$(result unshare -m true)"
say "do:hostname" "$(result hostname other)"
say "do:chroot" "$(result chroot / /bin/true)"
say "do:sysctl" "$(result sh -c 'echo other >/proc/sys/kernel/hostname')"
say "do:tmp" "$(result touch /tmp/made)"
say "do:root" "$(result touch /made)"
say "do:exec" "$(cp /bin/busybox /tmp/true; result /tmp/true)"
