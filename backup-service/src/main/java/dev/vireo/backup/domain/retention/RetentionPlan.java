package dev.vireo.backup.domain.retention;

import dev.vireo.backup.domain.retention.RestorePointFact.State;
import dev.vireo.backup.domain.retention.RetentionPolicy.Span;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which restore points of a job stay and which go. Applied twice it removes nothing more.
 *
 * @param keep why each that stays does so, by id
 * @param expire what goes, oldest first
 * @param heldBack why nothing goes although the policy would let it; empty where it does
 */
public record RetentionPlan(
    Map<String, String> keep, List<RestorePointFact> expire, Optional<String> heldBack) {

  public RetentionPlan {
    keep = Collections.unmodifiableMap(new LinkedHashMap<>(keep));
    expire = List.copyOf(expire);
  }

  /**
   * Chooses by the policy. Whatever it says, there stay the newest point, the newest that was
   * verified, and the newest that is neither damaged nor much smaller than the one before. Damaged
   * points take no place of the policy from whole ones. While the newest point is much smaller than
   * the one before, nothing goes: an empty backup that rotates the good ones away is how backups
   * are lost.
   *
   * @param points of one job, in any order
   * @param zone whose hours and days are meant
   */
  public static RetentionPlan of(
      List<RestorePointFact> points, RetentionPolicy policy, ZoneId zone) {
    List<RestorePointFact> newestFirst =
        points.stream()
            .sorted(
                Comparator.comparing(RestorePointFact::at)
                    .thenComparing(RestorePointFact::id)
                    .reversed())
            .toList();
    Map<String, String> keep = new LinkedHashMap<>();
    first(newestFirst, p -> true).ifPresent(p -> keep.put(p.id(), "the newest"));
    first(newestFirst, RestorePointFact::good)
        .ifPresent(p -> keep.putIfAbsent(p.id(), "the newest good one"));
    first(newestFirst, p -> p.state() == State.VERIFIED)
        .ifPresent(p -> keep.putIfAbsent(p.id(), "the newest verified one"));
    List<RestorePointFact> counted =
        newestFirst.stream().filter(p -> p.state() != State.DAMAGED).toList();
    policy
        .counts()
        .forEach(
            (span, count) -> {
              Set<Object> seen = new HashSet<>();
              for (RestorePointFact point : counted) {
                if (seen.size() < count && seen.add(stretch(span, point, zone))) {
                  keep.putIfAbsent(point.id(), span.word() + " " + seen.size());
                }
              }
            });
    List<RestorePointFact> expire = new ArrayList<>();
    for (RestorePointFact point : newestFirst.reversed()) {
      if (!keep.containsKey(point.id())) {
        expire.add(point);
      }
    }
    if (!newestFirst.isEmpty() && newestFirst.getFirst().muchSmaller() && !expire.isEmpty()) {
      expire.forEach(p -> keep.put(p.id(), "held back"));
      return new RetentionPlan(
          keep,
          List.of(),
          Optional.of(
              "the newest restore point, "
                  + newestFirst.getFirst().id()
                  + ", is much smaller than the one before; look into it, then run again or prune"
                  + " with its size accepted"));
    }
    return new RetentionPlan(keep, expire, Optional.empty());
  }

  private static Optional<RestorePointFact> first(
      List<RestorePointFact> points, Predicate<RestorePointFact> which) {
    return points.stream().filter(which).findFirst();
  }

  private static Object stretch(Span span, RestorePointFact point, ZoneId zone) {
    ZonedDateTime at = point.at().atZone(zone);
    return switch (span) {
      case LAST -> point.id();
      // With the offset: the hour that a change of the clock repeats is two.
      case HOURLY -> at.truncatedTo(ChronoUnit.HOURS).toOffsetDateTime();
      case DAILY -> at.toLocalDate();
      case WEEKLY -> at.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTHLY -> at.toLocalDate().withDayOfMonth(1);
      case YEARLY -> at.getYear();
    };
  }
}
