package dev.vireo.simulator.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Programs in a root file system: a true ELF header, and behind it bytes that are no code. */
enum Elf {
  I386(1, 3, 52),
  AMD64(2, 62, 64),
  ARM64(2, 183, 64);

  private final int bits;
  private final int machine;
  private final int headerSize;

  Elf(int bits, int machine, int headerSize) {
    this.bits = bits;
    this.machine = machine;
    this.headerSize = headerSize;
  }

  /** An executable of so many bytes, the same one each time. */
  byte[] program(int size) {
    byte[] bytes = new byte[Math.max(size, headerSize)];
    new Random(size).nextBytes(bytes);
    // Programs become half as small when they are compressed.
    for (int at = 0; at + 512 <= bytes.length; at += 512) {
      Arrays.fill(bytes, at, at + 256, (byte) 0);
    }
    ByteBuffer header = ByteBuffer.wrap(new byte[headerSize]).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) bits, 1, 1});
    header.putShort(16, (short) 2);
    header.putShort(18, (short) machine);
    header.putInt(20, 1);
    header.putShort(headerSize == 52 ? 40 : 52, (short) headerSize);
    System.arraycopy(header.array(), 0, bytes, 0, headerSize);
    return bytes;
  }
}
