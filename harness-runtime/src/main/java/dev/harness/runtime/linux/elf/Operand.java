package dev.harness.runtime.linux.elf;

/** A value that an instruction reads. */
public sealed interface Operand {

  /** Has an encoder of this package put the value into a register of its architecture. */
  void loadInto(int register, Encoder encoder);

  /** A number known when the program is made. */
  record Constant(long value) implements Operand {
    @Override
    public void loadInto(int register, Encoder encoder) {
      encoder.loadConstant(register, value);
    }
  }

  /**
   * The place of data in the program.
   *
   * @param address where the data starts
   */
  record Address(int address) implements Operand {
    @Override
    public void loadInto(int register, Encoder encoder) {
      encoder.loadConstant(register, address);
    }

    /** The place {@code bytes} behind this one. */
    public Address plus(int bytes) {
      return new Address(address + bytes);
    }

    /** The four bytes at {@code offset}, read as an unsigned number. */
    public Cell word(int offset) {
      return new Cell(address + offset, Width.WORD);
    }

    /** The eight bytes at {@code offset}. */
    public Cell doubleWord(int offset) {
      return new Cell(address + offset, Width.DOUBLE_WORD);
    }
  }

  /** What the data at an address holds when the instruction runs. */
  record Cell(int address, Width width) implements Operand {
    @Override
    public void loadInto(int register, Encoder encoder) {
      encoder.loadCell(register, this);
    }
  }

  /** How many bytes a cell has. */
  enum Width {
    /** Four bytes. */
    WORD,
    /** Eight bytes. */
    DOUBLE_WORD
  }

  /** What the program was started with. */
  enum Start implements Operand {
    /** The first argument behind the program's name: the address of its text. */
    FIRST_ARGUMENT,
    /** The vector of arguments without the program's name. */
    ARGUMENTS,
    /** The vector of environment variables. */
    ENVIRONMENT;

    @Override
    public void loadInto(int register, Encoder encoder) {
      encoder.loadStart(register, this);
    }
  }

  /** A number known when the program is made. */
  static Operand constant(long value) {
    return new Constant(value);
  }
}
