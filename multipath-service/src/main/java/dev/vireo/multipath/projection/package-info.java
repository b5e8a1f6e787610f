/**
 * Events into rows, and rows into answers.
 *
 * <p>Writing: {@link dev.vireo.multipath.projection.MultipathViews} lays a batch in {@link
 * dev.vireo.multipath.projection.Layers} and gives each layer to the database, one statement for
 * all events of a type. Reading: queries over entities that mirror the tables, for HTTP as they are
 * and for command handlers through the blocking stores.
 */
@NullMarked
package dev.vireo.multipath.projection;

import org.jspecify.annotations.NullMarked;
