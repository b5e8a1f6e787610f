package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.EntryKind;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Requests that bear a name are done once (RIFL). */
final class Requests {
  private final Objects objects;
  private final LongPredicate leases;

  Requests(Objects objects, LongPredicate leases) {
    this.objects = objects;
    this.leases = leases;
  }

  /** What is to be answered instead of doing it; null: it is asked for the first time. */
  RequestResults.@Nullable Result answer(Tablet tablet, RequestId request) {
    if (!leases.test(request.client())) {
      return refused(Status.EXPIRED_LEASE);
    }
    if (tablet.results.stale(request)) {
      return refused(Status.STALE_RPC);
    }
    RequestResults.Result known = tablet.results.find(request);
    if (known != null) {
      return known;
    }
    acknowledge(tablet, request.client(), request.acknowledged());
    return tablet.results.full(request) ? refused(Status.RETRY) : null;
  }

  private static RequestResults.Result refused(Status status) {
    return new RequestResults.Result(status, 0, 0, 0);
  }

  /** Keeps a result, in the group of the log that is under way. */
  void record(
      Tablet tablet, int slot, RequestId request, RequestResults.Result result, boolean durable) {
    tablet.results.record(request.client(), request.sequence(), result);
    if (durable) {
      objects.emitter.record(
          tablet,
          slot,
          EntryKind.RESULT,
          0,
          ByteSpan.of(RequestResults.key(request.client(), request.sequence())),
          result.encoded(),
          result.version(),
          objects.seconds());
    }
  }

  void acknowledge(Tablet tablet, long client, long upTo) {
    obsolete(tablet, client, tablet.results.acknowledge(client, upTo));
  }

  void endLease(Tablet tablet, long client) {
    obsolete(tablet, client, tablet.results.end(client));
  }

  private void obsolete(Tablet tablet, long client, List<Long> sequences) {
    for (long sequence : sequences) {
      objects.emitter.obsolete(
          tablet.slots.first(), EntryKind.RESULT, 0, RequestResults.key(client, sequence));
    }
  }
}
