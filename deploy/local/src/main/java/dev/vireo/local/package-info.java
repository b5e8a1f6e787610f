/**
 * What production runs on, on one machine: a real Kafka broker, a real PostgreSQL, and the
 * supervisor that starts them with the services and stops them again.
 *
 * <p>Everything listens on 127.0.0.1 only and keeps its state under one home folder.
 */
@NullMarked
package dev.vireo.local;

import org.jspecify.annotations.NullMarked;
