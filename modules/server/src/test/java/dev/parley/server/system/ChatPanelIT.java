package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@code chat-panel}, by stock clients and plain HTTP: what its clients have always seen, and what it was
 * known to be weak at. On one node; and on three, where senders, receivers and HTTP are each on another.
 */
@ParameterizedClass(name = "nodes: {0}")
@ValueSource(ints = {1, 3})
class ChatPanelIT {

    /** A dot in a secret is part of it; the other one is as short as people have it. */
    static final Map<String, String> SECRETS =
            Map.of("API_SECRET", "a.secret.with-dots-in-it", "JWT_SECRET", "12345678");

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final String PAGE = "https://shop.example";

    @TempDir
    private static Path folder;

    private static StoreProcess store;
    private static ParleyCluster cluster;
    private static Path files;

    @Parameter
    int nodes;

    @BeforeParameterizedClassInvocation
    static void start(int nodes) throws IOException {
        files = Files.createDirectories(folder.resolve("files-of-" + nodes));
        store = StoreProcess.start();
        cluster = ParleyCluster.start(
                nodes,
                store,
                new Secrets(),
                Map.of(
                        "API_SECRET", SECRETS.get("API_SECRET"),
                        "JWT_SECRET", SECRETS.get("JWT_SECRET"),
                        "PARLEY_PROFILE", "chat-panel",
                        "PARLEY_PROFILES_CHAT_PANEL_FILES", files.toString(),
                        "PARLEY_SOCKETS_ALLOWED_ORIGINS", PAGE));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        cluster.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "healthCheckIsForEverybody",
                "nothingIsDoneWithoutCredentials",
                "aUserIsCreated",
                "tokensAreMadeByBothRoutes",
                "noTokenIsMadeForWhoIsNotThere",
                "usersAreListedFoundAndChanged",
                "aRoomIsCreatedWithItsUsers",
                "roomsAreListedFoundAndChanged",
                "joiningNeedsAUser",
                "socketsWithoutAGoodHeaderAreLetInAndPutOut",
                "socketsJoinAndSendByTextsAndByObjects",
                "whoHasNotJoinedHearsNothing",
                "httpSendsToSocketsToo",
                "anUnknownRoomIsAnErrorThatIsAText",
                "historyIsReadInPages",
                "aDeletedRoomComesWithoutEnvelope"
            })
    void clientsSeeWhatTheyHaveAlwaysSeen(String check) {
        play("chat-panel.mjs", check);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aUserHasNoPower",
                "aRoomIsOpenToItsMembersAlone",
                "whoIsDeletedIsGoneAtOnce",
                "tokensAreCheckedEachTime",
                "aSecretMayHaveDots",
                "whatIsTooMuchIsRefusedOrCut",
                "listsAreBounded",
                "pagesThatCannotBeAreNamed",
                "listsLeaveOutWhatIsDeleted",
                "whatIsUnreadIsCounted",
                "membersOfTheWrongTypeAreNamed",
                "bodiesThatAreNoJsonAreNamed",
                "pathsThatAreNotThereAreNamedBelowItsOwnAlone",
                "eventsThatCannotBeUnderstoodAreErrors",
                "whoAsksForAnAcknowledgementGetsOne",
                "aDeletedRoomFallsSilent",
                "pagesOfAllowedOriginsMayAsk"
            })
    void itIsNotWeakWhereItWas(String check) {
        play("chat-panel-hardening.mjs", check);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filesComeWithTheirMessageAndMembersGetThem",
                "filesNeedNoText",
                "tenLargeFilesAreTaken",
                "whatIsNoPictureIsRefusedWhateverItIsCalled",
                "filesOfMessagesThatAreRefusedAreNotKept",
                "whatNeverEndsIsCutOffAndLeavesNothing",
                "noNameLeadsOutOfTheFolder"
            })
    void filesAreKeptForMembersAlone(String check) {
        play("chat-panel-files.mjs", check);
    }

    private static void play(String program, String check) {
        NodeScript script = cluster.scenario(program);
        for (Map.Entry<String, String> secret : SECRETS.entrySet())
            script = script.with(secret.getKey(), secret.getValue());
        script.with("CHECK", check).with("ALLOWED", PAGE).with("FILES", files).play(WITHIN);
        for (ParleyProcess node : cluster.nodes())
            assertThat(node.hasLoggedAnException()).as(node.tail()).isFalse();
    }
}
