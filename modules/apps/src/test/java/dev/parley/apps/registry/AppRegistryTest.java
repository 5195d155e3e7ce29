package dev.parley.apps.registry;

import static dev.parley.apps.registry.TestRegistry.done;
import static dev.parley.apps.registry.TestRegistry.faults;
import static dev.parley.apps.registry.TestRegistry.get;
import static dev.parley.apps.registry.TestRegistry.json;
import static dev.parley.apps.registry.TestRegistry.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.KeySource;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.apps.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How apps come, change and go. */
class AppRegistryTest {

    private final TestRegistry here = new TestRegistry();

    @AfterEach
    void stop() {
        here.close();
    }

    @Nested
    class ANewApp {

        @Test
        void hasAKeyForEverythingAndASecretAndIsKnownAtOnce() {
            CreatedApp shop = here.create("shop");
            assertThat(shop.key().text()).matches("parley_[0-9a-f]{48}");
            assertThat(shop.secret().text()).matches("[0-9a-f]{64}");
            assertThat(shop.key().key().scopes()).containsExactlyInAnyOrder(Scope.values());
            assertThat(here.directory
                            .byKey(shop.key().text())
                            .orElseThrow()
                            .app()
                            .id())
                    .isEqualTo("shop");
            assertThat(shop.toString())
                    .doesNotContain(shop.key().text(), shop.secret().text());
            assertThat(here.records.texts.get("shop")).doesNotContain(shop.key().text());
        }

        @Test
        void getsAnIdIfItNamesNone() {
            App app = done(here.registry.create(json("{'name':'Shop'}"))).app();
            assertThat(app.id()).matches("app_[0-9a-f]{16}");
            assertThat(here.stored(app.id()).name()).isEqualTo("Shop");
        }

        @Test
        void doesNotTakeThePlaceOfAnother() {
            CreatedApp first = here.create("shop");
            assertThat(refused(here.registry.create(json("{'id':'shop','name':'2'}"))))
                    .isEqualTo(new Refusal.IdTaken("shop"));
            assertThat(here.directory.byKey(first.key().text())).isPresent();
            assertThat(refused(here.registry.create(json("{'id':'default','name':'2'}"))))
                    .isEqualTo(new Refusal.IdTaken("default"));
        }

        @Test
        void isOneTooManyAtSomePoint() {
            for (int i = 0; i < TestRegistry.RULES.most(); i++) here.create("app-" + i);
            assertThat(refused(here.registry.create(json("{'name':'n'}"))))
                    .isEqualTo(new Refusal.TooMany("apps", TestRegistry.RULES.most()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".", "..", "a b", "a/b", "\u00e4", "x%20"})
        void mustHaveAnIdThatFitsEverywhere(String id) {
            assertThat(faults(here.registry.create(json("{'id':'" + id + "','name':'n'}"))))
                    .containsExactly("id");
        }

        @Test
        void isToldAllItsFaultsTogether() {
            assertThat(faults(here.registry.create(json("{'id':'a b','limits':{'rooms':0,'moods':1,'event-bytes':'x'},"
                            + "'origins':['https://ok.example','ftp:/x'],'color':1,"
                            + "'hook':{'url':'http://127.0.0.1/','timeout':1},"
                            + "'trusts':[{'jwks':'http://issuer.example/','algorithms':['RS256']},"
                            + "{'secret':'s','algorithms':['RS256']},{'algorithms':['none']},"
                            + "{'public-key':'-----BEGIN PUBLIC KEY-----x-----END PUBLIC KEY-----','algorithms':['RS256']},"
                            + "{'secret':'s','jwks':'https://i.example','algorithms':['HS256'],'kid':1}]}"))))
                    .containsExactlyInAnyOrder(
                            "id",
                            "name",
                            "limits.rooms",
                            "limits.moods",
                            "limits.event-bytes",
                            "origins",
                            "color",
                            "hook.url",
                            "hook.timeout",
                            "trusts[0].jwks",
                            "trusts[1].algorithms",
                            "trusts[2].algorithms",
                            "trusts[2].secret",
                            "trusts[3].public-key",
                            "trusts[4].secret",
                            "trusts[4].kid");
        }

        @Test
        void thatIsTooLargeIsRefused() {
            String origins = "'" + "o".repeat(250) + "'" + (",'" + "o".repeat(250) + "'").repeat(99);
            assertThat(faults(here.registry.create(json("{'name':'n','origins':[" + origins + "]}"))))
                    .containsExactly("");
            assertThat(here.records.texts).isEmpty();
        }
    }

    @Nested
    class APatch {

        @Test
        void changesWhatItNamesAndNothingElse() {
            here.create("shop");
            done(here.registry.patch(
                    "shop", json("{'limits':{'rooms':5,'json-depth':6},'origins':['Shop.example/']}")));
            App app = done(here.registry.patch("shop", json("{'name':'S','limits':{'rooms':null,'event-length':7}}")));
            assertThat(app.name()).isEqualTo("S");
            assertThat(app.limits()).isEqualTo(new Limits(Map.of(Limit.JSON_DEPTH, 6, Limit.EVENT_LENGTH, 7)));
            assertThat(app.origins()).contains(List.of("shop.example"));
            assertThat(app.keys()).hasSize(1);
            assertThat(here.stored("shop")).isEqualTo(app);
        }

