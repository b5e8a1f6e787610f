package dev.vireo.ramcloud.tablet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

  private record Frame(String name, ModelWorld world, ArrayDeque<ModelWorld.Step> rest) {}

  private ModelSearch() {}

  static Found search(ModelBounds bounds) {
    Prints known = new Prints();
    ArrayDeque<Frame> path = new ArrayDeque<>();
    ModelWorld first = new ModelWorld(bounds);
    boolean unused = known.add(first.print());
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
      if (known.add(step.after().print())) {
        path.push(new Frame(step.name(), step.after(), new ArrayDeque<>(step.after().next())));
      }
    }
    return new Found(known.size(), null);
  }

  private static String told(ArrayDeque<Frame> path, ModelWorld.Step last) {
    List<String> lines = new ArrayList<>();
    path.descendingIterator().forEachRemaining(frame -> lines.add(frame.name));
    lines.add(last.name());
    return String.join("\n  ", lines) + "\n=> " + last.after().violation();
  }
}
