package dev.parley.chat;

import java.time.Duration;

/**
 * The limits of chat.
 *
 * @param maxText of a message, in characters
 * @param maxData of a message, a user or a room, in bytes
 * @param maxId of ids and names, in characters
 * @param maxMembers of a room
 * @param maxRoomsPerUser that a user may be in, direct conversations among them
 * @param maxPage how many things one answer lists
 * @param unreadCap how many messages of one room are looked at to count those that are unread
 * @param maxReactions of a message, each user's counted for each name
 * @param queued how many questions may wait for the store
 * @param sweepInterval how often messages that are older than their room keeps them are removed
 */
public record ChatConfig(
        int maxText,
        int maxData,
        int maxId,
        int maxMembers,
        int maxRoomsPerUser,
        int maxPage,
        int unreadCap,
        int maxReactions,
        int queued,
        Duration sweepInterval) {}
