package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.ClaimRule;
import dev.vireo.multipath.domain.Psp;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.Satp;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The listings in columns. */
public final class Tables {

  private static final Table.Shape PSPS =
      new Table.Shape(
          Listing.PSP_LIST.id(), List.of("Name", "Description"), 1, true, Tables::isPluginName);

  private static final Table.Shape SATPS =
      new Table.Shape(
          Listing.SATP_LIST.id(),
          List.of("Name", "Default PSP", "Description"),
          2,
          true,
          Tables::isPluginName);

  private static final Table.Shape PLUGINS =
      new Table.Shape(
          Listing.PLUGIN_LIST.id(),
          List.of("Plugin name", "Plugin class"),
          1,
          true,
          name -> PspName.tryParse(name).isPresent());

  private static final Table.Shape SATP_RULES =
      new Table.Shape(
          Listing.SATP_RULE_LIST.id(),
          List.of(
              "Name",
              "Device",
              "Vendor",
              "Model",
              "Driver",
              "Transport",
              "Options",
              "Rule Group",
              "Claim Options",
              "Default PSP",
              "PSP Options",
              "Description"),
          1,
          false,
          Tables::isPluginName);

  private static final Table.Shape CLAIM_RULES =
      new Table.Shape(
          Listing.CLAIM_RULE_LIST.id(),
          List.of("Rule Class", "Rule", "Class", "Type", "Plugin", "Matches"),
          5,
          true,
          name -> !name.isEmpty() && Character.isLetter(name.charAt(0)));

  private Tables() {}

  /** {@code nmp psp list}. */
  public static Parsed<Psp> psps(String text) {
    return rows(PSPS, text, c -> PspName.tryParse(c.get(0)).map(name -> new Psp(name, c.get(1))));
  }

  /** {@code nmp satp list}; a SATP that is not loaded is a placeholder. */
  public static Parsed<Satp> satps(String text) {
    return rows(
        SATPS,
        text,
        c ->
            SatpName.tryParse(c.get(0))
                .flatMap(
                    name ->
                        PspName.tryParse(c.get(1))
                            .map(
                                psp ->
                                    new Satp(
                                        name,
                                        psp,
                                        c.get(2),
                                        !c.get(2).contains("plugin not loaded")))));
  }

  /** A plug-in of {@code core plugin list}. */
  public record Plugin(String name, String pluginClass) {}

  /** {@code core plugin list}. */
  public static Parsed<Plugin> plugins(String text) {
    return rows(PLUGINS, text, c -> Optional.of(new Plugin(c.get(0), c.get(1))));
  }

  /** {@code nmp satp rule list}, and {@code nmp satp listrules} of 4.x. */
  public static Parsed<SatpRule> satpRules(String text) {
    return rows(SATP_RULES, text, Tables::satpRule);
  }

  private static Optional<SatpRule> satpRule(List<String> c) {
    Optional<SatpName> name = SatpName.tryParse(c.get(0));
    Optional<PspName> psp = PspName.tryParse(c.get(9));
    if (name.isEmpty() || (psp.isEmpty() && !c.get(9).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new SatpRule(
            name.get(),
            c.get(1),
            c.get(2),
            c.get(3),
            c.get(4),
            c.get(5),
            c.get(6),
            c.get(7),
            c.get(8),
            psp,
            c.get(10),
            c.get(11)));
  }

  /** {@code core claimrule list}; columns after "Matches" (6.x and later) are passed over. */
  public static Parsed<ClaimRule> claimRules(String text) {
    return rows(CLAIM_RULES, text, Tables::claimRule);
  }

  private static Optional<ClaimRule> claimRule(List<String> c) {
    OptionalLong number = Numbers.parse(c.get(1));
    if (number.isEmpty() || number.getAsLong() > 65_535) {
      return Optional.empty();
    }
    return Optional.of(
        new ClaimRule(
            c.get(0), (int) number.getAsLong(), c.get(2), c.get(3), c.get(4), pairs(c.get(5))));
  }

  /** {@code vendor=DELL model=Universal Xport}: a value runs up to the next word with "=". */
  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    String key = "";
    StringBuilder value = new StringBuilder();
    for (String word : text.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        if (!key.isEmpty()) {
          pairs.put(key, value.toString().strip());
        }
        key = word.substring(0, equals);
        value.setLength(0);
        value.append(word, equals + 1, word.length());
      } else {
        value.append(' ').append(word);
      }
    }
    if (!key.isEmpty()) {
      pairs.put(key, value.toString().strip());
    }
    return pairs;
  }

  private static <T> Parsed<T> rows(
      Table.Shape shape, String text, Function<List<String>, Optional<T>> row) {
    Table.Content content = Table.read(shape, text);
    List<T> items = new ArrayList<>();
    List<UnparsedLine> unparsed = new ArrayList<>(content.unparsed());
    for (Table.Row cells : content.rows()) {
      row.apply(cells.cells())
          .ifPresentOrElse(
              items::add,
              () ->
                  unparsed.add(
                      new UnparsedLine(
                          shape.listing(),
                          cells.line(),
                          String.join("  ", cells.cells()).strip(),
                          "a cell holds what no host prints there")));
    }
    return new Parsed<>(items, unparsed);
  }

  private static boolean isPluginName(String name) {
    return name.indexOf('_') > 0 && PspName.tryParse(name).isPresent();
  }
}
