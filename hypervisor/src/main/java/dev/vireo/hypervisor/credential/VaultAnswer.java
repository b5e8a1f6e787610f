package dev.vireo.hypervisor.credential;

import java.util.Map;
import java.util.TreeSet;

/** What came of asking the vault for a secret. None of them prints a secret. */
public sealed interface VaultAnswer {

  /**
   * The secret's fields that hold text, a number or a truth value, as text.
   *
   * @param values by name of the field
   */
  record Fields(Map<String, String> values) implements VaultAnswer {
    public Fields {
      values = Map.copyOf(values);
    }

    @Override
    public String toString() {
      return "Fields" + new TreeSet<>(values.keySet());
    }
  }

  /** There is no secret at the path, or its latest version is deleted (404). */
  record Nothing() implements VaultAnswer {}

  /** The token may not read the path, or is none that the vault knows (403). */
  record Denied() implements VaultAnswer {}

  /** The vault is sealed: it runs, and cannot read its own storage (503). */
  record Sealed() implements VaultAnswer {}

  /**
   * It was not reached, or did not answer in time.
   *
   * @param seen in words, without any secret
   */
  record Unreachable(String seen) implements VaultAnswer {}

  /**
   * It cannot be asked as the service is set up.
   *
   * @param seen in words, without any secret
   */
  record NotSetUp(String seen) implements VaultAnswer {}

  /**
   * It answered something else.
   *
   * @param seen in words, without any secret
   */
  record Unexpected(String seen) implements VaultAnswer {}
}
