package dev.vireo.backup.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.RestoreFailed;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestorePointDamaged;
import dev.vireo.bus.backup.RestorePointExpired;
import dev.vireo.bus.backup.RestorePointImported;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.live.LiveView;
import dev.vireo.bus.live.Shelf;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The live view {@code backups}: the restore points of each job that can be restored, and what is
 * known of each. Its shelves are the jobs. It says what the rows of {@link PointProjections} say;
 * those of points that expired are not in it.
 */
@ApplicationScoped
public class LiveBackups implements LiveView {

  /** So many events of a job are known again, more than one command can repeat after a crash. */
  private static final int REMEMBERED = 64;

  @Override
  public Set<Class<? extends Event>> takes() {
    return Set.of(
        BackupCompleted.class,
        RestorePointImported.class,
        RestorePointExpired.class,
        RestorePointDamaged.class,
        RestoreVerified.class,
        RestoreFailed.class);
  }

  @Override
  public List<String> looksAt(Event event) {
    return switch (event) {
      case BackupCompleted e -> List.of(e.restorePoint().point());
      case RestorePointImported e -> List.of(e.restorePoint().point());
      case RestorePointDamaged e -> List.of(e.point());
      case RestoreVerified e -> List.of(e.point());
      case RestoreFailed e -> List.of(e.point());
      default -> List.of();
    };
  }

  @Override
  public void apply(Shelf shelf, Envelope<? extends Event> event) {
    List<String> known = new ArrayList<>(List.of(shelf.note().split(" ")));
    if (known.contains(event.id())) {
      return;
    }
    known.add(event.id());
    shelf.note(
        String.join(" ", known.subList(Math.max(0, known.size() - REMEMBERED), known.size()))
            .strip());
    switch (event.data()) {
      case BackupCompleted e -> there(shelf, e.restorePoint());
      case RestorePointImported e -> there(shelf, e.restorePoint());
      case RestorePointExpired e -> shelf.remove(e.point());
      case RestorePointDamaged e -> damaged(shelf, e.point(), String.join(", ", e.packs()));
      case RestoreVerified e ->
          change(
              shelf,
              e.point(),
              point -> {
                point.put("state", "VERIFIED");
                point.put("verifiedAt", event.time().toString());
                point.put("verifiedBy", e.by().name());
                point.putNull("damage");
              });
      case RestoreFailed e -> {
        if (e.cause() == BackupFailureCause.DESTINATION_DAMAGED) {
          damaged(shelf, e.point(), e.message());
        }
      }
      default -> throw new IllegalArgumentException("not taken: " + event.type());
    }
  }

  /** One that is known is found again: where, and by which snapshots, is all that is new. */
  private static void there(Shelf shelf, RestorePoint point) {
    ObjectNode fresh = Json.MAPPER.valueToTree(point);
    Optional<String> known = shelf.item(point.point());
    if (known.isPresent()) {
      change(
          shelf,
          point.point(),
          old -> {
            old.set("destination", fresh.path("destination"));
            old.set("dataSnapshot", fresh.path("dataSnapshot"));
            old.set("listingSnapshot", fresh.path("listingSnapshot"));
          });
    } else {
      fresh.put("state", "UNVERIFIED");
      shelf.put(point.point(), fresh.toString());
    }
  }

  private static void damaged(Shelf shelf, String point, String damage) {
    change(
        shelf,
        point,
        item -> {
          item.put("state", "DAMAGED");
          item.put("damage", damage);
        });
  }

  private static void change(Shelf shelf, String point, Consumer<ObjectNode> change) {
    Optional<String> known = shelf.item(point);
    if (known.isPresent()) {
      ObjectNode item = read(known.get());
      change.accept(item);
      shelf.put(point, item.toString());
    }
  }

  private static ObjectNode read(String json) {
    try {
      JsonNode item = Json.MAPPER.readTree(json);
      if (item instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalStateException("a live view holds what is no restore point: " + json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a live view holds what this version cannot read; rebuild the projections", e);
    }
  }
}
