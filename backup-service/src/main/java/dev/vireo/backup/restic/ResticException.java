package dev.vireo.backup.restic;

import dev.vireo.backup.domain.repository.ResticFailure;

/** restic did not do what it was asked: the class of it, and its own words. */
public final class ResticException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ResticFailure failure;

  public ResticException(ResticFailure failure, String message) {
    super(message);
    this.failure = failure;
  }

  public ResticFailure failure() {
    return failure;
  }
}
