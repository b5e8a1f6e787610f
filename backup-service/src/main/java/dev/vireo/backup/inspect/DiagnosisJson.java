package dev.vireo.backup.inspect;

import dev.vireo.backup.domain.preflight.Candidate;
import dev.vireo.backup.domain.preflight.Check;
import dev.vireo.backup.domain.preflight.Diagnosis;
import dev.vireo.backup.domain.preflight.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A diagnosis as one JSON object on one line. Control characters and what turns the direction of
 * writing are escaped.
 */
final class DiagnosisJson {

  private DiagnosisJson() {}

  static String of(Diagnosis d) {
    return object(
        member("target", text(d.target().toString())),
        member("kind", text(d.target().kind().word())),
        member("cause", text(d.cause().name())),
        member("confidence", text(d.confidence().name())),
        member("difference", text(d.difference())),
        member("vantagePoints", list(d.findings().stream().map(DiagnosisJson::finding).toList())),
        member("ruledOut", list(d.ruledOut().stream().map(c -> text(c.name())).toList())),
        member("candidates", list(d.candidates().stream().map(DiagnosisJson::candidate).toList())),
        member("checks", list(d.checks().stream().map(DiagnosisJson::check).toList())),
        member("advice", text(d.advice())));
  }

  private static String finding(Finding f) {
    return object(
        member("from", text(f.from())),
        member("cause", text(f.cause().name())),
        member("confidence", text(f.confidence().name())));
  }

  private static String candidate(Candidate c) {
    return object(
        member("cause", text(c.cause().name())),
        member("why", text(c.why())),
        member("probe", text(c.probe())));
  }

  private static String check(Check c) {
    return object(
        member("name", text(c.name().word())),
        member("from", text(c.from())),
        member("result", text(c.result().word())),
        member("evidence", text(c.exchange().line())),
        member("millis", Long.toString(c.exchange().millis())));
  }

  private static String object(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":" + value;
  }

  private static String list(List<String> values) {
    return values.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (steers(c)) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.append((char) c);
              }
            });
    return out.append('"').toString();
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
