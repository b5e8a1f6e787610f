package dev.vireo.multipath.inspect;

import dev.vireo.multipath.domain.ClaimRule;
import dev.vireo.multipath.domain.EsxVersion;
import dev.vireo.multipath.domain.Psp;
import dev.vireo.multipath.domain.PspConfig;
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
import dev.vireo.multipath.esxcli.PspConfigText;
import dev.vireo.multipath.esxcli.RoundRobinConfig;
import dev.vireo.multipath.esxcli.SatpSet;
import dev.vireo.multipath.esxcli.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What captures hold, as tables for people. */
final class TextReport {

  /** After so many lines that are not understood, the rest is only counted. */
  private static final int MOST_UNPARSED = 20;

  private final StringBuilder out = new StringBuilder();

  private TextReport() {}

  static String of(List<Capture> captures, List<Finding> findings) {
    TextReport report = new TextReport();
    captures.forEach(report::file);
    report.findings(findings, captures.size() > 1);
    return report.out.toString();
  }

  private void file(Capture capture) {
    out.append(capture.file()).append("  (").append(capture.kind()).append(")\n");
    for (Capture.Holding holding : capture.listings()) {
      List<String> header = header(holding.listing());
      if (!header.isEmpty() && !holding.items().isEmpty()) {
        if (capture.listings().size() > 1) {
          out.append(' ').append(holding.listing().id()).append('\n');
        }
        table(header, holding.items().stream().map(TextReport::row).toList());
      }
    }
    unparsed(capture.unparsed());
    out.append('\n');
  }

  private void unparsed(List<UnparsedLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("  not understood:\n");
    lines.stream()
        .limit(MOST_UNPARSED)
        .forEach(
            line ->
                out.append("  line ")
                    .append(line.line())
                    .append(": ")
                    .append(printable(line.text()))
                    .append("  <- ")
                    .append(line.reason())
                    .append('\n'));
    if (lines.size() > MOST_UNPARSED) {
      out.append("  and ").append(lines.size() - MOST_UNPARSED).append(" more lines\n");
    }
  }

  private void findings(List<Finding> findings, boolean severalFiles) {
    if (findings.isEmpty()) {
      out.append("Nothing to remark.\n");
      return;
    }
    out.append(findings.size()).append(findings.size() == 1 ? " finding\n" : " findings\n");
    for (Finding finding : findings) {
      out.append("  ").append(printable(finding.subject())).append("  ");
      out.append(finding.id()).append(": ").append(printable(finding.words()));
      out.append(severalFiles ? "  [" + finding.file() + "]\n" : "\n");
    }
  }

  private static List<String> header(Listing listing) {
    return switch (listing) {
      case DEVICE_LIST -> List.of("DEVICE", "SATP", "PSP", "CONFIG", "WORKING PATHS", "NAME");
      case PATH_LIST -> List.of("PATH", "DEVICE", "GROUP STATE", "SATP CONFIG");
      case CORE_DEVICE_LIST, SCSIDEVS_LIST ->
          List.of("DEVICE", "VENDOR", "MODEL", "MIB", "TYPE", "PLUGIN", "STATUS", "LOCAL", "NAME");
      case CORE_PATH_LIST, HPP_PATH_LIST, MPATH_BRIEF ->
          List.of("PATH", "DEVICE", "STATE", "TRANSPORT", "TARGET");
      case HPP_DEVICE_LIST -> List.of("DEVICE", "SCHEME", "PATHS", "LOCAL", "NAME");
      case PSP_LIST -> List.of("PSP", "DESCRIPTION");
      case SATP_LIST -> List.of("SATP", "DEFAULT PSP", "DESCRIPTION");
      case SATP_RULE_LIST, SATP_RULE_FIELDS ->
          List.of("SATP", "GROUP", "CLAIMS", "DEFAULT PSP", "PSP OPTIONS", "DESCRIPTION");
      case CLAIM_RULE_LIST -> List.of("RULE", "CLASS", "TYPE", "PLUGIN", "MATCHES");
      case PLUGIN_LIST -> List.of("PLUGIN", "CLASS");
      case ROUND_ROBIN_CONFIG -> List.of("DEVICE", "LIMIT", "IOPS", "BYTES", "USE ANO");
      case SATP_SET -> List.of("SATP", "DEFAULT PSP NOW");
      case VERSION -> List.of("PRODUCT", "BUILD");
      case USAGE, UNKNOWN -> List.of();
    };
  }

