package dev.vireo.simulator.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * Who may log in. The same for all hosts.
 *
 * @param keys public keys that are accepted besides the password
 */
public record Login(String user, String password, List<PublicKey> keys) {

  public Login {
    keys = List.copyOf(keys);
  }

  boolean accepts(String name, String given) {
    return name.equals(user)
        && MessageDigest.isEqual(
            password.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  boolean accepts(String name, PublicKey given) {
    return name.equals(user) && KeyUtils.findMatchingKey(given, keys) != null;
  }

  @Override
  public String toString() {
    return "Login[" + user + ", " + keys.size() + " keys]";
  }
}
