/**
 * Log-structured memory outside the Java heap: segments, entries, hash table, cleaner. It knows
 * nothing of networks, brokers or frameworks, and each of its objects belongs to one thread.
 */
@NullMarked
package dev.vireo.ramcloud.memory;

import org.jspecify.annotations.NullMarked;
