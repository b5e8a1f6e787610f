package dev.vireo.ramcloud.tablet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Looks at every state that a model can come to, each once. */
final class ModelSearch {

  /**
   * What was found.
   *
   * @param states how many there are
   * @param violation the first promise that was broken, with the steps to it; null if none was
   */
  record Found(long states, @Nullable String violation) {}

  /** A state by 128 bits of its description: two different ones are not taken for each other. */
  private record Print(long a, long b) {}

  private static final class Printing implements LongConsumer {
    long a = 0x9E3779B97F4A7C15L;
    long b = 0xC2B2AE3D27D4EB4FL;

    @Override
    public void accept(long value) {
      a = (a ^ value) * 0xFF51AFD7ED558CCDL;
      a ^= a >>> 32;
      b = Long.rotateLeft(b + value * 0x9FB21C651E98DF25L, 29) * 0xD6E8FEB86659FD93L;
      b ^= b >>> 29;
    }
  }

  private record Frame(String name, ModelWorld world, ArrayDeque<ModelWorld.Step> rest) {}

  private ModelSearch() {}

  static Found search(ModelBounds bounds) {
    Set<Print> known = new HashSet<>();
    ArrayDeque<Frame> path = new ArrayDeque<>();
    ModelWorld first = new ModelWorld(bounds);
    known.add(print(first));
    path.push(new Frame("start", first, new ArrayDeque<>(first.next())));
    while (!path.isEmpty()) {
      Frame frame = path.peek();
      ModelWorld.Step step = frame.rest.poll();
      if (step == null) {
        path.pop();
        continue;
      }
      if (step.after().violation() != null) {
        return new Found(known.size(), told(path, step));
      }
      if (known.add(print(step.after()))) {
        path.push(new Frame(step.name(), step.after(), new ArrayDeque<>(step.after().next())));
      }
    }
    return new Found(known.size(), null);
  }

  private static Print print(ModelWorld world) {
    Printing printing = new Printing();
    world.describe(printing);
    return new Print(printing.a, printing.b);
  }

  private static String told(ArrayDeque<Frame> path, ModelWorld.Step last) {
    List<String> lines = new ArrayList<>();
    path.descendingIterator().forEachRemaining(frame -> lines.add(frame.name));
    lines.add(last.name());
    return String.join("\n  ", lines) + "\n=> " + last.after().violation();
  }
}
