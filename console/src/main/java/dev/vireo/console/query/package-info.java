/** What the services show of their views, over HTTP. */
@NullMarked
package dev.vireo.console.query;

import org.jspecify.annotations.NullMarked;
