package dev.parley.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code scripts/simulate} has it run for longer, on more nodes, or again from a seed. */
class ClusterSimulationTest {

    private static final String PREFIX = "parley.simulation.";
    private static final int RUNS = Integer.getInteger(PREFIX + "runs", 300);
    private static final long SEED = Long.getLong(PREFIX + "seed", 1);
    private static final int FEWEST = 3;
    private static final int MOST = Integer.getInteger(PREFIX + "nodes", 7);
    private static final int STEPS = Integer.getInteger(PREFIX + "steps", 80);

    @Nested
    class WhateverHappensToHostsAndConnections {

        @Test
        void nodesSayWhatIsTrue() {
            long judged = LongStream.range(SEED, SEED + RUNS).map(this::run).sum();
            assertThat(judged).as("the oracle was asked").isPositive();
        }

        private long run(long seed) {
            int nodes = FEWEST + (int) Long.remainderUnsigned(seed, MOST - FEWEST + 1);
            Scenario scenario = Scenarios.of(seed, nodes, STEPS);
            Oracle oracle = new Simulation(scenario, false).run();
            oracle.finding().ifPresent(finding -> {
                Scenario smallest = Shrinker.shrink(scenario, finding.rule());
                fail("%s%n%s%n%s%nAgain: scripts/simulate %d %d 1"
                        .formatted(finding, smallest, Simulation.run(smallest).orElseThrow(), seed, MOST));
            });
            return oracle.judged();
        }
    }

    @Nested
    class AClusterOfAnySize {

        @Test
        void sendsAnEventToNodesWithMembersAlone() {
            for (int nodes : new int[] {FEWEST, 10, 20}) {
                CostTable.Row row = CostTable.of(nodes, 2);
                assertThat(row.fromMember()).isEqualTo(1);
                assertThat(row.fromOther()).isEqualTo(2);
            }
        }

        @Test
        void hearsOfTheFirstJoinAndTheLastLeaveOfANodeAlone() {
            CostTable.Row row = CostTable.of(10, 2);
            assertThat(row.firstJoin()).isEqualTo(9);
            assertThat(row.nextJoin()).isZero();
            assertThat(row.lastLeave()).isEqualTo(9);
        }

        @Test
        void hearsOfAThousandJoinsAtOnceInTwoBatches() {
            assertThat(CostTable.of(10, 2).burst()).isEqualTo(2 * 9);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = PREFIX + "table", matches = "true")
    void printsWhatItCosts() {
        System.out.println(CostReport.of(3, 10, 50, 200));
    }
}
