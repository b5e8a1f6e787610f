package dev.vireo.ramcloud.command;

import java.util.List;
import java.util.Optional;

/** What a connection says of itself. */
final class ConnectionCommands {
  private static final String WRONG_PASSWORD =
      "WRONGPASS invalid username-password pair or user is disabled.";

  private ConnectionCommands() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "ping",
            -1,
            "fast loading stale",
            KeyRange.NONE,
            "connection",
            "1.0.0",
            "Answers.",
            ConnectionCommands::ping),
        CommandSpec.of(
            "echo",
            2,
            "fast loading stale",
            KeyRange.NONE,
            "connection",
            "1.0.0",
            "Answers with what was said.",
            call -> call.out.bulk(call.args.address(1), call.args.length(1))),
        CommandSpec.of(
            "select",
            2,
            "fast loading stale",
            KeyRange.NONE,
            "connection",
            "1.0.0",
            "Chooses the database: table db0, db1, ...",
            ConnectionCommands::select),
        CommandSpec.of(
            "auth",
            -2,
            "fast noscript loading stale no_auth",
            KeyRange.NONE,
            "connection",
            "1.0.0",
            "Logs in.",
            ConnectionCommands::auth),
        CommandSpec.of(
            "hello",
            -1,
            "fast noscript loading stale no_auth",
            KeyRange.NONE,
            "connection",
            "6.0.0",
            "Chooses the protocol, and may log in.",
            ConnectionCommands::hello),
        CommandSpec.of(
            "quit",
            -1,
            "fast noscript loading stale no_auth in_multi",
            KeyRange.NONE,
            "connection",
            "1.0.0",
            "Ends the connection.",
            ConnectionCommands::quit),
        CommandSpec.of(
            "reset",
            1,
            "fast noscript loading stale no_auth in_multi",
            KeyRange.NONE,
            "connection",
            "6.2.0",
            "Makes the connection as it was at first.",
            ConnectionCommands::reset),
        CommandSpec.of(
            "readonly",
            1,
            "fast loading stale",
            KeyRange.NONE,
            "cluster",
            "3.0.0",
            "Accepts reads of replicas; every read here is the owner's.",
            call -> call.out.ok()),
        CommandSpec.of(
            "readwrite",
            1,
            "fast loading stale",
            KeyRange.NONE,
            "cluster",
            "3.0.0",
            "Takes READONLY back.",
            call -> call.out.ok()),
        CommandSpec.of(
            "asking",
            1,
            "fast",
            KeyRange.NONE,
            "cluster",
            "3.0.0",
            "Announces a command that an ASK sent here.",
            call -> call.out.ok()));
  }

  private static void ping(Call call) {
    switch (call.args.count()) {
      case 1 -> call.out.simple("PONG");
      case 2 -> call.out.bulk(call.args.address(1), call.args.length(1));
      default -> call.error(Errors.wrongArity("ping"));
    }
  }

  private static void select(Call call) {
    if (!Words.isLong(call.args, 1)) {
      call.error("ERR invalid DB index");
    } else if (call.session.select(Words.longOf(call.args, 1))) {
      call.out.ok();
    } else {
      call.error(Errors.DB_INDEX);
    }
  }

  private static void auth(Call call) {
    int words = call.args.count();
    if (words > 3) {
      call.error(Errors.SYNTAX);
    } else if (words == 2 && !call.core().server().users().mustLogIn()) {
      call.error(
          "ERR AUTH <password> called without any password configured for the default user. Are"
              + " you sure your configuration is correct?");
    } else if (login(call, words == 3 ? 1 : 0, words - 1)) {
      call.out.ok();
    } else {
      call.error(WRONG_PASSWORD);
    }
  }

  /** Logs in as the word {@code name}, 0 for the default user. */
  private static boolean login(Call call, int name, int password) {
    Optional<User> user =
        call.core()
            .server()
            .users()
            .login(name == 0 ? "default" : call.args.text(name), call.args.bytes(password));
    user.ifPresent(call.session::login);
    return user.isPresent();
  }

  private static void hello(Call call) {
    int words = call.args.count();
    long protocol = 0;
    if (words > 1) {
      if (!Words.isLong(call.args, 1)) {
        call.error("ERR Protocol version is not an integer or out of range");
        return;
      }
      protocol = Words.longOf(call.args, 1);
      if (protocol != 2 && protocol != 3) {
        call.error("NOPROTO unsupported protocol version");
        return;
      }
    }
    for (int i = 2; i < words; i++) {
      if (call.args.is(i, "AUTH") && i + 2 < words) {
        if (!login(call, i + 1, i + 2)) {
          call.error(WRONG_PASSWORD);
          return;
        }
        i += 2;
      } else if (call.args.is(i, "SETNAME") && i + 1 < words) {
        if (!ClientCommands.rename(call, i + 1)) {
          return;
        }
        i++;
      } else {
        call.error("ERR Syntax error in HELLO option '" + call.args.text(i) + "'");
        return;
      }
    }
    if (call.session.user() == null) {
      call.error(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " <proto> AUTH <user> <pass> option can be used to authenticate the client and"
              + " select the RESP protocol version at the same time");
      return;
    }
    if (protocol != 0) {
      call.session.speakResp3(protocol == 3);
      call.out.resp3(protocol == 3);
    }
    call.out.map(7);
    call.out.bulk("server");
    call.out.bulk("redis");
    call.out.bulk("version");
    call.out.bulk(ServerState.REDIS_VERSION);
    call.out.bulk("proto");
    call.out.integer(call.session.resp3() ? 3 : 2);
    call.out.bulk("id");
    call.out.integer(call.session.id());
    call.out.bulk("mode");
    call.out.bulk(call.core().server().cluster().enabled() ? "cluster" : "standalone");
    call.out.bulk("role");
    call.out.bulk("master");
    call.out.bulk("modules");
    call.out.array(0);
  }

  private static void quit(Call call) {
    call.out.ok();
    call.session.close(true);
  }

  private static void reset(Call call) {
    call.session.reset(!call.core().server().users().mustLogIn());
    call.out.resp3(false);
    call.out.simple("RESET");
  }
}
