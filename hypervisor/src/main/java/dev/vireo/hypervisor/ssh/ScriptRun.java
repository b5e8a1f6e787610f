package dev.vireo.hypervisor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.script.Nonce;
import dev.vireo.hypervisor.script.OutputLimitException;
import dev.vireo.hypervisor.script.OutputLimits;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptBrokenException.Reason;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.ScriptReader;
import dev.vireo.hypervisor.script.ScriptText;
import dev.vireo.hypervisor.script.StepResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One script on one channel. Two virtual threads bring what the host prints to the calling one,
 * which reads it, hands out results and watches the time; a third sends the script. The queue
 * between them is short, so that a caller that is slow to take results slows the host down instead
 * of filling the memory.
 */
final class ScriptRun {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptRun.class);
  private static final int PIECE = 16 * 1024;
  private static final int PIECES_WAITING = 8;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** What a stream brought; null bytes at its end. */
  private record Piece(boolean isError, byte @Nullable [] bytes) {}

  private final SshTarget target;
  private final Script script;
  private final Nonce nonce = Nonce.fresh();
  private final ScriptReader reader;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_WAITING);

  ScriptRun(SshTarget target, OutputLimits limits, Script script, Consumer<StepResult> onStep) {
    this.target = target;
    this.script = script;
    Consumer<StepResult> logged =
        result -> {
          LOG.debug(
              "host {}: step {} ended with {} after {} ms",
              target.address(),
              result.id(),
              result.exit(),
              result.took().toMillis());
          onStep.accept(result);
        };
    this.reader = new ScriptReader(script, nonce, limits, logged, System::nanoTime);
  }

  /** Runs on an open channel, which is closed at the end whatever happens. */
  ScriptOutcome on(ChannelExec channel) throws ScriptBrokenException, InterruptedException {
    long start = System.nanoTime();
    Thread out = pump("out", channel.getInvertedOut(), false);
    Thread err = pump("err", channel.getInvertedErr(), true);
    Thread in = Thread.ofVirtual().name("ssh-in-", 0).start(() -> send(channel));
    try {
      read(channel);
      ScriptOutcome outcome = reader.outcome(Duration.ofNanos(System.nanoTime() - start));
      LOG.info(
          "host {}: script of {} steps, {} ran, ended by {} after {} ms",
          target.address(),
          script.steps().size(),
          outcome.results().size(),
          outcome.stop(),
          outcome.took().toMillis());
      return outcome;
    } catch (ScriptBrokenException e) {
      LOG.warn("{}", e.getMessage());
      throw e;
    } finally {
      // Asks the host to close, too: its shell then cannot write the next marker and ends.
      channel.close(false);
      out.interrupt();
      err.interrupt();
      in.interrupt();
    }
  }

  private void read(ChannelExec channel) throws ScriptBrokenException, InterruptedException {
    Duration exec = target.timeouts().exec();
    Duration idle = target.timeouts().idle();
    // The host keeps to the budget by its own clock; ours is the second guard.
    Duration outer = script.budget().plus(idle);
    Duration allowed = exec.compareTo(outer) < 0 ? exec : outer;
    Deadline end = Deadline.after(allowed);
    Deadline silence = Deadline.after(idle);
    int open = 2;
    while (open > 0 && !reader.finished()) {
      Piece piece = pieces.poll(Deadline.earlier(end, silence).leftMillis(), TimeUnit.MILLISECONDS);
      if (piece != null) {
        byte[] bytes = piece.bytes();
        if (bytes == null) {
          open--;
        } else {
          take(piece.isError(), bytes);
          silence = Deadline.after(idle);
        }
      }
      if (end.passed() && !reader.finished()) {
        throw tooLong(allowed);
      }
      if (piece == null && silence.passed()) {
        throw silent(idle);
      }
    }
    if (!reader.finished()) {
      throw ended(channel);
    }
  }

  private void take(boolean isError, byte[] bytes) throws ScriptBrokenException {
    try {
      if (isError) {
        reader.stderr(bytes, 0, bytes.length);
      } else {
        reader.stdout(bytes, 0, bytes.length);
      }
    } catch (OutputLimitException e) {
      throw broken(
          Reason.OUTPUT_LIMIT,
          "the host printed too much",
          String.valueOf(e.getMessage()),
          "narrow down what the step asks for, or raise the limit",
          e);
    }
  }

  private Thread pump(String name, InputStream stream, boolean isError) {
    return Thread.ofVirtual()
        .name("ssh-" + name)
        .start(
            () -> {
              byte[] buffer = new byte[PIECE];
              try {
                try {
                  int count = stream.read(buffer);
                  while (count >= 0) {
                    pieces.put(new Piece(isError, Arrays.copyOf(buffer, count)));
                    count = stream.read(buffer);
                  }
                } catch (IOException cut) {
                  LOG.debug("host {}: {} ended: {}", target.address(), name, cut.getMessage());
                }
                pieces.put(new Piece(isError, null));
              } catch (InterruptedException runIsOver) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void send(ChannelExec channel) {
    try (OutputStream stream = channel.getInvertedIn()) {
      stream.write(ScriptText.render(script, nonce).getBytes(UTF_8));
      stream.flush();
    } catch (IOException cut) {
      // The reading side sees the same end, and knows what was answered before it.
      LOG.debug("host {}: the script was not taken whole: {}", target.address(), cut.getMessage());
    }
  }

  private ScriptBrokenException tooLong(Duration allowed) {
    return broken(
        Reason.EXEC_TIMEOUT,
        "the script took too long",
        "it had not ended after " + Handshake.shown(allowed),
        "read the host again before anything is repeated, and allow more time or fewer steps",
        null);
  }

  private ScriptBrokenException silent(Duration idle) {
    return broken(
        Reason.IDLE_TIMEOUT,
        "the host fell silent",
        "no byte came for " + Handshake.shown(idle),
        "look on the host for what hangs (on ESXi: hostd), and read it again before anything is"
            + " repeated",
        null);
  }

  private ScriptBrokenException ended(ChannelExec channel) {
    channel.waitFor(
        EnumSet.of(
            ClientChannelEvent.EXIT_STATUS,
            ClientChannelEvent.EXIT_SIGNAL,
            ClientChannelEvent.CLOSED),
        LAST_WORDS.toMillis());
    Integer status = channel.getExitStatus();
    String signal = channel.getExitSignal();
    boolean connected = channel.getSession().isOpen() && !channel.getSession().isClosing();
    String how =
        signal != null
            ? "the shell ended by signal " + Shown.plain(signal)
            : status != null
                ? "the shell ended with exit status " + status
                : connected ? "the host closed the channel" : "the connection closed";
    if (!reader.started() && (status != null || connected)) {
      String printed = reader.preamble().strip();
      return broken(
          Reason.SHELL,
          "the host did not run the script",
          how
              + (printed.isEmpty()
                  ? " and printed nothing"
                  : ", printing " + Shown.quoted(printed)),
          "check that the user has a login shell and may run /bin/sh",
          null);
    }
    return broken(
        Reason.LOST,
        signal != null || status != null
            ? "the shell on the host went away"
            : "the connection to the host was lost",
        how,
        "read the host again before anything is repeated",
        null);
  }

  /** No channel came about: no step began. */
  ScriptBrokenException noShell(Exception cause) {
    return broken(
        Reason.SHELL,
        "the host gave us no shell",
        String.valueOf(cause.getMessage()),
        "check the host's SSH server: does it allow the user to run commands, and so many sessions"
            + " at once?",
        cause);
  }

  private ScriptBrokenException broken(
      Reason reason, String what, String seen, String remedy, @Nullable Exception cause) {
    String where = target.address() + reader.inFlight().map(id -> ", step " + id).orElse("");
    String answered =
        reader.answered().size() + " of " + script.steps().size() + " steps were answered";
    return new ScriptBrokenException(
        reason, new Diagnosis(what, where, seen + "; " + answered, remedy), reader, cause);
  }
}
