package dev.vireo.simulator.web;

/**
 * What is answered.
 *
 * @param reason of the status line; Proxmox VE says there what went wrong
 * @param body JSON
 */
public record WebAnswer(int status, String reason, String body) {}
