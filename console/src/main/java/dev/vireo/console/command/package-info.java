/** One class per command: what it takes, and what it does with it. */
@NullMarked
package dev.vireo.console.command;

import org.jspecify.annotations.NullMarked;
