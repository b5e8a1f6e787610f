package dev.vireo.simulator.container;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where a program writes line by line: what goes wrong on its own stream, in the right order. */
public record Console(OutputStream out, OutputStream err) {

  public void say(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  public void complain(String line) throws IOException {
    out.flush();
    err.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
    err.flush();
  }
}
