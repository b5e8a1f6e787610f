package dev.vireo.backup.command;

import dev.vireo.backup.domain.repository.ResticFailure;
import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestTrouble;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import org.jspecify.annotations.Nullable;

/** Something does not go as it should: its class, what was seen, what to do. */
final class Problem extends Exception {

  private static final long serialVersionUID = 1L;

  private final BackupFailureCause failureCause;
  private final String advice;
  private final @Nullable GuestTrouble trouble;

  Problem(BackupFailureCause failureCause, String message, String advice) {
    this(failureCause, message, advice, null);
  }

  Problem(
      BackupFailureCause failureCause,
      String message,
      String advice,
      @Nullable GuestTrouble trouble) {
    super(message);
    this.failureCause = failureCause;
    this.advice = advice;
    this.trouble = trouble;
  }

  static Problem of(ResticException e) {
    ResticFailure failure = e.failure();
    return new Problem(
        switch (failure) {
          case WRONG_PASSWORD -> BackupFailureCause.WRONG_PASSWORD;
          case NO_REPOSITORY -> BackupFailureCause.NO_REPOSITORY;
          case LOCKED -> BackupFailureCause.DESTINATION_LOCKED;
          case FULL -> BackupFailureCause.DESTINATION_FULL;
          case UNREACHABLE -> BackupFailureCause.DESTINATION_UNREACHABLE;
          case REFUSED, ALREADY_A_REPOSITORY -> BackupFailureCause.DESTINATION_REFUSED;
          case DAMAGED -> BackupFailureCause.DESTINATION_DAMAGED;
          case NO_SNAPSHOT -> BackupFailureCause.POINT_GONE;
          case NO_CREDENTIAL -> BackupFailureCause.CREDENTIAL;
          case INTERRUPTED, KILLED, OTHER -> BackupFailureCause.ENGINE;
        },
        String.valueOf(e.getMessage()),
        failure.advice());
  }

  static Problem of(HostRefused e) {
    return new Problem(e.failureCause(), String.valueOf(e.getMessage()), e.advice(), e.trouble());
  }

  static Problem of(String host, UnreachableException e) {
    return new Problem(
        BackupFailureCause.HOST_UNREACHABLE,
        host + ": " + e.getMessage(),
        "see that the host answers: vireo hosts probe " + host);
  }

  static Problem of(String host, ScriptBrokenException e) {
    return new Problem(
        BackupFailureCause.CONNECTION_LOST,
        host + ": " + e.getMessage(),
        "see that the host answers: vireo hosts probe " + host);
  }

  static Problem lost(String host, String seen) {
    return new Problem(
        BackupFailureCause.CONNECTION_LOST,
        host + ": the connection was lost: " + seen,
        "see that the host and the network to it stay up, and run it again");
  }

  BackupFailureCause failureCause() {
    return failureCause;
  }

  String advice() {
    return advice;
  }

  /** What it is about a guest; null: nothing of these. */
  @Nullable GuestTrouble trouble() {
    return trouble;
  }

  /** Whether the same may well succeed a while later with nothing changed by anybody. */
  boolean passing() {
    return switch (failureCause) {
      case HOST_UNREACHABLE,
          CONNECTION_LOST,
          BUSY,
          DESTINATION_UNREACHABLE,
          DESTINATION_LOCKED,
          ENGINE ->
          true;
      default -> false;
    };
  }

  /** The class of a command's failure. */
  FailureReason reason() {
    return switch (failureCause) {
      case HOST_UNREACHABLE, DESTINATION_UNREACHABLE -> FailureReason.UNREACHABLE;
      case CONNECTION_LOST -> FailureReason.CONNECTION_LOST;
      case DESTINATION_LOCKED, BUSY -> FailureReason.BUSY;
      case NOT_VERIFIED, DESTINATION_DAMAGED -> FailureReason.NOT_VERIFIED;
      case CANCELLED -> FailureReason.STOPPED;
      case WINDOW_CLOSED -> FailureReason.TIMED_OUT;
      default -> FailureReason.HOST_REFUSED;
    };
  }

  /** One text of all. */
  String text() {
    return failureCause + ": " + getMessage() + "; " + advice;
  }
}
