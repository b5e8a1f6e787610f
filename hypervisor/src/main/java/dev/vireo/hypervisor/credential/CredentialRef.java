package dev.vireo.hypervisor.credential;

import dev.vireo.hypervisor.Shown;

/**
 * Where a secret is kept, which may be told to anyone: {@code file:NAME}, {@code env:NAME}, {@code
 * vault:PATH#FIELD} or {@code agent:}. The secret itself is fetched by a {@link CredentialProvider}
 * at the moment of use.
 */
public sealed interface CredentialRef {

  /** Environment variables are read under this prefix only. */
  String ENVIRONMENT_PREFIX = "VIREO_CREDENTIAL_";

  CredentialKind kind();

  /** The text form, which {@link #parse} reads back. */
  String text();

  /**
   * Reads a text form.
   *
   * @throws IllegalArgumentException saying which forms there are or what is wrong with this one
   */
  static CredentialRef parse(CredentialKind kind, String text) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    if (scheme.equals("agent") != (kind == CredentialKind.AGENT)) {
      throw wrong(
          text,
          kind == CredentialKind.AGENT
              ? "a credential of kind AGENT is written agent:"
              : "agent: is of kind AGENT, not " + kind);
    }
    return switch (scheme) {
      case "file" -> new InFile(kind, rest);
      case "env" -> new InEnvironment(kind, rest);
      case "vault" -> {
        int hash = rest.lastIndexOf('#');
        if (hash < 0) {
          throw wrong(text, "the field is missing: vault:PATH#FIELD");
        }
        yield new InVault(kind, rest.substring(0, hash), rest.substring(hash + 1));
      }
      case "agent" -> {
        if (!rest.isEmpty()) {
          throw wrong(text, "nothing follows agent:");
        }
        yield new InAgent();
      }
      default ->
          // A text without a scheme may be a secret put in the wrong place: it is not repeated.
          throw new IllegalArgumentException(
              "this is no credential reference; the forms are file:NAME, env:"
                  + ENVIRONMENT_PREFIX
                  + "NAME, vault:PATH#FIELD and agent:");
    };
  }

  /**
   * A file under one of the credential directories.
   *
   * @param name a relative path under such a directory, or an absolute one within it
   */
  record InFile(CredentialKind kind, String name) implements CredentialRef {
    public InFile {
      requireSecret(kind);
      if (name.isEmpty()
          || name.length() > 1024
          || name.chars().anyMatch(Character::isISOControl)) {
        throw wrong("file:" + name, "the name of a file of 1 to 1024 printable characters follows");
      }
      for (String part : name.split("/", -1)) {
        if (part.equals("..")) {
          throw wrong("file:" + name, "'..' would lead out of the credential directory");
        }
      }
    }

    @Override
    public String text() {
      return "file:" + name;
    }
  }

  /**
   * A variable of the service's environment.
   *
   * @param name begins with {@link #ENVIRONMENT_PREFIX}, so that no other variable can be asked for
   */
  record InEnvironment(CredentialKind kind, String name) implements CredentialRef {
    public InEnvironment {
      requireSecret(kind);
      if (!name.matches(ENVIRONMENT_PREFIX + "[A-Z0-9_]{1,100}")) {
        throw wrong(
            "env:" + name,
            "only variables named " + ENVIRONMENT_PREFIX + "[A-Z0-9_]... may be referred to");
      }
    }

    @Override
    public String text() {
      return "env:" + name;
    }
  }

  /** A field of a secret in Vault's key-value engine. */
  record InVault(CredentialKind kind, String path, String field) implements CredentialRef {
    public InVault {
      requireSecret(kind);
      if (!path.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
          || path.matches("(^|.*/)\\.{1,2}(/.*|$)")) {
        throw wrong(
            "vault:" + path + "#" + field,
            "a path is names of letters, digits, '.', '_' and '-' with '/' between them");
      }
      if (!field.matches("[A-Za-z0-9._-]{1,100}")) {
        throw wrong(
            "vault:" + path + "#" + field, "a field is 1 to 100 letters, digits, '.', '_' and '-'");
      }
    }

    @Override
    public String text() {
      return "vault:" + path + "#" + field;
    }
  }

  /** Whatever keys the SSH agent holds. */
  record InAgent() implements CredentialRef {
    @Override
    public CredentialKind kind() {
      return CredentialKind.AGENT;
    }

    @Override
    public String text() {
      return "agent:";
    }
  }

  private static void requireSecret(CredentialKind kind) {
    if (kind == CredentialKind.AGENT) {
      throw new IllegalArgumentException("a credential of kind AGENT is written agent:");
    }
  }

  private static IllegalArgumentException wrong(String text, String reason) {
    return new IllegalArgumentException(
        "credential reference " + Shown.quoted(text) + ": " + reason);
  }
}
