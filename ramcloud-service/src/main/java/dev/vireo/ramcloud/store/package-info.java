/**
 * RAMCloud's data model over {@link dev.vireo.ramcloud.memory}: tables, versions, reject rules,
 * indexes, transactions, results that are recorded once. A {@link dev.vireo.ramcloud.store.Shard}
 * belongs to one thread.
 */
@NullMarked
package dev.vireo.ramcloud.store;

import org.jspecify.annotations.NullMarked;
