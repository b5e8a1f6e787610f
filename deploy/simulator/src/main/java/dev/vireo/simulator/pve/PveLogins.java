package dev.vireo.simulator.pve;

import dev.vireo.simulator.web.WebRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who may use the API: by ticket, writes with the token against forgery; or by API token. */
final class PveLogins {
  private final String user;
  private final String password;
  private final String token;
  private final Map<String, String> tickets = new ConcurrentHashMap<>();

  /**
   * @param token {@code USER@REALM!ID=SECRET}; empty where the release knows none
   */
  PveLogins(String user, String password, String token) {
    this.user = user + "@pam";
    this.password = password;
    this.token = token;
  }

  String user() {
    return user;
  }

  /** Logs in. */
  Map<String, Object> ticket(Map<String, String> parameters) throws PveError {
    String name = parameters.getOrDefault("username", "");
    if (name.isEmpty()) {
      throw PveError.parameter("username", "property is missing and it is not optional");
    }
    String full = name.contains("@") ? name : name + "@" + parameters.getOrDefault("realm", "pam");
    if (!full.equals(user) || !same(parameters.getOrDefault("password", ""), password)) {
      throw new PveError(401, "authentication failure");
    }
    String stamp = Long.toHexString(System.currentTimeMillis() / 1000).toUpperCase(Locale.ROOT);
    String ticket =
        "PVE:"
            + user
            + ":"
            + stamp
            + "::"
            + Base64.getEncoder()
                .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    String forgery = stamp + ":" + UUID.randomUUID().toString().replace("-", "");
    tickets.put(ticket, forgery);
    return Map.of(
        "ticket", ticket, "CSRFPreventionToken", forgery, "username", user, "cap", Map.of());
  }

  private static boolean same(String given, String right) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets a request in, or throws. */
  void check(WebRequest request) throws PveError {
    String authorization = request.header("authorization");
    if (authorization.startsWith("PVEAPIToken=") && !token.isEmpty()) {
      if (!same(authorization.substring(12), token)) {
        throw new PveError(401, "invalid token value!");
      }
      return;
    }
    String ticket = "";
    for (String pair : request.header("cookie").split(";\\s*")) {
      if (pair.startsWith("PVEAuthCookie=")) {
        ticket = URLDecoder.decode(pair.substring(14).replace("+", "%2B"), StandardCharsets.UTF_8);
      }
    }
    if (ticket.isEmpty()) {
      throw new PveError(401, "No ticket");
    }
    String forgery = tickets.get(ticket);
    if (forgery == null) {
      throw new PveError(401, "permission denied - invalid PVE ticket");
    }
    boolean reads = request.method().equals("GET");
    if (!reads && !same(request.header("csrfpreventiontoken"), forgery)) {
      throw new PveError(401, "Permission denied - invalid csrf token");
    }
  }
}
