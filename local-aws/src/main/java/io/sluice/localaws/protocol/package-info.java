/**
 * What every AWS service here says alike: errors with AWS's names and codes, the wording of
 * constraint violations, and the members of a JSON request. It knows no service.
 */
@NullMarked
package io.sluice.localaws.protocol;

import org.jspecify.annotations.NullMarked;
