package dev.vireo.multipath.inspect;

import dev.vireo.multipath.domain.UnparsedLine;
import dev.vireo.multipath.esxcli.CoreDeviceList;
import dev.vireo.multipath.esxcli.CorePathList;
import dev.vireo.multipath.esxcli.EsxVersionText;
import dev.vireo.multipath.esxcli.HppDeviceList;
import dev.vireo.multipath.esxcli.Listing;
import dev.vireo.multipath.esxcli.MpathBrief;
import dev.vireo.multipath.esxcli.NmpDeviceList;
import dev.vireo.multipath.esxcli.NmpPathList;
import dev.vireo.multipath.esxcli.Parsed;
import dev.vireo.multipath.esxcli.RoundRobinConfig;
import dev.vireo.multipath.esxcli.SatpRuleFields;
import dev.vireo.multipath.esxcli.SatpSet;
import dev.vireo.multipath.esxcli.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file of captured output, read.
 *
 * @param listings what each listing in it holds; parts of one kind are put together
 * @param unparsed what is not understood, with line numbers of the file
 */
public record Capture(String file, List<Holding> listings, List<UnparsedLine> unparsed) {

  /** The records of one kind of listing. */
  public record Holding(Listing listing, List<?> items) {
    public Holding {
      items = List.copyOf(items);
    }
  }

  public Capture {
    listings = List.copyOf(listings);
    unparsed = List.copyOf(unparsed);
  }

  /** {@code device-list} and its like; {@code mixed} for several, {@code unknown} for none. */
  public String kind() {
    return switch (listings.size()) {
      case 0 -> Listing.UNKNOWN.id();
      case 1 -> listings.getFirst().listing().id();
      default -> "mixed";
    };
  }

  public boolean isUnknown() {
    return listings.isEmpty();
  }

  /** All records of a type, whichever listing they stand in. */
  public <T> List<T> all(Class<T> type) {
    return listings.stream()
        .flatMap(h -> h.items().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  public static Capture read(String file, String text) {
    Map<Listing, List<Object>> items = new LinkedHashMap<>();
    List<UnparsedLine> unparsed = new ArrayList<>();
    for (Listing.Section section : Listing.recognise(text)) {
      Parsed<?> parsed = parse(section);
      if (section.listing() != Listing.UNKNOWN) {
        items.computeIfAbsent(section.listing(), l -> new ArrayList<>()).addAll(parsed.items());
      }
      for (UnparsedLine line : parsed.unparsed()) {
        unparsed.add(
            new UnparsedLine(
                line.listing(), section.firstLine() + line.line() - 1, line.text(), line.reason()));
      }
    }
    List<Holding> listings = new ArrayList<>();
    items.forEach((listing, all) -> listings.add(new Holding(listing, all)));
    return new Capture(file, listings, unparsed);
  }

  private static Parsed<?> parse(Listing.Section section) {
    String text = section.text();
    return switch (section.listing()) {
      case VERSION -> EsxVersionText.read(section);
      case DEVICE_LIST -> NmpDeviceList.parse(text);
      case PATH_LIST -> NmpPathList.parse(text);
      case CORE_DEVICE_LIST -> CoreDeviceList.parse(text);
      case SCSIDEVS_LIST -> CoreDeviceList.parseScsidevs(text);
      case CORE_PATH_LIST, HPP_PATH_LIST -> CorePathList.parse(text);
      case MPATH_BRIEF -> MpathBrief.parse(text);
      case HPP_DEVICE_LIST -> HppDeviceList.parse(text);
      case PSP_LIST -> Tables.psps(text);
      case SATP_LIST -> Tables.satps(text);
      case SATP_RULE_LIST -> Tables.satpRules(text);
      case SATP_RULE_FIELDS -> SatpRuleFields.parse(text);
      case CLAIM_RULE_LIST -> Tables.claimRules(text);
      case PLUGIN_LIST -> Tables.plugins(text);
      case ROUND_ROBIN_CONFIG -> RoundRobinConfig.parse(text);
      case SATP_SET -> SatpSet.parse(text);
      case USAGE ->
          strange(section, "the host printed how to use a namespace: no command was given");
      case UNKNOWN -> strange(section, "stands in no listing that is known");
    };
  }

  private static Parsed<Object> strange(Listing.Section section, String reason) {
    return new Parsed<>(List.of(), section.reported(reason));
  }
}
