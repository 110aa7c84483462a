package dev.harness.runtime.linux.elf;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Code for 64-bit ARM, after the Arm Architecture Reference Manual, part C6.
 *
 * <p>The register of the programs is X0; X9 holds addresses and what is compared.
 */
final class Aarch64Encoder extends Encoder {
  private static final int CALL_NUMBER = 8;
  private static final int SCRATCH = 9;
  private static final int SP = 31;
  private static final int CHUNKS = 4;
  private static final int CHUNK = 0xFFFF;

  private static final int MOVN = 0x92800000;
  private static final int MOVZ = 0xD2800000;
  private static final int MOVK = 0xF2800000;
  private static final int LDR_DOUBLE_WORD = 0xF9400000;
  private static final int LDR_WORD = 0xB9400000;
  private static final int STR_DOUBLE_WORD = 0xF9000000;
  private static final int STR_WORD = 0xB9000000;
  private static final int ADD_IMMEDIATE = 0x91000000;
  private static final int ADD_SHIFTED_BY_3 = 0x8B206C00;
  private static final int NEG_X0 = 0xCB0003E0;
  private static final int CMP_X0_X9 = 0xEB09001F;
  private static final int CMN_X0_4095 = 0xB13FFC1F;
  private static final int B = 0x14000000;
  private static final int B_EQ = 0x54000000;
  private static final int B_HS = 0x54000002;
  private static final int SVC = 0xD4000001;
  private static final int ARGUMENTS_ON_STACK = 16;

  @Override
  void call(SystemCall call, List<Operand> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      arguments.get(i).loadInto(i, this);
    }
    loadConstant(CALL_NUMBER, call.number(Architecture.AARCH64));
    word(SVC);
  }

  @Override
  void load(Operand value) {
    value.loadInto(0, this);
  }

  @Override
  void store(Operand.Cell cell) {
    loadConstant(SCRATCH, cell.address());
    boolean wide = cell.width() == Operand.Width.DOUBLE_WORD;
    word((wide ? STR_DOUBLE_WORD : STR_WORD) | SCRATCH << 5);
  }

  @Override
  void negate() {
    word(NEG_X0);
  }

  @Override
  void add(int value) {
    word(ADD_IMMEDIATE | value << 10);
  }

  @Override
  void jump(Label target) {
    refer(target);
    word(B);
  }

  @Override
  void jumpIfFailed(Label target) {
    // Adding 4095 carries for -4095 to -1 only.
    word(CMN_X0_4095);
    refer(target);
    word(B_HS);
  }

  @Override
  void jumpIfEqual(Operand value, Label target) {
    value.loadInto(SCRATCH, this);
    word(CMP_X0_X9);
    refer(target);
    word(B_EQ);
  }

  @Override
  void setDistance(ByteBuffer code, int at, int place) {
    int instruction = code.getInt(at);
    int words = (place - at) / 4;
    boolean conditional = instruction != B;
    int bits = conditional ? 19 : 26;
    if (words >= 1 << (bits - 1) || words < -(1 << (bits - 1))) {
      throw new IllegalStateException("jump over %d instructions".formatted(words));
    }
    int field = words & ((1 << bits) - 1);
    code.putInt(at, instruction | (conditional ? field << 5 : field));
  }

  @Override
  void loadCell(int register, Operand.Cell cell) {
    loadConstant(SCRATCH, cell.address());
    boolean wide = cell.width() == Operand.Width.DOUBLE_WORD;
    word((wide ? LDR_DOUBLE_WORD : LDR_WORD) | SCRATCH << 5 | register);
  }

  /** Sets 16 bits at a time, from all zeros or all ones, whichever is nearer. */
  @Override
  void loadConstant(int register, long value) {
    int filler = value < 0 ? CHUNK : 0;
    boolean started = false;
    for (int i = 0; i < CHUNKS; i++) {
      int chunk = (int) (value >>> (16 * i)) & CHUNK;
      boolean last = i == CHUNKS - 1;
      if (chunk != filler || (last && !started)) {
        int first = value < 0 ? MOVN : MOVZ;
        int shown = started || value >= 0 ? chunk : ~chunk & CHUNK;
        word((started ? MOVK : first) | i << 21 | shown << 5 | register);
        started = true;
      }
    }
  }

  @Override
  void loadStart(int register, Operand.Start start) {
    int fromStack = SP << 5 | register;
    switch (start) {
      case FIRST_ARGUMENT -> word(LDR_DOUBLE_WORD | (ARGUMENTS_ON_STACK / 8) << 10 | fromStack);
      case ARGUMENTS -> word(ADD_IMMEDIATE | ARGUMENTS_ON_STACK << 10 | fromStack);
      case ENVIRONMENT -> {
        // The stack holds argc, argc + 1 addresses, then the environment.
        word(LDR_DOUBLE_WORD | fromStack);
        word(ADD_SHIFTED_BY_3 | register << 16 | fromStack);
        word(ADD_IMMEDIATE | ARGUMENTS_ON_STACK << 10 | register << 5 | register);
      }
    }
  }
}
