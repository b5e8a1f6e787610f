package dev.vireo.console.command;

import dev.vireo.bus.multipath.RuleOverride;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Safety rules that are set aside by name. */
@Command
final class OverrideOptions {

  @Option(
      names = "--override",
      paramLabel = "RULE=REASON",
      description = "Set a safety rule aside, with the reason on the record.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  List<RuleOverride> rules() {
    return overrides.entrySet().stream()
        .map(each -> new RuleOverride(each.getKey(), each.getValue()))
        .toList();
  }
}
