package dev.vireo.simulator.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How a program was started.
 *
 * @param arguments without the program's name
 * @param environment the exported variables
 */
public record Call(
    String name,
    List<String> arguments,
    Map<String, String> environment,
    InputStream in,
    OutputStream out,
    OutputStream err,
    String directory,
    Session session) {

  public void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void println(String text) throws IOException {
    print(text + "\n");
  }

  /** Says what went wrong, with the program's name before it. */
  public void complain(String what) throws IOException {
    out.flush();
    err.write((name + ": " + what + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The same place, another program. */
  public Call with(String otherName, List<String> otherArguments, InputStream otherIn) {
    return new Call(otherName, otherArguments, environment, otherIn, out, err, directory, session);
  }
}
