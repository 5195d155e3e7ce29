package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static dev.parley.chat.Tests.PATIENCE;
import static dev.parley.chat.Tests.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.UserQuestion.CreateUser;
import dev.parley.bus.chat.UserQuestion.Credentials;
import dev.parley.bus.chat.UserQuestion.DeleteUser;
import dev.parley.bus.chat.UserQuestion.FindLogin;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.bus.chat.UserQuestion.ListUsers;
import dev.parley.bus.chat.UserQuestion.Login;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.bus.chat.UserQuestion.Seen;
import dev.parley.bus.chat.UserQuestion.UpdateUser;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users are made, changed, found and deleted. */
class UsersTest {

    private static int namespaces;

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture();

    private ChatNode node;
    private AppNamespace at;

    @BeforeEach
    void aNamespace() {
        node = CHAT.node();
        at = new AppNamespace("app", "/" + namespaces++);
    }

    private CreateUser create(String id, Login login) {
        return new CreateUser(
                at, Optional.of(id), IdForm.UUID, Optional.of("Ann"), json("{\"a\":1}"), Optional.ofNullable(login));
    }

    private List<ChatUser> find(String... ids) {
        return node.told(new FindUsers(at, Set.of(ids)));
    }

    @Test
    void aUserIsFoundAsItWasMade() {
        ChatUser made = node.told(create("ann", null));
        assertThat(made.created()).isEqualTo(CHAT.now());
        assertThat(find("ann", "bob")).containsExactly(made);
        assertThat(node.refused(create("ann", null))).isEqualTo(ChatFault.USER_EXISTS);
    }

    @Test
    void anIdIsMadeInTheFormThatIsWanted() {
        for (IdForm form : IdForm.values()) {
            var user = node.told(new CreateUser(
                    at, Optional.empty(), form, Optional.empty(), RawJson.EMPTY_OBJECT, Optional.empty()));
            assertThat(user.id()).hasSize(form == IdForm.UUID ? 36 : 24);
            assertThat(find(user.id())).containsExactly(user);
        }
    }

    @Test
    void nobodyIsSeenInAnotherNamespace() {
        node.told(create("ann", null));
        assertThat(node.told(new FindUsers(AT, Set.of("ann")))).isEmpty();
        assertThat(node.told(new FindUsers(new AppNamespace("other", at.name()), Set.of("ann"))))
                .isEmpty();
    }

    @Test
    void putMakesOrReplacesAndBringsBack() {
        ChatUser made = node.told(new PutUser(at, "ann", Optional.of("Ann"), json("{\"a\":1}")));
        CHAT.pass(Duration.ofSeconds(1));
        ChatUser replaced = node.told(new PutUser(at, "ann", Optional.empty(), RawJson.EMPTY_OBJECT));
        assertThat(replaced.name()).isEmpty();
        assertThat(replaced.created()).isEqualTo(made.created());
        assertThat(replaced.updated()).isEqualTo(CHAT.now());
        node.told(new DeleteUser(at, "ann"));
        assertThat(node.told(new PutUser(at, "ann", Optional.empty(), RawJson.EMPTY_OBJECT))
                        .deleted())
                .isEmpty();
    }

    @Test
    void updateChangesWhatIsGiven() {
        node.told(create("ann", null));
        ChatUser renamed = node.told(new UpdateUser(at, "ann", Optional.of("Anna"), Optional.empty()));
        assertThat(renamed.name()).contains("Anna");
        assertThat(renamed.data()).isEqualTo(json("{\"a\":1}"));
        assertThat(node.told(new UpdateUser(at, "ann", Optional.empty(), Optional.of(json("{\"b\":2}"))))
                        .data())
                .isEqualTo(json("{\"b\":2}"));
        assertThat(node.refused(new UpdateUser(at, "bob", Optional.of("Bob"), Optional.empty())))
                .isEqualTo(ChatFault.UNKNOWN_USER);
    }

    @Test
    void aDeletedUserIsStillFoundAndNoMoreChanged() {
        node.told(create("ann", null));
        ChatUser deleted = node.told(new DeleteUser(at, "ann"));
        assertThat(deleted.deleted()).contains(CHAT.now());
        assertThat(find("ann")).containsExactly(deleted);
        assertThat(node.refused(new UpdateUser(at, "ann", Optional.of("x"), Optional.empty())))
                .isEqualTo(ChatFault.UNKNOWN_USER);
        assertThat(node.refused(new DeleteUser(at, "bob"))).isEqualTo(ChatFault.UNKNOWN_USER);
    }

