package dev.parley.sockets.tls;

import dev.parley.sockets.tls.TlsFiles.Flaw;
import dev.parley.sockets.tls.TlsFiles.Reading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the certificate's files from time to time and has the listener show what is new in them. Connections that there
 * are go on as they began. Files that cannot be used change nothing, and are told of once, when the next look finds the
 * same: whoever puts two files in place does it one after the other.
 */
public final class CertificateVerticle extends VerticleBase {

    private static final Logger log = LoggerFactory.getLogger(CertificateVerticle.class);

    private final TlsConfig config;
    private final Function<ServerCertificate, Future<?>> show;
    private final InstantSource clock;
    private final Counter taken;
    private final Counter refused;
    private volatile ServerCertificate shown;
    private List<Flaw> lastFlaws = List.of();
    private boolean told;
    private boolean looking;

    /**
     * @param show has every listener of the node show a certificate from now on; fails if one cannot
     */
    public CertificateVerticle(
            TlsConfig config, Function<ServerCertificate, Future<?>> show, InstantSource clock, MeterRegistry meters) {
        this.config = config;
        this.show = show;
        this.clock = clock;
        this.shown = config.first();
        this.taken = reloads("taken", meters);
        this.refused = reloads("refused", meters);
        Gauge.builder(
                        "parley.tls.certificate.expiry",
                        this,
                        it -> it.shown.expiry().getEpochSecond())
                .description("When the certificate ends that the listener shows, in Unix time")
                .baseUnit("seconds")
                .register(meters);
    }

    private static Counter reloads(String outcome, MeterRegistry meters) {
        return Counter.builder("parley.tls.reloads")
                .tag("outcome", outcome)
                .description("Changed certificates, by whether the listener shows them")
                .register(meters);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(config.reloadInterval().toMillis(), tick -> look());
        return Future.succeededFuture();
    }

    private void look() {
        if (looking) return;
        looking = true;
        vertx.executeBlocking(config.files()::read).compose(this::judge).onComplete(judged -> looking = false);
    }

    private Future<Void> judge(Reading reading) {
        return switch (reading) {
            case Reading.Good(ServerCertificate found) when found.isSameAs(shown) -> forgive();
            case Reading.Good(ServerCertificate found)
            when found.expiry().isBefore(clock.instant()) ->
                refuse(List.of(new Flaw(
                        false, "'" + config.files().certificate() + "' has expired", "put a valid certificate there")));
            case Reading.Good(ServerCertificate found) -> take(found);
            case Reading.Faulty(List<Flaw> flaws) -> refuse(flaws);
        };
    }

    private Future<Void> take(ServerCertificate found) {
        return show.apply(found)
                .compose(
                        done -> {
                            shown = found;
                            taken.increment();
                            log.info("the listener shows another certificate: {}", found.description());
                            return forgive();
                        },
                        fault -> refuse(unusable(fault)));
    }

    private List<Flaw> unusable(Throwable fault) {
        return List.of(new Flaw(
                false,
                "'" + config.files().certificate() + "' cannot be used (" + fault.getMessage() + ")",
                "put a certificate there that servers may use"));
    }

    private Future<Void> forgive() {
        lastFlaws = List.of();
        told = false;
        return Future.succeededFuture();
    }

    private Future<Void> refuse(List<Flaw> flaws) {
        boolean stays = flaws.equals(lastFlaws);
        if (stays && !told) {
            told = true;
            refused.increment();
            log.warn(
                    "the listener goes on with its certificate ({}): {}",
                    shown.description(),
                    flaws.stream()
                            .map(flaw -> flaw.problem() + "; " + flaw.fix())
                            .collect(Collectors.joining(", ")));
        }
        if (!stays) told = false;
        lastFlaws = flaws;
        return Future.succeededFuture();
    }
}
