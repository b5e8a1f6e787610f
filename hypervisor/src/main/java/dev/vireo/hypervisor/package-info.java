/**
 * Reaching a host. {@code ssh} opens and keeps connections, {@code credential} turns references
 * into secrets, {@code script} is the pure part: what is sent to a host's shell and what comes
 * back.
 *
 * <p>The library knows no framework; a service builds one {@code SshHosts} and closes it.
 */
@NullMarked
package dev.vireo.hypervisor;

import org.jspecify.annotations.NullMarked;
