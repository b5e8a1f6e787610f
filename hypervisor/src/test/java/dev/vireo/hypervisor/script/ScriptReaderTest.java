package dev.vireo.hypervisor.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.hypervisor.script.ScriptOutcome.Stop;
import dev.vireo.hypervisor.script.StepResult.Decoding;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {
  private static final Nonce NONCE = new Nonce("00112233445566778899aabbccddeeff");

  /** What one step printed and how it ended. */
  record Printed(byte[] out, byte[] err, int exit) {}

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Script script(int steps) {
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      all.add(Step.of("s" + i, "true"));
    }
    return Script.of(all);
  }

  /** The stream as the rendered script writes it. */
  private static byte[] stream(String before, List<Printed> steps, boolean err) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(before));
    for (int i = 0; i < steps.size(); i++) {
      all.writeBytes(bytes(NONCE.mark() + "begin s" + i + "\n"));
      all.writeBytes(err ? steps.get(i).err() : steps.get(i).out());
      all.writeBytes(bytes(NONCE.mark() + "end s" + i + " " + steps.get(i).exit() + "\n"));
    }
    all.writeBytes(bytes(NONCE.mark() + "done\n"));
    return all.toByteArray();
  }

  @Provide
  Arbitrary<List<Printed>> printed() {
    Arbitrary<String> nasty =
        Arbitraries.of(
            "\n",
            "\n\n",
            "\n@vireo-",
            NONCE.mark(),
            NONCE.mark().strip(),
            NONCE.mark() + "begin s7",
            NONCE.mark() + "begin s0\n",
            NONCE.mark() + "stop budget\n",
            NONCE.mark() + "done\n",
            NONCE.mark() + "end s99 0\n",
            NONCE.mark() + "x".repeat(300) + "\n",
            "\n@vireo-ffeeddccbbaa99887766554433221100 begin s0\n",
            "\n@vireo-ffeeddccbbaa99887766554433221100 end s0 0\n",
            "@",
            "naa.60050768018e0a5c0000000000000001\n   Device Display Name: IBM\n",
            "ü日本🐦");
    Arbitrary<byte[]> text = nasty.list().ofMaxSize(8).map(parts -> bytes(String.join("", parts)));
    Arbitrary<byte[]> raw = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    Arbitrary<byte[]> output = Arbitraries.oneOf(text, raw);
    return Combinators.combine(output, output, Arbitraries.integers().between(0, 255))
        .as(Printed::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static ScriptOutcome read(
      Script script, byte[] out, byte[] err, long seed, List<StepResult> streamed)
      throws OutputLimitException {
    ScriptReader reader =
        new ScriptReader(script, NONCE, OutputLimits.DEFAULT, streamed::add, () -> 0);
    Random random = new Random(seed);
    int o = 0;
    int e = 0;
    while (o < out.length || e < err.length) {
      boolean takeOut = e == err.length || (o < out.length && random.nextBoolean());
      int left = takeOut ? out.length - o : err.length - e;
      int count = 1 + random.nextInt(Math.min(left, 1 + random.nextInt(40)));
      if (takeOut) {
        reader.stdout(out, o, count);
        o += count;
      } else {
        reader.stderr(err, e, count);
        e += count;
      }
    }
    assertThat(reader.finished()).isTrue();
    return reader.outcome(Duration.ZERO);
  }

  @Property
  void any_output_is_attributed_intact_however_the_streams_are_cut(
      @ForAll("printed") List<Printed> steps, @ForAll long seed) throws Exception {
    List<StepResult> streamed = new ArrayList<>();
    ScriptOutcome outcome =
        read(
            script(steps.size()),
            stream("Welcome\n", steps, false),
            stream("", steps, true),
            seed,
            streamed);
    assertThat(outcome.results()).isEqualTo(streamed).hasSize(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      StepResult result = outcome.results().get(i);
      assertThat(result.id()).isEqualTo("s" + i);
      assertThat(result.exit()).isEqualTo(steps.get(i).exit());
      assertThat(result.stdout()).isEqualTo(new String(steps.get(i).out(), UTF_8));
      assertThat(result.stderr()).isEqualTo(new String(steps.get(i).err(), UTF_8));
    }
    assertThat(outcome.preamble()).isEqualTo("Welcome\n");
    assertThat(outcome.stop()).isEqualTo(Stop.END);
  }

  @Property
  void no_bytes_make_it_throw(@ForAll byte[] out, @ForAll byte[] err) throws Exception {
    ScriptReader reader =
        new ScriptReader(script(2), NONCE, OutputLimits.DEFAULT, result -> {}, () -> 0);
    reader.stdout(out, 0, out.length);
    reader.stderr(err, 0, err.length);
    assertThat(reader.finished()).isFalse();
    assertThat(reader.answered()).isEmpty();
    assertThat(reader.notSeen()).containsExactly("s0", "s1");
  }

  @Test
  void gives_a_result_as_soon_as_both_streams_have_passed_its_end() throws Exception {
    List<StepResult> streamed = new ArrayList<>();
    ScriptReader reader =
        new ScriptReader(script(3), NONCE, OutputLimits.DEFAULT, streamed::add, () -> 0);
    byte[] out =
        bytes(
            NONCE.mark()
                + "begin s0\nhello"
                + NONCE.mark()
                + "end s0 0\n"
                + NONCE.mark()
                + "begin s1\nhalf");
    reader.stdout(out, 0, out.length);
    assertThat(streamed).isEmpty();
    assertThat(reader.inFlight()).contains("s0");
    byte[] err = bytes(NONCE.mark() + "begin s0\n" + NONCE.mark() + "end s0 0\n");
    reader.stderr(err, 0, err.length);
    assertThat(streamed).extracting(StepResult::stdout).containsExactly("hello");
    assertThat(reader.inFlight()).contains("s1");
    assertThat(reader.notSeen()).containsExactly("s2");
    assertThat(reader.finished()).isFalse();
  }

  @Test
  void measures_a_step_from_its_first_sign_to_its_last() throws Exception {
    List<Long> clock = new ArrayList<>(List.of(1_000L, 5_000L));
    List<StepResult> streamed = new ArrayList<>();
    ScriptReader reader =
        new ScriptReader(script(1), NONCE, OutputLimits.DEFAULT, streamed::add, clock::removeFirst);
    byte[] both = bytes(NONCE.mark() + "begin s0\n" + NONCE.mark() + "end s0 0\n");
    reader.stdout(both, 0, both.length);
    reader.stderr(both, 0, both.length);
    assertThat(streamed).extracting(StepResult::took).containsExactly(Duration.ofNanos(4_000));
  }

  @Test
  void flags_output_that_is_not_utf8() throws Exception {
    ScriptOutcome outcome =
        read(
            script(2),
            stream(
                "",
                List.of(
                    new Printed(new byte[] {'a', (byte) 0xff}, new byte[0], 0),
                    new Printed(bytes("ü\ufffd"), new byte[0], 0)),
                false),
            stream(
                "",
                List.of(
                    new Printed(new byte[0], new byte[0], 0),
                    new Printed(new byte[0], new byte[0], 0)),
                true),
            1,
            new ArrayList<>());
    assertThat(outcome.result("s0").stdout()).isEqualTo("a\ufffd");
    assertThat(outcome.result("s0").decoding()).isEqualTo(Decoding.REPAIRED);
    assertThat(outcome.result("s1").decoding()).isEqualTo(Decoding.EXACT);
  }

  @Test
  void refuses_a_step_that_prints_too_much_by_its_name() throws Exception {
    ScriptReader reader =
        new ScriptReader(script(2), NONCE, new OutputLimits(10, 100), result -> {}, () -> 0);
    byte[] ten = bytes(NONCE.mark() + "begin s0\n0123456789");
    reader.stdout(ten, 0, ten.length);
    assertThatThrownBy(() -> reader.stdout(bytes("x"), 0, 1))
        .isInstanceOfSatisfying(
            OutputLimitException.class, e -> assertThat(e.step()).contains("s0"))
        .hasMessageContaining("step s0 printed more on stdout than the 10 bytes of one step");
  }

  @Test
  void refuses_a_script_that_prints_too_much_in_all() throws Exception {
    ScriptReader reader =
        new ScriptReader(script(2), NONCE, new OutputLimits(10, 15), result -> {}, () -> 0);
    byte[] out = bytes(NONCE.mark() + "begin s0\n0123456789" + NONCE.mark() + "end s0 0\n");
    reader.stdout(out, 0, out.length);
    byte[] err = bytes(NONCE.mark() + "begin s0\n012345");
    assertThatThrownBy(() -> reader.stderr(err, 0, err.length))
        .hasMessageContaining("15 bytes in all");
  }

  @Test
  void keeps_a_flood_before_the_first_step_within_bounds() {
    ScriptReader reader =
        new ScriptReader(script(1), NONCE, new OutputLimits(10, 100), result -> {}, () -> 0);
    byte[] flood = bytes("x".repeat(11));
    assertThatThrownBy(() -> reader.stdout(flood, 0, flood.length))
        .hasMessageContaining("outside of any step");
  }
}
