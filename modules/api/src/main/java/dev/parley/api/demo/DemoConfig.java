package dev.parley.api.demo;

import dev.parley.bus.AppNamespace;
import java.time.Duration;

/**
 * The demo, where there is one.
 *
 * @param at where its users meet; the namespace speaks our own contract
 * @param socketPath where clients connect, with a slash at both ends
 * @param tokenLifetime of its users
 */
public record DemoConfig(AppNamespace at, String socketPath, Duration tokenLifetime) {}
