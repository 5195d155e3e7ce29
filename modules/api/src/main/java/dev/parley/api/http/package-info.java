/** What all routes share: reading a JSON body, answering with JSON, refusing with a problem (RFC 9457). */
@NullMarked
package dev.parley.api.http;

import org.jspecify.annotations.NullMarked;
