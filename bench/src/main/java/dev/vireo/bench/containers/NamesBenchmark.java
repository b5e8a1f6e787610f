package dev.vireo.bench.containers;

import dev.vireo.container.domain.template.KnownInside;
import dev.vireo.container.domain.template.NameSuggester;
import dev.vireo.container.domain.template.NamingRule;
import dev.vireo.container.domain.template.TemplateName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One operation goes through a folder of 10,000 template names by the rule of Proxmox VE 1.x. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NamesBenchmark {

  static final int NAMES = 10_000;

  private final List<String> names = TemplateNames.of(NAMES);
  private final List<byte[]> bytes =
      names.stream().map(n -> n.getBytes(StandardCharsets.UTF_8)).toList();

  /** What the container service does: of those that are not offered also why, and a better name. */
  @Benchmark
  public void vireo(Blackhole sink) {
    for (byte[] name : bytes) {
      if (!TemplateName.accepts(name, 0, name.length, NamingRule.PVE1)) {
        TemplateName hidden = TemplateName.of(name, 0, name.length);
        sink.consume(hidden.judge(NamingRule.PVE1));
        sink.consume(NameSuggester.suggest(hidden, NamingRule.PVE1, KnownInside.NOTHING));
      }
    }
  }

  /** The peer: the rule's own regular expression, which says yes or no. */
  @Benchmark
  public void regexYesOrNo(Blackhole sink) {
    for (String name : names) {
      sink.consume(TemplateNames.RULE.matcher(name).matches());
    }
  }

  /** Yes or no by the scanner, beside the peer. */
  @Benchmark
  public void vireoYesOrNo(Blackhole sink) {
    for (byte[] name : bytes) {
      sink.consume(TemplateName.accepts(name, 0, name.length, NamingRule.PVE1));
    }
  }
}
