package dev.vireo.multipath.esxcli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts a capture into its listings: where a command is echoed, and where a line that only one
 * listing prints follows lines of another. What the lines say counts more than what the echoed
 * command says, for people paste the wrong one above.
 */
final class Sections {

  /** Keys that give a listing away. */
  private static final Map<String, Listing> BY_KEY =
      Map.ofEntries(
          Map.entry("Storage Array Type", Listing.DEVICE_LIST),
          Map.entry("Storage Array Type Device Config", Listing.DEVICE_LIST),
          Map.entry("Path Selection Policy", Listing.DEVICE_LIST),
          Map.entry("Path Selection Policy Device Config", Listing.DEVICE_LIST),
          Map.entry("Path Selection Policy Device Custom Config", Listing.DEVICE_LIST),
          Map.entry("Working Paths", Listing.DEVICE_LIST),
          Map.entry("Group State", Listing.PATH_LIST),
          Map.entry("Array Priority", Listing.PATH_LIST),
          Map.entry("Storage Array Type Path Config", Listing.PATH_LIST),
          Map.entry("Path Selection Policy Path Config", Listing.PATH_LIST),
          Map.entry("Multipath Plugin", Listing.CORE_DEVICE_LIST),
          Map.entry("Devfs Path", Listing.CORE_DEVICE_LIST),
          Map.entry("Has Settable Display Name", Listing.CORE_DEVICE_LIST),
          Map.entry("Is Perennially Reserved", Listing.CORE_DEVICE_LIST),
          Map.entry("Console Device", Listing.SCSIDEVS_LIST),
          Map.entry("Other Names", Listing.SCSIDEVS_LIST),
          Map.entry("Adapter Transport Details", Listing.CORE_PATH_LIST),
          Map.entry("Target Transport Details", Listing.CORE_PATH_LIST),
          Map.entry("Adapter Identifier", Listing.CORE_PATH_LIST),
          Map.entry("Path State", Listing.HPP_PATH_LIST),
          Map.entry("Path Selection Scheme", Listing.HPP_DEVICE_LIST),
          Map.entry("Path Selection Scheme Config", Listing.HPP_DEVICE_LIST),
          Map.entry("Working Path Set", Listing.HPP_DEVICE_LIST),
          Map.entry("IOOperation Limit", Listing.ROUND_ROBIN_CONFIG),
          Map.entry("I/O Operation Limit", Listing.ROUND_ROBIN_CONFIG),
          Map.entry("Limit Type", Listing.ROUND_ROBIN_CONFIG),
          Map.entry("DefaultPSP", Listing.SATP_RULE_FIELDS),
          Map.entry("PSPOptions", Listing.SATP_RULE_FIELDS),
          Map.entry("ClaimOptions", Listing.SATP_RULE_FIELDS),
          Map.entry("Usage", Listing.USAGE));

  private final String text;
  private final List<Listing.Section> sections = new ArrayList<>();
  private Optional<Listing> byContent = Optional.empty();
  private String command = "";
  private int sectionStart;
  private int sectionLine = 1;
  private int recordStart;
  private int recordLine = 1;

  private Sections(String text) {
    this.text = text;
  }

  static List<Listing.Section> of(String text) {
    return new Sections(text).cut();
  }

