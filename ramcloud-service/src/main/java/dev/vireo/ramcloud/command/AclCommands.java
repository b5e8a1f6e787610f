package dev.vireo.ramcloud.command;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** ACL: who may do what. Users are read from their file; they are not changed over the wire. */
final class AclCommands {
  private static final SecureRandom RANDOM = new SecureRandom();

  private AclCommands() {}

  static List<CommandSpec> commands() {
    String flags = "noscript loading stale";
    return List.of(
        CommandSpec.container(
            "acl",
            -2,
            "",
            "server",
            "6.0.0",
            "Tells of users.",
            null,
            List.of(
                of("whoami", 2, flags, "Says who is logged in.", AclCommands::whoami),
                of(
                    "list",
                    2,
                    flags + " admin",
                    "Lists users and what they may do.",
                    AclCommands::list),
                of("users", 2, flags + " admin", "Lists the names of users.", AclCommands::users),
                of(
                    "cat",
                    -2,
                    flags,
                    "Lists categories, or the commands of one.",
                    AclCommands::categories),
                of("genpass", -2, flags, "Makes a password.", AclCommands::genpass),
                of("help", 2, flags, "Tells the subcommands.", call -> call.help("ACL")))));
  }

  private static CommandSpec of(
      String name, int arity, String flags, String summary, CommandSpec.Handler handler) {
    return CommandSpec.of(
        "acl|" + name, arity, flags, KeyRange.NONE, "server", "6.0.0", summary, handler);
  }

  private static void whoami(Call call) {
    User user = call.session.user();
    call.out.bulk(user == null ? "default" : user.name());
  }

  private static void list(Call call) {
    List<User> users = List.copyOf(call.core().server().users().all());
    call.out.array(users.size());
    users.forEach(user -> call.out.bulk(user.line()));
  }

  private static void users(Call call) {
    List<User> users = List.copyOf(call.core().server().users().all());
    call.out.array(users.size());
    users.forEach(user -> call.out.bulk(user.name()));
  }

  private static void categories(Call call) {
    if (call.args.count() == 2) {
      call.out.array(Categories.ALL.size());
      Categories.ALL.forEach(call.out::bulk);
      return;
    }
    String category = Words.lower(call.args, 2);
    if (call.args.count() > 3 || !Categories.ALL.contains(category)) {
      call.error("ERR Unknown category '" + call.args.text(2) + "'");
      return;
    }
    List<String> names = new ArrayList<>();
    for (CommandSpec spec : call.core().commands().all()) {
      if (spec.subcommands().isEmpty() && spec.categories().contains(category)) {
        names.add(spec.name());
      }
      spec.subcommands().values().stream()
          .filter(child -> child.categories().contains(category))
          .forEach(child -> names.add(child.name()));
    }
    call.out.array(names.size());
    names.forEach(call.out::bulk);
  }

  private static void genpass(Call call) {
    long bits = 256;
    if (call.args.count() > 2) {
      bits = Words.isLong(call.args, 2) ? Words.longOf(call.args, 2) : 0;
    }
    if (bits <= 0 || bits > 4096 || call.args.count() > 3) {
      call.error(
          "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
              + " number up to 4096");
      return;
    }
    byte[] random = new byte[(int) (bits + 7) / 8];
    RANDOM.nextBytes(random);
    call.out.bulk(HexFormat.of().formatHex(random).substring(0, (int) (bits + 3) / 4));
  }
}
