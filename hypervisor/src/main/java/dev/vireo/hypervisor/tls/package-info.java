/** How a server's certificate is judged. */
@NullMarked
package dev.vireo.hypervisor.tls;

import org.jspecify.annotations.NullMarked;
