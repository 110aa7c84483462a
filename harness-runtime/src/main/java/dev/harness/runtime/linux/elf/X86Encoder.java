package dev.harness.runtime.linux.elf;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Code for x86-64, after the Intel manual, volume 2.
 *
 * <p>The register of the programs is RAX; RCX, which system calls overwrite, holds what is compared.
 */
final class X86Encoder extends Encoder {
  private static final int RAX = 0;
  private static final int RCX = 1;
  private static final int RSP = 4;
  private static final int[] ARGUMENT_REGISTERS = {7, 6, 2, 10, 8, 9};

  private static final int REX = 0x40;
  private static final int WIDE = 8;
  private static final int MOV_FROM_MEMORY = 0x8B;
  private static final int MOV_TO_MEMORY = 0x89;
  private static final int LEA = 0x8D;
  private static final int ARGUMENTS_ON_STACK = 16;

  @Override
  void call(SystemCall call, List<Operand> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      arguments.get(i).loadInto(ARGUMENT_REGISTERS[i], this);
    }
    loadConstant(RAX, call.number(Architecture.X86_64));
    bytes(0x0F, 0x05);
  }

  @Override
  void load(Operand value) {
    value.loadInto(RAX, this);
  }

  @Override
  void store(Operand.Cell cell) {
    absolute(MOV_TO_MEMORY, RAX, cell);
  }

  @Override
  void negate() {
    bytes(REX | WIDE, 0xF7, 0xD8);
  }

  @Override
  void add(int value) {
    bytes(REX | WIDE, 0x05);
    word(value);
  }

  @Override
  void jump(Label target) {
    bytes(0xE9);
    distanceTo(target);
  }

  @Override
  void jumpIfFailed(Label target) {
    // Failures are -4095 to -1: compared without sign, the largest numbers.
    bytes(REX | WIDE, 0x3D);
    word(-4095);
    bytes(0x0F, 0x83);
    distanceTo(target);
  }

  @Override
  void jumpIfEqual(Operand value, Label target) {
    value.loadInto(RCX, this);
    bytes(REX | WIDE, 0x39, 0xC8);
    bytes(0x0F, 0x84);
    distanceTo(target);
  }

  @Override
  void setDistance(ByteBuffer code, int at, int place) {
    code.putInt(at, place - (at + 4));
  }

  private void distanceTo(Label target) {
    refer(target);
    word(0);
  }

  @Override
  void loadConstant(int register, long value) {
    int high = register >> 3;
    int low = register & 7;
    if (value >>> 32 == 0) {
      if (high != 0) {
        bytes(REX | high);
      }
      bytes(0xB8 | low);
      word((int) value);
    } else if (value == (int) value) {
      bytes(REX | WIDE | high, 0xC7, 0xC0 | low);
      word((int) value);
    } else {
      bytes(REX | WIDE | high, 0xB8 | low);
      doubleWord(value);
    }
  }

  @Override
  void loadCell(int register, Operand.Cell cell) {
    absolute(MOV_FROM_MEMORY, register, cell);
  }

  private void absolute(int operation, int register, Operand.Cell cell) {
    int width = cell.width() == Operand.Width.DOUBLE_WORD ? WIDE : 0;
    bytes(REX | width | register >> 3 << 2, operation, (register & 7) << 3 | 4, 0x25);
    word(cell.address());
  }

  @Override
  void loadStart(int register, Operand.Start start) {
    int rex = REX | WIDE | register >> 3 << 2;
    int field = (register & 7) << 3;
    switch (start) {
      case FIRST_ARGUMENT ->
          bytes(rex, MOV_FROM_MEMORY, 0x44 | field, 0x20 | RSP, ARGUMENTS_ON_STACK);
      case ARGUMENTS -> bytes(rex, LEA, 0x44 | field, 0x20 | RSP, ARGUMENTS_ON_STACK);
      case ENVIRONMENT -> {
        // The stack holds argc, argc + 1 addresses, then the environment.
        bytes(rex, MOV_FROM_MEMORY, 0x04 | field, 0x20 | RSP);
        int index = register >> 3 << 1;
        bytes(rex | index, LEA, 0x44 | field, 0xC0 | field | RSP, ARGUMENTS_ON_STACK);
      }
    }
  }
}
