/**
 * References to secrets and where the secrets are kept. A secret itself is never on the bus, in a
 * log or in an exception.
 */
@NullMarked
package dev.vireo.hypervisor.credential;

import org.jspecify.annotations.NullMarked;
