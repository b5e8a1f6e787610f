/**
 * Names of template files: which a host shows in its lists, which rule the others break, and what
 * to call them instead.
 */
@NullMarked
package dev.vireo.container.domain.template;

import org.jspecify.annotations.NullMarked;
