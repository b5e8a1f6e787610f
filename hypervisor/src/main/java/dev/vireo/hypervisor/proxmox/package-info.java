/** The API of Proxmox VE over HTTPS: logging in, calls, tasks. */
@NullMarked
package dev.vireo.hypervisor.proxmox;

import org.jspecify.annotations.NullMarked;
