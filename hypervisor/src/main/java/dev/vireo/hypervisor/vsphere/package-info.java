/**
 * Asking a vCenter which hosts it has: the few calls of its SOAP API ({@code vim25}) that this
 * takes. Nothing is changed there.
 */
@NullMarked
package dev.vireo.hypervisor.vsphere;

import org.jspecify.annotations.NullMarked;
