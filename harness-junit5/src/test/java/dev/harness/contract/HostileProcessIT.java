package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes of containers that attack the engine, the host or each other (H37-H55, H70). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
@Timeout(60)
class HostileProcessIT {
  private static final int EXECS = 30;

  /** What an ordinary container tries; 42 means that it worked. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          H42 | echo x >/proc/sys/kernel/core_pattern
          H42 | echo b >/proc/sysrq-trigger
          H42 | echo 1 >/proc/sys/vm/drop_caches
          H42 | echo x >/sys/kernel/uevent_helper
          H42 | echo /x >/sys/fs/cgroup/release_agent
          H43 | mount -t tmpfs none /tmp
          H43 | mount -t proc none /tmp
          H43 | mount -o bind / /tmp
          H43 | mount -o remount,rw /proc/sys
          H43 | umount /proc/sys
          H43 | umount /proc/keys
          H43 | umount /etc/hosts
          H43 | mkdir /tmp/n && pivot_root / /tmp/n
          H43 | mknod /tmp/disk b 8 0 && cat /tmp/disk
          H43 | mknod /tmp/mem c 1 1 && cat /tmp/mem
          H43 | unshare -U true
          H43 | unshare -r true
          H43 | unshare -m true
          H43 | unshare -n true
          H43 | nsenter -t 1 -m true
          H43 | nsenter -t 1 -n true
          H45 | ip link add x type dummy
          H45 | ip addr add 10.0.0.1/8 dev lo
          H46 | kill -9 $PPID
          H46 | nice -n -20 true
          H46 | chrt -f 50 true
          H46 | renice -n -5 -p 1
          H70 | find / -xdev -name '*.sock' >/tmp/f; test -s /tmp/f
          H70 | grep -q engine /proc/net/unix
          """)
  void ordinaryContainersAreRefused(String id, String attack, Api api) throws IOException {
    new Confined(api).refuses("", attack);
  }

  /** H39, H40: who looks at and writes into each process that joins gets nothing of the engine. */
  @Test
  void h39h40JoiningProcessesShowNothingAndCannotBeOverwritten(Api api) throws IOException {
    Confined containers = new Confined(api);
    String spy =
        "while :; do for p in /proc/[0-9]*; do echo x >$p/exe; echo x >$p/mem; ls -l $p/fd $p/cwd"
            + " $p/root $p/exe; tr '\\0' ' ' <$p/environ; done; done 2>/dev/null >/seen";
    String container = containers.started("", spy);
    assertThat(exec(api, container, "until test -e /seen; do sleep 0.1; done")).isZero();

    for (int i = 0; i < 20; i++) {
      assertThat(exec(api, container, "true")).isZero();
    }

    assertThat(exec(api, container, "grep -qE 'HARNESS|/harness/|memfd|engine.sock' /seen"))
        .as("1: nothing of that was seen")
        .isEqualTo(1);
    Subject.remove(api, container);
  }

  /** H37: a mount below a directory that another container turns into a link, again and again. */
  @Test
  void h37SwappedLinksLeadNoMountToTheHost(Api api) throws IOException {
    Confined containers = new Confined(api);
    String swapping =
        containers.started(
            "'Binds':['swapped:/vol']",
            "while :; do mkdir -p /vol/a/b; rm -rf /vol/a; ln -s /etc /vol/a; rm /vol/a; done");

    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      JsonNode made = createBelowSwapped(api);
      String id = made.path("Id").asText();
      if (!id.isEmpty()) {
        answers.add(api.call("POST /containers/%s/start".formatted(id)).status());
        Subject.remove(api, id);
      }
    }

