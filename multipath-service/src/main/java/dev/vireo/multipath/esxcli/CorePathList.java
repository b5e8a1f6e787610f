package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code esxcli storage core path list}, {@code esxcli storage hpp path list} and {@code
 * esxcfg-mpath -l}, whose records differ in little.
 */
public final class CorePathList implements Blocks.Sink {

  /** Printed by some release, and of no use here. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "UID",
          "Device Display Name",
          "Channel",
          "Target",
          "LUN",
          "Adapter Transport Details",
          "Target Transport Details",
          "Maximum IO Size",
          "Path Config",
          "Path Selection Scheme Path Config",
          "Display Name");

  private final List<CorePath> paths = new ArrayList<>();
  private boolean any;
  private String uid = "";
  private String runtimeName = "";
  private String device = "";
  private String plugin = "";
  private String state = "";
  private String transport = "";
  private String adapter = "";
  private String adapterId = "";
  private String targetId = "";

  private CorePathList() {}

  public static Parsed<CorePath> parse(String text) {
    CorePathList list = new CorePathList();
    List<UnparsedLine> unparsed =
        Blocks.readDense(Listing.CORE_PATH_LIST.id(), text, Blocks.Heads.PATH, list);
    list.close();
    return new Parsed<>(list.paths, unparsed);
  }

  @Override
  public void open(String name, int line) {
    close();
    any = true;
    uid = name;
    runtimeName = "";
    device = "";
    plugin = "";
    state = "";
    transport = "";
    adapter = "";
    adapterId = "";
    targetId = "";
  }

  @Override
  public boolean field(String key, String value, int line) {
    switch (key) {
      case "Runtime Name" -> runtimeName = value;
      case "Device" -> device = value;
      case "Plugin" -> plugin = value;
      case "State", "Path State" -> state = value;
      case "Transport" -> transport = value;
      case "Adapter" -> adapter = value;
      case "Adapter Identifier" -> adapterId = value;
      case "Target Identifier" -> targetId = value;
      default -> {
        return PASSED_OVER.contains(key);
      }
    }
    return true;
  }

  private void close() {
    if (any) {
      paths.add(
          new CorePath(
              uid,
              runtimeName,
              device,
              plugin,
              state,
              transport,
              adapterId.isEmpty() ? adapter : adapterId,
              targetId));
    }
  }
}
