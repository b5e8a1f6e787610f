/**
 * Who owns a tablet, and what its owner may say: the protocol by which one partition of Kafka makes
 * one master at a time the only one that acknowledges writes and answers reads.
 *
 * <p>Pure: no I/O, no clock, no thread. What runs is what the model checker of the tests explores.
 */
@NullMarked
package dev.vireo.ramcloud.tablet;

import org.jspecify.annotations.NullMarked;
