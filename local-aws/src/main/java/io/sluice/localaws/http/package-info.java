/**
 * The door to all services: one port, and dispatch by what AWS's clients send. That is the JSON 1.1
 * protocol with its {@code X-Amz-Target} header, and IoT's REST by its paths; CloudFormation's
 * Query protocol (a form) has its place beside them. {@code /_local} is ours: faults, meter, flush,
 * health, and what AWS IoT does not show.
 */
@NullMarked
package io.sluice.localaws.http;

import org.jspecify.annotations.NullMarked;
