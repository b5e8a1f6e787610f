package dev.vireo.ramcloud.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** CLIENT: the connections there are. */
final class ClientCommands {
  private ClientCommands() {}

  static List<CommandSpec> commands() {
    String flags = "noscript loading stale";
    return List.of(
        CommandSpec.container(
            "client",
            -2,
            "",
            "connection",
            "2.4.0",
            "Tells of connections.",
            null,
            List.of(
                of(
                    "id",
                    2,
                    flags + " fast",
                    "Gives the connection's number.",
                    call -> call.out.integer(call.session.id())),
                of("getname", 2, flags, "Gives the connection's name.", ClientCommands::getname),
                of(
                    "setname",
                    3,
                    flags,
                    "Names the connection.",
                    call -> {
                      if (rename(call, 2)) {
                        call.out.ok();
                      }
                    }),
                of("setinfo", 4, flags, "Says which library this is.", ClientCommands::setinfo),
                of(
                    "info",
                    2,
                    flags,
                    "Describes the connection.",
                    call -> call.out.verbatim(call.session.describe(call.now()) + "\n")),
                of(
                    "list",
                    -2,
                    flags + " admin",
                    "Describes all connections.",
                    ClientCommands::list),
                of("kill", -3, flags + " admin", "Ends connections.", ClientCommands::kill),
                of("reply", 3, flags, "Turns replies on, off, or off once.", ClientCommands::reply),
                of(
                    "no-evict",
                    3,
                    flags + " admin",
                    "Nothing is ever evicted here: takes on and off.",
                    ClientCommands::onOrOff),
                of(
                    "no-touch",
                    3,
                    flags,
                    "Reads change nothing here: takes on and off.",
                    ClientCommands::onOrOff),
                of("help", 2, flags, "Tells the subcommands.", call -> call.help("CLIENT")))));
  }

  private static CommandSpec of(
      String name, int arity, String flags, String summary, CommandSpec.Handler handler) {
    return CommandSpec.of(
        "client|" + name, arity, flags, KeyRange.NONE, "connection", "2.4.0", summary, handler);
  }

  private static void getname(Call call) {
    if (call.session.name().isEmpty()) {
      call.out.missing();
    } else {
      call.out.bulk(call.session.name());
    }
  }

  /** Takes the word as the connection's name; false after an error was written. */
  static boolean rename(Call call, int word) {
    String name = call.args.text(word);
    if (!isPrintable(name)) {
      call.error("ERR Client names cannot contain spaces, newlines or special characters.");
      return false;
    }
    call.session.rename(name);
    return true;
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= '!' && c <= '~');
  }

  private static void setinfo(Call call) {
    String value = call.args.text(3);
    boolean name = call.args.is(2, "LIB-NAME");
    if (!name && !call.args.is(2, "LIB-VER")) {
      call.error("ERR Unrecognized option '" + call.args.text(2) + "'");
    } else if (!isPrintable(value)) {
      call.error(
          "ERR "
              + (name ? "lib-name" : "lib-ver")
              + " cannot contain spaces, newlines or special characters.");
    } else {
      if (name) {
        call.session.library(value);
      } else {
        call.session.libraryVersion(value);
      }
      call.out.ok();
    }
  }

  private static void list(Call call) {
    Predicate<Session> wanted = session -> true;
    int words = call.args.count();
    if (words == 4 && call.args.is(2, "TYPE")) {
      boolean normal = call.args.is(3, "NORMAL");
      if (!normal
          && !call.args.is(3, "MASTER")
          && !call.args.is(3, "REPLICA")
          && !call.args.is(3, "PUBSUB")) {
        call.error("ERR Unknown client type '" + call.args.text(3) + "'");
        return;
      }
      wanted = session -> normal;
    } else if (words > 3 && call.args.is(2, "ID")) {
      List<Long> ids = new ArrayList<>();
      for (int i = 3; i < words; i++) {
        if (!Words.isLong(call.args, i)) {
          call.error("ERR Invalid client ID");
          return;
        }
        ids.add(Words.longOf(call.args, i));
      }
      wanted = session -> ids.contains(session.id());
    } else if (words != 2) {
      call.error(Errors.SYNTAX);
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (Session session : call.core().server().clients().all()) {
      if (wanted.test(session)) {
        lines.append(session.describe(call.now())).append('\n');
      }
    }
    call.out.verbatim(lines.toString());
  }

  private static void kill(Call call) {
    int words = call.args.count();
    if (words == 3) {
      String address = call.args.text(2);
      if (kill(call, session -> session.address().equals(address), false) == 0) {
        call.error("ERR No such client");
      } else {
        call.out.ok();
      }
      return;
    }
    Predicate<Session> wanted = session -> true;
    boolean sparesItself = true;
    for (int i = 2; i < words; i += 2) {
      if (i + 1 == words) {
        call.error(Errors.SYNTAX);
        return;
      }
      String value = call.args.text(i + 1);
      if (call.args.is(i, "SKIPME") && (call.args.is(i + 1, "YES") || call.args.is(i + 1, "NO"))) {
        sparesItself = call.args.is(i + 1, "YES");
        continue;
      }
      Predicate<Session> more = filter(call, i, value);
      if (more == null) {
        return;
      }
      wanted = wanted.and(more);
    }
    call.out.integer(kill(call, wanted, sparesItself));
  }

  private static @Nullable Predicate<Session> filter(Call call, int i, String value) {
    if (call.args.is(i, "ID")) {
      if (!Words.isLong(call.args, i + 1) || Words.longOf(call.args, i + 1) <= 0) {
        call.error("ERR client-id should be greater than 0");
        return null;
      }
      long id = Words.longOf(call.args, i + 1);
      return session -> session.id() == id;
    }
    if (call.args.is(i, "ADDR")) {
      return session -> session.address().equals(value);
    }
    if (call.args.is(i, "USER")) {
      if (call.core().server().users().named(value).isEmpty()) {
        call.error("ERR No such user '" + value + "'");
        return null;
      }
      return session -> {
        User user = session.user();
        return user != null && user.name().equals(value);
      };
    }
    if (call.args.is(i, "TYPE")) {
      boolean normal = call.args.is(i + 1, "NORMAL");
      return session -> normal;
    }
    call.error(Errors.SYNTAX);
    return null;
  }

  private static long kill(Call call, Predicate<Session> wanted, boolean sparesItself) {
    long killed = 0;
    for (Session session : List.copyOf(call.core().server().clients().all())) {
      boolean itself = session == call.session;
      if (wanted.test(session) && !(itself && sparesItself)) {
        session.close(itself);
        killed++;
      }
    }
    return killed;
  }

  private static void reply(Call call) {
    if (call.args.is(2, "ON")) {
      call.session.silence(false);
      call.out.ok();
    } else if (call.args.is(2, "OFF")) {
      call.session.silence(true);
      call.out.ok();
    } else if (call.args.is(2, "SKIP")) {
      call.session.skipNext();
    } else {
      call.error(Errors.SYNTAX);
    }
  }

  private static void onOrOff(Call call) {
    if (call.args.is(2, "ON") || call.args.is(2, "OFF")) {
      call.out.ok();
    } else {
      call.error(Errors.SYNTAX);
    }
  }
}
