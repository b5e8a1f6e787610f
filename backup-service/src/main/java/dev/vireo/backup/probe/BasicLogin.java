package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.LoginAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** HTTP Basic authentication with a session in a cookie: appliances, and any HTTPS server. */
final class BasicLogin implements Login {

  private final Https https;
  private List<String> schemes = List.of();
  private int open;

  BasicLogin(Https https) {
    this.https = https;
  }

  @Override
  public List<Evidence> product() throws IOException {
    Https.Answer answer = https.get("/", Map.of());
    open = answer.status();
    schemes =
        answer.headers().getOrDefault("www-authenticate", List.of()).stream()
            .map(s -> s.split(" ", 2)[0].toLowerCase(Locale.ROOT))
            .toList();
    List<Evidence> seen = new ArrayList<>();
    Clocks.read(answer).ifPresent(seen::add);
    Optional<String> server = answer.header("server");
    String problem = answer.status() >= 500 ? "it answers with HTTP " + answer.status() : "";
    if (problem.isEmpty()) {
      seen.add(
          new Evidence.ProductTold(
              new Exchange(
                  "GET / without credentials",
                  "HTTP " + answer.status() + server.map(s -> ", Server " + s).orElse(""),
                  answer.millis()),
              ""));
    } else {
      seen.add(
          new Evidence.NotChecked(
              new Exchange("GET / without credentials", problem, answer.millis()),
              CheckName.VERSION));
    }
    return seen;
  }

  @Override
  public void attempt(Account account, List<Evidence> seen)
      throws IOException, InterruptedException {
    if (!schemes.contains("basic")) {
      String offers =
          schemes.isEmpty()
              ? "HTTP " + open + " and no authentication is asked for"
              : "it offers only " + String.join(", ", schemes) + ", which is not spoken here";
      seen.add(
          new Evidence.LoginTried(
              new Exchange("nothing: no login was spent", offers, 0),
              LoginAnswer.NOT_OFFERED,
              account.user(),
              ""));
      return;
    }
    String credentials =
        Base64.getEncoder()
            .encodeToString(
                (account.user() + ":" + account.password()).getBytes(StandardCharsets.UTF_8));
    Https.Answer answer = https.get("/", Map.of("Authorization", "Basic " + credentials));
    LoginAnswer verdict =
        answer.status() == 401 || answer.status() == 403
            ? LoginAnswer.REFUSED
            : answer.status() < 300 || (answer.status() < 400 && !answer.cookies().isEmpty())
                ? LoginAnswer.ACCEPTED
                : LoginAnswer.UNCLEAR;
    seen.add(
        new Evidence.LoginTried(
            new Exchange(
                "GET / as " + account.user() + " by HTTP Basic",
                "HTTP " + Words.shown(answer.words(), account.redaction()),
                answer.millis()),
            verdict,
            account.user(),
            answer.words()));
    if (verdict == LoginAnswer.ACCEPTED) {
      seen.add(again(answer.cookies(), account));
    }
  }

  private Evidence again(String cookies, Account account) throws IOException, InterruptedException {
    if (cookies.isEmpty()) {
      return new Evidence.NotChecked(
          new Exchange("nothing", "no session: each request carries the credentials", 0),
          CheckName.SESSION);
    }
    Thread.sleep(account.hold());
    Https.Answer answer = https.get("/", Map.of("Cookie", cookies));
    boolean kept = answer.status() < 300 && !answer.headers().containsKey("www-authenticate");
    return new Evidence.SessionUsed(
        new Exchange(
            "GET / with the session's cookie alone, "
                + account.hold().toMillis()
                + " ms after the login",
            "HTTP " + answer.status() + (kept ? "" : ": the login is asked for again"),
            answer.millis()),
        kept);
  }
}
