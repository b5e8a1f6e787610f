/** The commands against a real bus, a real database and hosts on real SSH. */
@NullMarked
package dev.vireo.backup.command;

import org.jspecify.annotations.NullMarked;
