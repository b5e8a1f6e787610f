package dev.vireo.ramcloud.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes with a write besides key and value.
 *
 * @param rules what rejects it
 * @param expiry when the object ends, in milliseconds since 1970; {@link #NO_EXPIRY}; {@link
 *     #KEEP_EXPIRY} leaves an overwritten object's
 * @param secondaryKeys key 1, 2 ... of the object, at most 255; an empty one is absent
 * @param request whose retry is not done twice; null: not asked for
 */
public record WriteOptions(
    RejectRules rules, long expiry, List<byte[]> secondaryKeys, @Nullable RequestId request) {
  /** The object does not end. */
  public static final long NO_EXPIRY = 0;

  /** An overwritten object's end stays; a new one does not end. */
  public static final long KEEP_EXPIRY = -1;

  /** No rules, no end, no secondary keys. */
  public static final WriteOptions PLAIN =
      new WriteOptions(RejectRules.NONE, NO_EXPIRY, List.of(), null);

  /** No rules, and an overwritten object's end stays. */
  public static final WriteOptions KEEPING_EXPIRY =
      new WriteOptions(RejectRules.NONE, KEEP_EXPIRY, List.of(), null);

  /** Only rules. */
  public static WriteOptions rules(RejectRules rules) {
    return new WriteOptions(rules, NO_EXPIRY, List.of(), null);
  }

  /** These with another end. */
  public WriteOptions expiring(long millis) {
    return new WriteOptions(rules, millis, secondaryKeys, request);
  }

  /** These with secondary keys. */
  public WriteOptions withKeys(List<byte[]> keys) {
    return new WriteOptions(rules, expiry, keys, request);
  }

  /** These, done once however often they are asked for. */
  public WriteOptions once(RequestId id) {
    return new WriteOptions(rules, expiry, secondaryKeys, id);
  }
}