    @Test
    void listsHaveTheNewestFirstAndNoDeletedOnes() {
        for (int i = 0; i < 7; i++) {
            CHAT.pass(Duration.ofSeconds(1));
            node.told(create("user-" + i, null));
        }
        node.told(new DeleteUser(at, "user-3"));
        Listing<ChatUser> page = node.told(new ListUsers(at, new Page(2, 2)));
        assertThat(page.items()).extracting(ChatUser::id).containsExactly("user-4", "user-2");
        assertThat(page.total()).isEqualTo(6);
        assertThat(node.told(new ListUsers(at, new Page(9, 2))).items()).isEmpty();
    }

    @Test
    void whenAUserWasSeenIsStoredAfterAWhileAndOnlyForKnownOnes() {
        node.told(create("ann", null));
        node.told(new Seen(at, "ann", CHAT.now()));
        node.told(new Seen(at, "ann", CHAT.now().minusSeconds(5)));
        node.told(new Seen(at, "nobody", CHAT.now()));
        await().atMost(PATIENCE).until(() -> find("ann").getFirst().lastSeen().equals(Optional.of(CHAT.now())));
        assertThat(find("nobody")).isEmpty();
    }

    @Nested
    class SigningIn {

        private final Login login = new Login(Set.of("ann", "ann@example.org"), "hash-1");

        private Credentials credentials(String name) {
            return node.told(new FindLogin(at, name));
        }

        @Test
        void anyOfTheNamesFindsTheUser() {
            ChatUser ann = node.told(create("1", login));
            for (String name : login.names()) {
                assertThat(credentials(name).user()).isEqualTo(ann);
                assertThat(credentials(name).passwordHash()).isEqualTo("hash-1");
            }
            assertThat(node.refused(new FindLogin(at, "bob"))).isEqualTo(ChatFault.UNKNOWN_USER);
            assertThat(node.refused(new FindLogin(AT, "ann"))).isEqualTo(ChatFault.UNKNOWN_USER);
        }

        @Test
        void aNameThatIsTakenMakesNoUserAndTakesNoOtherName() {
            node.told(create("1", login));
            assertThat(node.refused(create("2", new Login(Set.of("other", "ann"), "hash-2"))))
                    .isEqualTo(ChatFault.LOGIN_TAKEN);
            assertThat(find("2")).isEmpty();
            assertThat(node.refused(new FindLogin(at, "other"))).isEqualTo(ChatFault.UNKNOWN_USER);
            assertThat(credentials("ann").passwordHash()).isEqualTo("hash-1");
            node.told(create("2", new Login(Set.of("other"), "hash-2")));
        }

        @Test
        void ofManyWhoWantANameOneGetsIt() {
            var answers = new ArrayList<io.vertx.core.Future<dev.parley.bus.chat.ChatAnswer<ChatUser>>>();
            for (int i = 0; i < 10; i++) answers.add(node.chat.ask(create("user-" + i, login)));
            long made = answers.stream()
                    .map(Tests::get)
                    .filter(dev.parley.bus.chat.ChatAnswer.Told.class::isInstance)
                    .count();
            // Two who each have one of the names may both have to give way.
            assertThat(made).isLessThanOrEqualTo(1);
            assertThat(node.told(new ListUsers(at, new Page(1, 20))).total()).isEqualTo(made);
        }

        @Test
        void whoIsDeletedSignsInNoMoreAndOthersMayHaveTheName() {
            node.told(create("1", login));
            node.told(new DeleteUser(at, "1"));
            assertThat(node.refused(new FindLogin(at, "ann"))).isEqualTo(ChatFault.UNKNOWN_USER);
            ChatUser next = node.told(create("2", login));
            assertThat(credentials("ann").user()).isEqualTo(next);
            node.told(new DeleteUser(at, "1"));
            assertThat(credentials("ann").user()).isEqualTo(next);
        }
    }

    @Test
    void badOnesAreRefusedAndNotStored() {
        assertThat(node.refused(create("", null))).isEqualTo(ChatFault.INVALID_ID);
        assertThat(node.refused(create("x".repeat(129), null))).isEqualTo(ChatFault.INVALID_ID);
        assertThat(node.refused(new PutUser(at, "a\nb", Optional.empty(), RawJson.EMPTY_OBJECT)))
                .isEqualTo(ChatFault.INVALID_ID);
        RawJson large = json("{\"a\":\"" + "x".repeat(16_000) + "\"}");
        assertThat(node.refused(new PutUser(at, "ann", Optional.empty(), large)))
                .isEqualTo(ChatFault.DATA_TOO_LARGE);
        assertThat(node.told(new ListUsers(at, new Page(1, 5))).total()).isZero();
    }
}
