/** {@code openapi.yaml}, as the routes are made of it and requests are checked by it. */
@NullMarked
package dev.parley.api.contract;

import org.jspecify.annotations.NullMarked;
