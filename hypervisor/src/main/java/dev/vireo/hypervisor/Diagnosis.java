package dev.vireo.hypervisor;

/**
 * What an operator needs to act on a failure.
 *
 * @param what what failed, in words: {@code "the host's key is not the known one"}
 * @param where the host, file or step: {@code "esx1.example.org:22"}
 * @param seen what was really observed
 * @param remedy what to do about it, as an instruction
 */
public record Diagnosis(String what, String where, String seen, String remedy) {

  /** The four parts as one line: {@code what (where): seen; remedy}. */
  public String text() {
    return what + " (" + where + "): " + seen + "; " + remedy;
  }
}
