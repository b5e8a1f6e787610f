package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Adapter;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.Hardware;
import dev.vireo.simulator.estate.Path;
import dev.vireo.simulator.estate.Release;
import java.util.List;

/** The older tools beside esxcli: {@code esxcfg-mpath}, {@code esxcfg-scsidevs}, {@code uname}. */
public final class EsxCfg {
  private EsxCfg() {}

  /** {@code esxcfg-mpath -b|-L [-d DEVICE]}. */
  public static EsxCli.Result mpath(EsxHost host, List<String> words) {
    boolean brief = words.contains("-b") || words.contains("--list-paths-brief");
    boolean compact = words.contains("-L") || words.contains("--list-compact");
    int at = Math.max(words.indexOf("-d"), words.indexOf("--device"));
    int known = (brief || compact ? 1 : 0) + (at >= 0 ? 2 : 0);
    if (brief == compact || words.size() != known || (at >= 0 && at + 1 == words.size())) {
      return failed("esxcfg-mpath: usage: esxcfg-mpath -b|-L [-d DEVICE]\n");
    }
    List<Device> devices = host.devices();
    if (at >= 0) {
      String id = words.get(at + 1);
      devices = devices.stream().filter(device -> device.id().equals(id)).toList();
      if (devices.isEmpty()) {
        return failed("Unable to find device with name " + id + "\n");
      }
    }
    StringBuilder text = new StringBuilder();
    devices.forEach(device -> text.append(brief ? brief(host, device) : compact(host, device)));
    return new EsxCli.Result(0, text.toString(), "", null);
  }

  private static String brief(EsxHost host, Device device) {
    StringBuilder text =
        new StringBuilder(device.id() + " : " + device.hardware().displayName() + "\n");
    for (Path path : device.paths()) {
      String adapter = host.adapter(path.adapter()).map(Adapter::uid).orElse("unknown");
      text.append("   ").append(path.runtimeName());
      text.append(" LUN:").append(path.lun()).append(" state:").append(path.state().text());
      text.append(' ').append(path.port().transport().text());
      text.append(" Adapter: ")
          .append(CoreListings.adapterDetails(adapter, path.port().transport()));
      text.append("  Target: ").append(CoreListings.targetDetails(path.port())).append('\n');
    }
    return text.append('\n').toString();
  }

  private static String compact(EsxHost host, Device device) {
    StringBuilder text = new StringBuilder();
    for (Path path : device.paths()) {
      String adapter = host.adapter(path.adapter()).map(Adapter::uid).orElse("unknown");
      text.append(path.runtimeName()).append(" state:").append(path.state().text());
      text.append(' ').append(device.id()).append(' ').append(path.adapter());
      text.append(' ').append(path.channel()).append(' ').append(path.target());
      text.append(' ').append(path.lun()).append(' ').append(device.claimedBy());
      text.append(' ').append(path.state().text());
      text.append(device.hardware().local() ? " local " : " san ");
      text.append(adapter).append(' ').append(path.port().uid()).append('\n');
    }
    return text.toString();
  }

  /** {@code esxcfg-scsidevs -l|-a}. */
  public static EsxCli.Result scsidevs(EsxHost host, List<String> words) {
    return switch (String.join(" ", words)) {
      case "-l", "--list" -> scsidevs(host);
      case "-a", "--hbas" -> hbas(host);
      default -> failed("esxcfg-scsidevs: usage: esxcfg-scsidevs -l|-a\n");
    };
  }

  /** Adapters, in columns without a header. */
  private static EsxCli.Result hbas(EsxHost host) {
    StringBuilder text = new StringBuilder();
    for (Adapter adapter : host.adapters()) {
      text.append(
          String.format(
              "%-7s %-17s %-9s %-39s %s\n",
              adapter.name(),
              adapter.driver(),
              adapter.linkState(),
              adapter.uid(),
              adapter.description()));
    }
    return new EsxCli.Result(0, text.toString(), "", null);
  }

  private static EsxCli.Result scsidevs(EsxHost host) {
    StringBuilder text = new StringBuilder();
    for (Device device : host.devices()) {
      Hardware hardware = device.hardware();
      boolean classic = host.release().isClassic();
      text.append(device.id()).append('\n');
      line(text, "Device Type: " + hardware.type());
      line(text, "Size: " + hardware.megabytes() + " MB");
      line(text, "Display Name: " + hardware.displayName());
      line(text, "Multipath Plugin: " + device.claimedBy());
      line(
          text,
          "Console Device: "
              + (classic ? "/dev/sd" + letter(host, device) : CoreListings.devfs(device)));
      line(text, "Devfs Path: " + CoreListings.devfs(device));
      line(
          text,
          String.format(
              "Vendor: %-8s  Model: %-16s  Revis: %-4s",
              hardware.vendor(), hardware.model(), hardware.revision()));
      line(
          text,
          "SCSI Level: " + hardware.scsiLevel() + "  Is Pseudo: false Status: " + device.status());
      line(
          text, "Is RDM Capable: " + !hardware.local() + "  Is Removable: " + hardware.removable());
      line(text, "Is Local: " + hardware.local() + (classic ? "" : "  Is SSD: " + hardware.ssd()));
      line(text, "Other Names:");
      text.append("      ").append(CoreListings.otherUid(device)).append('\n');
      line(text, "VAAI Status: " + (hardware.local() ? "unknown" : "supported"));
    }
    return new EsxCli.Result(0, text.toString(), "", null);
  }

  private static void line(StringBuilder text, String line) {
    text.append("   ").append(line).append('\n');
  }

  private static String letter(EsxHost host, Device device) {
    int index = host.devices().indexOf(device);
    char last = (char) ('a' + index % 26);
    return index < 26 ? String.valueOf(last) : (char) ('a' + index / 26 - 1) + String.valueOf(last);
  }

  /** {@code uname} with the letters a, n, r, s, m, v. */
  public static EsxCli.Result uname(EsxHost host, List<String> words) {
    Release release = host.release();
    String letters = words.isEmpty() ? "s" : String.join("", words).replace("-", "");
    boolean wrong = words.stream().anyMatch(word -> !word.matches("-[asnrvm]+"));
    if (wrong) {
      return failed("uname: invalid option: " + String.join(" ", words) + "\n");
    }
    List<String> parts =
        List.of(
            "s" + "VMkernel",
            "n" + host.name(),
            "r" + release.version(),
            "v" + "#1 SMP Release build-" + release.build(),
            "m" + "x86_64");
    String text =
        String.join(
            " ",
            parts.stream()
                .filter(part -> letters.contains("a") || letters.indexOf(part.charAt(0)) >= 0)
                .map(part -> part.substring(1))
                .toList());
    return new EsxCli.Result(0, text + "\n", "", null);
  }

  private static EsxCli.Result failed(String message) {
    return new EsxCli.Result(1, "", message, null);
  }
}
