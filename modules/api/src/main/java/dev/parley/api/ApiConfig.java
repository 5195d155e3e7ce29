package dev.parley.api;

import dev.parley.api.access.AdminKeys;
import dev.parley.cluster.InquiryLimits;

/**
 * The HTTP API for backends.
 *
 * @param maxBody bytes of a request body
 * @param maxTargets names in each list of an emit
 * @param maxPage things in one answer that lists users, rooms, messages or deliveries of webhooks
 * @param acks what emits that ask for acknowledgements may cost
 * @param admins open the admin API
 */
public record ApiConfig(int maxBody, int maxTargets, int maxPage, InquiryLimits acks, AdminKeys admins) {}
