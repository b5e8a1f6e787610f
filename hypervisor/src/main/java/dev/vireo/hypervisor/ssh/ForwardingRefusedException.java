package dev.vireo.hypervisor.ssh;

import java.io.IOException;

/** The host's SSH server makes no connections for its clients; whether it could is not known. */
public final class ForwardingRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  ForwardingRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
