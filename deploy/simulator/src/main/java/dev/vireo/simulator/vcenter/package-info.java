/**
 * A vCenter over the hosts of the data centre: the calls of the vSphere web services API ({@code
 * urn:vim25}, SOAP over HTTPS) that log in, list hosts and tell their versions.
 */
@NullMarked
package dev.vireo.simulator.vcenter;

import org.jspecify.annotations.NullMarked;
