package dev.vireo.bus.schema;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The catalogue of messages for people, in Markdown. */
final class EventsPage {

  private final RecordDocs docs;
  private final StringBuilder page = new StringBuilder();

  private EventsPage(RecordDocs docs) {
    this.docs = docs;
  }

  /** The whole page. */
  static String of(RecordDocs docs) {
    return new EventsPage(docs).write();
  }

  /** What the key of a message's records is, in words. */
  static String key(RecordDocs.TypeDoc doc) {
    return doc.key()
        .map(key -> key.startsWith("\"") ? "The text `" + unquoted(key) + "`." : "`" + key + "`.")
        .orElse("What it is about, in a word.");
  }

  private String write() {
    page.append(head());
    Set<Domain> domains = new TreeSet<>(Catalogue.domains());
    contents(domains);
    for (Domain domain : domains) {
      domain(domain);
    }
    List<Catalogue.Entry> common =
        entries(domains.iterator().next()).stream().filter(EventsPage::isCommon).toList();
    page.append("## Of every domain\n\n");
    page.append("Their types carry the domain's word, as in `")
        .append(common.getFirst().type().text())
        .append("`.\n\n");
    common.forEach(this::message);
    parts();
    return page.toString().stripTrailing() + "\n";
  }

  private static String head() {
    return """
      # Commands and events

      Made from the message records of `bus/`; to make it anew: `%s`.
      The same for programs: [asyncapi.yaml](asyncapi.yaml), and a JSON Schema per type under
      [schemas](../bus/src/main/resources/schemas).

      A message is a CloudEvent 1.0 in Kafka's binary mode: its context is in the record's headers
      (`ce_id`, `ce_type`, `ce_source`, `ce_subject`, `ce_time`, `ce_dataschema`, `content-type`,
      `ce_correlationid`, `ce_causationid`, `ce_actor`), its body is the record's value, in JSON,
      and its key is what it is about. Whoever sends a command needs to give only `ce_id`, `ce_type`
      and the value.

      - A command ends in **exactly one** of `CommandSucceeded`, `CommandFailed` and
        `CommandRejected`, which carries its id.
      - Unknown fields are ignored. A field that is null is taken as absent. An absent list or map is
        empty, an absent flag is false.
      - A type keeps its version as long as only optional fields are added to it.

      """
        .formatted(CheckedIn.REGENERATE);
  }

  private void contents(Set<Domain> domains) {
    page.append("| domain | commands | events |\n|---|---|---|\n");
    for (Domain domain : domains) {
      page.append("| ").append(domain.word());
      for (boolean command : new boolean[] {true, false}) {
        page.append(" | ")
            .append(
                entries(domain).stream()
                    .filter(entry -> entry.isCommand() == command && !isCommon(entry))
                    .map(entry -> link(entry.type().name(), heading(entry)))
                    .collect(Collectors.joining(", ")));
      }
      page.append(" |\n");
    }
    page.append('\n');
  }

  private void domain(Domain domain) {
    page.append("## ").append(title(domain.word())).append("\n\n");
    page.append("| topic | what | kept |\n|---|---|---|\n");
    row("`" + domain.commands() + "`", "commands, keyed by what they are about", "7 days");
    row("`" + domain.events() + "`", "facts and outcomes", "for ever");
    row("`" + domain.progress() + "`", "progress of long commands", "7 days");
    row(
        "`" + domain.deadLetters() + "`",
        "commands that could not be read, with `vireo_field`, `vireo_reason` and `vireo_origin`"
            + " in their headers",
        "for ever");
    page.append('\n');
    for (boolean command : new boolean[] {true, false}) {
      page.append(command ? "### Commands of " : "### Events of ")
          .append(domain.word())
          .append("\n\n");
      entries(domain).stream()
          .filter(entry -> entry.isCommand() == command && !isCommon(entry))
          .forEach(this::message);
    }
  }

  private void message(Catalogue.Entry entry) {
    RecordDocs.TypeDoc doc = docs.of(entry.body());
    page.append("#### ").append(heading(entry)).append("\n\n").append(doc.text()).append("\n\n");
    if (isCommon(entry)) {
      page.append("Key: ").append(key(doc));
    } else {
      page.append("Type: `").append(entry.type().text()).append("`. Key: ").append(key(doc));
    }
    page.append(" Schema: [")
        .append(entry.type().name())
        .append("](../bus/src/main/resources/")
        .append(entry.type().schema())
        .append(").\n\n");
    fields(entry.body());
  }

