package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.LoginAnswer;
import dev.vireo.backup.domain.preflight.Redaction;
import dev.vireo.backup.domain.preflight.TargetKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vSphere Web Services API, as far as a preflight goes: {@code RetrieveServiceContent}, which
 * needs no login; {@code Login}; {@code CurrentTime}, which needs a session; {@code
 * HasPrivilegeOnEntity}, which every release has.
 */
final class VimLogin implements Login {

  /** What a backup of a virtual machine needs, at the root of the inventory. */
  private static final List<String> PRIVILEGES =
      List.of(
          "VirtualMachine.State.CreateSnapshot",
          "VirtualMachine.State.RemoveSnapshot",
          "VirtualMachine.Provisioning.DiskRandomRead",
          "Datastore.Browse");

  private final Https https;
  private final TargetKind kind;
  private String rootFolder = "group-d1";
  private String sessionManager = "SessionManager";

  VimLogin(Https https, TargetKind kind) {
    this.https = https;
    this.kind = kind;
  }

  @Override
  public List<Evidence> product() throws IOException {
    Https.Answer answer =
        call("RetrieveServiceContent", "ServiceInstance", "ServiceInstance", "", "");
    List<Evidence> seen = new ArrayList<>();
    Clocks.read(answer).ifPresent(seen::add);
    String name = element(answer.body(), "fullName").orElse("");
    String line = element(answer.body(), "productLineId").orElse("");
    String api = element(answer.body(), "apiVersion").orElse("");
    rootFolder = element(answer.body(), "rootFolder").orElse(rootFolder);
    sessionManager = element(answer.body(), "sessionManager").orElse(sessionManager);
    String told =
        api.isEmpty()
            ? "HTTP " + Words.shown(answer.words(), Redaction.none())
            : "%s, API %s".formatted(Words.shown(name, Redaction.none()), api);
    seen.add(
        new Evidence.ProductTold(
            new Exchange(
                "RetrieveServiceContent at /sdk",
                told + problem(line, api).map(p -> ": " + p).orElse(""),
                answer.millis()),
            problem(line, api).orElse("")));
    return seen;
  }

  private Optional<String> problem(String line, String api) {
    if (api.isEmpty()) {
      return Optional.of("it does not speak the vSphere API");
    }
    boolean vcenter = line.equals("vpx");
    if (kind == TargetKind.VCENTER && !vcenter) {
      return Optional.of("it is an ESX host and not a vCenter Server");
    }
    if (kind == TargetKind.ESX && vcenter) {
      return Optional.of("it is a vCenter Server and not an ESX host");
    }
    String major = api.split("\\.", 2)[0];
    return major.matches("[0-9]{1,3}") && Integer.parseInt(major) < 4
        ? Optional.of("releases before 4.0 are not served")
        : Optional.empty();
  }

  @Override
  public void attempt(Account account, List<Evidence> seen)
      throws IOException, InterruptedException {
    Https.Answer answer =
        call(
            "Login",
            "SessionManager",
            sessionManager,
            "<userName>"
                + escape(account.user())
                + "</userName><password>"
                + escape(account.password())
                + "</password>",
            "");
    LoginAnswer verdict =
        answer.status() == 200
            ? LoginAnswer.ACCEPTED
            : refuses(answer) ? LoginAnswer.REFUSED : LoginAnswer.UNCLEAR;
    String said =
        verdict == LoginAnswer.ACCEPTED
            ? "a session"
            : fault(answer) + Words.shown(answer.body(), account.redaction());
    seen.add(
        new Evidence.LoginTried(
            new Exchange("Login at /sdk as " + account.user(), said, answer.millis()),
            verdict,
            account.user(),
            answer.body()));
    if (verdict == LoginAnswer.ACCEPTED) {
      afterwards(seen, answer, account);
    }
  }

  private void afterwards(List<Evidence> seen, Https.Answer login, Account account)
      throws IOException, InterruptedException {
    String session = element(login.body(), "key").orElse("");
    Thread.sleep(account.hold());
    Https.Answer time =
        call("CurrentTime", "ServiceInstance", "ServiceInstance", "", login.cookies());
    boolean kept = time.status() == 200;
    seen.add(
        new Evidence.SessionUsed(
            new Exchange(
                "CurrentTime with the session, %d ms after the login"
                    .formatted(account.hold().toMillis()),
                kept ? "the time" : fault(time) + Words.shown(time.body(), account.redaction()),
                time.millis()),
            kept));
    if (kept) {
      seen.add(privileges(session, login.cookies()));
      call("Logout", "SessionManager", sessionManager, "", login.cookies());
    }
  }

  private Evidence privileges(String session, String cookies) throws IOException {
    StringBuilder arguments = new StringBuilder();
    arguments.append("<entity type=\"Folder\">").append(escape(rootFolder)).append("</entity>");
    arguments.append("<sessionId>").append(escape(session)).append("</sessionId>");
    for (String each : PRIVILEGES) {
      arguments.append("<privId>").append(each).append("</privId>");
    }
    Https.Answer answer =
        call(
            "HasPrivilegeOnEntity",
            "AuthorizationManager",
            kind == TargetKind.ESX ? "ha-authmgr" : "AuthorizationManager",
            arguments.toString(),
            cookies);
    List<String> granted =
        Pattern.compile("<returnval[^>]*>(true|false)</returnval>")
            .matcher(answer.body())
            .results()
            .map(result -> result.group(1))
            .toList();
    String sent = "asked for " + String.join(", ", PRIVILEGES) + " at the root folder";
    if (granted.size() != PRIVILEGES.size()) {
      return new Evidence.NotChecked(
          new Exchange(sent, "it does not tell: " + fault(answer), answer.millis()),
          CheckName.PRIVILEGES);
    }
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < granted.size(); i++) {
      if (granted.get(i).equals("false")) {
        missing.add(PRIVILEGES.get(i));
      }
    }
    return new Evidence.PrivilegesRead(
        new Exchange(
            sent,
            missing.isEmpty() ? "all granted" : "not granted: " + String.join(", ", missing),
            answer.millis()),
        missing);
  }

  private Https.Answer call(
      String method, String type, String object, String arguments, String cookies)
      throws IOException {
    String body =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>\
        <%s xmlns="urn:vim25"><_this type="%s">%s</_this>%s</%s></soapenv:Body></soapenv:Envelope>
        """
            .formatted(method, type, escape(object), arguments, method);
    Map<String, String> headers =
        cookies.isEmpty()
            ? Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "urn:vim25/5.0")
            : Map.of(
                "Content-Type",
                "text/xml; charset=utf-8",
                "SOAPAction",
                "urn:vim25/5.0",
                "Cookie",
                cookies);
    return https.send("POST", "/sdk", headers, body);
  }

  private static boolean refuses(Https.Answer answer) {
    return answer.status() == 401
        || answer.status() == 403
        || answer
            .body()
            .matches("(?s).*(InvalidLogin|NoPermission|PasswordExpired|NotAuthenticated).*");
  }

  private static String fault(Https.Answer answer) {
    Matcher type = Pattern.compile("<([A-Za-z]{1,60})Fault[ />]").matcher(answer.body());
    return "HTTP " + answer.status() + " " + (type.find() ? type.group(1) + " " : "");
  }

  /** The text of the first element of that name; empty where there is none or it has children. */
  private static Optional<String> element(String xml, String name) {
    Matcher found =
        Pattern.compile("<" + name + "(?: [^>]{0,200})?>([^<]{1,500})</" + name + ">").matcher(xml);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
