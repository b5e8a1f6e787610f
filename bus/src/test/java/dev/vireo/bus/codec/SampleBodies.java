package dev.vireo.bus.codec;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Message;
import dev.vireo.bus.schema.Range;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Any body of any type, made from the records by the convention of {@link Message}: what may be
 * absent sometimes is.
 */
public final class SampleBodies {

  private static final int FEW = 3;

  private SampleBodies() {}

  /** Bodies of a type. */
  public static Arbitrary<Message> of(Catalogue.Entry entry) {
    return record(entry.body()).map(Message.class::cast);
  }

  private static Arbitrary<Object> record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Arbitrary<Object>> values = Arrays.stream(components).map(SampleBodies::value).toList();
    return Combinators.combine(values).as(given -> instance(type, components, given));
  }

  private static Object instance(
      Class<?> type, RecordComponent[] components, List<? extends @Nullable Object> values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample of " + type, e);
    }
  }

  private static Arbitrary<Object> value(RecordComponent component) {
    Arbitrary<Object> present = value(component.getGenericType(), component);
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        ? present.injectNull(0.3)
        : present;
  }

  private static Arbitrary<Object> value(Type type, AnnotatedElement at) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      Arbitrary<Object> element = value(last, at);
      return generic.getRawType() == Map.class
          ? Arbitraries.maps(texts(), element).ofMaxSize(FEW).map(map -> (Object) map)
          : element.list().ofMaxSize(FEW).map(list -> (Object) list);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("no sample of " + type);
    }
    if (plain.isRecord()) {
      return record(plain);
    }
    if (plain.isEnum()) {
      return Arbitraries.of(plain.getEnumConstants()).map(value -> (Object) value);
    }
    return switch (plain.getSimpleName()) {
      case "String" -> texts().map(text -> (Object) text);
      case "boolean", "Boolean" -> Arbitraries.of(true, false).map(value -> (Object) value);
      case "int", "Integer" ->
          Arbitraries.integers()
              .between((int) min(at), (int) Math.min(max(at), Integer.MAX_VALUE))
              .map(number -> (Object) number);
      case "long", "Long" ->
          Arbitraries.longs().between(min(at), max(at)).map(number -> (Object) number);
      case "Instant" ->
          Arbitraries.longs()
              .between(0, 4_000_000_000_000L)
              .map(millis -> (Object) Instant.ofEpochMilli(millis));
      default -> throw new IllegalStateException("no sample of " + type);
    };
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().alpha().numeric().withChars("._:-/ ").ofMinLength(1).ofMaxLength(20),
        Arbitraries.of("データ", "\ud83d\ude00", "a\"b\\c", "line\nline\r\n\ttab", "null", "\u2028"));
  }

  private static long min(AnnotatedElement at) {
    Range range = at.getAnnotation(Range.class);
    return range == null ? Integer.MIN_VALUE : range.min();
  }

  private static long max(AnnotatedElement at) {
    Range range = at.getAnnotation(Range.class);
    return range == null ? Long.MAX_VALUE : range.max();
  }
}
