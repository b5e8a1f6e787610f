package dev.vireo.bus.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The AsyncAPI 3.0 document of all topics: what is sent where, by which service. Bodies are
 * described by the JSON Schemas that are checked in; the document points at them.
 */
final class AsyncApiDocument {

  /** From {@code docs/} to where the schemas lie. */
  private static final String SCHEMAS = "../bus/src/main/resources/";

  private static final String DEAD_LETTER = "DeadLetter";
  private static final String BINDING_VERSION = "0.5.0";

  /** Whose events a service reads beside its own commands: where the hosts are is Inventory's. */
  private static final Map<Domain, Domain> LISTENS_TO =
      Map.of(
          Domain.MULTIPATH,
          Domain.INVENTORY,
          Domain.CONTAINER,
          Domain.INVENTORY,
          Domain.BACKUP,
          Domain.INVENTORY);

  private final ObjectMapper json = new ObjectMapper();
  private final RecordDocs docs;

  AsyncApiDocument(RecordDocs docs) {
    this.docs = docs;
  }

  ObjectNode write() {
    ObjectNode document = json.createObjectNode();
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Vireo")
        .put("version", "1")
        .put(
            "description",
            "The commands that Vireo takes and the events that it publishes, as CloudEvents 1.0 in"
                + " Kafka's binary mode. Operations are told from the services' side: whoever wants"
                + " something done sends what they receive. A command needs only the headers"
                + " `ce_id` and `ce_type` and its value; it ends in exactly one of"
                + " `CommandSucceeded`, `CommandFailed` and `CommandRejected`. Unknown fields of a"
                + " body are ignored, and a field that is null is taken as absent.");
    document.put("defaultContentType", "application/json");
    servers(document.putObject("servers"));
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    for (Domain domain : new TreeSet<>(Catalogue.domains())) {
      channels(channels, domain);
      operations(operations, domain);
    }
    components(document.putObject("components"));
    return document;
  }

  private static void servers(ObjectNode servers) {
    ObjectNode bus = servers.putObject("bus");
    bus.put("host", "{bootstrap}").put("protocol", "kafka");
    bus.putObject("variables")
        .putObject("bootstrap")
        .put("default", "127.0.0.1:9092")
        .put(
            "description", "The cluster's bootstrap address; `vireo status` prints the local one.");
  }

  private void channels(ObjectNode channels, Domain domain) {
    channel(
        channels,
        domain.commands(),
        "Wishes. Key: what the command is about; commands about one host are worked in order.",
        Duration.ofDays(7));
    channel(channels, domain.events(), "Facts: the source of truth, kept for ever.", null);
    channel(channels, domain.progress(), "How far long commands have come.", Duration.ofDays(7));
    ObjectNode dead =
        channel(channels, domain.deadLetters(), "Commands that could not be read.", null);
    ref(dead.putObject("messages").putObject(DEAD_LETTER), "components", "messages", DEAD_LETTER);
  }

  private ObjectNode channel(
      ObjectNode channels, String topic, String description, @Nullable Duration kept) {
    ObjectNode channel = channels.putObject(topic);
    channel.put("address", topic).put("description", description);
    ObjectNode messages = channel.putObject("messages");
    entries(entry -> entry.topic().equals(topic))
        .forEach(
            entry ->
                ref(
                    messages.putObject(entry.type().text()),
                    "components",
                    "messages",
                    entry.type().text()));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    ObjectNode topicConfiguration = kafka.put("topic", topic).putObject("topicConfiguration");
    topicConfiguration.putArray("cleanup.policy").add("delete");
    topicConfiguration.put("retention.ms", kept == null ? -1 : kept.toMillis());
    kafka.put("bindingVersion", BINDING_VERSION);
    return channel;
  }

  private void operations(ObjectNode operations, Domain domain) {
    String service = domain.word() + "-service";
    operation(operations, service, "receive", domain.commands(), "Does what it is told.");
    operation(
        operations,
        service,
        "send",
        domain.commands(),
        "Splits a command about many hosts into one command a host.");
    operation(
        operations,
        service,
        "send",
        domain.events(),
        "Says what was seen, and how commands ended.");
    operation(operations, service, "send", domain.progress(), "Says how far it has come.");
    operation(
        operations,
        service,
        "send",
        domain.deadLetters(),
        "Puts aside what it cannot read, with the reason; its sender gets a CommandRejected.");
    if (LISTENS_TO.containsKey(domain)) {
      operation(
          operations,
          service,
          "receive",
          LISTENS_TO.get(domain).events(),
          "Learns of the hosts, and how they are reached.");
    }
  }

