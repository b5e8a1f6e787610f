package dev.vireo.simulator.pve;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.simulator.Json;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.vz.VzPrograms;
import dev.vireo.simulator.web.WebAnswer;
import dev.vireo.simulator.web.WebRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api2/json}: lets requests in, and answers as Proxmox VE does. */
public final class PveApi {
  private static final String PREFIX = "/api2/json";

  private final PveLogins logins;
  private final PveNode node;
  private final boolean saysMessages;

  PveApi(PveLogins logins, PveNode node, boolean saysMessages) {
    this.logins = logins;
    this.node = node;
    this.saysMessages = saysMessages;
  }

  /** The API of a host of Proxmox VE 3.4, which knows no API tokens. */
  public static PveApi ofOpenVz(
      ContainerHost host, Machine machine, String user, String password, VzPrograms vz) {
    PveLogins logins = new PveLogins(user, password, "");
    PveNode node =
        new PveNode(
            host,
            new PveCluster(""),
            new PveTasks(host, machine),
            new VzContainers(host, vz),
            "3.4",
            logins.user());
    return new PveApi(logins, node, false);
  }

  /**
   * The API of a host of Proxmox VE 8.
   *
   * @param token an API token, {@code USER@REALM!ID=SECRET}
   */
  public static PveApi ofLxc(
      ContainerHost host,
      Machine machine,
      String user,
      String password,
      String token,
      LxcPrograms programs) {
    PveLogins logins = new PveLogins(user, password, token);
    PveNode node =
        new PveNode(
            host,
            programs.cluster(),
            new PveTasks(host, machine),
            programs.containers(),
            "8.2.4",
            logins.user());
    return new PveApi(logins, node, true);
  }

  /** Answers one request. */
  public WebAnswer answer(WebRequest request) {
    try {
      if (!request.path().startsWith(PREFIX)) {
        throw new PveError(404, "no such file '" + request.path() + "'");
      }
      String path = request.path().substring(PREFIX.length()).replaceAll("^/+|/+$", "");
      if (path.equals("access/ticket") && request.method().equals("POST")) {
        return ok(logins.ticket(request.parameters()));
      }
      logins.check(request);
      return ok(
          node.perform(
              request.method(), List.of(path.split("/")), new HashMap<>(request.parameters())));
    } catch (PveError e) {
      return refused(e);
    } catch (IOException e) {
      return refused(new PveError(500, String.valueOf(e.getMessage())));
    }
  }

  private static WebAnswer ok(@Nullable Object data) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("data", data);
    return new WebAnswer(200, "OK", text(body));
  }

  private WebAnswer refused(PveError error) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("data", null);
    if (!error.errors().isEmpty()) {
      body.put("errors", error.errors());
    }
    if (saysMessages) {
      body.put("message", error.reason() + "\n");
    }
    return new WebAnswer(error.status(), error.reason(), text(body));
  }

  private static String text(Object body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that is no JSON: " + body, e);
    }
  }
}
