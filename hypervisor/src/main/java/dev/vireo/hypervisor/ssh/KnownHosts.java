package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.HostAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The contents of an OpenSSH {@code known_hosts} file (format: "SSH_KNOWN_HOSTS FILE FORMAT" in
 * sshd(8)): plain, wildcard, negated and hashed hosts, {@code [host]:port}, {@code @revoked} and
 * {@code @cert-authority}.
 *
 * @param entries in the order of the file
 * @param unread numbers of the lines that are neither entry nor comment, from 1
 */
record KnownHosts(List<Entry> entries, List<Integer> unread) {

  /** What a line says about a key. */
  enum Marker {
    KNOWN,
    REVOKED,
    AUTHORITY
  }

  /** One line. */
  record Entry(int line, Marker marker, Hosts hosts, HostKey key) {}

  /** Whom a line is about. */
  sealed interface Hosts {
    /** {@code host} is {@code name} on port 22 and {@code [name]:port} on another. */
    boolean include(String host);
  }

  /** Comma-separated patterns; a negated one that matches excludes whatever else matches. */
  record Patterns(List<Pattern> wanted, List<Pattern> unwanted) implements Hosts {
    @Override
    public boolean include(String host) {
      return wanted.stream().anyMatch(p -> p.matcher(host).matches())
          && unwanted.stream().noneMatch(p -> p.matcher(host).matches());
    }
  }

  /** {@code |1|salt|hash}: HMAC-SHA1 of the host. */
  record Hashed(String salt, String hash) implements Hosts {
    @Override
    public boolean include(String host) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), "HmacSHA1"));
        byte[] ours = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(ours, Base64.getDecoder().decode(hash));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has HmacSHA1", e);
      }
    }
  }

  /** What the file says about a key that a host presents. */
  sealed interface Verdict {
    /** It is the host's. */
    record Known() implements Verdict {}

    /** The file says nothing about this host. */
    record Unknown() implements Verdict {}

    /** The host has other keys in the file. */
    record Changed(List<Entry> known) implements Verdict {}

    /** The key must not be used any more. */
    record Revoked(Entry by) implements Verdict {}

    /**
     * Only a certificate authority is known for the host, and certificates are not checked here.
     */
    record AuthorityOnly(Entry by) implements Verdict {}
  }

  KnownHosts {
    entries = List.copyOf(entries);
    unread = List.copyOf(unread);
  }

  static KnownHosts parse(String text) {
    List<Entry> entries = new ArrayList<>();
    List<Integer> unread = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Optional<Entry> entry = entry(i + 1, line);
      entry.ifPresent(entries::add);
      if (entry.isEmpty()) {
        unread.add(i + 1);
      }
    }
    return new KnownHosts(entries, unread);
  }

  private static Optional<Entry> entry(int number, String line) {
    List<String> words = List.of(line.split("[ \\t]+"));
    Marker marker =
        switch (words.getFirst()) {
          case "@revoked" -> Marker.REVOKED;
          case "@cert-authority" -> Marker.AUTHORITY;
          default -> Marker.KNOWN;
        };
    int at = marker == Marker.KNOWN ? 0 : 1;
    if (words.size() < at + 3) {
      return Optional.empty();
    }
    try {
      HostKey key = new HostKey(words.get(at + 1), words.get(at + 2));
      return hosts(words.get(at)).map(hosts -> new Entry(number, marker, hosts, key));
    } catch (IllegalArgumentException notAKey) {
      return Optional.empty();
    }
  }

  private static Optional<Hosts> hosts(String text) {
    if (text.startsWith("|")) {
      String[] parts = text.split("\\|", -1);
      boolean good = parts.length == 4 && parts[1].equals("1") && !parts[2].isEmpty();
      if (good) {
        // Decoded once here so that what is not base64 counts as unread.
        boolean sha1 = Base64.getDecoder().decode(parts[3]).length == 20;
        good = sha1 && Base64.getDecoder().decode(parts[2]).length > 0;
      }
      return good ? Optional.of(new Hashed(parts[2], parts[3])) : Optional.empty();
    }
    List<Pattern> wanted = new ArrayList<>();
    List<Pattern> unwanted = new ArrayList<>();
    for (String pattern : text.split(",")) {
      boolean negated = pattern.startsWith("!");
      (negated ? unwanted : wanted).add(glob(negated ? pattern.substring(1) : pattern));
    }
    return Optional.of(new Patterns(List.copyOf(wanted), List.copyOf(unwanted)));
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        pattern
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining()));
  }

  /** How the file names an address. */
  static String name(HostAddress address) {
    return address.port() == HostAddress.SSH_PORT
        ? address.host()
        : "[" + address.host() + "]:" + address.port();
  }

  /** The line that makes a key known, without a newline. */
  static String line(HostAddress address, HostKey key) {
    return name(address) + " " + key.type() + " " + key.base64();
  }

  Verdict check(HostAddress address, HostKey key) {
    List<Entry> about = about(address);
    Optional<Entry> revoked =
        about.stream().filter(e -> e.marker() == Marker.REVOKED && e.key().equals(key)).findFirst();
    if (revoked.isPresent()) {
      return new Verdict.Revoked(revoked.get());
    }
    List<Entry> known = about.stream().filter(e -> e.marker() == Marker.KNOWN).toList();
    if (known.stream().anyMatch(e -> e.key().equals(key))) {
      return new Verdict.Known();
    }
    if (!known.isEmpty()) {
      return new Verdict.Changed(known);
    }
    return about.stream()
        .filter(e -> e.marker() == Marker.AUTHORITY)
        .findFirst()
        .<Verdict>map(Verdict.AuthorityOnly::new)
        .orElseGet(Verdict.Unknown::new);
  }

  /**
   * Types of the keys known for a host. Asking the host for these first keeps one that has keys of
   * several types from looking changed.
   */
  SequencedSet<String> knownTypes(HostAddress address) {
    return about(address).stream()
        .filter(e -> e.marker() == Marker.KNOWN)
        .map(e -> e.key().type())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<Entry> about(HostAddress address) {
    String name = name(address);
    return entries.stream().filter(e -> e.hosts().include(name)).toList();
  }
}