  private static List<String> row(Object item) {
    return switch (item) {
      case NmpDevice d ->
          List.of(
              d.id(),
              d.satp(),
              d.psp(),
              config(d.pspConfig()),
              String.join(" ", d.workingPaths()),
              d.displayName());
      case NmpPath p -> List.of(p.runtimeName(), p.device(), p.groupState(), p.satpConfig());
      case CoreDevice d ->
          List.of(
              d.id(),
              d.hardware().vendor(),
              d.hardware().model(),
              number(d.hardware().size()),
              d.hardware().type(),
              d.plugin(),
              d.hardware().status(),
              word(d.hardware().local()),
              d.displayName());
      case CorePath p -> List.of(p.runtimeName(), p.device(), p.state(), p.transport(), p.target());
      case HppDevice d ->
          List.of(
              d.id(), d.scheme(), String.join(" ", d.paths()), word(d.local()), d.displayName());
      case Psp p -> List.of(p.name().value(), p.description());
      case Satp s -> List.of(s.name().value(), s.defaultPsp().value(), s.description());
      case SatpRule r ->
          List.of(
              r.satp().value(),
              r.group(),
              claims(r),
              r.defaultPsp().map(PspName::value).orElse(""),
              r.pspOptions(),
              r.description());
      case ClaimRule r ->
          List.of(
              r.ruleClass() + " " + r.number(),
              r.where(),
              r.type(),
              r.plugin(),
              r.matches().entrySet().stream()
                  .map(m -> m.getKey() + "=" + m.getValue())
                  .collect(Collectors.joining(" ")));
      case Tables.Plugin p -> List.of(p.name(), p.pluginClass());
      case RoundRobinConfig c ->
          List.of(c.device(), c.limitType(), number(c.iops()), number(c.bytes()), word(c.useAno()));
      case SatpSet s -> List.of(s.satp().value(), s.psp().value());
      case EsxVersion v -> List.of(v.toString(), v.build());
      default -> throw new IllegalArgumentException("no row for " + item.getClass());
    };
  }

  /** Settings without counters; the current path where nothing else is told. */
  private static String config(String text) {
    return switch (PspConfigText.parse(text)) {
      case PspConfig.Fixed fixed -> fixed.preferred().map(p -> "preferred=" + p).orElse("-");
      case PspConfig.RoundRobin rr -> rr.settings().listed();
      case PspConfig.Mru mru -> "-";
      case PspConfig.Unsupported none -> "-";
      case PspConfig.Unknown unknown -> unknown.text();
    };
  }

  private static String claims(SatpRule rule) {
    String words = rule.words();
    int of = words.indexOf(rule.satp().value()) + rule.satp().value().length();
    String claims = words.substring(of).strip();
    return (claims + " " + rule.claimOptions()).strip();
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  private static String word(Told told) {
    return switch (told) {
      case YES -> "yes";
      case NO -> "no";
      case NOT_TOLD -> "";
    };
  }

  private void table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    rows.forEach(r -> all.add(r.stream().map(TextReport::printable).toList()));
    int[] widths = new int[header.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < widths.length; i++) {
        char[] blanks = new char[widths[i] - row.get(i).length()];
        Arrays.fill(blanks, ' ');
        line.append(' ').append(row.get(i)).append(blanks).append(' ');
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** A capture comes from anywhere: nothing in it may steer the terminal. */
  private static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) ? '\ufffd' : c);
    }
    return clean.toString();
  }
}
