package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was seen from one place without a login, and the login that may follow, once. */
final class Look {

  private final String from;
  private final List<Evidence> seen;
  private final Optional<Conversation> conversation;

  Look(String from, List<Evidence> seen, Optional<Conversation> conversation) {
    this.from = from;
    this.seen = new ArrayList<>(seen);
    this.conversation = conversation;
  }

  Sight sight() {
    return new Sight(from, seen);
  }

  /** Whether the target was reached, proven and served, so that a login means something. */
  boolean takesLogin() {
    return conversation.filter(Conversation::takesLogin).isPresent();
  }

  void logIn(Login.Account account) throws InterruptedException {
    if (conversation.isPresent()) {
      seen.addAll(conversation.get().logIn(account));
    }
  }

  /** Says why no login is made from here, though one could be. */
  void keepBackLogin(String why) {
    seen.add(new Evidence.LoginKeptBack(new Exchange("nothing", why, 0)));
  }

  /** Says what stands in the way of a login, where something was reached at all. */
  void explainNoLogin() {
    if (conversation.filter(Conversation::isUnproven).isPresent()) {
      seen.add(
          new Evidence.NotChecked(
              new Exchange(
                  "nothing", "no password is sent to whom the certificate does not prove", 0),
              CheckName.AUTHENTICATION));
    }
  }
}
