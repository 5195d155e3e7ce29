package dev.parley.cluster;

import java.time.Duration;

/**
 * What inquiries may cost a node.
 *
 * @param within the longest time that one may wait for answers
 * @param bytes of answers that are kept for one; more are counted and not kept
 * @param open how many may be open at once; more are refused
 */
public record InquiryLimits(Duration within, int bytes, int open) {}
