/** The real broker and database for tests: Vireo's own, and those of who builds on it. */
@NullMarked
package dev.vireo.local.testing;

import org.jspecify.annotations.NullMarked;
