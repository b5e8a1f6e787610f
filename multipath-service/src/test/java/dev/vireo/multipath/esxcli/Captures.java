package dev.vireo.multipath.esxcli;

import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.multipath.domain.EsxVersion;
import dev.vireo.multipath.domain.HostStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the hosts of the fixtures print: a folder for each release, a file for each listing. */
public final class Captures {

  public static final List<String> RELEASES =
      List.of("4.0", "4.1", "5.0", "5.5", "6.0", "6.7", "7.0", "8.0");

  private Captures() {}

  public static String text(String release, Listing listing) {
    String name = "/captures/" + release + "/" + listing.id() + ".txt";
    try (InputStream in = Captures.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The host of a release, read whole. */
  public static HostStorage host(String release) {
    return host(release, EsxcliSteps::readAll);
  }

  /** The host of a release, of which only these listings are read. */
  static HostStorage host(String release, Function<EsxcliSteps, List<Step>> listings) {
    return host(release, listings, "", UnaryOperator.identity());
  }

  /** The same, where the host prints something else of one listing. */
  static HostStorage host(
      String release,
      Function<EsxcliSteps, List<Step>> listings,
      String spoilt,
      UnaryOperator<String> printed) {
    Dialect dialect = dialect(release);
    List<StepResult> results =
        listings.apply(EsxcliSteps.in(dialect)).stream()
            .map(
                step -> {
                  String whole = text(release, listing(step.id()));
                  return result(
                      step.id(), 0, step.id().equals(spoilt) ? printed.apply(whole) : whole, "");
                })
            .toList();
    return HostStorageReader.read(
        "esx-" + release, dialect, results, Instant.parse("2026-01-02T03:04:05Z"));
  }

  static Dialect dialect(String release) {
    String[] numbers = release.split("\\.");
    return Dialect.of(EsxVersion.of(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), 0));
  }

  public static StepResult result(String id, int exit, String stdout, String stderr) {
    return new StepResult(id, exit, stdout, stderr, Duration.ofMillis(1));
  }

  static Listing listing(String id) {
    for (Listing listing : Listing.values()) {
      if (listing.id().equals(id)) {
        return listing;
      }
    }
    throw new IllegalArgumentException(id);
  }
}
