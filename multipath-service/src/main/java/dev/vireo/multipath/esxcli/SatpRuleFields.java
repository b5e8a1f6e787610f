package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads SATP rules as PowerCLI prints them: {@code DefaultPSP : VMW_PSP_RR}. */
public final class SatpRuleFields implements Blocks.Sink {

  private static final Set<String> KEYS =
      Set.of(
          "ClaimOptions",
          "DefaultPSP",
          "Description",
          "Device",
          "Driver",
          "Model",
          "Name",
          "Options",
          "PSPOptions",
          "RuleGroup",
          "Transport",
          "Vendor");

  private final Unparsed incomplete = new Unparsed(Listing.SATP_RULE_FIELDS.id());
  private final List<SatpRule> rules = new ArrayList<>();
  private Map<String, String> cells = new LinkedHashMap<>();
  private int firstLine;

  private SatpRuleFields() {}

  public static Parsed<SatpRule> parse(String text) {
    SatpRuleFields fields = new SatpRuleFields();
    List<UnparsedLine> unparsed =
        new ArrayList<>(Blocks.readNameless(Listing.SATP_RULE_FIELDS.id(), text, fields));
    fields.close();
    unparsed.addAll(fields.incomplete.lines());
    return new Parsed<>(fields.rules, unparsed);
  }

  @Override
  public void open(String name, int line) {
    close();
  }

  @Override
  public boolean field(String key, String value, int line) {
    if (!KEYS.contains(key)) {
      return false;
    }
    if (cells.containsKey(key)) {
      close();
    }
    firstLine = cells.isEmpty() ? line : firstLine;
    cells.put(key, value);
    return true;
  }

  private void close() {
    if (cells.isEmpty()) {
      return;
    }
    Map<String, String> c = cells;
    cells = new LinkedHashMap<>();
    Optional<SatpName> name = SatpName.tryParse(c.getOrDefault("Name", ""));
    if (name.isEmpty()) {
      incomplete.add(firstLine, c.toString(), "a rule without the name of a SATP");
      return;
    }
    rules.add(
        new SatpRule(
            name.get(),
            c.getOrDefault("Device", ""),
            c.getOrDefault("Vendor", ""),
            c.getOrDefault("Model", ""),
            c.getOrDefault("Driver", ""),
            c.getOrDefault("Transport", ""),
            c.getOrDefault("Options", ""),
            c.getOrDefault("RuleGroup", ""),
            c.getOrDefault("ClaimOptions", ""),
            PspName.tryParse(c.getOrDefault("DefaultPSP", "")),
            c.getOrDefault("PSPOptions", "").replace("'", ""),
            c.getOrDefault("Description", "")));
  }
}
