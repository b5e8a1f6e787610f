package dev.vireo.ramcloud.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of a history's operations, each at one moment between its call and its answer,
 * in which every answer is right: Wing and Gong's search with Lowe's memory of what was tried, key
 * by key (a history is linearizable if that of each of its keys is).
 */
public final class Linearizability {

  private record Tried(BitSet done, String state) {}

  private record Chosen(int operation, String before) {}

  private Linearizability() {}

  /** The first key whose operations fit no order, with the operations; empty if all fit. */
  public static Optional<String> violation(List<Operation> history) {
    Map<String, List<Operation>> byKey =
        history.stream().collect(Collectors.groupingBy(Operation::key));
    return byKey.entrySet().stream()
        .filter(each -> !fits(each.getValue()))
        .findFirst()
        .map(
            each ->
                "key %s:%n%s"
                    .formatted(
                        each.getKey(),
                        each.getValue().stream()
                            .sorted(Comparator.comparingLong(Operation::called))
                            .map(Operation::toString)
                            .collect(Collectors.joining("\n"))));
  }

  private static boolean fits(List<Operation> unsorted) {
    List<Operation> operations = new ArrayList<>(unsorted);
    // Nothing is known of it, and it changes nothing.
    operations.removeIf(
        each -> each.kind() == Operation.Kind.READ && each.answered() == Operation.NEVER);
    operations.sort(Comparator.comparingLong(Operation::called));
    BitSet done = new BitSet();
    Set<Tried> tried = new HashSet<>();
    List<Chosen> path = new ArrayList<>();
    String state = "";
    int from = 0;
    while (!complete(operations, done)) {
      int next = next(operations, done, state, from, tried);
      if (next >= 0) {
        path.add(new Chosen(next, state));
        state = state(operations.get(next), state);
        done.set(next);
        from = 0;
      } else {
        if (path.isEmpty()) {
          return false;
        }
        Chosen last = path.removeLast();
        done.clear(last.operation());
        state = last.before();
        from = last.operation() + 1;
      }
    }
    return true;
  }

  private static boolean complete(List<Operation> operations, BitSet done) {
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      if (operations.get(i).answered() != Operation.NEVER) {
        return false;
      }
    }
    return true;
  }

  /** The next one from an index on that may come now, gives what was answered, and is new. */
  private static int next(
      List<Operation> operations, BitSet done, String state, int from, Set<Tried> tried) {
    long earliestAnswer = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      if (operations.get(i).called() > earliestAnswer) {
        break;
      }
      earliestAnswer = Math.min(earliestAnswer, operations.get(i).answered());
    }
    for (int i = done.nextClearBit(from); i < operations.size(); i = done.nextClearBit(i + 1)) {
      Operation each = operations.get(i);
      if (each.called() > earliestAnswer) {
        return -1;
      }
      String after = after(each, state);
      // What nobody knows of and would change nothing need not have happened.
      boolean idle = each.answered() == Operation.NEVER && state.equals(after);
      if (after != null && !idle) {
        BitSet with = (BitSet) done.clone();
        with.set(i);
        if (tried.add(new Tried(with, after))) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String state(Operation operation, String before) {
    String after = after(operation, before);
    if (after == null) {
      throw new IllegalStateException(operation + " does not follow " + before);
    }
    return after;
  }

  /** What the key holds after it; null if the answer would have been another. */
  private static @Nullable String after(Operation operation, String before) {
    return switch (operation.kind()) {
      case READ -> operation.output().equals(before) ? before : null;
      case WRITE -> operation.input();
      case APPEND -> answered(operation, before + operation.input(), before + operation.input());
      case CREATE ->
          before.isEmpty()
              ? answered(operation, "1", operation.input())
              : answered(operation, "0", before);
      case REMOVE -> answered(operation, before.isEmpty() ? "0" : "1", "");
      case INCREMENT -> {
        String sum = Long.toString((before.isEmpty() ? 0 : Long.parseLong(before)) + 1);
        yield answered(operation, sum, sum);
      }
      case SWAP -> {
        int between = operation.input().indexOf('>');
        yield before.equals(operation.input().substring(0, between))
            ? answered(operation, "1", operation.input().substring(between + 1))
            : answered(operation, "0", before);
      }
      case LOOK ->
          operation.output().equals(named(before).getOrDefault(operation.input(), ""))
              ? before
              : null;
      case PUT -> with(before, operation.input());
      case COMMIT -> {
        int between = operation.input().indexOf('>');
        Map<String, String> now = named(before);
        boolean as =
            named(operation.input().substring(0, between)).entrySet().stream()
                .allMatch(each -> now.getOrDefault(each.getKey(), "").equals(each.getValue()));
        yield as
            ? answered(operation, "1", with(before, operation.input().substring(between + 1)))
            : answered(operation, "0", before);
      }
    };
  }

  /** The texts of a group by their names. */
  private static SortedMap<String, String> named(String group) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (!group.isEmpty()) {
      for (String each : group.split(",")) {
        int equals = each.indexOf('=');
        texts.put(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return texts;
  }

  private static String with(String group, String more) {
    SortedMap<String, String> texts = named(group);
    texts.putAll(named(more));
    return texts.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
  }

  private static @Nullable String answered(Operation operation, String right, String after) {
    return operation.answered() == Operation.NEVER || operation.output().equals(right)
        ? after
        : null;
  }
}
