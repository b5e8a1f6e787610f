package dev.vireo.simulator.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request over HTTP.
 *
 * @param path decoded, without the query
 * @param headers by name in lower case
 * @param parameters of the query and of a form in the body
 */
public record WebRequest(
    String method, String path, Map<String, String> headers, Map<String, String> parameters) {

  static WebRequest of(String method, String target, Map<String, String> headers, byte[] body) {
    int question = target.indexOf('?');
    Map<String, String> parameters = new LinkedHashMap<>();
    if (question >= 0) {
      read(target.substring(question + 1), parameters);
    }
    if (headers
        .getOrDefault("content-type", "application/x-www-form-urlencoded")
        .toLowerCase(Locale.ROOT)
        .startsWith("application/x-www-form-urlencoded")) {
      read(new String(body, StandardCharsets.ISO_8859_1), parameters);
    }
    String path = question < 0 ? target : target.substring(0, question);
    return new WebRequest(
        method, decoded(path.replace("+", "%2B")), Map.copyOf(headers), parameters);
  }

  private static void read(String form, Map<String, String> into) {
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        into.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
