package dev.parley.profiles.parley;

import java.util.List;

/**
 * The rules of the {@code parley} profile.
 *
 * @param openRooms patterns of rooms that anybody may join and publish in without a token; {@code *} stands for any text
 * @param roomLength characters of a room's name
 * @param eventLength characters of a published event's name
 * @param rooms how many rooms one socket may be in
 */
public record ParleyConfig(List<String> openRooms, int roomLength, int eventLength, int rooms) {

    public ParleyConfig {
        openRooms = List.copyOf(openRooms);
    }
}
