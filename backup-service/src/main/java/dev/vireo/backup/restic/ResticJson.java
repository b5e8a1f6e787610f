package dev.vireo.backup.restic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.backup.domain.repository.RepositoryLock;
import dev.vireo.backup.domain.repository.ResticFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What restic prints as JSON. Fields that are not known are passed over. */
final class ResticJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ResticJson() {}

  /** The list of {@code snapshots --json}; {@code null} is its word for none. */
  static List<Snapshot> snapshots(String printed) throws ResticException {
    List<Snapshot> all = new ArrayList<>();
    for (JsonNode each : tree(printed)) {
      all.add(
          new Snapshot(
              each.path("id").asText(),
              time(each.path("time").asText()),
              each.path("hostname").asText(),
              texts(each.path("tags")),
              texts(each.path("paths"))));
    }
    return all;
  }

  /** The id of {@code cat config}. */
  static String repository(String printed) throws ResticException {
    String id = tree(printed).path("id").asText();
    if (id.isEmpty()) {
      throw strange(printed);
    }
    return id;
  }

  /** The lock of {@code cat lock}. */
  static RepositoryLock lock(String printed) throws ResticException {
    JsonNode lock = tree(printed);
    return new RepositoryLock(
        time(lock.path("time").asText()),
        lock.path("hostname").asText(),
        lock.path("pid").asLong(),
        lock.path("exclusive").asBoolean());
  }

  /** The snapshots of {@code find --json}. */
  static Set<String> foundIn(String printed) throws ResticException {
    Set<String> snapshots = new TreeSet<>();
    for (JsonNode each : tree(printed)) {
      snapshots.add(each.path("snapshot").asText());
    }
    return snapshots;
  }

  /**
   * What a line of {@code backup --json} says that was stored, where it is the summary. Newer
   * releases know what is left of it once compressed.
   */
  static Optional<SnapshotWriter.Written> written(String line) {
    Optional<JsonNode> read = line.contains("\"summary\"") ? line(line) : Optional.empty();
    return read.filter(json -> json.path("message_type").asText().equals("summary"))
        .filter(json -> json.path("snapshot_id").asText().matches("[0-9a-f]{8,64}"))
        .map(
            json -> {
              JsonNode packed = json.path("data_added_packed");
              return new SnapshotWriter.Written(
                  json.path("snapshot_id").asText(),
                  packed.isNumber() ? packed.asLong() : json.path("data_added").asLong());
            });
  }

  private static Optional<JsonNode> line(String line) {
    try {
      return Optional.ofNullable(MAPPER.readTree(line));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static JsonNode tree(String printed) throws ResticException {
    return line(printed).orElseThrow(() -> strange(printed));
  }

  private static Instant time(String text) throws ResticException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw strange(text);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static ResticException strange(String printed) {
    String shown = printed.length() > 200 ? printed.substring(0, 200) + "..." : printed;
    return new ResticException(
        ResticFailure.OTHER, "restic printed what is not understood: " + shown.strip());
  }
}
