package dev.vireo.container.tool;

import dev.vireo.hypervisor.script.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a host answered to steps, by their ids. */
public final class Answers {

  private final Map<String, StepResult> byId = new LinkedHashMap<>();

  /** The answers of a script. */
  public Answers(List<StepResult> results) {
    results.forEach(r -> byId.put(r.id(), r));
  }

  /** What was printed by a step that succeeded. */
  public Optional<String> good(String id) {
    return Optional.ofNullable(byId.get(id)).filter(StepResult::ok).map(StepResult::stdout);
  }

  /** What a step printed, whether it succeeded or not; empty where it did not run. */
  public Optional<StepResult> result(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The first line that a step said, its complaint before its output; for an operator. */
  public String said(String id) {
    StepResult result = byId.get(id);
    if (result == null) {
      return "it was not asked";
    }
    String line =
        (result.stderr() + "\n" + result.stdout())
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .findFirst()
            .orElse("not a word");
    return "exit " + result.exit() + ": " + (line.length() > 300 ? line.substring(0, 300) : line);
  }
}
