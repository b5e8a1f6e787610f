/**
 * What is really sent to a target from this process, and what came back, as evidence. Each probe is
 * bounded in time and none throws for what a target does.
 */
@NullMarked
package dev.vireo.backup.probe;

import org.jspecify.annotations.NullMarked;
