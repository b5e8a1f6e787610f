/**
 * What the views show, over HTTP. Lists are bounded; one that was cut says so in the header {@code
 * Vireo-Truncated}, whose value is how many items it has. A wrong question is answered by 400 or
 * 404 and {@link dev.vireo.multipath.api.Refusal}.
 */
@NullMarked
package dev.vireo.multipath.api;

import org.jspecify.annotations.NullMarked;
