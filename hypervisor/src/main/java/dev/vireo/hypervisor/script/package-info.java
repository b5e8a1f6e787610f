/** What is sent to a host's shell and what comes back, as pure functions over text and bytes. */
@NullMarked
package dev.vireo.hypervisor.script;

import org.jspecify.annotations.NullMarked;
