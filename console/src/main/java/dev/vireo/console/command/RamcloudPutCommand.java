package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.ramcloud.Ramcloud;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo ramcloud put}. */
@Command(
    name = "put",
    description = {
      "Writes an object.",
      "Exit code 1 where a rule forbids it: --if-absent, --if-version."
    })
final class RamcloudPutCommand extends RamcloudCommand.Asking {

  @Parameters(paramLabel = "TABLE", description = "The table's name or id.")
  private String table = "";

  @Parameters(paramLabel = "KEY", description = "The object's key.")
  private String key = "";

  @Parameters(paramLabel = "VALUE", description = "The value, as text.")
  private String value = "";

  @Option(names = "--if-absent", description = "Only where there is no object of that key.")
  private boolean ifAbsent;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only where there is one of this version.")
  private @Nullable Long ifVersion;

  @Override
  Exit run(Console console, Ramcloud cluster) {
    if (ifAbsent && ifVersion != null) {
      throw Trouble.refused("Both --if-absent and --if-version are given", "give one of them");
    }
    List<String> words = new ArrayList<>(List.of("RC.WRITE", table, key, value));
    if (ifAbsent) {
      words.add("NX");
    } else if (ifVersion != null) {
      words.addAll(List.of("XX", "EQ", Long.toUnsignedString(ifVersion)));
    }
    long version =
        RamcloudGetCommand.rejected(
                cluster.askOwner(Ramcloud.words(words.toArray(new String[0]))), table, key)
            .asLong();
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("table", table).put("key", key).put("version", version);
    console.answer(document, paper -> paper.line("version " + Long.toUnsignedString(version)));
    return Exit.DONE;
  }
}
