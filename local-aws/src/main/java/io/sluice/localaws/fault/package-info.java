/**
 * Failing on request, the way AWS fails. A fault is a kind, an amount and, if it is meant for one
 * stream only, that stream's name. The room decides whether a fault strikes; what happens then is
 * the business of the service that asked.
 */
@NullMarked
package io.sluice.localaws.fault;

import org.jspecify.annotations.NullMarked;
