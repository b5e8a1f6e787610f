/** Queries over HTTP: what is known of templates and containers. Commands go over the bus. */
@NullMarked
package dev.vireo.container.api;

import org.jspecify.annotations.NullMarked;
