package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;

/** {@code tr -dsc}. */
final class Translate {
  private Translate() {}

  static int run(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "dsc");
    int wanted = switches.has('d') || switches.has('s') ? 1 : 2;
    if (switches.operands().size() < wanted || switches.operands().size() > 2) {
      throw new Usage(1, "usage: tr [-cds] STRING1 [STRING2]");
    }
    String from = set(switches.operands().getFirst());
    if (switches.has('c')) {
      from = complement(from);
    }
    String to = switches.operands().size() > 1 ? set(switches.operands().get(1)) : "";
    String squeezed = switches.has('s') ? (to.isEmpty() ? from : to) : "";
    StringBuilder out = new StringBuilder();
    int last = -1;
    for (byte b : call.in().readAllBytes()) {
      char c = (char) (b & 0xff);
      int index = from.indexOf(c);
      if (index >= 0 && switches.has('d')) {
        continue;
      }
      char mapped = index >= 0 && !to.isEmpty() ? to.charAt(Math.min(index, to.length() - 1)) : c;
      if (mapped == last && squeezed.indexOf(mapped) >= 0) {
        continue;
      }
      last = mapped;
      out.append(mapped);
    }
    call.print(out.toString());
    return 0;
  }

  private static String complement(String set) {
    StringBuilder rest = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      if (set.indexOf(c) < 0) {
        rest.append(c);
      }
    }
    return rest.toString();
  }

  private static String set(String text) {
    String plain =
        text.replace("[:upper:]", "A-Z")
            .replace("[:lower:]", "a-z")
            .replace("[:digit:]", "0-9")
            .replace("[:space:]", " \t\n\r\f\u000b")
            .replace("[:alpha:]", "A-Za-z")
            .replace("[:alnum:]", "A-Za-z0-9");
    StringBuilder set = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '\\' && i + 1 < plain.length()) {
        char next = plain.charAt(++i);
        if (next >= '0' && next <= '7') {
          int end = i;
          while (end < plain.length()
              && end < i + 3
              && plain.charAt(end) >= '0'
              && plain.charAt(end) <= '7') {
            end++;
          }
          set.append((char) (Integer.parseInt(plain.substring(i, end), 8) & 0xff));
          i = end - 1;
        } else {
          int known = "nrt".indexOf(next);
          set.append(known >= 0 ? "\n\r\t".charAt(known) : next);
        }
      } else if (i + 2 < plain.length() && plain.charAt(i + 1) == '-') {
        for (char x = c; x <= plain.charAt(i + 2); x++) {
          set.append(x);
        }
        i += 2;
      } else {
        set.append(c);
      }
    }
    return set.toString();
  }
}
