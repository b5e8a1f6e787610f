package dev.vireo.console.command;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Tick;
import dev.vireo.bus.codec.Header;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.bus.EventRecord;
import dev.vireo.console.bus.EventStream;
import dev.vireo.console.bus.TypeNames;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.EventLine;
import dev.vireo.console.print.Shown;
import dev.vireo.console.print.Style;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo events}. */
@Command(
    name = "events",
    description = {
      "Events, oldest first: all there are, or with --follow those that come.",
      "With --json one array of CloudEvents; with --follow one CloudEvent a line, without end."
    })
final class EventsCommand extends Task {

  /** The domains that can be asked for. */
  enum Which {
    INVENTORY(Domain.INVENTORY),
    MULTIPATH(Domain.MULTIPATH),
    CONTAINER(Domain.CONTAINER),
    BACKUP(Domain.BACKUP);

    private final Domain domain;

    Which(Domain domain) {
      this.domain = domain;
    }
  }

  @Option(names = "--follow", description = "Go on with what comes, until stopped.")
  private boolean follow;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only of this type, such as PolicyChanged; may be given several times.")
  private List<String> types = List.of();

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "Only of this domain: inventory, multipath, container or backup.")
  private @Nullable Which domain;

  @Option(
      names = "--correlation",
      paramLabel = "ID",
      description = "Only what came of the command with this id.")
  private @Nullable String correlation;

  @ArgGroup private @Nullable Start start;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after N.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--progress", description = "Progress ticks, too.")
  private boolean progress;

  /** Where to begin: one of these. */
  static final class Start {

    @Option(
        names = "--from-beginning",
        description = "With the first event ever, even with --follow.")
    private boolean beginning;

    @Option(
        names = "--since",
        paramLabel = "DURATION",
        description = "With those so long ago, such as 2h.")
    private @Nullable Duration since;
  }

  @Override
  Exit run(Console console) {
    if (limit < 1) {
      throw Trouble.refused("--limit " + limit + " is no number of events", "write 1 or more");
    }
    Set<String> wantedTypes = new HashSet<>();
    types.forEach(type -> wantedTypes.addAll(TypeNames.events(type)));
    List<Domain> domains =
        domain == null
            ? List.of(Domain.INVENTORY, Domain.MULTIPATH, Domain.CONTAINER, Domain.BACKUP)
            : List.of(domain.domain);
    PrintStream out = console.surroundings().out();
    Printing printing = new Printing(console, out, follow, limit);
    new EventStream(
            console.kafka(),
            domains,
            progress || wantedTypes.stream().anyMatch(EventsCommand::isTick))
        .read(
            from(),
            follow ? EventStream.Until.STOPPED : EventStream.Until.NOW,
            record -> wanted(new EventRecord(record), wantedTypes),
            printing::print);
    printing.end();
    return Exit.DONE;
  }

  private static boolean isTick(String type) {
    return Catalogue.find(type)
        .filter(entry -> Tick.class.isAssignableFrom(entry.body()))
        .isPresent();
  }

  private EventStream.From from() {
    if (start != null && start.since != null) {
      return EventStream.since(start.since, Clock.systemUTC());
    }
    boolean all = !follow || (start != null && start.beginning);
    return all ? new EventStream.From.Beginning() : new EventStream.From.Now();
  }

  private boolean wanted(EventRecord event, Set<String> wantedTypes) {
    return (wantedTypes.isEmpty() || wantedTypes.contains(event.header(Header.TYPE)))
        && (correlation == null || correlation.equals(event.header(Header.CORRELATION_ID)));
  }

  /** Prints events one by one, so that any number of them takes little memory. */
  private static final class Printing {
    private final Console console;
    private final PrintStream out;
    private final boolean lines;
    private final long limit;
    private long printed;

    Printing(Console console, PrintStream out, boolean lines, long limit) {
      this.console = console;
      this.out = out;
      this.lines = lines;
      this.limit = limit;
    }

    /** Whether more is wanted; no longer when nobody reads stdout. */
    boolean print(ConsumerRecord<byte[], byte[]> record) {
      EventRecord event = new EventRecord(record);
      if (!console.json()) {
        out.println(line(event));
      } else if (lines) {
        out.println(event.document());
      } else {
        out.print((printed == 0 ? "[" : ",\n") + event.document());
      }
      if (lines) {
        out.flush();
      }
      printed++;
      return printed < limit && !out.checkError();
    }

    void end() {
      if (console.json() && !lines) {
        out.println(printed == 0 ? "[]" : "]");
      }
      out.flush();
    }

    private String line(EventRecord event) {
      String name = TypeNames.simple(event.header(Header.TYPE));
      String says =
          event
              .understood()
              .map(understood -> EventLine.of(understood.event().data()))
              .orElseGet(() -> event.document().path("data").toString());
      boolean colour = console.surroundings().terminal().colour();
      return Style.DIM.on(Shown.line(Cells.time(event.time())), colour)
          + "  "
          + Shown.line(event.subject())
          + "  "
          + Style.ofWord(name).on(Shown.line(name), colour)
          + "  "
          + Shown.line(says).strip();
    }
  }
}
