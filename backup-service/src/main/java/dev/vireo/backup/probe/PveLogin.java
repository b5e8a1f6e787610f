package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.LoginAnswer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API of Proxmox VE: a ticket for an account, then what needs one. */
final class PveLogin implements Login {

  /** What {@code vzdump} by API asks of an account. */
  private static final List<String> PRIVILEGES = List.of("VM.Backup", "Datastore.AllocateSpace");

  private final Https https;

  PveLogin(Https https) {
    this.https = https;
  }

  @Override
  public List<Evidence> product() throws IOException {
    Https.Answer answer = https.get("/api2/json/version", Map.of());
    List<Evidence> seen = new ArrayList<>();
    Clocks.read(answer).ifPresent(seen::add);
    // Without a ticket the API answers 401; a server that has no such API answers 404.
    boolean api = answer.status() == 401 || answer.status() == 200;
    Optional<String> release =
        text(answer.body(), "release").or(() -> text(answer.body(), "version"));
    seen.add(
        new Evidence.ProductTold(
            new Exchange(
                "GET /api2/json/version without a ticket",
                "HTTP " + answer.status() + release.map(r -> ", release " + r).orElse(""),
                answer.millis()),
            api ? "" : "it does not speak the API of Proxmox VE 2.0 or later"));
    return seen;
  }

  @Override
  public void attempt(Account account, List<Evidence> seen)
      throws IOException, InterruptedException {
    if (!account.user().contains("@")) {
      seen.add(
          new Evidence.LoginTried(
              new Exchange(
                  "nothing: no login was spent on " + account.user(),
                  "Proxmox VE takes user@realm, such as root@pam",
                  0),
              LoginAnswer.REFUSED,
              account.user(),
              "does not look like a valid user name"));
      return;
    }
    Https.Answer answer =
        https.send(
            "POST",
            "/api2/json/access/ticket",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "username=" + encoded(account.user()) + "&password=" + encoded(account.password()));
    Optional<String> ticket = text(answer.body(), "ticket");
    LoginAnswer verdict =
        answer.status() == 200 && ticket.isPresent()
            ? LoginAnswer.ACCEPTED
            : answer.status() >= 400 && answer.status() < 500
                ? LoginAnswer.REFUSED
                : LoginAnswer.UNCLEAR;
    seen.add(
        new Evidence.LoginTried(
            new Exchange(
                "POST /api2/json/access/ticket as " + account.user(),
                verdict == LoginAnswer.ACCEPTED
                    ? "a ticket"
                    : "HTTP " + Words.shown(answer.words(), account.redaction()),
                answer.millis()),
            verdict,
            account.user(),
            answer.words()));
    if (verdict == LoginAnswer.ACCEPTED) {
      afterwards(seen, "PVEAuthCookie=" + encoded(ticket.orElse("")), account);
    }
  }

  private void afterwards(List<Evidence> seen, String cookie, Account account)
      throws IOException, InterruptedException {
    Thread.sleep(account.hold());
    Https.Answer version = https.get("/api2/json/version", Map.of("Cookie", cookie));
    boolean kept = version.status() == 200;
    seen.add(
        new Evidence.SessionUsed(
            new Exchange(
                "GET /api2/json/version with the ticket, %d ms after the login"
                    .formatted(account.hold().toMillis()),
                "HTTP " + version.status(),
                version.millis()),
            kept));
    if (kept) {
      seen.add(privileges(cookie));
    }
  }

  private Evidence privileges(String cookie) throws IOException {
    Https.Answer answer = https.get("/api2/json/access/permissions", Map.of("Cookie", cookie));
    String sent = "GET /api2/json/access/permissions";
    if (answer.status() != 200) {
      return new Evidence.NotChecked(
          new Exchange(sent, "it does not tell: HTTP " + answer.status(), answer.millis()),
          CheckName.PRIVILEGES);
    }
    List<String> missing =
        PRIVILEGES.stream().filter(p -> !answer.body().contains("\"" + p + "\"")).toList();
    return new Evidence.PrivilegesRead(
        new Exchange(
            sent,
            missing.isEmpty()
                ? String.join(", ", PRIVILEGES) + " granted"
                : "not granted: " + String.join(", ", missing),
            answer.millis()),
        missing);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A string member of a JSON text. */
  private static Optional<String> text(String json, String member) {
    Matcher found =
        Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"\\\\]{1,4000})\"").matcher(json);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
