package dev.harness.junit5;

import dev.harness.RunningContainer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Classes that say much of a container; run by {@link OptionTest}. */
@NullUnmarked // the extension sets the fields
final class OptionTestCases {
  private OptionTestCases() {}

  static class AllTestCase {
    @Container(
        image = "${test.image:server}:1",
        name = "all",
        env = {"A=b=c", "URL=${test.url:http://a:1/}", "SHELL=$${HOME}"},
        command = {"echo", "${HOME}"},
        entrypoint = {"/bin/sh", "-c"},
        user = "nobody",
        workingDirectory = "/srv",
        hostname = "shop",
        labels = "team=${test.team}",
        tmpfs = "/fast",
        memory = "64m",
        cpus = 0.5,
        pids = 100,
        startupTimeout = "90s",
        network = "none",
        resources = "declare/note.txt:/etc/",
        files = "pom.xml:/srv/pom.xml",
        initScripts = "declare/schema.sql")
    static RunningContainer all;

    @Test
    void runs() {}
  }

  static class ConfinedTestCase {
    @Container(
        image = "server:1",
        name = "confined",
        udpPorts = 53,
        envUrls = "WHERE=dns://{host}:{udp:53}",
        stopSignal = "SIGINT",
        init = true,
        extraHosts = {"mirror:fd00::1", "here:host-gateway"},
        sharedMemory = "1g",
        privileged = true,
        addCapabilities = "NET_ADMIN",
        dropCapabilities = {"CHOWN", "NET_RAW"},
        readOnlyRoot = true)
    static RunningContainer confined;

    @Test
    void runs() {}
  }

  static class WrongHostTestCase {
    @Container(image = "server:1", extraHosts = "mirror")
    static RunningContainer wrong;

    @Test
    void runs() {}
  }

  static class WaitTestCase {
    @Container(
        image = "server:1",
        ports = 80,
        eagerPorts = 81,
        waitForLogLine = "ready",
        waitForCommand = {"true", "really"})
    static RunningContainer waited;

    @Test
    void runs() {}
  }
}
