package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.json.JSONArray;
import org.json.JSONObject;

/** A stock Java client among those of {@code dialects.mjs}. Owned by the thread of its test. */
final class Babbler implements AutoCloseable {

    private static final String ROOM = "public:babel";
    private static final int WORDS = 3;

    private final JavaClient client;
    private final String name;

    private Babbler(JavaClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** One that has entered the room. */
    static Babbler enter(URI url, String... transports) throws Exception {
        JavaClient client = JavaClient.connect(url, transports).listen("word");
        client.join(ROOM);
        return new Babbler(client, "Java over " + Arrays.toString(transports));
    }

    void speak() throws Exception {
        for (int n = 0; n < WORDS; n++) {
            JSONArray more =
                    new JSONArray().put(bytesFrom(200)).put(JSONObject.NULL).put(-1.5);
            JSONObject word = new JSONObject()
                    .put("speaker", name)
                    .put("n", n)
                    .put("text", textOf(name))
                    .put("bytes", bytesFrom(n))
                    .put("more", more);
            client.publish(ROOM, "word", word);
        }
    }

    /** All words of so many others, each once and as it was spoken. */
    void assertHasHeard(int others) throws Exception {
        Set<String> words = new HashSet<>();
        for (int i = 0; i < others * WORDS; i++) {
            var word = (JSONObject) client.next("word")[0];
            String speaker = word.get("speaker").toString();
            words.add(speaker + " " + word.getInt("n"));
            assertThat(word.getString("text")).isEqualTo(textOf(speaker));
            assertThat(word.get("bytes")).isEqualTo(bytesFrom(word.getInt("n")));
            assertThat(word.getJSONArray("more").get(0)).isEqualTo(bytesFrom(200));
        }
        assertThat(words).hasSize(others * WORDS);
        assertThat(client.waiting("word")).isZero();
    }

    private static String textOf(String speaker) {
        return speaker + " 🦜\u2028\u0000";
    }

    private static byte[] bytesFrom(int first) {
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (first + i);
        return bytes;
    }

    @Override
    public void close() {
        client.close();
    }
}
