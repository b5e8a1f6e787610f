package dev.vireo.multipath.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vireo.multipath.domain.ClaimRule;
import dev.vireo.multipath.domain.EsxVersion;
import dev.vireo.multipath.domain.Psp;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.Satp;
import dev.vireo.multipath.domain.SatpRule;
import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.UnparsedLine;
import dev.vireo.multipath.esxcli.CoreDevice;
import dev.vireo.multipath.esxcli.CorePath;
import dev.vireo.multipath.esxcli.HppDevice;
import dev.vireo.multipath.esxcli.Listing;
import dev.vireo.multipath.esxcli.NmpDevice;
import dev.vireo.multipath.esxcli.NmpPath;
import dev.vireo.multipath.esxcli.RoundRobinConfig;
import dev.vireo.multipath.esxcli.SatpSet;
import dev.vireo.multipath.esxcli.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What captures hold, as one JSON document: an object for one file, an array of objects for
 * several, be it that only one of them could be read. An object has {@code file}, {@code kind}, the
 * records under a name that its kind gives (devices, paths, psps, satps, rules, plugins, configs,
 * satpDefaults, versions), {@code findings} and {@code unparsed}. A file of several listings is of
 * kind {@code mixed} and has them under {@code listings}. A property that the host did not tell is
 * absent.
 */
final class JsonReport {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static String object(Capture capture, List<Finding> findings) {
    return text(file(capture, findings));
  }

  static String array(List<Capture> captures, List<Finding> findings) {
    Map<String, List<Finding>> byFile =
        findings.stream().collect(Collectors.groupingBy(Finding::file));
    return text(
        captures.stream().map(c -> file(c, byFile.getOrDefault(c.file(), List.of()))).toList());
  }

