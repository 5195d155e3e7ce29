package dev.parley.profiles.parley;

import java.util.List;

/**
 * The rules of the {@code parley} profile.
 *
 * @param openRooms patterns of rooms that anybody may join and publish in without a token; {@code *} stands for any text
 */
public record ParleyConfig(List<String> openRooms) {

    public ParleyConfig {
        openRooms = List.copyOf(openRooms);
    }
}
