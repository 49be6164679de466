/**
 * Deploys CloudFormation templates as the project writes them: YAML with short tags or JSON,
 * parameters, mappings, conditions, the intrinsic functions that need nothing but the template.
 * Delivery streams and topic rules become real; buckets become folders; roles, policies and log
 * groups have names and ARNs and do nothing. Everything else is refused with the resource's name
 * and the reason.
 *
 * <p>A deployment is planned to the end before it changes anything, so a template with a mistake
 * leaves nothing behind. Generated names depend only on stack and logical id, so that the same
 * template lands on the same buckets after a restart.
 */
@NullMarked
package io.sluice.localaws.cloudformation;

import org.jspecify.annotations.NullMarked;
