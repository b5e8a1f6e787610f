package dev.vireo.simulator.shell;

import dev.vireo.simulator.tool.StandardTools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine without SSH around it, to run scripts on. */
public final class Sandbox implements Machine {

  /** What a script left behind. */
  public record Result(int status, String out, String err) {}

  private final VirtualFiles files = new VirtualFiles(1 << 20);
  private final Map<String, Tool> programs;

  public Sandbox() {
    this(Map.of());
  }

  public Sandbox(Map<String, Tool> programs) {
    this.programs = programs;
  }

  public Result run(String script) {
    return run(script, "");
  }

  /** Runs it the way {@code sh -c} does. */
  public Result run(String script, String input, String... parameters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Interpreter shell =
        new Interpreter(new Session("s1", this), "sh", Map.of("HOME", "/"), bytes(input), out, err);
    shell.parameters(List.of(parameters));
    int status = shell.run(script);
    return new Result(status, text(out), text(err));
  }

  /** Runs it the way {@code sh -s} does: the script is the standard input. */
  public Result runFromInput(String script) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayInputStream in = bytes(script);
    Interpreter shell =
        new Interpreter(new Session("s1", this), "sh", Map.of("HOME", "/"), in, out, err);
    int status = shell.run(in);
    return new Result(status, text(out), text(err));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String hostName() {
    return "sandbox";
  }

  @Override
  public VirtualFiles files() {
    return files;
  }

  @Override
  public @Nullable Tool tool(String name) {
    Tool program = programs.get(name);
    return program == null ? StandardTools.find(name) : program;
  }

  @Override
  public void step(Session session, int steps) {}
}
