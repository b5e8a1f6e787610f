package dev.vireo.simulator.container;

import dev.vireo.simulator.container.NetView.Address;
import dev.vireo.simulator.container.NetView.Interface;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code ip}, {@code ifconfig}, {@code route} and {@code ping} over what a kernel knows. */
final class NetTools {
  private final Supplier<NetView> view;
  private final Lan lan;

  NetTools(Supplier<NetView> view, Lan lan) {
    this.view = view;
    this.lan = lan;
  }

  Map<String, Tool> byName() {
    return Map.of(
        "ip", this::ip, "ifconfig", this::ifconfig, "route", this::route, "ping", this::ping);
  }

  private int ip(Call call) throws IOException {
    boolean json = false;
    boolean brief = false;
    boolean oneLine = false;
    boolean onlyFour = false;
    List<String> words = new ArrayList<>(call.arguments());
    while (!words.isEmpty() && words.getFirst().startsWith("-")) {
      switch (words.removeFirst()) {
        case "-j", "-json" -> json = true;
        case "-br", "-brief" -> brief = true;
        case "-o", "-oneline" -> oneLine = true;
        case "-4" -> onlyFour = true;
        case "-6" -> throw new Usage(1, "this kernel has no IPv6");
        case String other -> throw new Usage(255, "Option \"" + other + "\" is unknown");
      }
    }
    String object = words.isEmpty() ? "" : words.removeFirst();
    words.removeIf(word -> word.equals("show") || word.equals("list") || word.equals("ls"));
    if ("route".startsWith(object) && !object.isEmpty()) {
      return routes(call, words, json);
    }
    boolean addresses = !object.isEmpty() && "address".startsWith(object);
    if (!addresses && !"link".startsWith(object) || object.isEmpty()) {
      throw new Usage(1, "Object \"" + object + "\" is unknown, try \"ip help\".");
    }
    List<Interface> shown = chosen(call, words);
    if (shown.isEmpty()) {
      return 1;
    }
    if (json) {
      call.println(
          shown.stream()
              .map(each -> json(each, addresses))
              .collect(Collectors.joining(",", "[", "]")));
      return 0;
    }
    for (Interface each : shown) {
      if (brief) {
        call.println(brief(each, addresses));
      } else if (oneLine) {
        printLines(call, each);
      } else if (!onlyFour || !each.addresses().isEmpty()) {
        print(call, each, addresses, onlyFour);
      }
    }
    return 0;
  }

  /** The interfaces asked for; none, after saying so, if there is no such one. */
  private List<Interface> chosen(Call call, List<String> words) throws IOException {
    List<String> names = new ArrayList<>(words);
    names.remove("dev");
    boolean onlyUp = names.remove("up");
    int scope = names.indexOf("scope");
    if (scope >= 0 && scope + 1 < names.size()) {
      names.subList(scope, scope + 2).clear();
    }
    List<Interface> all = view.get().interfaces();
    if (!names.isEmpty()) {
      String name = names.getFirst();
      all = all.stream().filter(each -> each.name().equals(name)).toList();
      if (all.isEmpty()) {
        say(call, ("Device \"" + name + "\" does not exist.\n"));
        return List.of();
      }
    }
    return scope >= 0 || onlyUp
        ? all.stream().filter(each -> !each.link().equals("loopback")).toList()
        : all;
  }

  private int index(Interface wanted) {
    return view.get().interfaces().stream().map(Interface::name).toList().indexOf(wanted.name())
        + 1;
  }

  private void print(Call call, Interface each, boolean addresses, boolean onlyFour)
      throws IOException {
    call.println(
        String.format(
            "%d: %s: <%s> mtu %d qdisc %s state %s ",
            index(each),
            each.name(),
            each.flags(),
            each.mtu(),
            each.up() ? "noqueue" : "noop",
            each.state()));
    if (!onlyFour) {
      call.println("    link/" + each.link() + linkAddress(each));
    }
    if (addresses) {
      for (Address address : each.addresses()) {
        call.println("    " + inet(each, address));
      }
    }
  }

