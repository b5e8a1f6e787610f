package dev.vireo.bus.codec;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a body lacks, by the convention of {@link dev.vireo.bus.Message}: cheaper than its
 * schema, for what our own services wrote, so that nobody trips over a null where none may be.
 */
final class Required {

  private static final ClassValue<List<Part>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
          List<Part> parts = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            parts.add(Part.of(component));
          }
          return parts;
        }
      };

  private Required() {}

  /** The place of the first component that has to be there and is not. */
  static Optional<String> missing(Record body) {
    for (Part part : PARTS.get(body.getClass())) {
      Object value = part.of(body);
      Optional<String> below =
          switch (value) {
            case null -> part.required() ? Optional.of("") : Optional.empty();
            case Record nested -> missing(nested).map(m -> "." + m);
            case Collection<?> list -> missing(list);
            case Map<?, ?> map -> missing(map.values());
            default -> Optional.empty();
          };
      if (below.isPresent()) {
        return Optional.of(part.name() + below.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missing(Collection<?> values) {
    int i = 0;
    for (Object value : values) {
      if (!(value instanceof Record nested)) {
        return Optional.empty();
      }
      Optional<String> below = missing(nested);
      if (below.isPresent()) {
        return Optional.of("[" + i + "]." + below.get());
      }
      i++;
    }
    return Optional.empty();
  }

  private record Part(String name, Method accessor, boolean required) {

    static Part of(RecordComponent component) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return new Part(
          component.getName(),
          accessor,
          !component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    @Nullable Object of(Record body) {
      try {
        return accessor.invoke(body);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + name + " of " + body.getClass(), e);
      }
    }
  }
}
