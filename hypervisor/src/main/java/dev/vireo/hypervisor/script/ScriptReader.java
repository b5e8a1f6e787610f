package dev.vireo.hypervisor.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.hypervisor.script.ScriptOutcome.Stop;
import dev.vireo.hypervisor.script.StepResult.Decoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what a host prints while it carries out a rendered {@link Script}: two streams of
 * bytes in, one {@link StepResult} out as soon as both have passed the step's end.
 *
 * <p>Results do not depend on how the streams are cut into pieces nor on how the two are
 * interleaved. No input makes it throw but too much of it. Not for use by several threads at once.
 */
public final class ScriptReader {
  private static final Pattern STATUS = Pattern.compile("[0-9]{1,3}");

  private final Script script;
  private final OutputLimits limits;
  private final Consumer<StepResult> onStep;
  private final LongSupplier nanos;
  private final ByteArrayOutputStream preamble = new ByteArrayOutputStream();
  private final List<StepResult> answered = new ArrayList<>();
  private final long[] began;
  private final Stream stdout;
  private final Stream stderr;
  private long total;

  /**
   * @param onStep is called by the thread that feeds, in the order of the steps
   * @param nanos a clock as {@link System#nanoTime}, for {@link StepResult#took}
   */
  public ScriptReader(
      Script script,
      Nonce nonce,
      OutputLimits limits,
      Consumer<StepResult> onStep,
      LongSupplier nanos) {
    this.script = script;
    this.limits = limits;
    this.onStep = onStep;
    this.nanos = nanos;
    this.began = new long[script.steps().size()];
    this.stdout = new Stream("stdout", nonce);
    this.stderr = new Stream("stderr", nonce);
  }

  /** Takes the next bytes of standard output. */
  public void stdout(byte[] bytes, int from, int count) throws OutputLimitException {
    stdout.frames.feed(bytes, from, count);
    deliver();
  }

  /** Takes the next bytes of standard error. */
  public void stderr(byte[] bytes, int from, int count) throws OutputLimitException {
    stderr.frames.feed(bytes, from, count);
    deliver();
  }

  /** Whether the script said on both streams that it is at its end. */
  public boolean finished() {
    return stdout.stop != null && stderr.stop != null;
  }

  /** Whether any marker came, so that a shell did read the script. */
  public boolean started() {
    return stdout.started() || stderr.started();
  }

  /** Results complete so far. */
  public List<StepResult> answered() {
    return List.copyOf(answered);
  }

  /** The step that began and has no result yet. */
  public Optional<String> inFlight() {
    int next = answered.size();
    return next < begun() ? Optional.of(script.steps().get(next).id()) : Optional.empty();
  }

  /** Steps of which nothing was seen, in order. */
  public List<String> notSeen() {
    return script.steps().stream().skip(Math.max(begun(), answered.size())).map(Step::id).toList();
  }

  /** What was printed outside of any step, so far. */
  public String preamble() {
    return preamble.toString(UTF_8);
  }

  /**
   * The outcome of a script that is {@link #finished}.
   *
   * @param took from sending the script to now
   */
  public ScriptOutcome outcome(Duration took) {
    Stop stop = stdout.stop;
    if (stop == null || !finished()) {
      throw new IllegalStateException("the script has not ended yet");
    }
    return new ScriptOutcome(answered, notSeen(), stop, preamble(), took);
  }

  private int begun() {
    return Math.max(stdout.begun(), stderr.begun());
  }

  private void deliver() {
    while (answered.size() < Math.min(stdout.halves.size(), stderr.halves.size())) {
      int at = answered.size();
      Half out = stdout.halves.get(at);
      Half err = stderr.halves.get(at);
      StepResult result =
          new StepResult(
              script.steps().get(at).id(),
              out.exit,
              out.text,
              err.text,
              Duration.ofNanos(nanos.getAsLong() - began[at]),
              out.decoding == Decoding.EXACT ? err.decoding : out.decoding);
      answered.add(result);
      onStep.accept(result);
    }
  }

  /** What one stream held of one step. */
  private record Half(int exit, String text, Decoding decoding) {
    static Half of(int exit, byte[] bytes) {
      String text = new String(bytes, UTF_8);
      // What was repaired holds the sign of it; only where it does must be looked closer.
      boolean exact = text.indexOf('\uFFFD') < 0 || isUtf8(bytes);
      return new Half(exit, text, exact ? Decoding.EXACT : Decoding.REPAIRED);
    }

    private static boolean isUtf8(byte[] bytes) {
      try {
        var unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return true;
      } catch (CharacterCodingException notUtf8) {
        return false;
      }
    }
  }

  /**
   * One of the two streams. {@code halves} are the steps it has passed; the next one is open where
   * {@code inside} is set. Only the marker that is due is a marker: any other text is data.
   */
  private final class Stream implements FrameReader.Sink {
    final String name;
    final FrameReader frames;
    final List<Half> halves = new ArrayList<>();
    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    boolean inside;
    @Nullable Stop stop;

    Stream(String name, Nonce nonce) {
      this.name = name;
      this.frames = new FrameReader(nonce, this);
    }

    int begun() {
      return halves.size() + (inside ? 1 : 0);
    }

    boolean started() {
      return begun() > 0 || stop != null;
    }

    @Override
    public void data(byte[] bytes, int from, int count) throws OutputLimitException {
      ByteArrayOutputStream to = inside ? output : preamble;
      total += count;
      if (to.size() + (long) count > limits.step()) {
        throw limit(limits.step() + " bytes of one step");
      }
      if (total > limits.total()) {
        throw limit(limits.total() + " bytes in all");
      }
      to.write(bytes, from, count);
    }

    private OutputLimitException limit(String allowed) {
      Optional<String> step =
          inside ? Optional.of(script.steps().get(halves.size()).id()) : Optional.empty();
      return new OutputLimitException(
          step,
          step.map(id -> "step " + id).orElse("the shell, outside of any step,")
              + " printed more on "
              + name
              + " than the "
              + allowed
              + " that are allowed");
    }

    @Override
    public boolean marker(String text) {
      if (stop != null) {
        return false;
      }
      return inside ? end(text) : beginOrStop(text);
    }

    private boolean beginOrStop(String text) {
      int at = halves.size();
      if (at < script.steps().size() && text.equals("begin " + script.steps().get(at).id())) {
        if (ScriptReader.this.begun() == at) {
          began[at] = nanos.getAsLong();
        }
        inside = true;
        return true;
      }
      stop =
          switch (text) {
            case "done" -> at == script.steps().size() ? Stop.END : null;
            case "stop failure" -> Stop.FAILURE;
            case "stop budget" -> Stop.BUDGET;
            case "stop clock" -> Stop.CLOCK;
            default -> null;
          };
      return stop != null;
    }

    private boolean end(String text) {
      String prefix = "end " + script.steps().get(halves.size()).id() + " ";
      if (!text.startsWith(prefix)) {
        return false;
      }
      String status = text.substring(prefix.length());
      if (!STATUS.matcher(status).matches()) {
        return false;
      }
      halves.add(Half.of(Integer.parseInt(status), output.toByteArray()));
      output.reset();
      inside = false;
      return true;
    }
  }
}
