package dev.vireo.multipath.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.live.LiveView;
import dev.vireo.bus.live.Shelf;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.ScannedDevice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The live views {@code devices} and {@code paths}: each device of a host with its paths, as last
 * read and changed since. It says what the rows of {@link StorageProjections} say.
 */
@ApplicationScoped
public class LiveDevices implements LiveView {

  @Override
  public Set<Class<? extends Event>> takes() {
    return Set.of(PathsScanned.class, PolicyChanged.class);
  }

  @Override
  public List<String> looksAt(Event event) {
    return event instanceof PolicyChanged change ? List.of(change.device()) : List.of();
  }

  @Override
  public void apply(Shelf shelf, Envelope<? extends Event> event) {
    switch (event.data()) {
      case PathsScanned scan -> scanned(shelf, scan, event.id());
      case PolicyChanged change -> changed(shelf, change);
      default -> throw new IllegalArgumentException("not taken: " + event.type());
    }
  }

  /** An older scan than the last changes nothing, nor does the last one when it is said again. */
  private static void scanned(Shelf shelf, PathsScanned scan, String id) {
    String[] last = shelf.note().split(" ", 2);
    if (last.length == 2
        && (last[1].equals(id) || scan.readAt().isBefore(Instant.parse(last[0])))) {
      return;
    }
    Map<String, DeviceView> devices = new LinkedHashMap<>();
    for (ScannedDevice device : scan.devices()) {
      devices.putIfAbsent(device.id(), new DeviceView(scan.host(), device, scan.readAt()));
    }
    shelf.note(scan.readAt() + " " + id);
    shelf.order(List.copyOf(devices.keySet()));
    devices.forEach((device, view) -> shelf.put(device, json(view)));
  }

  private static void changed(Shelf shelf, PolicyChanged change) {
    shelf
        .item(change.device())
        .map(LiveDevices::read)
        .filter(device -> !device.readAt().isAfter(change.readAt()))
        .ifPresent(device -> shelf.put(change.device(), json(after(device, change))));
  }

  private static DeviceView after(DeviceView view, PolicyChanged change) {
    ScannedDevice device = view.device();
    return new DeviceView(
        view.host(),
        new ScannedDevice(
            device.id(),
            device.name(),
            device.vendor(),
            device.model(),
            device.plugin(),
            device.satp(),
            change.to(),
            device.local(),
            device.working(),
            device.paths()),
        change.readAt());
  }

  private static DeviceView read(String json) {
    return RowJson.one(json, DeviceView.class);
  }

  private static String json(DeviceView device) {
    try {
      return Json.MAPPER.writeValueAsString(device);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
