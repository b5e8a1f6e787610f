/**
 * What JMH's annotation processor writes: code that is not ours and sets its fields by other ways
 * than constructors, so that it is not held to our rules on null.
 */
@NullUnmarked
package dev.vireo.bench.ramcloud.jmh_generated;

import org.jspecify.annotations.NullUnmarked;