  private List<Listing.Section> cut() {
    int number = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      number++;
      look(text.substring(start, stop).strip(), start, number);
      start = stop + 1;
    }
    close(text.length(), number + 1);
    return List.copyOf(sections);
  }

  private void look(String line, int start, int number) {
    if (line.isEmpty()) {
      return;
    }
    Optional<String> echoed = Prompt.commandIn(line);
    if (echoed.isPresent()) {
      if (Listing.printedBy(echoed.get()).isPresent()) {
        close(start, number);
        command = echoed.get();
      }
      inlineKey(line).ifPresent(l -> byContent = Optional.of(l));
      return;
    }
    boolean record = line.indexOf(' ') < 0 && line.indexOf('-') + line.indexOf('.') > 0;
    if (record || Blocks.beginsDevice(line, 0)) {
      recordStart = start;
      recordLine = number;
    }
    Optional<Listing> table = byHeader(line);
    if (table.isPresent()) {
      turnTo(table.get(), start, number);
    } else {
      byKey(line).ifPresent(l -> turnTo(l, recordStart, recordLine));
    }
  }

  /** A line that only the given listing prints; its record began at the given place. */
  private void turnTo(Listing listing, int start, int number) {
    if (byContent.isEmpty() || sameFamily(byContent.get(), listing)) {
      boolean narrower =
          byContent.isEmpty()
              || listing == Listing.SCSIDEVS_LIST
              || listing == Listing.HPP_PATH_LIST;
      byContent = narrower ? Optional.of(listing) : byContent;
      return;
    }
    if (start > sectionStart) {
      close(start, number);
    }
    byContent = Optional.of(listing);
  }

  private static boolean sameFamily(Listing a, Listing b) {
    return a == b || family(a) == family(b);
  }

  private static Listing family(Listing listing) {
    return switch (listing) {
      case SCSIDEVS_LIST -> Listing.CORE_DEVICE_LIST;
      case HPP_PATH_LIST -> Listing.CORE_PATH_LIST;
      default -> listing;
    };
  }

  private void close(int end, int nextLine) {
    String part = text.substring(sectionStart, end);
    Listing listing = byContent.or(() -> Listing.printedBy(command)).orElse(Listing.UNKNOWN);
    if (!command.isEmpty() || saysSomething(part)) {
      sections.add(new Listing.Section(listing, command, sectionLine, part));
    }
    sectionStart = end;
    sectionLine = nextLine;
    recordStart = end;
    recordLine = nextLine;
    byContent = Optional.empty();
    command = "";
  }

  private static boolean saysSomething(String part) {
    return part.lines()
        .map(String::strip)
        .anyMatch(l -> !l.isEmpty() && Prompt.commandIn(l).isEmpty());
  }

  private static Optional<Listing> byKey(String line) {
    if (line.startsWith("Default PSP for ") && line.contains(" is now ")) {
      return Optional.of(Listing.SATP_SET);
    }
    if (line.startsWith("VMware ESX") && line.contains(" build-")) {
      return Optional.of(Listing.VERSION);
    }
    if (line.startsWith("vmhba") && line.contains(" state:")) {
      return Optional.of(Listing.MPATH_BRIEF);
    }
    int colon = line.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.ofNullable(BY_KEY.get(line.substring(0, colon).strip()));
  }

  private static Optional<Listing> inlineKey(String line) {
    return line.contains(" Byte Limit: ") || line.contains(" IOOperation Limit: ")
        ? Optional.of(Listing.ROUND_ROBIN_CONFIG)
        : Optional.empty();
  }

  private static Optional<Listing> byHeader(String line) {
    if (!line.startsWith("Name") && !line.startsWith("Plugin name") && !line.startsWith("Rule")) {
      return Optional.empty();
    }
    String words = line.replaceAll("\\s+", " ");
    if (words.startsWith("Name Default PSP Description")) {
      return Optional.of(Listing.SATP_LIST);
    }
    if (words.equals("Name Description")) {
      return Optional.of(Listing.PSP_LIST);
    }
    if (words.startsWith("Plugin name Plugin class")) {
      return Optional.of(Listing.PLUGIN_LIST);
    }
    if (words.startsWith("Rule Class Rule Class Type Plugin")) {
      return Optional.of(Listing.CLAIM_RULE_LIST);
    }
    if (words.startsWith("Name Device Vendor Model") || words.startsWith("Name Vendor Model")) {
      return Optional.of(Listing.SATP_RULE_LIST);
    }
    return Optional.empty();
  }
}
