/**
 * Which distribution configuration vzctl takes for a template, and what to add where it has none.
 */
@NullMarked
package dev.vireo.container.domain.distribution;

import org.jspecify.annotations.NullMarked;
