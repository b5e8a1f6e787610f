package dev.vireo.bus.service.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may ask, by the digests of their tokens: the tokens themselves are with those who ask, and
 * nowhere here. A token is 256 random bits, so that its plain SHA-256 cannot be searched for.
 *
 * <pre>{@code
 * # the monitoring, since June
 * prometheus sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * }</pre>
 */
public final class ApiTokens {

  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._@-]{0,62})\\s+sha256:([0-9a-f]{64})");
  private static final String BEARER = "Bearer ";

  private final Map<String, byte[]> digests;

  private ApiTokens(Map<String, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads the lines of a file of tokens.
   *
   * @param lines {@code NAME sha256:HEX} each; empty ones and those that begin with # say nothing
   * @throws IllegalArgumentException with the line's number where one is something else, or a name
   *     stands twice; what stands in the line is not repeated, as it may be a token
   */
  public static ApiTokens parse(List<String> lines) {
    Map<String, byte[]> digests = new LinkedHashMap<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "line %d is not NAME sha256:HEX, as `vireo token NAME` prints it".formatted(number));
      }
      if (digests.put(parts.group(1), HexFormat.of().parseHex(parts.group(2))) != null) {
        throw new IllegalArgumentException(
            "line %d names %s, who stands above already".formatted(number, parts.group(1)));
      }
    }
    return new ApiTokens(Collections.unmodifiableMap(digests));
  }

  /** The line of the file that lets a token in. */
  public static String line(String name, String token) {
    String line = name + " sha256:" + HexFormat.of().formatHex(digest(token));
    if (!LINE.matcher(line).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name for a token: 1 to 63 letters, digits and . _ @ -, a letter or digit first"
              .formatted(name));
    }
    return line;
  }

  /** Whether nobody is let in. */
  public boolean isEmpty() {
    return digests.isEmpty();
  }

  /** Whose tokens these are, in the file's order. */
  public List<String> names() {
    return new ArrayList<>(digests.keySet());
  }

  /**
   * Whose token a request carries. Takes the same time for each wrong one.
   *
   * @param authorization the request's header of that name
   * @return empty where it carries none that is known
   */
  public Optional<String> holder(String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    byte[] given = digest(authorization.substring(BEARER.length()).strip());
    Optional<String> holder = Optional.empty();
    for (Map.Entry<String, byte[]> known : digests.entrySet()) {
      if (MessageDigest.isEqual(given, known.getValue())) {
        holder = Optional.of(known.getKey());
      }
    }
    return holder;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
