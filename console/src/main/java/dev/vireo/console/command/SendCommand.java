package dev.vireo.console.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.Message;
import dev.vireo.bus.MessageType;
import dev.vireo.bus.codec.Header;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.schema.BodySchemas;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.bus.CommandIds;
import dev.vireo.console.bus.Conversation;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.TypeNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo send}. */
@Command(
    name = "send",
    description = {
      "Publishes any command. Its id is printed; with --wait, how it ended.",
      "The body is held against the schema of the type first; --unchecked leaves that to the service."
    })
final class SendCommand extends Task {

  @Parameters(
      paramLabel = "TYPE",
      description = "Such as ScanPaths, or dev.vireo.multipath.ScanPaths.v1 in full.")
  private String type = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "JSON",
      description = "The body; @FILE for that of a file, - for stdin.")
  private String data = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Its id; the same one twice does the work once. A fresh one if not given.")
  private @Nullable String id;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The record's key; what the body is about if not given.")
  private @Nullable String key;

  @Option(names = "--unchecked", description = "Publish the body as it is.")
  private boolean unchecked;

  @Option(names = "--wait", description = "Wait until it has ended.")
  private boolean wait;

  @Option(
      names = "--timeout",
      defaultValue = "30m",
      paramLabel = "DURATION",
      description = "How long to wait; ${DEFAULT-VALUE} if not given.")
  private Duration timeout = Duration.ofMinutes(30);

  /** A command as it will be published. */
  private record Wish(Domain domain, String type, String about) {}

  @Override
  Exit run(Console console) {
    byte[] body = body(console);
    Wish wish = wish(body);
    Instant now = Clock.systemUTC().instant();
    String given = id == null ? CommandIds.fresh(now) : requireId(id);
    ProducerRecord<byte[], byte[]> record = record(wish, body, given, now, console.actor());
    if (!wait) {
      try (Conversation conversation = Conversation.speakOnly(console.kafka(), wish.domain)) {
        conversation.sayRecords(List.of(record));
      }
      console.answer(Delivery.pending(given, wish.type, wish.about), paper -> paper.line(given));
      return Exit.DONE;
    }
    WaitOptions patience = new WaitOptions();
    patience.timeout = timeout;
    Heard heard =
        new Delivery(console, patience)
            .follow(
                wish.domain,
                Set.of(given),
                Set.of(PolicyChangeFailed.class),
                conversation -> conversation.sayRecords(List.of(record)));
    return Result.show(console, heard.outcome(given).orElseThrow(), heard);
  }

  private Wish wish(byte[] body) {
    Optional<Domain> stranger = strangerOfDomain();
    if (unchecked && stranger.isPresent()) {
      return new Wish(stranger.get(), type, "");
    }
    Catalogue.Entry entry = TypeNames.command(type);
    if (unchecked) {
      return new Wish(entry.type().domain(), entry.type().text(), "");
    }
    return new Wish(entry.type().domain(), entry.type().text(), check(entry, body).about());
  }

  /** The domain of a full name that is in no catalogue of ours. */
  private Optional<Domain> strangerOfDomain() {
    if (!MessageType.wellFormed(type) || Catalogue.find(type).isPresent()) {
      return Optional.empty();
    }
    String word = type.split("\\.")[2];
    return Arrays.stream(Domain.values()).filter(domain -> domain.word().equals(word)).findFirst();
  }

  private static Message check(Catalogue.Entry entry, byte[] body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      if (!json.isObject()) {
        throw Trouble.refused("--data is no JSON object", "write it as '{\"select\":\"all\"}'");
      }
      List<BodySchemas.Violation> violations = BodySchemas.check(entry, json);
      if (!violations.isEmpty()) {
        BodySchemas.Violation first = violations.getFirst();
        throw Trouble.refused(
            "The body of " + entry.type().name() + ": " + first.field() + ": " + first.message(),
            "correct --data; nothing was sent");
      }
      return Json.MAPPER.treeToValue(json, entry.body());
    } catch (JsonProcessingException e) {
      String words =
          e.getCause() instanceof InvalidMessage invalid
              ? invalid.field() + ": " + invalid.getMessage()
              : e.getOriginalMessage();
      throw new Trouble(
          Exit.REFUSED,
          "--data is no body of " + entry.type().name() + ": " + words,
          "correct --data; nothing was sent",
          e);
    } catch (IOException e) {
      throw new Trouble(Exit.REFUSED, "--data cannot be read: " + e.getMessage(), "", e);
    }
  }

  private byte[] body(Console console) {
    try {
      if (data.equals("-")) {
        return console.surroundings().in().readAllBytes();
      }
      return data.startsWith("@")
          ? Files.readAllBytes(Path.of(data.substring(1)))
          : data.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Trouble(
          Exit.REFUSED, "--data " + data + " cannot be read: " + e, "name a readable file", e);
    }
  }

  private static String requireId(String id) {
    if (id.isEmpty() || id.length() > 200 || !id.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw Trouble.refused(
          "--id is no id", "write 1 to 200 visible ASCII characters without blanks");
    }
    return id;
  }

  private ProducerRecord<byte[], byte[]> record(
      Wish wish, byte[] body, String given, Instant now, String actor) {
    String subject = key != null ? key : wish.about.isEmpty() ? given : wish.about;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            wish.domain.commands(), subject.getBytes(StandardCharsets.UTF_8), body);
    put(record, Header.SPEC_VERSION, "1.0");
    put(record, Header.CONTENT_TYPE, "application/json");
    put(record, Header.ID, given);
    put(record, Header.TYPE, wish.type);
    put(record, Header.SOURCE, Delivery.SOURCE);
    put(record, Header.SUBJECT, subject);
    put(record, Header.TIME, now.toString());
    put(record, Header.CORRELATION_ID, given);
    put(record, Header.ACTOR, actor);
    return record;
  }

  private static void put(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
