package dev.parley.profiles.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.UserQuestion.CreateUser;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignUpTest {

    private static final AppNamespace AT = new AppNamespace("app", "/");

    @Test
    void aNewUserIsAsItWasWritten() {
        RawJson body = JsonWriter.object(w -> w.name("username")
                .string(" ann ")
                .name("email")
                .string("Ann@Example.org ")
                .name("password")
                .string(" secret ")
                .name("role")
                .string("customer")
                .name("profile")
                .beginObject()
                .name("fullName")
                .string("Ann Lee")
                .name("admin")
                .bool(true)
                .endObject());
        var ready = (SignUp.Ready) SignUp.read(body, Set.of("customer"));
        assertThat(ready)
                .isEqualTo(new SignUp.Ready(
                        "ann", "Ann@Example.org", " secret ", "customer", Map.of("fullName", "Ann Lee")));
        CreateUser question = ready.question(AT, "hash");
        assertThat(question.name()).contains("Ann Lee");
        assertThat(question.login().orElseThrow().names())
                .containsExactlyInAnyOrder("username:ann", "email:ann@example.org");
        assertThat(question.data())
                .hasToString("{\"username\":\"ann\",\"email\":\"Ann@Example.org\",\"role\":\"customer\","
                        + "\"profile\":{\"fullName\":\"Ann Lee\"}}");
    }

    @Test
    void aRoleThatIsNotOpenIsForbidden() {
        RawJson body = JsonWriter.object(w -> w.name("username")
                .string("ann")
                .name("email")
                .string("a@b")
                .name("password")
                .string("x")
                .name("role")
                .string("admin"));
        assertThat(SignUp.read(body, Set.of("customer")))
                .isEqualTo(new SignUp.Unfit(403, "Nobody can sign up as admin"));
        assertThat(SignUp.read(body, Set.of("admin"))).isInstanceOf(SignUp.Ready.class);
    }

    @Test
    void aPasswordIsInNoText() {
        var ready = new SignUp.Ready("ann", "a@b", "hunter2", "customer", Map.of());
        assertThat(ready.toString()).doesNotContain("hunter2");
        assertThat(ready.question(AT, "pbkdf2-hash").toString()).doesNotContain("pbkdf2-hash");
        assertThat(ready.question(AT, "x").id()).isEqualTo(Optional.empty());
    }
}
