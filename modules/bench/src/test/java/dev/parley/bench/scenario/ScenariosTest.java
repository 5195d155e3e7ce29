package dev.parley.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.contender.Contender;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    @Test
    void eachHasANameOfItsOwnAndParleyTakesPartInAll() {
        assertThat(Scenarios.all()).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(Scenarios.all()).allMatch(each -> each.fits(Contender.PARLEY));
    }

    @Test
    void quickOnesAreOfOneNodeAndTheBareReferenceTakesPartInAll() {
        assertThat(Scenarios.quick()).hasSize(5).allMatch(each -> each.nodes() == 1 && each.fits(Contender.BARE));
    }

    @Test
    void thoseOfSeveralNodesComeLastSoThatServersAreStartedOnce() {
        assertThat(Scenarios.all()).isSortedAccordingTo(Comparator.comparingInt(Scenario::nodes));
    }
}
