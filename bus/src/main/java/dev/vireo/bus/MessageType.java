package dev.vireo.bus;

import java.util.regex.Pattern;

/**
 * The name of a message's type, as in {@code dev.vireo.multipath.PolicyChanged.v1}.
 *
 * <p>A new optional field keeps the version; any other change to a body is a new version.
 *
 * @param domain whose topics it travels on
 * @param name the record's simple name
 * @param version from 1
 */
public record MessageType(Domain domain, String name, int version) {

  private static final Pattern TEXT =
      Pattern.compile("dev\\.vireo\\.([a-z]+)\\.([A-Z][A-Za-z]*)\\.v([1-9][0-9]{0,2})");

  /** The name on the wire, in header {@code ce_type}. */
  public String text() {
    return "dev.vireo." + domain.word() + "." + name + ".v" + version;
  }

  /** Where the JSON Schema of the body lies on the class path; also its {@code ce_dataschema}. */
  public String schema() {
    return "schemas/" + domain.word() + "/" + name + ".v" + version + ".json";
  }

  /** Whether a text has the form of a type name, which does not yet mean that it is known. */
  public static boolean wellFormed(String text) {
    return TEXT.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text();
  }
}
