/** Looking for hosts: knocking at addresses, asking a vCenter. */
@NullMarked
package dev.vireo.inventory.discovery;

import org.jspecify.annotations.NullMarked;
