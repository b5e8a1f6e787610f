package dev.vireo.simulator.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of esxcli or a relative.
 *
 * @param seq from 1, in the order in which calls ended, over all hosts
 * @param session the SSH channel that it came through
 * @param changed whether the host's state is another one because of it
 * @param before what it aimed at, before; null when it only read or failed
 * @param after the same, after
 */
public record LogEntry(
    long seq,
    Instant time,
    String host,
    String session,
    List<String> argv,
    int exit,
    boolean changed,
    @Nullable Object before,
    @Nullable Object after) {}
