/**
 * What can be asked over the wire: one class per family of commands, and the registry that knows
 * each command's form. It writes replies and reads words; it knows no sockets.
 */
@NullMarked
package dev.vireo.ramcloud.command;

import org.jspecify.annotations.NullMarked;
