/**
 * The door to all services: one port, and dispatch by what AWS's clients send. Today that is the
 * JSON 1.1 protocol with its {@code X-Amz-Target} header; CloudFormation's Query protocol (a form)
 * and IoT's REST (paths) have their place beside it. {@code /_local} is ours: faults, meter, flush,
 * health.
 */
@NullMarked
package io.sluice.localaws.http;

import org.jspecify.annotations.NullMarked;
