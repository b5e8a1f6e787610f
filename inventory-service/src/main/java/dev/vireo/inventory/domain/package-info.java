/**
 * What the inventory decides: names, ranges, what a host says it is, and what its liveness means.
 * Pure functions over records; no framework and no I/O.
 */
@NullMarked
package dev.vireo.inventory.domain;

import org.jspecify.annotations.NullMarked;
