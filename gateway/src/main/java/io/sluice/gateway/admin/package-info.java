/**
 * The gateway's HTTP interface: health, metrics, status, mode, dead letters. HTTP's types stay
 * here.
 */
@NullMarked
package io.sluice.gateway.admin;

import org.jspecify.annotations.NullMarked;
