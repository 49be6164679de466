@NullMarked
package io.sluice.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
