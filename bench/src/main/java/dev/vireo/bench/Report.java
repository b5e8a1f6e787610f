package dev.vireo.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What a benchmark prints: on stdout, line by line, with the machine it ran on. */
public final class Report {

  private final PrintStream out;

  public Report(PrintStream out) {
    this.out = out;
  }

  /** The title, and how busy the machine is with other things as it begins. */
  public void begin(String title) {
    line("%s", title);
    line(
        "machine: %d processors, load average %.1f at the start, %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("os.arch"),
        Runtime.version());
  }

  public void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  public void claim(Claim claim) {
    out.println(claim);
  }
}
