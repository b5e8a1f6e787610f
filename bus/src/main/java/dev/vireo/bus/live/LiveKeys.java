package dev.vireo.bus.live;

import dev.vireo.bus.Domain;

/**
 * The names of a live view's keys. All that is made of one partition of the event topic lies in one
 * slot, so that a batch of its events is one write, together with the position it leads to.
 *
 * @param prefix of all keys of the partition
 */
record LiveKeys(String prefix) {

  static LiveKeys of(Domain domain, int partition) {
    return new LiveKeys("vireo:view:{" + domain.word() + "-" + partition + "}:");
  }

  /** The offset of the next event. */
  String next() {
    return prefix + "next";
  }

  /** The names of hosts that have an entry. */
  String hosts() {
    return prefix + "hosts";
  }

  /** A {@link ShelfEntry}. */
  String host(String host) {
    return prefix + "host:" + host;
  }

  /** An item. No host has a slash in its name. */
  String item(String host, String id) {
    return prefix + "item:" + host + "/" + id;
  }
}
