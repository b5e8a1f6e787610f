/** Queries over HTTP; they read the projections only. */
@NullMarked
package dev.vireo.inventory.api;

import org.jspecify.annotations.NullMarked;
