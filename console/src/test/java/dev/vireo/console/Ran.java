package dev.vireo.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.command.VireoCommand;
import dev.vireo.console.print.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A run of the command line, and what it left. */
public record Ran(int code, String out, String err) {

  /** Runs it as a script would: no terminal. */
  public static Ran vireo(Map<String, String> environment, String... args) {
    return vireo(Terminal.none(), "", environment, args);
  }

  /** Runs it. */
  public static Ran vireo(
      Terminal terminal, String in, Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        VireoCommand.run(
            new Surroundings(
                environment,
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal),
            args);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Stdout as the one JSON document that it must be; the reader accepts nothing after it. */
  public JsonNode json() {
    try {
      return Json.MAPPER.readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not one JSON document: " + out, e);
    }
  }
}
