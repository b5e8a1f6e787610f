/**
 * The edge to real hosts over SSH: one connection a host, checked host keys, one script an exec
 * channel.
 */
@NullMarked
package dev.vireo.hypervisor.ssh;

import org.jspecify.annotations.NullMarked;
