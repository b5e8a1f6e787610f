package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.EsxVersion;
import dev.vireo.multipath.domain.MalformedValue;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.List;
import java.util.Optional;

/** Reads {@code vmware -v} and {@code esxcli system version get}. */
public final class EsxVersionText {

  private static final List<String> KNOWN =
      List.of("VMware ESX", "Product:", "Version:", "Build:", "Update:", "Patch:");

  private EsxVersionText() {}

  /** Empty where no line of the text tells a product version. */
  public static Optional<EsxVersion> parse(String text) {
    String product = "";
    String version = "";
    String build = "";
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("VMware ESX") && line.contains(" build-")) {
        String[] words = line.split("\\s+");
        if (words.length >= 4) {
          return of("VMware " + words[1], words[2], words[3].replace("build-", ""));
        }
      } else if (line.startsWith("Product:")) {
        product = line.substring(8).strip();
      } else if (line.startsWith("Version:")) {
        version = line.substring(8).strip();
      } else if (line.startsWith("Build:")) {
        build = line.substring(6).strip().replace("Releasebuild-", "");
      }
    }
    return product.isEmpty() ? Optional.empty() : of(product, version, build);
  }

  /** The same of a section of a capture, with the lines that are not of a version. */
  public static Parsed<EsxVersion> read(Listing.Section section) {
    Optional<EsxVersion> version = parse(section.text());
    List<UnparsedLine> strange =
        section.reported("is not what a host says of its version").stream()
            .filter(l -> version.isEmpty() || KNOWN.stream().noneMatch(l.text()::startsWith))
            .toList();
    return new Parsed<>(version.stream().toList(), strange);
  }

  private static Optional<EsxVersion> of(String product, String version, String build) {
    try {
      return Optional.of(EsxVersion.parse(product, version, build));
    } catch (MalformedValue notAVersion) {
      return Optional.empty();
    }
  }
}