  private static String text(Object json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text and numbers are always JSON", e);
    }
  }

  private static Map<String, Object> file(Capture capture, List<Finding> findings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", capture.file());
    json.put("kind", capture.kind());
    if (capture.listings().size() == 1) {
      put(json, capture.listings().getFirst());
    } else if (capture.listings().size() > 1) {
      json.put(
          "listings",
          capture.listings().stream()
              .map(
                  holding -> {
                    Map<String, Object> part = new LinkedHashMap<>();
                    part.put("kind", holding.listing().id());
                    put(part, holding);
                    return part;
                  })
              .toList());
    }
    json.put(
        "findings",
        findings.stream()
            .map(f -> row("id", f.id(), "subject", f.subject(), "words", f.words()))
            .toList());
    json.put("unparsed", capture.unparsed().stream().map(JsonReport::unparsed).toList());
    return json;
  }

  private static Map<String, Object> unparsed(UnparsedLine line) {
    return row("line", line.line(), "text", line.text(), "reason", line.reason());
  }

  private static void put(Map<String, Object> json, Capture.Holding holding) {
    String name = nameOf(holding.listing());
    if (!name.isEmpty()) {
      json.put(name, holding.items().stream().map(JsonReport::item).toList());
    }
  }

  private static String nameOf(Listing listing) {
    return switch (listing) {
      case DEVICE_LIST, CORE_DEVICE_LIST, SCSIDEVS_LIST, HPP_DEVICE_LIST -> "devices";
      case PATH_LIST, CORE_PATH_LIST, HPP_PATH_LIST, MPATH_BRIEF -> "paths";
      case PSP_LIST -> "psps";
      case SATP_LIST -> "satps";
      case SATP_RULE_LIST, SATP_RULE_FIELDS, CLAIM_RULE_LIST -> "rules";
      case PLUGIN_LIST -> "plugins";
      case ROUND_ROBIN_CONFIG -> "configs";
      case SATP_SET -> "satpDefaults";
      case VERSION -> "versions";
      case USAGE, UNKNOWN -> "";
    };
  }

  private static Map<String, Object> item(Object item) {
    return switch (item) {
      case NmpDevice d ->
          row(
              "id", d.id(),
              "displayName", d.displayName(),
              "satp", d.satp(),
              "satpConfig", d.satpConfig(),
              "psp", d.psp(),
              "pspConfig", d.pspConfig(),
              "customConfig", d.customConfig(),
              "workingPaths", d.workingPaths(),
              "isLocalSas", d.localSas(),
              "isUsb", d.usb());
      case NmpPath p ->
          row(
              "uid", p.uid(),
              "runtimeName", p.runtimeName(),
              "device", p.device(),
              "displayName", p.displayName(),
              "groupState", p.groupState(),
              "arrayPriority", p.arrayPriority(),
              "satpConfig", p.satpConfig(),
              "pspConfig", p.pspConfig());
      case CoreDevice d ->
          row(
              "id", d.id(),
              "displayName", d.displayName(),
              "plugin", d.plugin(),
              "vendor", d.hardware().vendor(),
              "model", d.hardware().model(),
              "revision", d.hardware().revision(),
              "sizeMiB", d.hardware().size(),
              "type", d.hardware().type(),
              "status", d.hardware().status(),
              "isLocal", d.hardware().local(),
              "isBootDevice", d.hardware().boot(),
              "isUsb", d.hardware().usb(),
              "isPseudo", d.hardware().pseudo(),
              "isSsd", d.hardware().ssd(),
              "isPerenniallyReserved", d.hardware().perenniallyReserved());
      case CorePath p ->
          row(
              "uid", p.uid(),
              "runtimeName", p.runtimeName(),
              "device", p.device(),
              "plugin", p.plugin(),
              "state", p.state(),
              "transport", p.transport(),
              "adapter", p.adapter(),
              "target", p.target());
      case HppDevice d ->
          row(
              "id", d.id(),
              "displayName", d.displayName(),
              "scheme", d.scheme(),
              "schemeConfig", d.schemeConfig(),
              "workingPaths", d.workingPaths(),
              "paths", d.paths(),
              "isLocal", d.local());
      case Psp p -> row("name", p.name().value(), "description", p.description());
      case Satp s ->
          row(
              "name", s.name().value(),
              "defaultPsp", s.defaultPsp().value(),
              "description", s.description(),
              "loaded", s.loaded());
      case SatpRule r ->
          row(
              "satp", r.satp().value(),
              "device", r.device(),
              "vendor", r.vendor(),
              "model", r.model(),
              "driver", r.driver(),
              "transport", r.transport(),
              "options", r.options(),
              "group", r.group(),
              "claimOptions", r.claimOptions(),
              "defaultPsp", r.defaultPsp().map(PspName::value).orElse(""),
              "pspOptions", r.pspOptions(),
              "description", r.description());
      case ClaimRule r ->
          row(
              "ruleClass", r.ruleClass(),
              "rule", r.number(),
              "class", r.where(),
              "type", r.type(),
              "plugin", r.plugin(),
              "matches", r.matches());
      case Tables.Plugin p -> row("name", p.name(), "class", p.pluginClass());
      case RoundRobinConfig c ->
          row(
              "device", c.device(),
              "bytes", c.bytes(),
              "iops", c.iops(),
              "limitType", c.limitType(),
              "useAno", c.useAno());
      case SatpSet s -> row("satp", s.satp().value(), "defaultPsp", s.psp().value());
      case EsxVersion v ->
          row(
              "product", v.product(),
              "version", v.major() + "." + v.minor() + "." + v.patch(),
              "build", v.build());
      default -> throw new IllegalArgumentException("no JSON for " + item.getClass());
    };
  }

  /** Names and values in turn; what was not told is left out. */
  private static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = (String) namesAndValues[i];
      switch (namesAndValues[i + 1]) {
        case Told told when told == Told.NOT_TOLD -> {}
        case Told told -> row.put(name, told == Told.YES);
        case OptionalLong number -> number.ifPresent(n -> row.put(name, n));
        default -> row.put(name, namesAndValues[i + 1]);
      }
    }
    return row;
  }
}
