package dev.parley.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.bench.proc.OwnThread.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OwnThreadTest {

    @Test
    void timeInWhichItGotNoCoreDoesNotMakeItLookIdle() {
        var before = new Moment(0, 0, 0);
        assertThat(new Moment(100, 50, 0).busySince(before)).isEqualTo(0.5, within(0.001));
        assertThat(new Moment(100, 50, 50).busySince(before)).isEqualTo(1, within(0.001));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThreadThatOnlyRunsIsBusy() {
        OwnThread own = OwnThread.current();
        Moment before = own.moment();
        while (System.nanoTime() - before.at() < 200_000_000) Thread.onSpinWait();
        assertThat(own.moment().busySince(before)).isBetween(0.7, 1.1);
    }
}
