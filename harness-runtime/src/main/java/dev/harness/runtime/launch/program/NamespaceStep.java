package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.process.NamespaceKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Steps about namespaces. */
public sealed interface NamespaceStep extends Step {

  /** Joins the namespace that a descriptor holds. */
  record Join(int fd, NamespaceKind kind) implements NamespaceStep {
    @Override
    public String describe() {
      return "join the %s namespace of descriptor %d".formatted(kind.fileName(), fd);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.SETNS, constant(fd), constant(kind.flag()));
    }
  }

  /** Joins namespaces of a process, all or none; its children are in its pid namespace (R33). */
  record JoinProcess(int pidfd, Set<NamespaceKind> kinds) implements NamespaceStep {
    /** Copies the set. */
    public JoinProcess {
      kinds = Set.copyOf(kinds);
    }

    @Override
    public String describe() {
      return "join the namespaces %s of the process of descriptor %d"
          .formatted(names(kinds), pidfd);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.SETNS, constant(pidfd), constant(NamespaceKind.flags(kinds)));
    }
  }

  /** Makes new namespaces; a pid namespace is that of the children. */
  record Unshare(Set<NamespaceKind> kinds) implements NamespaceStep {
    /** Copies the set. */
    public Unshare {
      kinds = Set.copyOf(kinds);
    }

    @Override
    public String describe() {
      return "make new namespaces " + names(kinds);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.UNSHARE, constant(NamespaceKind.flags(kinds)));
    }
  }

  /** Sets the host name. */
  record HostName(String name) implements NamespaceStep {
    @Override
    public String describe() {
      return "set the host name to " + name;
    }

    @Override
    public void emit(Emitter emitter) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      emitter.require(SystemCall.SETHOSTNAME, emitter.data().string(name), constant(length));
    }
  }

  /** Sets the NIS domain name. */
  record DomainName(String name) implements NamespaceStep {
    @Override
    public String describe() {
      return "set the domain name to " + name;
    }

    @Override
    public void emit(Emitter emitter) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      emitter.require(SystemCall.SETDOMAINNAME, emitter.data().string(name), constant(length));
    }
  }

  /** Switches on the loopback interface, which a new network namespace has switched off. */
  record LoopbackUp() implements NamespaceStep {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int IFREQ_BYTES = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final byte IFF_UP = 1;
    private static final Slot SOCKET = new Slot("loopback-socket");

    @Override
    public String describe() {
      return "switch on the loopback interface";
    }

    @Override
    public void emit(Emitter emitter) {
      byte[] request = Arrays.copyOf(new byte[] {'l', 'o'}, IFREQ_BYTES);
      request[IFREQ_FLAGS] = IFF_UP;
      emitter.requireInto(
          SOCKET, SystemCall.SOCKET, constant(AF_INET), constant(SOCK_DGRAM_CLOEXEC), constant(0));
      emitter.require(
          SystemCall.IOCTL,
          emitter.cell(SOCKET),
          constant(SIOCSIFFLAGS),
          emitter.data().bytes(request));
      emitter.close(SOCKET);
    }
  }

  private static String names(Set<NamespaceKind> kinds) {
    return new TreeSet<>(kinds).stream().map(NamespaceKind::fileName).toList().toString();
  }
}
