package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** How one kind of target tells its product, and takes a login. */
interface Login {

  /**
   * An account; the password shows itself in no text.
   *
   * @param hold how long the session rests before it is used again
   */
  record Account(String user, String password, Duration hold) {
    Redaction redaction() {
      return Redaction.of(user, password);
    }

    @Override
    public String toString() {
      return "Account of " + user;
    }
  }

  /** What it says of itself to anybody, the clock included. */
  List<Evidence> product() throws IOException;

  /**
   * One login, the session used again, the privileges read: in this order, as far as it goes.
   *
   * @param seen takes each piece of evidence when it is there, so that none is lost by what follows
   */
  void attempt(Account account, List<Evidence> seen) throws IOException, InterruptedException;
}
