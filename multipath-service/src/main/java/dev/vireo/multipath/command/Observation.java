package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.multipath.PathStateChanged;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.bus.multipath.ScannedPath;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.PathState;
import dev.vireo.multipath.domain.UnreadListing;
import dev.vireo.multipath.esxcli.Listing;
import dev.vireo.multipath.projection.DeviceView;
import dev.vireo.multipath.projection.HostReading;
import dev.vireo.multipath.projection.HostViewStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a read of a host shows, and what is different from the read before. */
final class Observation {

  /** What a read is told from. */
  private static final List<String> TOLD_FROM =
      Stream.of(
              Listing.DEVICE_LIST,
              Listing.PATH_LIST,
              Listing.CORE_DEVICE_LIST,
              Listing.CORE_PATH_LIST,
              Listing.MPATH_BRIEF,
              Listing.HPP_DEVICE_LIST,
              Listing.PSP_LIST,
              Listing.SATP_LIST)
          .map(Listing::id)
          .toList();

  private final HostViewStore views;

  /** What was last published here of each host. */
  private final Map<String, Published> published = new ConcurrentHashMap<>();

  /**
   * A read that was published. As long as the views show none but this, what its paths were is
   * known without reading all of them back.
   *
   * @param paths a digest of every path's state
   */
  private record Published(Instant readAt, String paths) {

    /** PostgreSQL keeps microseconds. */
    boolean at(Instant shown) {
      return Duration.between(readAt, shown).abs().compareTo(Duration.ofNanos(1_000)) <= 0;
    }
  }

  Observation(HostViewStore views) {
    this.views = views;
  }

  /**
   * The first listing that a read is told from and that the host did not give. Nothing is to be
   * told of such a read: what it does not show may be there all the same.
   */
  static Optional<UnreadListing> lacking(HostStorage seen) {
    return seen.unreadOf(TOLD_FROM).stream().findFirst();
  }

  /** Publishes the read, and each path whose state differs from what the views show. */
  void publish(Handling<?> handling, HostStorage seen) {
    publish(handling, seen, false);
  }

  /**
   * The same, but a read that shows what the views show already is no news. For who reads hosts on
   * a schedule: events are kept for ever.
   */
  void publishNews(Handling<?> handling, HostStorage seen) {
    publish(handling, seen, true);
  }

  private void publish(Handling<?> handling, HostStorage seen, boolean newsOnly) {
    PathsScanned scanned =
        new PathsScanned(
            seen.host(),
            seen.version().toString(),
            seen.readAt(),
            ToWire.devices(seen),
            ToWire.satps(seen),
            seen.psps().stream().map(p -> p.name().value()).toList(),
            ToWire.unparsed(seen));
    String paths = digest(scanned.devices());
    Published before = published.get(seen.host());
    boolean same =
        !newsOnly
            && before != null
            && before.paths().equals(paths)
            && views.lastRead(seen.host()).filter(before::at).isPresent();
    if (same) {
      handling.publish(scanned);
    } else {
      publishComparing(handling, seen, scanned, newsOnly);
    }
    published.put(seen.host(), new Published(seen.readAt(), paths));
  }

  private void publishComparing(
      Handling<?> handling, HostStorage seen, PathsScanned scanned, boolean newsOnly) {
    Optional<HostReading> last = views.lastReading(seen.host());
    last.filter(before -> before.readAt().isBefore(seen.readAt()))
        .ifPresent(
            before -> publishChanges(handling, seen.host(), devices(before), scanned.devices()));
    if (!newsOnly || last.isEmpty() || !shows(last.get(), scanned)) {
      handling.publish(scanned);
    }
  }

  private static List<ScannedDevice> devices(HostReading reading) {
    return reading.devices().stream().map(DeviceView::device).toList();
  }

  private static boolean shows(HostReading reading, PathsScanned scanned) {
    return reading.product().equals(scanned.product())
        && reading.satps().equals(scanned.satps())
        && reading.policies().equals(scanned.policies())
        && reading.unparsed().equals(scanned.unparsed())
        && devices(reading).equals(scanned.devices());
  }

  private static void publishChanges(
      Handling<?> handling, String host, List<ScannedDevice> before, List<ScannedDevice> now) {
    Map<String, ScannedDevice> earlier = byId(before);
    Map<String, ScannedDevice> later = byId(now);
    later.forEach(
        (id, device) -> {
          ScannedDevice was = earlier.get(id);
          // A device that is new brings its paths with it; that is no change of state.
          if (was != null) {
            publishChanges(handling, host, was, device);
          }
        });
    earlier.forEach(
        (id, was) -> {
          if (!later.containsKey(id)) {
            was.paths()
                .forEach(p -> handling.publish(changed(host, id, p.name(), p.state(), null, 0)));
          }
        });
  }

  private static void publishChanges(
      Handling<?> handling, String host, ScannedDevice was, ScannedDevice is) {
    Map<String, String> before = states(was);
    Map<String, String> now = states(is);
    int working = (int) now.values().stream().filter(PathState.ACTIVE.name()::equals).count();
    now.forEach(
        (path, state) -> {
          if (!state.equals(before.get(path))) {
            handling.publish(changed(host, is.id(), path, before.get(path), state, working));
          }
        });
    before.forEach(
        (path, state) -> {
          if (!now.containsKey(path)) {
            handling.publish(changed(host, is.id(), path, state, null, working));
          }
        });
  }

  private static PathStateChanged changed(
      String host,
      String device,
      String path,
      @Nullable String from,
      @Nullable String to,
      int working) {
    return new PathStateChanged(host, device, path, from, to, working);
  }

  private static Map<String, ScannedDevice> byId(List<ScannedDevice> devices) {
    Map<String, ScannedDevice> byId = new TreeMap<>();
    devices.forEach(d -> byId.put(d.id(), d));
    return byId;
  }

  private static Map<String, String> states(ScannedDevice device) {
    Map<String, String> states = new TreeMap<>();
    for (ScannedPath path : device.paths()) {
      states.put(path.name(), path.state());
    }
    return states;
  }

  private static String digest(List<ScannedDevice> devices) {
    MessageDigest digest = sha256();
    byId(devices)
        .forEach(
            (id, device) -> {
              digest.update((id + "\n").getBytes(StandardCharsets.UTF_8));
              digest.update(states(device).toString().getBytes(StandardCharsets.UTF_8));
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Figures of a read, for a program. */
  static Map<String, String> figures(HostStorage seen) {
    long dead = seen.paths().stream().filter(p -> p.state() == PathState.DEAD).count();
    return Fleet.figures(
        "devices", seen.devices().size(),
        "paths", seen.paths().size(),
        "dead", dead,
        "unparsed", seen.unparsed().size());
  }
}