        @Test
        void takesAwayWhatIsNull() {
            here.create("shop");
            done(here.registry.patch(
                    "shop",
                    json("{'hook':{'url':'https://h.example/','cache':5},'origins':['a'],'allow-md5-join-tokens':true,"
                            + "'trusts':[{'secret':'12345678','algorithms':['HS256']}]}")));
            App app = done(here.registry.patch(
                    "shop", json("{'hook':{'cache':null},'origins':null,'allow-md5-join-tokens':null}")));
            assertThat(app.hook().orElseThrow().cache()).isZero();
            assertThat(app.origins()).isEmpty();
            assertThat(app.md5JoinTokens()).isFalse();
            assertThat(app.trusts()).singleElement().matches(trust -> trust.keys() instanceof KeySource.Secret);
            App rest = done(here.registry.patch("shop", json("{'hook':null,'trusts':null}")));
            assertThat(rest.hook()).isEqualTo(Optional.empty());
            assertThat(rest.trusts()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'name':null}",
                    "{'nmae':null}",
                    "{'limits':{'moods':null}}",
                    "{'id':'x'}",
                    "{'keys':[]}",
                    "{'secrets':null}",
                    "{'hook':{'cache':5}}",
                    "[]"
                })
        void thatMakesNoSenseChangesNothing(String patch) {
            here.create("shop");
            String before = here.records.texts.get("shop");
            assertThat(faults(here.registry.patch("shop", json(patch)))).hasSizeGreaterThan(0);
            assertThat(here.records.texts.get("shop")).isEqualTo(before);
        }

        @Test
        void doesNotUndoOneThatCameInBetween() {
            here.create("shop");
            here.records.inBetween = () -> here.registry.patch("shop", json("{'limits':{'rooms':5}}"));
            done(here.registry.patch("shop", json("{'name':'S'}")));
            assertThat(here.stored("shop").name()).isEqualTo("S");
            assertThat(here.stored("shop").limits()).isEqualTo(new Limits(Map.of(Limit.ROOMS, 5)));
        }

        @Test
        void givesUpWhenOthersNeverCease() {
            here.create("shop");
            here.records.inBetween = new Runnable() {
                private int n;

                @Override
                public void run() {
                    String text = here.records.texts.get("shop");
                    here.records.texts.put("shop", text.replaceFirst("\\{", "{\"n\":" + n++ + ","));
                    here.records.inBetween = this;
                }
            };
            assertThat(refused(here.registry.patch("shop", json("{'name':'S'}"))))
                    .isEqualTo(new Refusal.Contended("shop"));
        }

        @Test
        void ofTheConfiguredAppOrOfNoneIsRefused() {
            assertThat(refused(here.registry.patch("default", json("{'name':'S'}"))))
                    .isEqualTo(new Refusal.Configured("default"));
            assertThat(refused(here.registry.patch("nope", json("{'name':'S'}"))))
                    .isEqualTo(new Refusal.UnknownApp("nope"));
        }
    }

    @Nested
    class AnAppThatCannotBeRead {

        @Test
        void isNotChangedButCanBeDeleted() {
            here.records.texts.put("torn", "{");
            assertThat(refused(here.registry.get("torn"))).isEqualTo(new Refusal.Unreadable("torn"));
            assertThat(refused(here.registry.patch("torn", json("{'name':'S'}"))))
                    .isEqualTo(new Refusal.Unreadable("torn"));
            assertThat(done(here.registry.delete("torn"))).isEqualTo("torn");
            assertThat(refused(here.registry.get("torn"))).isEqualTo(new Refusal.UnknownApp("torn"));
        }
    }

    @Nested
    class AList {

        @Test
        void comesInPagesSortedByIdAndHasTheConfiguredApp() {
            for (String id : new String[] {"zoo", "abc", "mid"}) here.create(id);
            here.records.texts.put("kaput", "{");
            AppPage first = get(here.registry.list("", 2));
            assertThat(first.apps()).extracting(App::id).containsExactly("abc", "default");
            assertThat(first.next()).contains("default");
            AppPage second = get(here.registry.list("default", 2));
            assertThat(second.apps()).extracting(App::id).containsExactly("mid", "zoo");
            assertThat(second.next()).isEmpty();
        }
    }

    @Nested
    class ADeletedApp {

        @Test
        void takesItsKeysAlong() {
            String key = here.create("shop").key().text();
            done(here.registry.delete("shop"));
            assertThat(here.directory.byKey(key)).isEmpty();
            assertThat(refused(here.registry.delete("shop"))).isEqualTo(new Refusal.UnknownApp("shop"));
            assertThat(refused(here.registry.delete("default"))).isEqualTo(new Refusal.Configured("default"));
        }
    }
}
