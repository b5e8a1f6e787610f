package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code esxcli storage hpp device list}, from 6.7 on. */
public final class HppDeviceList implements Blocks.Sink {

  private static final Set<String> PASSED_OVER =
      Set.of("Current Path", "Is SSD", "Use ANO", "Is Boot Device", "SATP", "Is USB");

  private final List<HppDevice> devices = new ArrayList<>();
  private boolean any;
  private String id = "";
  private String displayName = "";
  private String scheme = "";
  private String schemeConfig = "";
  private List<String> workingPaths = List.of();
  private List<String> paths = List.of();
  private Told local = Told.NOT_TOLD;

  private HppDeviceList() {}

  public static Parsed<HppDevice> parse(String text) {
    HppDeviceList list = new HppDeviceList();
    List<UnparsedLine> unparsed =
        Blocks.read(Listing.HPP_DEVICE_LIST.id(), text, Blocks.Heads.DEVICE, list);
    list.close();
    return new Parsed<>(list.devices, unparsed);
  }

  @Override
  public void open(String name, int line) {
    close();
    any = true;
    id = name;
    displayName = "";
    scheme = "";
    schemeConfig = "";
    workingPaths = List.of();
    paths = List.of();
    local = Told.NOT_TOLD;
  }

  @Override
  public boolean field(String key, String value, int line) {
    switch (key) {
      case "Device Display Name" -> displayName = value;
      case "Path Selection Scheme" -> scheme = value;
      case "Path Selection Scheme Config" -> schemeConfig = value;
      case "Working Path Set" -> workingPaths = Words.ofList(value);
      case "Paths" -> paths = Words.ofList(value);
      case "Is Local" -> local = Words.told(value);
      default -> {
        return PASSED_OVER.contains(key);
      }
    }
    return true;
  }

  private void close() {
    if (any) {
      devices.add(new HppDevice(id, displayName, scheme, schemeConfig, workingPaths, paths, local));
    }
  }
}
