package dev.vireo.container.domain.distro;

import java.util.Optional;

/** For which processor a program was made, in the words of Debian; told by its ELF header. */
public final class Arch {

  /** So many bytes of a program are enough. */
  public static final int HEADER = 20;

  private Arch() {}

  /**
   * Such as {@code i386}, {@code amd64}; {@code elf-NUMBER} for a processor without a word here.
   * Empty where the bytes begin no ELF program.
   */
  public static Optional<String> ofProgram(byte[] header) {
    boolean elf =
        header.length >= HEADER
            && header[0] == 0x7f
            && header[1] == 'E'
            && header[2] == 'L'
            && header[3] == 'F';
    if (!elf) {
      return Optional.empty();
    }
    boolean wide = header[4] == 2;
    boolean little = header[5] != 2;
    int machine =
        little
            ? (header[18] & 0xff) | (header[19] & 0xff) << 8
            : (header[18] & 0xff) << 8 | (header[19] & 0xff);
    return Optional.of(
        switch (machine) {
          case 2 -> "sparc";
          case 3 -> "i386";
          case 8 -> little ? (wide ? "mips64el" : "mipsel") : "mips";
          case 20 -> "powerpc";
          case 21 -> little ? "ppc64el" : "ppc64";
          case 22 -> wide ? "s390x" : "s390";
          case 40 -> "armhf";
          case 43 -> "sparc64";
          case 50 -> "ia64";
          case 62 -> wide ? "amd64" : "x32";
          case 183 -> "arm64";
          case 243 -> "riscv64";
          case 258 -> "loong64";
          default -> "elf-" + machine;
        });
  }
}
