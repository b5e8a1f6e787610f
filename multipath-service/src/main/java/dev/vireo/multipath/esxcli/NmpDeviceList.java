package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code esxcli nmp device list} (4.x) and {@code esxcli storage nmp device list}. */
public final class NmpDeviceList implements Blocks.Sink {

  private final List<NmpDevice> devices = new ArrayList<>();
  private boolean any;
  private String id = "";
  private String displayName = "";
  private String satp = "";
  private String satpConfig = "";
  private String psp = "";
  private String pspConfig = "";
  private String customConfig = "";
  private List<String> workingPaths = List.of();
  private Told localSas = Told.NOT_TOLD;
  private Told usb = Told.NOT_TOLD;

  private NmpDeviceList() {}

  public static Parsed<NmpDevice> parse(String text) {
    NmpDeviceList list = new NmpDeviceList();
    List<UnparsedLine> unparsed =
        Blocks.read(Listing.DEVICE_LIST.id(), text, Blocks.Heads.DEVICE, list);
    list.close();
    return new Parsed<>(list.devices, unparsed);
  }

  @Override
  public void open(String name, int line) {
    close();
    any = true;
    id = name;
    displayName = "";
    satp = "";
    satpConfig = "";
    psp = "";
    pspConfig = "";
    customConfig = "";
    workingPaths = List.of();
    localSas = Told.NOT_TOLD;
    usb = Told.NOT_TOLD;
  }

  @Override
  public boolean field(String key, String value, int line) {
    switch (key) {
      case "Device Display Name" -> displayName = value;
      case "Storage Array Type" -> satp = value;
      case "Storage Array Type Device Config" -> satpConfig = value;
      case "Path Selection Policy" -> psp = value;
      case "Path Selection Policy Device Config" -> pspConfig = value;
      case "Path Selection Policy Device Custom Config" -> customConfig = value;
      case "Working Paths" -> workingPaths = Words.ofList(value);
      case "Is Local SAS Device" -> localSas = Words.told(value);
      case "Is USB", "Is Boot USB Device" -> usb = Words.either(usb, Words.told(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void close() {
    if (any) {
      devices.add(
          new NmpDevice(
              id,
              displayName,
              satp,
              satpConfig,
              psp,
              pspConfig,
              customConfig,
              workingPaths,
              localSas,
              usb));
    }
  }
}