    assertThat(answers).allMatch(status -> status == 204 || status == 400 || status == 500);
    assertThat(Files.exists(Path.of("/etc/b"))).isFalse();
    Subject.remove(api, swapping);
    api.call("DELETE /volumes/swapped?force=1");
  }

  private static JsonNode createBelowSwapped(Api api) throws IOException {
    return Api.read(
        api.call(
                "POST /containers/create",
                "{\"Image\":\"%s\",\"Cmd\":[\"true\"],\"HostConfig\":{\"Binds\":[\"swapped:/vol\"],\"Tmpfs\":{\"/vol/a/b\":\"\"}}}"
                    .formatted(Api.IMAGE))
            .body());
  }

  /** H48: a client that is attached and never reads holds up neither the container nor others. */
  @Test
  void h48DeafClientsHoldNobodyUp(Api api) throws IOException {
    JsonNode made =
        new Confined(api)
            .created("", List.of("sh", "-c", "head -c 20m /dev/zero; echo; echo written"));
    String container = made.path("Id").asText();

    try (RawClient deaf = api.connect()) {
      deaf.send(
          "POST /containers/%s/attach?stream=1&stdout=1 HTTP/1.1\r\n".formatted(container)
              + "Host: engine\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
      api.call("POST /containers/%s/start".formatted(container));
      api.call("POST /containers/%s/wait".formatted(container));

      assertThat(api.call("GET /containers/%s/logs?stdout=1&tail=1".formatted(container)).body())
          .endsWith("written\n");
    }
    Subject.remove(api, container);
  }

  @Test
  void h50StopsWhatIgnoresSignalsOrStopsItself(Api api) throws IOException {
    Confined containers = new Confined(api);
    String deaf = containers.started("", "trap '' TERM; while :; do sleep 1; done");
    String stopped = containers.started("", "sleep 1000 & kill -STOP -1; wait");

    api.call("POST /containers/%s/stop?t=0".formatted(deaf));
    api.call("POST /containers/%s/stop?t=0".formatted(stopped));

    assertThat(exitCode(api, deaf)).isEqualTo(137);
    assertThat(exitCode(api, stopped)).isEqualTo(137);
    Subject.remove(api, deaf);
    Subject.remove(api, stopped);
  }

  /** Many at once, and one that outlasts its container. */
  @Test
  void h52ExecsEndWithTheirContainer(Api api) throws IOException {
    String container = new Confined(api).started("", "sleep 1000");
    List<CompletableFuture<Integer>> execs = new ArrayList<>();
    // Java's own pool may have one thread only, and some of these take long.
    ExecutorService threads = Executors.newFixedThreadPool(EXECS);
    for (int i = 0; i < EXECS; i++) {
      String script = i % 3 == 0 ? "sleep 1000" : "true";
      execs.add(
          CompletableFuture.supplyAsync(() -> uncheckedExec(api, container, script), threads));
    }

    while (execs.stream().filter(CompletableFuture::isDone).count() < 5) {
      Thread.onSpinWait();
    }
    Subject.remove(api, container);

    assertThat(execs).allSatisfy(exec -> assertThat(exec.join()).isIn(0, 126, 137, 404, 409));
    threads.shutdown();
  }

  /** H53: the engine has no terminal into which a container could type (TIOCSTI). */
  @Test
  void h53EngineHasNoTerminal(Api api) throws IOException {
    int terminalField = 6;
    assertThat(api.call("GET /_ping").status()).isEqualTo(200);
    // Not what makes the archive of the engine's classes, and ends.
    List<ProcessHandle> engines =
        ProcessHandle.current().descendants().filter(process -> runsEngine(process, api)).toList();

    assertThat(engines).isNotEmpty();
    for (ProcessHandle engine : engines) {
      String stat = Files.readString(Path.of("/proc", Long.toString(engine.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')')).split(" ", -1);
      assertThat(fields[terminalField - 1]).as(stat).isEqualTo("0");
    }
  }

  private static boolean runsEngine(ProcessHandle process, Api api) {
    String command = process.info().commandLine().orElse("");
    return command.contains("EngineMain") && command.contains(api.socket().toString());
  }

  private static int uncheckedExec(Api api, String container, String script) {
    try {
      return exec(api, container, script);
    } catch (IOException gone) {
      return 409;
    }
  }

  /** The exit code, or the status when it was refused. */
  private static int exec(Api api, String container, String script) throws IOException {
    var made =
        api.call(
            "POST /containers/%s/exec".formatted(container),
            "{\"Cmd\":[\"sh\",\"-c\",\"%s\"],\"AttachStdout\":true}".formatted(script));
    if (made.status() != 201) {
      return made.status();
    }
    String exec = Api.read(made.body()).path("Id").asText();
    var started = api.call("POST /exec/%s/start".formatted(exec), "{\"Detach\":false}");
    if (started.status() != 200) {
      return started.status();
    }
    var shown = api.call("GET /exec/%s/json".formatted(exec));
    return shown.status() == 200 ? Api.read(shown.body()).path("ExitCode").asInt() : shown.status();
  }

  private static int exitCode(Api api, String container) throws IOException {
    return api.json("GET /containers/%s/json".formatted(container))
        .path("State")
        .path("ExitCode")
        .asInt();
  }
}
