package dev.vireo.bus.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;

/**
 * Events as the JSON that projections take: {@code id, at, actor, correlation, type, data}, where
 * {@code data} is the event's body.
 */
public final class EventJson {

  private static final ObjectMapper MAPPER =
      Json.MAPPER.copy().registerModule(new SimpleModule().addSerializer(new WithoutNul()));

  private EventJson() {}

  /** One event, an object. */
  public static String of(Envelope<? extends Event> event) {
    return json(Taken.of(event));
  }

  /** Events, a list of objects. */
  public static String of(Collection<Envelope<? extends Event>> events) {
    return json(events.stream().map(Taken::of).toList());
  }

  /** The ids of events. */
  public static String ids(Collection<Envelope<? extends Event>> events) {
    return json(events.stream().map(Envelope::id).toList());
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an event that is no JSON", e);
    }
  }

  private record Taken(
      String id, Instant at, String actor, String correlation, String type, Event data) {

    static Taken of(Envelope<? extends Event> e) {
      return new Taken(e.id(), e.time(), e.actor(), e.correlationId(), e.type().name(), e.data());
    }
  }

  /** A host may print a NUL, which PostgreSQL's texts cannot hold. */
  private static final class WithoutNul extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1L;

    WithoutNul() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(text.replace('\0', '\uFFFD'));
    }
  }
}
