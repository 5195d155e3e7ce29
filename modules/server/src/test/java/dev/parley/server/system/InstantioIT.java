package dev.parley.server.system;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@code instantio}, by stock clients, plain HTTP and a hook that is served: on one node, and on three where
 * clients and backend are each at another. Nodes are told no more than the variables of the contract's containers.
 */
@ParameterizedClass(name = "nodes: {0}")
@ValueSource(ints = {1, 3})
class InstantioIT {

    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final String WAIT_TIMEOUT = "3000";
    private static final String EMIT_KEY = "a-key-for-emits-and-nothing-else";

    private static StoreProcess store;

    @Parameter
    int nodes;

    @BeforeParameterizedClassInvocation
    static void start(int nodes) {
        store = StoreProcess.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        store.close();
    }

    private ParleyCluster start(int hook, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("PARLEY_PROFILE", "instantio");
        settings.put("SOCKETIO_NAMESPACES", "/instantio");
        settings.put("INSTANTIO_WEB_HOOK", "http://127.0.0.1:" + hook + "/state");
        settings.put("WAIT_TIMEOUT", WAIT_TIMEOUT);
        return ParleyCluster.start(nodes, store, new Secrets(), settings);
    }

    private static NodeScript scenario(ParleyCluster cluster, String program, int hook) {
        return cluster.scenario(program)
                .with("HOOK_PORT", hook)
                .with("WAIT_TIMEOUT", WAIT_TIMEOUT)
                .with("EMIT_KEY", EMIT_KEY);
    }

    @Test
    void clientsJoinWhatTheyNameAndAreGoneWithTheirNode() {
        int hook = FreePorts.one();
        try (ParleyCluster cluster = start(hook, Map.of())) {
            scenario(cluster, "instantio.mjs", hook).play(WITHIN);
            if (nodes > 1) die(cluster, hook);
        }
    }

    private void die(ParleyCluster cluster, int hook) {
        try (NodeScript.Playing playing =
                scenario(cluster, "instantio-death.mjs", hook).start()) {
            playing.await("kill", WITHIN);
            cluster.node(nodes).kill9();
            playing.finish(WITHIN);
        }
    }

    @Test
    void aBackendDecidesWhoJoinsWhat() {
        int hook = FreePorts.one();
        Map<String, String> verified = Map.of(
                "TOKEN_VERIFICATION_WEB_HOOK",
                "http://127.0.0.1:" + hook + "/verify",
                "PARLEY_PROFILES_INSTANTIO_VERIFICATION_TIMEOUT",
                "3s",
                "PARLEY_PROFILES_INSTANTIO_EMIT_KEYS",
                EMIT_KEY);
        try (ParleyCluster cluster = start(hook, verified)) {
            scenario(cluster, "instantio-verified.mjs", hook).play(WITHIN);
        }
    }
}
