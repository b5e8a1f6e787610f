package dev.vireo.bench.parse;

import dev.vireo.multipath.esxcli.NmpDeviceList;
import dev.vireo.multipath.esxcli.NmpPathList;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One operation reads the device list and the path list of one host. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {

  static final int DEVICES = 1_000;
  static final int PATHS_EACH = 8;

  private final StorageText text = StorageText.of(DEVICES, PATHS_EACH);

  /** What the multipath service does. */
  @Benchmark
  public void vireo(Blackhole sink) {
    sink.consume(NmpDeviceList.parse(text.devices()));
    sink.consume(NmpPathList.parse(text.paths()));
  }

  /** The peer. */
  @Benchmark
  public void regexPerLine(Blackhole sink) {
    sink.consume(RegexPerLine.devices(text.devices()));
    sink.consume(RegexPerLine.paths(text.paths()));
  }

  /** As fast as anything can be that has the text cut into lines. */
  @Benchmark
  public void linesCounted(Blackhole sink) {
    sink.consume(text.devices().lines().count());
    sink.consume(text.paths().lines().count());
  }
}
