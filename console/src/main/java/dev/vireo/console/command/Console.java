package dev.vireo.console.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Surroundings;
import dev.vireo.console.bus.KafkaAccess;
import dev.vireo.console.estate.Estate;
import dev.vireo.console.estate.Places;
import dev.vireo.console.files.CredentialFolder;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a command works with: the estate to ask, and the way results are given. */
final class Console {

  private final Surroundings surroundings;
  private final Estate estate;
  private final boolean json;
  private final @Nullable String actor;

  Console(Surroundings surroundings, Places places, boolean json, @Nullable String actor) {
    this.surroundings = surroundings;
    this.estate = new Estate(places, surroundings.environment());
    this.json = json;
    this.actor = actor;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Estate estate() {
    return estate;
  }

  /** Whether a program reads the result. */
  boolean json() {
    return json;
  }

  KafkaAccess kafka() {
    return new KafkaAccess(estate.kafka());
  }

  /** The query API of a domain's service. */
  dev.vireo.console.query.QueryApi ask(Domain domain) {
    return new dev.vireo.console.query.QueryApi(
        domain.word(), estate.service(domain), estate.access());
  }

  CredentialFolder credentials() {
    return new CredentialFolder(estate.home());
  }

  /** The result: the document for a program, the page for people. */
  void answer(JsonNode document, Consumer<Paper> page) {
    if (json) {
      document(document);
    } else {
      Paper paper = new Paper(surroundings.terminal());
      page.accept(paper);
      surroundings.out().print(paper);
      surroundings.out().flush();
    }
  }

  private void document(JsonNode document) {
    try {
      surroundings
          .out()
          .println(
              surroundings.terminal().outIsTerminal()
                  ? Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document)
                  : Json.MAPPER.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree cannot be written", e);
    }
  }

  /** A remark beside the result, on stderr; may have several lines. */
  void note(String text) {
    text.lines().map(Shown::line).forEach(surroundings.err()::println);
  }

  /** On whose behalf commands are given. */
  String actor() {
    if (actor != null && !actor.isBlank()) {
      return actor.strip();
    }
    String user = surroundings.variable("USER");
    return (user.isEmpty() ? System.getProperty("user.name", "unknown") : user) + "@" + machine();
  }

  private static String machine() {
    try {
      Path kernel = Path.of("/proc/sys/kernel/hostname");
      return Files.isReadable(kernel)
          ? Files.readString(kernel).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
