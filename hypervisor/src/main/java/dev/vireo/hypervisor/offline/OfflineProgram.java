package dev.vireo.hypervisor.offline;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/** How an offline command begins and ends as a process. */
public final class OfflineProgram {
  private static final int OK = 0;
  private static final int UNWRITTEN = 1;

  private OfflineProgram() {}

  /**
   * Runs the program and ends the process with its exit code; with 1 instead of 0 where its output
   * could not be written whole, which is said on standard error.
   *
   * @param program takes standard output, in UTF-8; gives its exit code
   */
  public static void run(ToIntFunction<PrintStream> program) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    int code = program.applyAsInt(out);
    if (out.checkError()) {
      System.err.println(
          "the output could not be written whole: no room is left, or nobody reads it");
      code = code == OK ? UNWRITTEN : code;
    }
    System.exit(code);
  }
}
