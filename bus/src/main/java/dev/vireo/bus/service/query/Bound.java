package dev.vireo.bus.service.query;

import dev.vireo.bus.InvalidMessage;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * How many items a list has at most.
 *
 * @param items from 1
 */
public record Bound(int items) {

  /** The header of a list that was cut. */
  static final String TRUNCATED = "Vireo-Truncated";

  /**
   * The bound that was asked for, or the usual one.
   *
   * @param limit as it was given; null if it was not
   */
  public static Bound of(@Nullable String limit, int usual, int most) {
    if (limit == null) {
      return new Bound(usual);
    }
    try {
      int asked = Integer.parseInt(limit);
      if (asked >= 1 && asked <= most) {
        return new Bound(asked);
      }
    } catch (NumberFormatException e) {
      // said below, with the bounds
    }
    throw new InvalidMessage("limit", "it is a number from 1 to " + most + ", not '" + limit + "'");
  }

  /** What to ask the views for: one more shows that there is more. */
  public int andOne() {
    return items + 1;
  }

  public boolean cuts(List<?> found) {
    return found.size() > items;
  }

  public <T> List<T> cut(List<T> found) {
    return cuts(found) ? found.subList(0, items) : found;
  }

  /** The answer; with the header if something was cut off. */
  public <T, R> RestResponse<List<R>> answer(List<T> found, Function<T, R> shown) {
    return answer(cut(found).stream().map(shown).toList(), cuts(found));
  }

  /** The answer, which says where it is from. */
  public <T, R> RestResponse<List<R>> answer(Shown<T> found, Function<T, R> shown) {
    RestResponse<List<R>> answer = answer(found.items(), shown);
    return RestResponse.ResponseBuilder.fromResponse(answer)
        .header(Shown.HEADER, found.from())
        .build();
  }

  /** An answer that has a list in it. */
  public <R> RestResponse<R> answer(R body, boolean isCut) {
    RestResponse.ResponseBuilder<R> answer = RestResponse.ResponseBuilder.ok(body);
    return isCut ? answer.header(TRUNCATED, items).build() : answer.build();
  }
}
