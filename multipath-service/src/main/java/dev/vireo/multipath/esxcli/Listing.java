package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.UnparsedLine;
import java.util.List;
import java.util.Optional;

/** The listings that are known, each with the name that it has in reports. */
public enum Listing {
  VERSION("version"),
  DEVICE_LIST("device-list"),
  PATH_LIST("path-list"),
  CORE_DEVICE_LIST("core-device-list"),
  CORE_PATH_LIST("core-path-list"),
  PSP_LIST("psp-list"),
  SATP_LIST("satp-list"),
  SATP_RULE_LIST("satp-rule-list"),
  /** The same rules as PowerCLI prints them, a cell a line. */
  SATP_RULE_FIELDS("satp-rule-fields"),
  CLAIM_RULE_LIST("claim-rule-list"),
  PLUGIN_LIST("plugin-list"),
  HPP_DEVICE_LIST("hpp-device-list"),
  HPP_PATH_LIST("hpp-path-list"),
  /** {@code esxcfg-mpath -b}. */
  MPATH_BRIEF("mpath-brief"),
  /** {@code esxcfg-scsidevs -l}. */
  SCSIDEVS_LIST("scsidevs-list"),
  /** {@code nmp psp roundrobin deviceconfig get}. */
  ROUND_ROBIN_CONFIG("round-robin-config"),
  /** The line that {@code nmp satp set} prints. */
  SATP_SET("satp-set"),
  /** What a namespace without a command prints. */
  USAGE("usage"),
  UNKNOWN("unknown");

  private final String id;

  Listing(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Which listings a capture holds, in order, from its content and the commands it echoes. */
  public static List<Section> recognise(String text) {
    return Sections.of(text);
  }

  /**
   * A stretch of a capture that holds one listing.
   *
   * @param command the echoed command that made it; empty where none is there
   * @param firstLine the number of its first line in the capture, from 1
   */
  public record Section(Listing listing, String command, int firstLine, String text) {

    /** Every line of the section that a host printed, as one to report for the given reason. */
    public List<UnparsedLine> reported(String reason) {
      Unparsed all = new Unparsed(listing.id());
      int number = 0;
      for (String raw : text.split("\n", -1)) {
        number++;
        String line = raw.strip();
        if (!line.isEmpty() && Prompt.commandIn(line).isEmpty()) {
          all.add(number, line, reason);
        }
      }
      return all.lines();
    }
  }

  /** The listing that a command prints, as far as it is known. */
  static Optional<Listing> printedBy(String command) {
    if (!Prompt.namesProgram(command)) {
      return Optional.empty();
    }
    String words = command.replaceAll("\\s+", " ");
    return COMMANDS.stream()
        .filter(c -> words.contains(c.words()))
        .findFirst()
        .map(Command::listing);
  }

  private record Command(String words, Listing listing) {}

  private static final List<Command> COMMANDS =
      List.of(
          new Command("nmp device list", DEVICE_LIST),
          new Command("nmp path list", PATH_LIST),
          new Command("hpp device list", HPP_DEVICE_LIST),
          new Command("hpp path list", HPP_PATH_LIST),
          new Command("core device list", CORE_DEVICE_LIST),
          new Command("corestorage device list", CORE_DEVICE_LIST),
          new Command("core path list", CORE_PATH_LIST),
          new Command("esxcfg-mpath -l", CORE_PATH_LIST),
          new Command("esxcfg-mpath -b", MPATH_BRIEF),
          new Command("esxcfg-scsidevs -l", SCSIDEVS_LIST),
          new Command("nmp psp list", PSP_LIST),
          new Command("nmp satp list", SATP_LIST),
          new Command("satp rule list", SATP_RULE_LIST),
          new Command("satp listrules", SATP_RULE_LIST),
          new Command("claimrule list", CLAIM_RULE_LIST),
          new Command("plugin list", PLUGIN_LIST),
          new Command("roundrobin deviceconfig get", ROUND_ROBIN_CONFIG),
          new Command("roundrobin getconfig", ROUND_ROBIN_CONFIG),
          new Command("nmp satp set", SATP_SET),
          new Command("satp setdefaultpsp", SATP_SET),
          new Command("vmware -v", VERSION),
          new Command("system version get", VERSION));
}
