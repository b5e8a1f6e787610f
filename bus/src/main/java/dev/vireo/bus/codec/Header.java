package dev.vireo.bus.codec;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The record headers that carry a CloudEvent's context in Kafka's binary mode. */
public final class Header {

  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String SUBJECT = "ce_subject";
  public static final String TIME = "ce_time";
  public static final String DATA_SCHEMA = "ce_dataschema";
  public static final String CORRELATION_ID = "ce_correlationid";
  public static final String CAUSATION_ID = "ce_causationid";
  public static final String ACTOR = "ce_actor";
  public static final String CONTENT_TYPE = "content-type";

  /** No context is longer; what a sender puts in a header must not cost more than its body. */
  private static final int MOST = 1_000;

  private Header() {}

  /**
   * The last header of this name as text on one line; null if there is none or it is blank. What is
   * no text comes out as U+FFFD.
   */
  static @Nullable String text(Headers headers, String name) {
    org.apache.kafka.common.header.Header header = headers.lastHeader(name);
    if (header == null || header.value() == null || header.value().length == 0) {
      return null;
    }
    String text = new String(header.value(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? null : Text.line(text, MOST);
  }
}
