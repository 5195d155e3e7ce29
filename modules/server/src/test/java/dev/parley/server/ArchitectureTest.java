package dev.parley.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;

/** The walls of the house. What Maven cannot refuse is refused here. */
@AnalyzeClasses(packages = "dev.parley", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] VERTICLE_MODULES = {
        "dev.parley.sockets..",
        "dev.parley.tokens..",
        "dev.parley.webhooks..",
        "dev.parley.chat..",
        "dev.parley.api..",
        "dev.parley.redis.."
    };

    @ArchTest
    static final ArchRule theProtocolIsPure = classes()
            .that()
            .resideInAPackage("dev.parley.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.parley.protocol..", "java..", "org.jspecify.annotations..");

    /** Backends take it without taking anything else. */
    @ArchTest
    static final ArchRule theClientIsOfTheJdkAlone = classes()
            .that()
            .resideInAPackage("dev.parley.client..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.parley.client..", "java..", "javax.crypto..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theBusKnowsNothingAboveTheProtocol = classes()
            .that()
            .resideInAPackage("dev.parley.bus..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.bus..",
                    "dev.parley.protocol..",
                    "java..",
                    "javax.crypto..",
                    "io.vertx.core..",
                    "org.slf4j..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule onlyTheBusTouchesTheEventBus = noClasses()
            .that(not(resideInAPackage("dev.parley.bus..")))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(EventBus.class);

    @ArchTest
    static final ArchRule onlyTheClusterKnowsHazelcast = noClasses()
            .that(not(resideInAPackage("dev.parley.cluster..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsMongo = noClasses()
            .that(not(resideInAPackage("dev.parley.store..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.ext.mongo..", "com.mongodb..", "org.bson..", "de.bwaldvogel..", "org.h2..");

    @ArchTest
    static final ArchRule onlyTheBridgeKnowsRedis = noClasses()
            .that(not(resideInAPackage("dev.parley.redis..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..");

    @ArchTest
    static final ArchRule noDatabaseOnTheSocketPath = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.parley.sockets..", "dev.parley.tokens..", "dev.parley.api..", "dev.parley.profiles..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.store..");

    /**
     * A WebSocket is written below Vert.x, and read in place of it, whose queues would be most of what an idle connection
     * takes; it is closed below it where Vert.x would reset a client that still sends; and what its client sends too early is
     * kept below it, for Vert.x loses that. The embedded store takes its documents in the bytes
     * of its server. Calls of other servers go to addresses that were looked up and judged before, and their errors are told
     * apart, for which Vert.x has no words of its own. The contract of the HTTP API is resolved by the build, and the library's
     * own way in would do it again at each start.
     */
    @ArchTest
    static final ArchRule nineClassesKnowNettyOrTheInsideOfVertx = noClasses()
            .that(not(simpleName("NettyLink")
                    .or(simpleName("WebSocketInput"))
                    .or(simpleName("LingeringClose"))
                    .or(simpleName("EarlyFrames"))
                    .or(simpleName("DocumentBytes"))
                    .or(simpleName("Lookup"))
                    .or(simpleName("AddressBlock"))
                    .or(simpleName("Failures"))
                    .or(resideInAPackage("dev.parley.api.contract").and(simpleName("Contract")))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.vertx.core.internal..", "io.vertx..impl..");

    @ArchTest
    static final ArchRule verticleModulesAreStrangers = slices().matching(
                    "dev.parley.(sockets|tokens|webhooks|chat|api|redis)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule noVerticleModuleKnowsWhoComposesIt = noClasses()
            .that()
            .resideInAnyPackage(VERTICLE_MODULES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parley.profiles..", "dev.parley.server..");

    @ArchTest
    static final ArchRule theEngineKnowsNothingAboveIt = noClasses()
            .that()
            .resideInAPackage("dev.parley.sockets.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.sockets");

    /** A session does not know on which node its client's requests came in. */
    @ArchTest
    static final ArchRule onlyTheEnginesRelayKnowsThatThereAreOtherNodes = noClasses()
            .that()
            .resideInAPackage("dev.parley.sockets.engine..")
            .and()
            .haveNameNotMatching(".*\\.(Relay|Remote|Sessions|SessionIds)[A-Za-z$0-9]*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parley.bus..", "dev.parley.cluster..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule verticlesAreNamedSo =
            classes().that().areAssignableTo(VerticleBase.class).should().haveSimpleNameEndingWith("Verticle");

    @ArchTest
    static final ArchRule nobodyWritesToTheConsoleButTheCommandLine = noClasses()
            .that(not(resideInAnyPackage("dev.parley.server.cli..", "dev.parley.testkit..", "dev.parley.chaos..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");

    private static DescribedPredicate<JavaClass> not(DescribedPredicate<? super JavaClass> condition) {
        return DescribedPredicate.not(condition.forSubtype());
    }
}
