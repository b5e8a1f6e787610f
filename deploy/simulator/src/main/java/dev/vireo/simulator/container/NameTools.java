package dev.vireo.simulator.container;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code getent} over the host's own {@code /etc/hosts} and then the LAN's name server, and {@code
 * dig}, which asks the name server alone.
 */
final class NameTools {

  private final ContainerHost host;

  NameTools(ContainerHost host) {
    this.host = host;
  }

  Map<String, Tool> byName() {
    return Map.of("getent", this::getent, "dig", this::dig);
  }

  private int getent(Call call) throws IOException {
    if (call.arguments().size() != 2) {
      throw new Usage(1, "wrong number of arguments");
    }
    String key = call.arguments().get(1);
    return switch (call.arguments().getFirst()) {
      case "ahosts" -> {
        Optional<String> address = isAddress(key) ? Optional.of(key) : address(key);
        if (address.isPresent()) {
          call.println(String.format("%-15s STREAM %s", address.get(), key));
          call.println(String.format("%-15s DGRAM  ", address.get()));
          call.println(String.format("%-15s RAW    ", address.get()));
        }
        yield address.isPresent() ? 0 : 2;
      }
      case "hosts" -> {
        Optional<String> address = isAddress(key) ? Optional.of(key) : address(key);
        Optional<String> name = isAddress(key) ? name(key) : Optional.of(key);
        if (address.isPresent() && name.isPresent()) {
          call.println(String.format("%-15s %s", address.get(), name.get()));
          yield 0;
        }
        yield 2;
      }
      default -> throw new Usage(1, "Unknown database: " + call.arguments().getFirst());
    };
  }

  /** Of the questions, those for A records; there are no others. */
  private int dig(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    words.removeIf(word -> word.startsWith("+"));
    for (int i = 0; i < words.size(); i++) {
      boolean ipv6 = i + 1 < words.size() && words.get(i + 1).equals("AAAA");
      if (!words.get(i).matches("A|AAAA") && !ipv6) {
        Optional<String> address = host.lan().addressOf(words.get(i));
        if (address.isPresent()) {
          call.println(address.get());
        }
      }
    }
    return 0;
  }

  private static boolean isAddress(String text) {
    return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }

  private Optional<String> address(String name) throws IOException {
    Optional<String> own =
        lines().stream()
            .filter(words -> words.subList(1, words.size()).contains(name))
            .map(List::getFirst)
            .findFirst();
    return own.isPresent() ? own : host.lan().addressOf(name);
  }

  private Optional<String> name(String address) throws IOException {
    Optional<String> own =
        lines().stream()
            .filter(words -> words.getFirst().equals(address) && words.size() > 1)
            .map(words -> words.get(1))
            .findFirst();
    return own.isPresent() ? own : host.lan().nameOf(address);
  }

  private List<List<String>> lines() throws IOException {
    List<List<String>> lines = new ArrayList<>();
    if (host.files().isFile("/etc/hosts")) {
      String text = new String(host.files().content("/etc/hosts"), StandardCharsets.ISO_8859_1);
      for (String line : text.split("\\R")) {
        String plain = line.replaceFirst("#.*", "").strip();
        if (!plain.isEmpty()) {
          lines.add(List.of(plain.split("\\s+")));
        }
      }
    }
    return lines;
  }
}
