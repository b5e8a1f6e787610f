package dev.vireo.inventory.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.live.LiveView;
import dev.vireo.bus.live.Shelf;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The live view {@code hosts}: each registered host, folded by {@link HostView#after}. */
@ApplicationScoped
public class LiveHosts implements LiveView {

  /** A host has one item, itself. */
  private static final String ITSELF = "host";

  @Override
  public Set<Class<? extends Event>> takes() {
    return InventoryViews.OF_A_HOST;
  }

  @Override
  public List<String> looksAt(Event event) {
    return List.of(ITSELF);
  }

  @Override
  public void apply(Shelf shelf, Envelope<? extends Event> event) {
    HostView now = HostView.after(read(shelf.item(ITSELF).orElse(null)), event);
    if (now == null) {
      shelf.clear();
    } else {
      shelf.put(ITSELF, json(now));
    }
  }

  private static @Nullable HostView read(@Nullable String json) {
    try {
      return json == null ? null : Json.MAPPER.readValue(json, HostView.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a live view holds what this version cannot read; rebuild the projections", e);
    }
  }

  private static String json(HostView host) {
    try {
      return Json.MAPPER.writeValueAsString(host);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
