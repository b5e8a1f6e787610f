package dev.vireo.bus.live;

import java.util.List;
import java.util.Optional;

/** One host's items, as the events so far have left them. */
public interface Shelf {

  /** Ids of its items, in order. */
  List<String> items();

  /** What {@link #note(String)} said last; empty if it never did. */
  String note();

  /** Keeps a remark with the host's items, such as when all of them were read. */
  void note(String remark);

  /** An item that {@link LiveView#looksAt} named, or that was put since. */
  Optional<String> item(String id);

  /** Puts an item in its place, or after those that are there. */
  void put(String id, String json);

  /** Puts items in this order in place of all there are, except for what stays as it is. */
  void order(List<String> ids);

  /** Takes an item away. */
  void remove(String id);

  /** Takes the host with all its items away. */
  void clear();
}
