package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.print.Style;
import dev.vireo.console.ramcloud.Ramcloud;
import dev.vireo.console.ramcloud.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vireo ramcloud get}. */
@Command(
    name = "get",
    description = {"An object: its version and value.", "Exit code 1 where there is none."})
final class RamcloudGetCommand extends RamcloudCommand.Asking {

  @Parameters(paramLabel = "TABLE", description = "The table's name or id.")
  private String table = "";

  @Parameters(paramLabel = "KEY", description = "The object's key.")
  private String key = "";

  @Override
  Exit run(Console console, Ramcloud cluster) {
    List<Reply> object =
        rejected(cluster.askOwner(Ramcloud.words("RC.READ", table, key)), table, key).parts();
    long version = object.get(0).asLong();
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("table", table).put("key", key).put("version", version);
    byte[] value = object.get(1) instanceof Reply.Bulk bulk ? bulk.bytes() : new byte[0];
    value(document, "value", value);
    console.answer(
        document,
        paper ->
            paper
                .line("version " + Long.toUnsignedString(version), Style.DIM)
                .line(shown(value), Style.PLAIN));
    return Exit.DONE;
  }

  /** The reply; a rejection in words. */
  static Reply rejected(Reply reply, String table, String key) {
    if (!(reply instanceof Reply.Failure failure)) {
      return reply;
    }
    throw switch (failure.kind()) {
      case "TABLE_DOESNT_EXIST" ->
          Trouble.refused(
              "There is no table '" + table + "'", "see which there are: vireo ramcloud tables");
      case "OBJECT_DOESNT_EXIST" ->
          Trouble.failed("Table %s has no object '%s'".formatted(table, key), "", null);
      case "OBJECT_EXISTS", "WRONG_VERSION" ->
          Trouble.failed(
              "Table %s has '%s' already, in version %s"
                  .formatted(table, key, failure.message().substring(failure.kind().length() + 1)),
              "",
              null);
      default -> Trouble.refused("It is refused: " + failure.message(), "");
    };
  }

  /** Bytes as text where they are some, else in base 64. */
  static void value(ObjectNode document, String name, byte[] bytes) {
    try {
      document.put(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      document.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Bytes as people read them. */
  static String shown(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return bytes.length
          + " bytes that are no text, in base 64: "
          + Base64.getEncoder().encodeToString(bytes);
    }
  }
}
