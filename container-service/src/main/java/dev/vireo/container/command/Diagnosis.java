package dev.vireo.container.command;

import dev.vireo.bus.container.FailureCause;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.vzctl.Cause;

/**
 * Why something is not done, and what to do about it.
 *
 * @param cause the class of the failure
 * @param evidence what it is concluded from
 * @param advice what to do
 */
record Diagnosis(FailureCause cause, String evidence, String advice) {

  /** From what a tool said before it gave up. */
  static Diagnosis of(Transcript told, String host, ContainerId id) {
    FailureCause cause = Words.cause(told);
    String advice =
        Words.toolCause(told)
            .filter(c -> c != Cause.OTHER)
            .filter(c -> cause == FailureCause.OTHER || c == Cause.UNKNOWN_DISTRIBUTION)
            .map(Cause::whatToDo)
            .orElseGet(() -> advice(cause, host, id));
    return new Diagnosis(cause, told.said(), advice);
  }

  /** The tool said that it was done, and a read shows something else. */
  static Diagnosis notVerified(String seen) {
    return new Diagnosis(
        FailureCause.NOT_VERIFIED, seen, "look at what the host's tool said; then give it again");
  }

  static String advice(FailureCause cause, String host, ContainerId id) {
    return switch (cause) {
      case NO_NETWORK_CONFIG ->
          "see which configuration it gets with ScanDistributions (vireo templates distributions"
              + " --select name="
              + host
              + "), and give it one with MapDistribution (vireo templates map "
              + host
              + " TEMPLATE --to CONFIG); then start it again (vireo containers start "
              + host
              + " "
              + id
              + ")";
      case NETWORK_DOWN, GATEWAY_SILENT ->
          "look at its network from within; the checks say which part is missing";
      case INIT_DEAD -> "look at its log: it ended soon after it was started";
      case ADDRESS_IN_USE -> "find who has the address, or give the container another one";
      case BAD_ADDRESS -> "give an address that the host takes";
      case ID_IN_USE -> "give it again: another id is taken then";
      case QUOTA ->
          "bring the quota in order on the host: vzquota drop " + id + ", then start it again";
      case LOCKED ->
          "wait for who holds it, or end that program; a stale lock goes with the next command";
      case TEMPLATE_MISSING ->
          "see what there is with ScanTemplates (vireo templates doctor --select name="
              + host
              + "): the name may be another, or the file elsewhere";
      case TEMPLATE_BROKEN ->
          "fetch the template again and look into it with ScanTemplates (vireo templates doctor"
              + " --select name="
              + host
              + ")";
      case DISK_FULL -> "make room on " + host + ", or take another host";
      case NO_MEMORY -> "give it less memory, or take another host";
      case KERNEL ->
          "load what the kernel of " + host + " lacks, or boot the kernel for containers";
      case START_DISABLED -> "take away DISABLED=yes from its configuration if it shall start";
      case ALREADY_RUNNING -> "nothing; it runs";
      case NOT_RUNNING -> "start it: vireo containers start " + host + " " + id;
      case NOT_THERE -> "see what there is with ScanContainers (" + scan(host) + ")";
      case BAD_SETTING -> "give settings that this release takes; its words say which it does not";
      case UNSUPPORTED ->
          "its words say what it cannot; do it another way, such as to migrate without --online,"
              + " or on a host that can";
      case TIMED_OUT ->
          "see on "
              + host
              + " what it hangs on (ps axf) and end it; then scan its containers ("
              + scan(host)
              + ") and give the command again";
      case CONNECTION_LOST ->
          "scan the host's containers when it answers again ("
              + scan(host)
              + "), and give the command again";
      case NOT_VERIFIED, OTHER -> "look at what the host's tool said; then give it again";
    };
  }

  private static String scan(String host) {
    return "vireo containers list --host " + host + " --scan";
  }
}
