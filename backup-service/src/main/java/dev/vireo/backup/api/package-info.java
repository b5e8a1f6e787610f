/** Queries over HTTP; they read the views. */
@NullMarked
package dev.vireo.backup.api;

import org.jspecify.annotations.NullMarked;
