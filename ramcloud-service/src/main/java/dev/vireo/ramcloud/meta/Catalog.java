package dev.vireo.ramcloud.meta;

import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.Tables;
import java.util.Optional;
import java.util.OptionalLong;

/** The tables of the cluster and the leases of its clients. Safe for any thread. */
public interface Catalog {

  /** Gets exactly one of these calls, once, on any thread. */
  interface Answer<T> {

    /** It is so at every master that lives. */
    void done(T value);

    /**
     * It is not so, or not known to be.
     *
     * @param error as a client is told: its code in capitals, a space, what was seen
     */
    void failed(String error);
  }

  /** The tables as this master knows them. */
  Tables tables();

  /**
   * Whether what a master was told of tables may be acted on: no other can have been answered that
   * it is otherwise. Tables that are never dropped need not ask.
   */
  boolean current();

  /** Makes a table, or gives the one of that name that there is. */
  void create(String name, Durability durability, Answer<Table> answer);

  /** Drops the table of that name, if there is one. */
  void drop(String name, Answer<Optional<Table>> answer);

  /**
   * Makes or drops an index of a table.
   *
   * @param number of the secondary key, 1 to 255
   * @param wanted whether it is to be there
   */
  void index(String name, int number, boolean wanted, Answer<Optional<Table>> answer);

  /** Gives a client a name for its requests, which nobody had or will have. */
  void lease(Answer<Long> answer);

  /** Whether the client's lease holds; asking renews it. */
  boolean holds(long client);

  /** When the client's lease ends unless it is used, in milliseconds since 1970; empty: it has. */
  OptionalLong leaseEnd(long client);
}
