package dev.vireo.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays the query API of a service. */
final class Views implements AutoCloseable {

  private static final Answer UNKNOWN =
      new Answer(404, "{\"field\":\"path\",\"message\":\"there is nothing here\"}");

  private final HttpServer server;
  private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  Views() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers so at a path; answers for one path are given in turn, the last one for ever. */
  Views at(String path, int status, String body) {
    answers
        .computeIfAbsent(path, key -> new CopyOnWriteArrayList<>())
        .add(new Answer(status, body));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Paths with their queries, as they were asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Who the questions said that they are, in turn; empty where one did not say. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    authorizations.add(
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), ""));
    List<Answer> here = answers.getOrDefault(exchange.getRequestURI().getPath(), List.of(UNKNOWN));
    Answer answer = here.getFirst();
    if (here.size() > 1) {
      here.remove(0);
    }
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
