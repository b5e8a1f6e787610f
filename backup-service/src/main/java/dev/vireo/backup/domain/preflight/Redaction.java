package dev.vireo.backup.domain.preflight;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that came from outside: what was given as secret in the forms it
 * travels in (plain, Basic, URL-encoded, XML), and whatever follows {@code Cookie}, {@code
 * Authorization} and their like.
 */
public final class Redaction {

  private static final String GONE = "[redacted]";
  private static final Pattern CARRIERS =
      Pattern.compile(
          "(?i)((?:set-)?cookie\\s*:|authorization\\s*:|\"?(?:ticket|CSRFPreventionToken|password)\"?\\s*[:=]"
              + "|<(?:password|key)>)[^\\r\\n<]*");

  private final List<String> forms;

  private Redaction(List<String> forms) {
    this.forms = forms;
  }

  /** Nothing is secret but what its surroundings show to be. */
  public static Redaction none() {
    return new Redaction(List.of());
  }

  /** The account's password is secret in each form that it travels in. */
  public static Redaction of(String user, String password) {
    if (password.isEmpty()) {
      return none();
    }
    Set<String> forms = new LinkedHashSet<>();
    forms.add(password);
    forms.add(base64(user + ":" + password));
    forms.add(base64(password));
    forms.add(URLEncoder.encode(password, StandardCharsets.UTF_8));
    forms.add(password.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    return new Redaction(
        forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text without secrets. */
  public String of(String text) {
    String clean = CARRIERS.matcher(text).replaceAll("$1 " + GONE);
    for (String form : forms) {
      // A secret that is part of the mark cannot be replaced by it.
      clean = clean.replace(form, GONE.contains(form) ? "*" : GONE);
    }
    return clean;
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "Redaction of " + forms.size() + " forms";
  }
}
