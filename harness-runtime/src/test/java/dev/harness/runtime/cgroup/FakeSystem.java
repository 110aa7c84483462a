package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files that look like the control groups of a machine, below a directory. */
record FakeSystem(Path root) {

  /** Version 1, with these controllers, and this process in the group {@code /job} of each. */
  FakeSystem versionOne(String... controllers) throws IOException {
    StringBuilder mounts = new StringBuilder("22 1 0:20 / /sys rw - sysfs sysfs rw\n");
    StringBuilder groups = new StringBuilder();
    for (String controller : controllers) {
      mounts.append(
          "30 22 0:25 / /sys/fs/cgroup/%1$s rw,relatime shared:9 - cgroup cgroup rw,%1$s\n"
              .formatted(controller));
      groups.append("4:%s:/job\n".formatted(controller));
      group("sys/fs/cgroup/%s/job".formatted(controller), Map.of("cgroup.procs", "1\n"));
    }
    return with(mounts.toString(), groups.append("0::/\n").toString());
  }

  /** Version 2, with this process in a group. */
  FakeSystem versionTwo(String group) throws IOException {
    Files.createDirectories(root.resolve("sys/fs/cgroup"));
    return with(
        "31 22 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n",
        "0::" + group + "\n");
  }

  private FakeSystem with(String mounts, String groups) throws IOException {
    group("proc/self", Map.of("mountinfo", mounts, "cgroup", groups));
    Files.writeString(root.resolve("proc/swaps"), "");
    return this;
  }

  /** A directory with files. */
  Path group(String path, Map<String, String> files) throws IOException {
    Path directory = Files.createDirectories(root.resolve(path));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
    return directory;
  }
}
