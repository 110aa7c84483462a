package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import java.nio.charset.StandardCharsets;

/** Steps about files and directories. */
public sealed interface FileStep extends Step {

  /** Makes a directory in the root of a mount. */
  record MakeDirectory(Slot mount, String name) implements FileStep {
    private static final int MODE = 0755;

    @Override
    public String describe() {
      return "make the directory %s in %s".formatted(name, mount);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.MKDIRAT, emitter.cell(mount), emitter.data().string(name), constant(MODE));
    }
  }

  /** Makes an empty file in the root of a mount. */
  record MakeFile(Slot mount, String name) implements FileStep {
    private static final int REGULAR_MODE = 0100644;

    @Override
    public String describe() {
      return "make the file %s in %s".formatted(name, mount);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.MKNODAT,
          emitter.cell(mount),
          emitter.data().string(name),
          constant(REGULAR_MODE),
          constant(0));
    }
  }

  /** Makes a symbolic link in the root of a mount. */
  record MakeLink(Slot mount, String name, String target) implements FileStep {
    @Override
    public String describe() {
      return "make the link %s to %s in %s".formatted(name, target, mount);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.SYMLINKAT,
          emitter.data().string(target),
          emitter.cell(mount),
          emitter.data().string(name));
    }
  }

  /** Writes into a file that exists. */
  record WriteText(String path, String text) implements FileStep {
    private static final int O_WRONLY_CLOEXEC = 0x80001;
    private static final Slot FILE = new Slot("written-file");

    @Override
    public String describe() {
      return "write \"%s\" to %s".formatted(text, path);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.requireInto(
          FILE,
          SystemCall.OPENAT,
          constant(-100),
          emitter.data().string(path),
          constant(O_WRONLY_CLOEXEC),
          constant(0));
      emitter.require(
          SystemCall.WRITE,
          emitter.cell(FILE),
          emitter.data().string(text),
          constant(text.getBytes(StandardCharsets.UTF_8).length));
      emitter.close(FILE);
    }
  }

  /** Changes the working directory. */
  record ChangeDirectory(String path) implements FileStep {
    @Override
    public String describe() {
      return "go to the directory %s".formatted(path);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.CHDIR, emitter.data().string(path));
    }
  }

  /**
   * Changes the working directory to one that an image names: not through the links in procfs, and
   * not to a place outside the root (H25, CVE-2024-21626).
   */
  record WorkIn(String path) implements FileStep {
    private static final Slot DIRECTORY = new Slot("working-directory");
    private static final int O_PATH_CLOEXEC = 0x280000;
    private static final int RESOLVE_NO_MAGICLINKS = 2;
    private static final int PATH_MAX = 4096;

    /** How a path begins that does not lead to the root: "(unreachable)". */
    private static final int UNREACHABLE = '(' | 'u' << 8 | 'n' << 16 | 'r' << 24;

    private static final int ENOENT = 2;

    @Override
    public String describe() {
      return "work in the directory %s".formatted(path);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.requireInto(
          DIRECTORY,
          SystemCall.OPENAT2,
          constant(-100),
          emitter.data().string(path),
          emitter.data().longs(O_PATH_CLOEXEC, 0, RESOLVE_NO_MAGICLINKS),
          constant(24));
      emitter.require(SystemCall.FCHDIR, emitter.cell(DIRECTORY));
      emitter.close(DIRECTORY);
      Operand.Address name = emitter.data().zeros(PATH_MAX);
      emitter.require(SystemCall.GETCWD, name, constant(PATH_MAX));
      Label outside = emitter.code().label();
      Label inside = emitter.code().label();
      emitter.code().load(name.word(0)).jumpIfEqual(constant(UNREACHABLE), outside).jump(inside);
      emitter.code().mark(outside).load(constant(-ENOENT)).jump(emitter.failed()).mark(inside);
    }
  }
}