  private static void say(Call call, String line) throws IOException {
    call.out().flush();
    call.err().write(line.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String linkAddress(Interface each) {
    return switch (each.link()) {
      case "loopback" -> " 00:00:00:00:00:00 brd 00:00:00:00:00:00";
      case "ether" -> " " + each.mac().toLowerCase(Locale.ROOT) + " brd ff:ff:ff:ff:ff:ff";
      default -> " ";
    };
  }

  private static String inet(Interface each, Address address) {
    String scope = address.text().startsWith("127.") ? "host" : "global";
    return "inet "
        + address.text()
        + "/"
        + address.prefix()
        + (each.link().equals("void") && scope.equals("global") ? " brd " + address.text() : "")
        + " scope "
        + scope
        + " "
        + (address.label().isEmpty() ? each.name() : address.label());
  }

  private void printLines(Call call, Interface each) throws IOException {
    for (Address address : each.addresses()) {
      call.println(index(each) + ": " + each.name() + "    " + inet(each, address));
    }
  }

  private static String brief(Interface each, boolean addresses) {
    String tail =
        addresses
            ? each.addresses().stream()
                .map(address -> address.text() + "/" + address.prefix() + " ")
                .collect(Collectors.joining())
            : each.mac().toLowerCase(Locale.ROOT) + " <" + each.flags() + "> ";
    return String.format("%-16s %-14s %s", each.name(), each.state(), tail).stripTrailing();
  }

  private String json(Interface each, boolean addresses) {
    String flags =
        List.of(each.flags().split(",")).stream()
            .collect(Collectors.joining("\",\"", "[\"", "\"]"));
    String own =
        each.addresses().stream()
            .map(
                address ->
                    String.format(
                        "{\"family\":\"inet\",\"local\":\"%s\",\"prefixlen\":%d,\"scope\":\"%s\",\"label\":\"%s\"}",
                        address.text(),
                        address.prefix(),
                        address.text().startsWith("127.") ? "host" : "global",
                        address.label().isEmpty() ? each.name() : address.label()))
            .collect(Collectors.joining(","));
    return String.format(
        "{\"ifindex\":%d,\"ifname\":\"%s\",\"flags\":%s,\"mtu\":%d,\"operstate\":\"%s\",\"link_type\":\"%s\"%s%s}",
        index(each),
        each.name(),
        flags,
        each.mtu(),
        each.state(),
        each.link(),
        each.mac().isEmpty() ? "" : ",\"address\":\"" + each.mac().toLowerCase(Locale.ROOT) + "\"",
        addresses ? ",\"addr_info\":[" + own + "]" : "");
  }

  private int routes(Call call, List<String> words, boolean json) throws IOException {
    List<String> routes = view.get().routes();
    if (words.size() == 2 && words.getFirst().equals("get")) {
      String address = words.get(1);
      if (!reachable(address)) {
        say(call, "RTNETLINK answers: Network is unreachable\n");
        return 2;
      }
      call.println(address + " dev " + view.get().interfaces().getLast().name());
      return 0;
    }
    List<String> shown =
        routes.stream()
            .filter(route -> words.isEmpty() || route.startsWith(words.getFirst() + " "))
            .toList();
    if (json) {
      call.println(
          shown.stream().map(NetTools::routeJson).collect(Collectors.joining(",", "[", "]")));
      return 0;
    }
    for (String route : shown) {
      call.println(route);
    }
    return 0;
  }

  private static String routeJson(String route) {
    String[] words = route.strip().split(" +");
    StringBuilder text = new StringBuilder("{\"dst\":\"" + words[0] + "\"");
    for (int i = 1; i + 1 < words.length; i += 2) {
      String key = words[i].equals("via") ? "gateway" : words[i];
      text.append(",\"").append(key).append("\":\"").append(words[i + 1]).append('"');
    }
    return text + ",\"flags\":[]}";
  }

  private boolean reachable(String address) {
    NetView now = view.get();
    return now.isRouted() || now.has(address) || address.startsWith("127.");
  }

  private int ifconfig(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    boolean all = words.remove("-a");
    int shown = 0;
    for (Interface each : view.get().interfaces()) {
      boolean wanted = words.isEmpty() ? all || each.up() : words.contains(each.name());
      if (wanted) {
        shown++;
        printOld(call, each);
      }
    }
    if (shown == 0 && !words.isEmpty()) {
      call.complain(words.getFirst() + ": error fetching interface information: Device not found");
      return 1;
    }
    return 0;
  }

  private static void printOld(Call call, Interface each) throws IOException {
    String link =
        switch (each.link()) {
          case "loopback" -> "Local Loopback  ";
          case "void" -> "UNSPEC  HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  ";
          default -> "Ethernet  HWaddr " + each.mac() + "  ";
        };
    String up = each.up() ? "UP " : "";
    String kind =
        switch (each.link()) {
          case "loopback" -> "LOOPBACK RUNNING";
          case "void" -> "BROADCAST POINTOPOINT" + (each.up() ? " RUNNING" : "") + " NOARP";
          default -> "BROADCAST" + (each.up() ? " RUNNING" : "") + " MULTICAST";
        };
    List<Address> own = each.addresses().stream().filter(a -> a.label().isEmpty()).toList();
    call.println(String.format("%-9s Link encap:%s", each.name(), link));
    for (Address address : own) {
      call.println("          inet addr:" + address.text() + "  Mask:" + mask(address.prefix()));
    }
    call.println("          " + up + kind + "  MTU:" + each.mtu() + "  Metric:1");
    call.println("");
    for (Address address : each.addresses()) {
      if (!address.label().isEmpty()) {
        call.println(String.format("%-9s Link encap:%s", address.label(), link));
        call.println(
            "          inet addr:"
                + address.text()
                + "  P-t-P:"
                + address.text()
                + "  Bcast:"
                + address.text()
                + "  Mask:"
                + mask(address.prefix()));
        call.println("          " + up + kind + "  MTU:" + each.mtu() + "  Metric:1");
        call.println("");
      }
    }
  }

  private static String mask(int prefix) {
    long bits = prefix == 0 ? 0 : 0xffffffffL << 32 - prefix & 0xffffffffL;
    return (bits >> 24)
        + "."
        + (bits >> 16 & 0xff)
        + "."
        + (bits >> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }

  private int route(Call call) throws IOException {
    call.println("Kernel IP routing table");
    call.println("Destination     Gateway         Genmask         Flags Metric Ref    Use Iface");
    for (String route : view.get().routes()) {
      String[] words = route.split(" +");
      List<String> list = List.of(words);
      int via = list.indexOf("via");
      int dev = list.indexOf("dev");
      boolean isDefault = words[0].equals("default");
      call.println(
          String.format(
              "%-15s %-15s %-15s %-5s 0      0        0 %s",
              isDefault ? "0.0.0.0" : words[0],
              via < 0 ? "0.0.0.0" : words[via + 1],
              isDefault ? "0.0.0.0" : "255.255.255.255",
              via < 0 ? "U" : "UG",
              dev < 0 ? "lo" : words[dev + 1]));
    }
    return 0;
  }

  private int ping(Call call) throws IOException {
    List<String> words = call.arguments();
    if (words.isEmpty()) {
      throw new Usage(2, "usage error: Destination address required");
    }
    String address = words.getLast();
    int at = words.indexOf("-c");
    int count =
        at >= 0 && at + 1 < words.size() && words.get(at + 1).matches("[1-9][0-9]?")
            ? Integer.parseInt(words.get(at + 1))
            : 1;
    if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      call.complain("unknown host " + address);
      return 2;
    }
    if (!reachable(address)) {
      say(call, "connect: Network is unreachable\n");
      return 2;
    }
    boolean answers = address.startsWith("127.") || view.get().has(address) || lan.answers(address);
    call.println("PING " + address + " (" + address + ") 56(84) bytes of data.");
    for (int i = 1; answers && i <= count; i++) {
      call.println("64 bytes from " + address + ": icmp_seq=" + i + " ttl=64 time=0.043 ms");
    }
    call.println("");
    call.println("--- " + address + " ping statistics ---");
    call.println(
        count
            + " packets transmitted, "
            + (answers ? count : 0)
            + " received, "
            + (answers ? 0 : 100)
            + "% packet loss, time 0ms");
    call.println(answers ? "rtt min/avg/max/mdev = 0.043/0.043/0.043/0.000 ms" : "");
    return answers ? 0 : 1;
  }
}
