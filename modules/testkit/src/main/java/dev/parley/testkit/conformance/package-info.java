/**
 * A server for the public protocol test suites: the engine and the Socket.IO layer as they ship, behind the fixed behaviour
 * that those suites expect.
 */
@NullMarked
package dev.parley.testkit.conformance;

import org.jspecify.annotations.NullMarked;
