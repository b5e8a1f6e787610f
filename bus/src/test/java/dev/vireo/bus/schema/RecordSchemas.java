package dev.vireo.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import dev.vireo.bus.Catalogue;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas from message records, by the convention of {@link dev.vireo.bus.Message}. Nested
 * records stand where they are used, so that one file is all of a type.
 */
final class RecordSchemas {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INDEX_OF_NONE = Integer.MAX_VALUE;

  private final RecordDocs docs;

  RecordSchemas(RecordDocs docs) {
    this.docs = docs;
  }

  /** The schema of a type's body. */
  ObjectNode of(Catalogue.Entry entry) {
    JsonNode generated = generator(entry.isCommand()).generateSchema(entry.body());
    ObjectNode schema = JSON.createObjectNode();
    schema.set("$schema", generated.path("$schema"));
    schema.put("$id", "https://vireo.dev/" + entry.type().schema());
    schema.put("title", entry.type().name());
    schema.put("description", RecordDocs.plain(docs.of(entry.body()).text()));
    schema.setAll((ObjectNode) generated);
    return schema;
  }

  /** A component that has to be there. */
  static boolean required(RecordComponent component) {
    Class<?> type = component.getType();
    return type != boolean.class
        && !Collection.class.isAssignableFrom(type)
        && !Map.class.isAssignableFrom(type)
        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private SchemaGenerator generator(boolean command) {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonModule())
            .with(
                Option.INLINE_ALL_SCHEMAS,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.EXTRA_OPEN_API_FORMAT_VALUES);
    config.forTypesInGeneral().withPropertySorter((a, b) -> Integer.compare(index(a), index(b)));
    config
        .forFields()
        .withRequiredCheck(field -> !field.isFakeContainerItemScope() && required(component(field)))
        .withDescriptionResolver(this::description)
        .withStringMinLengthResolver(field -> command ? minLength(field) : null)
        .withNumberInclusiveMinimumResolver(
            field -> isNumber(field) ? number(range(field), Range::min) : null)
        .withNumberInclusiveMaximumResolver(
            field -> isNumber(field) ? number(range(field), Range::max) : null)
        .withArrayMaxItemsResolver(
            field -> {
              Range range = field.isContainerType() ? range(field) : null;
              return range == null ? null : Math.toIntExact(range.max());
            });
    return new SchemaGenerator(config.build());
  }

  private @Nullable String description(FieldScope field) {
    if (field.isFakeContainerItemScope()) {
      return null;
    }
    String text = docs.of(field.getDeclaringType().getErasedType(), field.getDeclaredName());
    return text.isEmpty() ? null : RecordDocs.plain(text);
  }

  /** A wish names what it means; a fact may have observed an empty text. */
  private static @Nullable Integer minLength(FieldScope field) {
    if (field.getType().getErasedType() != String.class) {
      return null;
    }
    RecordComponent component = component(field);
    boolean named =
        field.isFakeContainerItemScope()
            ? Collection.class.isAssignableFrom(component.getType())
            : required(component);
    return named ? 1 : null;
  }

  private static boolean isNumber(FieldScope field) {
    Class<?> type = field.getType().getErasedType();
    return Number.class.isAssignableFrom(type) || type == int.class || type == long.class;
  }

  private static @Nullable Range range(FieldScope field) {
    return field.isFakeContainerItemScope() ? null : component(field).getAnnotation(Range.class);
  }

  private static @Nullable BigDecimal number(
      @Nullable Range range, java.util.function.ToLongFunction<Range> end) {
    return range == null ? null : BigDecimal.valueOf(end.applyAsLong(range));
  }

  private static RecordComponent component(FieldScope field) {
    return components(field).stream()
        .filter(component -> component.getName().equals(field.getDeclaredName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(field + " is no component of a record"));
  }

  private static int index(MemberScope<?, ?> member) {
    List<String> names = components(member).stream().map(RecordComponent::getName).toList();
    int index = names.indexOf(member.getDeclaredName());
    return index < 0 ? INDEX_OF_NONE : index;
  }

  private static List<RecordComponent> components(MemberScope<?, ?> member) {
    Class<?> declaring = member.getDeclaringType().getErasedType();
    return Arrays.asList(declaring.getRecordComponents());
  }
}
