package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.service.edge.ApiTokens;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vireo token}. */
@Command(
    name = "token",
    description = {
      "Makes a token with which somebody may ask the services from another machine, and the line that lets it in.",
      "The token is shown here and kept nowhere: who asks puts it into a file of mode 0600 and names that in VIREO_API_TOKEN_FILE.",
      "The line goes into the file that the services' VIREO_API_TOKENS names; they read it when they start."
    })
final class TokenCommand extends Task {

  /**
   * As many as a SHA-256 has: guessing one is as hopeless as finding another of the same digest.
   */
  private static final int BYTES = 32;

  @Parameters(paramLabel = "NAME", description = "Who asks, such as prometheus.")
  private @Nullable String name;

  @Override
  Exit run(Console console) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    String line = line(String.valueOf(name), token);
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("token", token).put("line", line);
    console.answer(
        document,
        paper -> {
          paper.line("token  " + token);
          paper.line("line   " + line);
        });
    return Exit.DONE;
  }

  private static String line(String name, String token) {
    try {
      return ApiTokens.line(name, token);
    } catch (IllegalArgumentException e) {
      throw Trouble.refused(String.valueOf(e.getMessage()), "such as: vireo token prometheus");
    }
  }
}
