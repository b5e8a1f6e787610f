package dev.vireo.ramcloud.command;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server says of itself. */
final class ServerCommands {
  private ServerCommands() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "info",
            -1,
            "loading stale dangerous",
            KeyRange.NONE,
            "server",
            "1.0.0",
            "Describes the server.",
            ServerInfo::info),
        CommandSpec.of(
            "time",
            1,
            "loading stale fast",
            KeyRange.NONE,
            "server",
            "2.6.0",
            "Gives the time: seconds since 1970 and microseconds.",
            ServerCommands::time),
        CommandSpec.of(
            "role",
            1,
            "noscript loading stale fast",
            KeyRange.NONE,
            "server",
            "2.8.12",
            "Says that this is a master.",
            ServerCommands::role),
        CommandSpec.container(
            "config",
            -2,
            "admin noscript loading stale",
            "server",
            "2.0.0",
            "Tells how the server is set up.",
            null,
            List.of(
                CommandSpec.of(
                    "config|get",
                    -3,
                    "admin noscript loading stale",
                    KeyRange.NONE,
                    "server",
                    "2.0.0",
                    "Gives settings by glob.",
                    ServerCommands::configGet),
                CommandSpec.of(
                    "config|set",
                    -4,
                    "admin noscript loading stale",
                    KeyRange.NONE,
                    "server",
                    "2.0.0",
                    "Takes settings that are so already.",
                    ServerCommands::configSet),
                CommandSpec.of(
                    "config|resetstat",
                    2,
                    "admin noscript loading stale",
                    KeyRange.NONE,
                    "server",
                    "2.0.0",
                    "Counts anew.",
                    ServerCommands::resetStatistics),
                CommandSpec.of(
                    "config|help",
                    2,
                    "loading stale",
                    KeyRange.NONE,
                    "server",
                    "5.0.0",
                    "Tells the subcommands.",
                    call -> call.help("CONFIG")))),
        CommandSpec.container(
            "memory",
            -2,
            "",
            "server",
            "4.0.0",
            "Tells of memory.",
            null,
            List.of(
                CommandSpec.of(
                    "memory|usage",
                    -3,
                    "readonly",
                    KeyRange.SECOND,
                    "server",
                    "4.0.0",
                    "Gives the bytes that an object takes.",
                    ServerCommands::memoryUsage),
                CommandSpec.of(
                    "memory|help",
                    2,
                    "loading stale",
                    KeyRange.NONE,
                    "server",
                    "4.0.0",
                    "Tells the subcommands.",
                    call -> call.help("MEMORY")))),
        CommandSpec.container(
            "debug",
            -2,
            "admin noscript loading stale",
            "server",
            "1.0.0",
            "For tests; refused elsewhere.",
            ServerCommands::debug,
            List.of(
                CommandSpec.of(
                    "debug|sleep",
                    3,
                    "admin",
                    KeyRange.NONE,
                    "server",
                    "1.0.0",
                    "Answers nothing for some seconds.",
                    ServerCommands::debugSleep),
                CommandSpec.of(
                    "debug|jmap",
                    2,
                    "admin",
                    KeyRange.NONE,
                    "server",
                    "1.0.0",
                    "Does nothing.",
                    ServerCommands::debug),
                CommandSpec.of(
                    "debug|set-active-expire",
                    3,
                    "admin",
                    KeyRange.NONE,
                    "server",
                    "1.0.0",
                    "Does nothing: ended objects are never shown.",
                    ServerCommands::debug))));
  }

  private static void time(Call call) {
    long micros =
        java.time.Duration.between(java.time.Instant.EPOCH, java.time.Instant.now()).toNanos()
            / 1000;
    call.out.array(2);
    call.out.bulk(Long.toString(micros / 1_000_000));
    call.out.bulk(Long.toString(micros % 1_000_000));
  }

  private static void role(Call call) {
    call.out.array(3);
    call.out.bulk("master");
    call.out.integer(0);
    call.out.array(0);
  }

  private static void configGet(Call call) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 2; i < call.args.count(); i++) {
      byte[] pattern = Words.lower(call.args, i).getBytes(StandardCharsets.ISO_8859_1);
      call.core()
          .server()
          .configuration()
          .values()
          .forEach(
              (name, value) -> {
                if (Glob.matches(pattern, name.getBytes(StandardCharsets.ISO_8859_1))) {
                  found.put(name, value);
                }
              });
    }
    call.out.map(found.size());
    found.forEach(
        (name, value) -> {
          call.out.bulk(name);
          call.out.bulk(value);
        });
  }

  private static void configSet(Call call) {
    if (call.args.count() % 2 != 0) {
      call.error(Errors.wrongArity("config|set"));
      return;
    }
    Map<String, String> values = call.core().server().configuration().values();
    for (int i = 2; i < call.args.count(); i += 2) {
      String name = Words.lower(call.args, i);
      String is = values.get(name);
      if (is == null) {
        call.error(
            "ERR Unknown option or number of arguments for CONFIG SET - '"
                + call.args.text(i)
                + "'");
        return;
      }
      if (!is.equals(call.args.text(i + 1))) {
        call.error(
            "ERR CONFIG SET failed (possibly related to argument '"
                + call.args.text(i)
                + "') - can't set immutable config");
        return;
      }
    }
    call.out.ok();
  }

  private static void resetStatistics(Call call) {
    ServerState server = call.core().server();
    server.processed().reset();
    server.connections().reset();
    server.rejected().reset();
    call.out.ok();
  }

  private static void memoryUsage(Call call) {
    if (!call.find(2)) {
      call.out.missing();
    } else {
      // Header and end of an entry (36), eight bytes of the hash table, and what aligns it.
      long entry = 36L + call.args.length(2) + call.value().length();
      call.out.integer(((entry + 7) & -8) + 8);
    }
  }

  private static void debug(Call call) {
    if (!call.core().server().debug()) {
      call.error(
          "ERR DEBUG command not allowed. It is answered only by a server that was started for"
              + " tests.");
    } else {
      call.out.ok();
    }
  }

  private static void debugSleep(Call call) {
    if (!call.core().server().debug()) {
      debug(call);
      return;
    }
    try {
      Thread.sleep((long) (Double.parseDouble(call.args.text(2)) * 1000));
      call.out.ok();
    } catch (NumberFormatException e) {
      call.error(Errors.NOT_A_FLOAT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.error("ERR interrupted");
    }
  }
}