  private void operation(
      ObjectNode operations, String service, String action, String topic, String summary) {
    ObjectNode operation = operations.putObject(service + "." + action + "." + topic);
    operation.put("action", action);
    ref(operation.putObject("channel"), "channels", topic);
    operation.put("summary", summary);
    if (action.equals("receive")) {
      ObjectNode kafka = operation.putObject("bindings").putObject("kafka");
      kafka.putObject("groupId").put("type", "string").put("description", "One group a service.");
      kafka.put("bindingVersion", BINDING_VERSION);
    }
  }

  private void components(ObjectNode components) {
    ObjectNode messages = components.putObject("messages");
    Catalogue.entries().forEach(entry -> message(messages, entry));
    deadLetter(messages.putObject(DEAD_LETTER));
    ObjectNode traits = components.putObject("messageTraits");
    trait(traits.putObject("command"), List.of("ce_id", "ce_type"));
    trait(
        traits.putObject("event"),
        List.of(
            "ce_specversion",
            "ce_id",
            "ce_type",
            "ce_source",
            "ce_subject",
            "ce_time",
            "ce_dataschema",
            "content-type",
            "ce_correlationid",
            "ce_actor"));
    ObjectNode correlation = components.putObject("correlationIds").putObject("chain");
    correlation.put("description", "The id of the first command of the chain.");
    correlation.put("location", "$message.header#/ce_correlationid");
  }

  private void message(ObjectNode messages, Catalogue.Entry entry) {
    RecordDocs.TypeDoc doc = docs.of(entry.body());
    ObjectNode message = messages.putObject(entry.type().text());
    message.put("name", entry.type().text()).put("title", entry.type().name());
    message.put("summary", doc.text()).put("contentType", "application/json");
    ObjectNode headers = message.putObject("headers").put("type", "object");
    ObjectNode fixed = headers.putObject("properties");
    fixed.putObject("ce_type").put("type", "string").put("const", entry.type().text());
    fixed
        .putObject("ce_dataschema")
        .put("type", "string")
        .put("const", "https://vireo.dev/" + entry.type().schema());
    message.putObject("payload").put("$ref", SCHEMAS + entry.type().schema());
    ref(message.putObject("correlationId"), "components", "correlationIds", "chain");
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", EventsPage.key(doc));
    kafka.put("bindingVersion", BINDING_VERSION);
    ArrayNode traits = message.putArray("traits");
    ref(traits.addObject(), "components", "messageTraits", entry.isCommand() ? "command" : "event");
  }

  private static void deadLetter(ObjectNode message) {
    message
        .put("name", DEAD_LETTER)
        .put("title", "A record that could not be read")
        .put("summary", "Key, value and headers as they came, with the reason in more headers.")
        .put("contentType", "application/octet-stream");
    ObjectNode headers = message.putObject("headers").put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    header(properties, "vireo_field", "The field that is wrong; `(body)` for the whole.");
    header(properties, "vireo_reason", "What was seen and what would be right.");
    header(properties, "vireo_origin", "Where it came from: topic/partition/offset.");
    headers.putArray("required").add("vireo_field").add("vireo_reason").add("vireo_origin");
    message.putObject("payload").put("description", "The value as it came; it need not be JSON.");
  }

  private static void trait(ObjectNode trait, List<String> required) {
    ObjectNode headers = trait.putObject("headers").put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    header(properties, "ce_specversion", "The version of CloudEvents.").put("const", "1.0");
    header(properties, "ce_id", "Unique for ever; the same id twice is the same message.");
    header(properties, "ce_type", "What the body is.");
    header(properties, "ce_source", "Who said it, such as /vireo/multipath or /cli/ops@jump-1.");
    header(properties, "ce_subject", "What it is about; the same as the record's key.");
    header(properties, "ce_time", "When it was said, by the clock of who said it.")
        .put("format", "date-time");
    header(properties, "ce_dataschema", "The JSON Schema of the body.").put("format", "uri");
    header(properties, "content-type", "The body's format.").put("const", "application/json");
    header(properties, "ce_correlationid", "The id of the first command of the chain.");
    header(
        properties,
        "ce_causationid",
        "The id of the command that directly led to this; absent for the first of a chain.");
    header(properties, "ce_actor", "On whose behalf, such as ops@example.org.");
    ArrayNode names = headers.putArray("required");
    required.forEach(names::add);
  }

  private static ObjectNode header(ObjectNode properties, String name, String description) {
    return properties.putObject(name).put("type", "string").put("description", description);
  }

  private static List<Catalogue.Entry> entries(Predicate<Catalogue.Entry> which) {
    return Catalogue.entries().stream().filter(which).toList();
  }

  private static void ref(ObjectNode at, String... path) {
    at.put("$ref", "#/" + String.join("/", path));
  }
}
