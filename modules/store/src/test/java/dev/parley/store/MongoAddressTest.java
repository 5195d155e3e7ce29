package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MongoAddressTest {

    @ParameterizedTest
    @CsvSource({
        "mongodb://a.example,parley",
        "mongodb://a.example/,parley",
        "mongodb://a.example/?w=1,parley",
        "mongodb://a.example/chat,chat",
        "mongodb://ann:secret@a.example:27017/chat?w=1,chat",
        "mongodb+srv://a.example/chat,chat"
    })
    void theDatabaseIsParleyUnlessNamed(String uri, String database) {
        assertThat(settings(uri).getString("db_name")).isEqualTo(database);
    }

    @Test
    void writesAreAcknowledgedByMostAndOnTheirDisks() {
        assertThat(settings("mongodb://a.example/chat").getString("connection_string"))
                .startsWith("mongodb://a.example/chat?")
                .contains("w=majority", "journal=true", "maxPoolSize=8", "timeoutMS=2000");
    }

    @Test
    void whatTheAddressSaysItselfStays() {
        assertThat(settings("mongodb://a.example?W=1&maxPoolSize=3").getString("connection_string"))
                .startsWith("mongodb://a.example/?W=1&maxPoolSize=3&")
                .doesNotContain("w=majority", "maxPoolSize=8");
    }

    @Test
    void severalHostsStay() {
        assertThat(settings("mongodb://a.example:1,b.example:2/chat?replicaSet=rs")
                        .getString("connection_string"))
                .startsWith("mongodb://a.example:1,b.example:2/chat?replicaSet=rs&w=majority");
    }

    private static JsonObject settings(String uri) {
        return MongoAddress.settings(uri, 8, Duration.ofSeconds(2));
    }
}
