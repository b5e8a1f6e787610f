/**
 * Guests of a host: what its tools print about them, and what they are told so that a guest is read
 * or comes back. Functions over text, and no connection.
 */
@NullMarked
package dev.vireo.backup.guest;

import org.jspecify.annotations.NullMarked;
