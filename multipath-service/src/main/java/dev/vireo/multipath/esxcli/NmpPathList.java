package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code esxcli nmp path list} (4.x) and {@code esxcli storage nmp path list}. */
public final class NmpPathList implements Blocks.Sink {

  private final List<NmpPath> paths = new ArrayList<>();
  private boolean any;
  private String uid = "";
  private String runtimeName = "";
  private String device = "";
  private String displayName = "";
  private String groupState = "";
  private String arrayPriority = "";
  private String satpConfig = "";
  private String pspConfig = "";

  private NmpPathList() {}

  public static Parsed<NmpPath> parse(String text) {
    NmpPathList list = new NmpPathList();
    List<UnparsedLine> unparsed =
        Blocks.read(Listing.PATH_LIST.id(), text, Blocks.Heads.PATH, list);
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
    displayName = "";
    groupState = "";
    arrayPriority = "";
    satpConfig = "";
    pspConfig = "";
  }

  @Override
  public boolean field(String key, String value, int line) {
    switch (key) {
      case "Runtime Name" -> runtimeName = value;
      case "Device" -> device = value;
      case "Device Display Name" -> displayName = value;
      case "Group State" -> groupState = value;
      case "Array Priority" -> arrayPriority = value;
      case "Storage Array Type Path Config" -> satpConfig = value;
      case "Path Selection Policy Path Config" -> pspConfig = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void close() {
    if (any) {
      paths.add(
          new NmpPath(
              uid,
              runtimeName,
              device,
              displayName,
              groupState,
              arrayPriority,
              satpConfig,
              pspConfig));
    }
  }
}