  private void fields(Class<?> type) {
    page.append("| field | | is | meaning |\n|---|---|---|---|\n");
    for (RecordComponent component : type.getRecordComponents()) {
      row(
          "`" + component.getName() + "`",
          RecordSchemas.required(component) ? "required" : "",
          is(component),
          docs.of(type, component.getName()));
    }
    page.append('\n');
  }

  /** Records and enums that messages are made of, by name. */
  private void parts() {
    Set<Class<?>> parts = new LinkedHashSet<>();
    Catalogue.entries().forEach(entry -> collect(entry.body(), parts));
    page.append("## Parts\n\n");
    parts.stream()
        .sorted(Comparator.comparing(Class::getSimpleName))
        .forEach(
            part -> {
              page.append("### ").append(part.getSimpleName()).append("\n\n");
              page.append(docs.of(part).text()).append("\n\n");
              if (part.isEnum()) {
                values(part);
              } else {
                fields(part);
              }
            });
  }

  private void values(Class<?> type) {
    page.append("| value | meaning |\n|---|---|\n");
    for (Object value : type.getEnumConstants()) {
      row("`" + value + "`", docs.of(type, value.toString()));
    }
    page.append('\n');
  }

  private static void collect(Class<?> type, Set<Class<?>> parts) {
    for (RecordComponent component : type.getRecordComponents()) {
      for (Class<?> part : named(component.getGenericType())) {
        if (parts.add(part) && part.isRecord()) {
          collect(part, parts);
        }
      }
    }
  }

  /** Our own types in a component's type. */
  private static List<Class<?>> named(Type type) {
    return switch (type) {
      case Class<?> own when own.isRecord() || own.isEnum() -> List.of(own);
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments())
              .flatMap(argument -> named(argument).stream())
              .toList();
      default -> List.of();
    };
  }

  private static String is(RecordComponent component) {
    Range range = component.getAnnotation(Range.class);
    String is = is(component.getGenericType());
    if (range == null) {
      return is;
    }
    boolean list = Collection.class.isAssignableFrom(component.getType());
    String most =
        range.max() == Long.MAX_VALUE ? "" : String.format(Locale.ROOT, "%,d", range.max());
    if (list) {
      return is + ", at most " + most;
    }
    return is
        + (most.isEmpty()
            ? ", " + range.min() + " or more"
            : String.format(Locale.ROOT, ", %,d to %s", range.min(), most));
  }

  private static String is(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return Map.class.isAssignableFrom((Class<?>) generic.getRawType())
          ? "map of " + is(arguments[0]) + " to " + is(arguments[1])
          : "list of " + is(arguments[0]);
    }
    Class<?> simple = (Class<?>) type;
    if (simple.isRecord() || simple.isEnum()) {
      return link(simple.getSimpleName(), simple.getSimpleName());
    }
    if (simple == String.class) {
      return "text";
    }
    if (simple == boolean.class || simple == Boolean.class) {
      return "true or false";
    }
    if (simple == Instant.class) {
      return "time, ISO 8601";
    }
    if (simple == int.class
        || simple == long.class
        || simple == Integer.class
        || simple == Long.class) {
      return "whole number";
    }
    throw new IllegalStateException("no word yet for " + simple);
  }

  private void row(String... cells) {
    page.append("| ")
        .append(
            Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  /** Names that two domains have are told apart by the domain. */
  private static String heading(Catalogue.Entry entry) {
    boolean alone =
        isCommon(entry)
            || Catalogue.entries().stream()
                    .filter(other -> other.type().name().equals(entry.type().name()))
                    .count()
                == 1;
    return alone
        ? entry.type().name()
        : entry.type().name() + " of " + entry.type().domain().word();
  }

  private static String link(String text, String heading) {
    return "[" + text + "](#" + heading.toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
  }

  private static boolean isCommon(Catalogue.Entry entry) {
    return entry.body().getPackageName().equals("dev.vireo.bus.outcome");
  }

  private static List<Catalogue.Entry> entries(Domain domain) {
    return Catalogue.entries().stream().filter(entry -> entry.type().domain() == domain).toList();
  }

  private static String title(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1);
  }
}
