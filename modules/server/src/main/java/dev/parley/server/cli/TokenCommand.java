package dev.parley.server.cli;

import dev.parley.protocol.json.RawJson;
import dev.parley.server.config.Configuration;
import dev.parley.server.config.LoadResult.Loaded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley token}: mints a join token with the configured secret, for trials and scripts. */
@Command(name = "token", description = "Print a join token, signed with the first configured secret.")
public final class TokenCommand implements Callable<Integer> {

    private final Setup setup;
    private final TokenMint mint;
    private final InstantSource clock;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(names = "--room", required = true, paramLabel = "ROOM", description = "The room that it opens.")
    private String room = "";

    @Option(names = "--user", paramLabel = "USER", description = "The user that it names.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--can",
            split = ",",
            paramLabel = "CAPABILITY",
            description = "What it allows besides joining, such as publish. May be repeated.")
    private List<String> can = new ArrayList<>();

    @Option(
            names = "--expires-in",
            converter = Converters.OfDuration.class,
            paramLabel = "DURATION",
            description = "How long it is good for (default: 60s).")
    private Duration expiresIn = Duration.ofSeconds(60);

    @Option(
            names = "--data",
            converter = Converters.OfJson.class,
            paramLabel = "JSON",
            description = "What it tells other members.")
    private Optional<RawJson> data = Optional.empty();

    @Option(names = "--sid", paramLabel = "SID", description = "The only socket that may use it.")
    private Optional<String> sid = Optional.empty();

    @Option(names = "--jti", paramLabel = "ID", description = "Its own name, which makes it good for one use.")
    private Optional<String> jti = Optional.empty();

    public TokenCommand(Setup setup, TokenMint mint, InstantSource clock) {
        this.setup = setup;
        this.mint = mint;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return setup.with(options, this::print);
    }

    private int print(Loaded loaded) {
        Configuration configuration = loaded.configuration();
        if (configuration.app().secrets().isEmpty()) {
            return fail("no secret to sign with; set JOIN_TOKEN_SECRET or HTTP_API_KEY as for the server");
        }
        Duration most = configuration.tokens().maxLifetime();
        if (expiresIn.compareTo(most) > 0) {
            return fail("--expires-in is beyond tokens.max-lifetime, which is " + most.toSeconds() + "s");
        }
        Instant expiry = Instant.ofEpochSecond(clock.instant().plus(expiresIn).getEpochSecond());
        var order = new TokenMint.Order(configuration.app().id(), room, expiry, user, can, data, sid, jti);
        setup.console()
                .out()
                .println(mint.mint(
                        order, configuration.app().secrets().getFirst().key()));
        return ExitCode.OK;
    }

    private int fail(String text) {
        setup.console().err().println(text);
        return ExitCode.FAILED;
    }
}
