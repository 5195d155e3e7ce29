package dev.parley.server;

import dev.parley.api.ProfileDocuments;
import dev.parley.api.ProfileRoutes;
import dev.parley.api.access.Witness;
import dev.parley.api.console.ConsoleConfig;
import dev.parley.bus.AppNamespace;
import dev.parley.chat.ChatDialect;
import dev.parley.profiles.Contract;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.adminui.AdminUi;
import dev.parley.profiles.channels.Channels;
import dev.parley.profiles.instantio.Instantio;
import dev.parley.profiles.marketplace.Marketplace;
import dev.parley.profiles.messaging.Messaging;
import dev.parley.profiles.panel.ChatPanel;
import dev.parley.profiles.parley.ParleyProfile;
import dev.parley.profiles.schema.EventDocument;
import dev.parley.profiles.schema.EventSchema;
import dev.parley.profiles.schema.ValidatedProfile;
import dev.parley.server.config.Configuration;
import dev.parley.sockets.NamePattern;
import dev.parley.sockets.Namespaces;
import dev.parley.sockets.Profile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each namespace of a node speaks. Immutable, safe on every thread. */
final class Contracts {

    private final Configuration config;

    /** The profiles that namespaces speak, by their names; routes of earlier ones go before those of later ones. */
    private final Map<String, Contract> contracts;

    /** Of those who run the server, by the names of their namespaces. */
    private final Map<String, Contract> operators;

    private final List<ProfileDocuments> documents;
    private final Namespaces namespaces;

    /** @param console the profile of the console's namespace, which has no document, if there is a console */
    Contracts(
            Configuration config,
            ProfileServices services,
            Optional<Profile> console,
            Witness witness,
            MeterRegistry meters) {
        this.config = config;
        Map<String, Contract> spoken = spoken(services);
        this.operators = operators(services, console, witness);
        this.documents = documents(spoken);
        this.contracts = validated(spoken, meters);
        this.namespaces = ofNamespaces();
    }

    Namespaces namespaces() {
        return namespaces;
    }

    /** Of the profiles that are spoken, that of {@code /} first. */
    List<ProfileDocuments> documents() {
        return documents;
    }

    /** What they serve over HTTP. */
    List<ProfileRoutes> routes() {
        return Stream.concat(operators.values().stream(), contracts.values().stream())
                .flatMap(contract -> contract.routes().stream())
                .toList();
    }

    /** How the clients of a namespace are told of chat. One that nobody can be in is told nothing. */
    Function<AppNamespace, ChatDialect> dialects() {
        Map<Profile, ChatDialect> dialects =
                contracts.values().stream().collect(Collectors.toMap(Contract::sockets, Contract::chat));
        return at -> Optional.ofNullable(namespaces.profile(at.name()))
                .map(dialects::get)
                .orElse(ChatDialect.SILENT);
    }

    private Map<String, Contract> spoken(ProfileServices services) {
        var contracts = new LinkedHashMap<String, Contract>();
        contracts.put("parley", ParleyProfile.contract(config.parley(), services));
        List<String> messaging = speaking("messaging");
        if (!messaging.isEmpty())
            contracts.put("messaging", Messaging.contract(config.messaging(), services, messaging));
        // Behind messaging, whose words in /auth it would take for names of users.
        config.panel().ifPresent(panel -> contracts.put("chat-panel", ChatPanel.contract(panel, services)));
        List<String> channels = speaking("channels");
        if (!channels.isEmpty()) contracts.put("channels", Channels.contract(config.channels(), services, channels));
        if (!speaking("instantio").isEmpty()) {
            contracts.put(
                    "instantio", Instantio.contract(config.instantio(), services, name -> speaks(name, "instantio")));
        }
        if (!speaking("marketplace").isEmpty()) {
            contracts.put("marketplace", Marketplace.contract(config.marketplace(), services));
        }
        return contracts;
    }

    private Map<String, Contract> operators(ProfileServices services, Optional<Profile> console, Witness witness) {
        var contracts = new LinkedHashMap<String, Contract>();
        config.adminUi().ifPresent(ui -> contracts.put(ui.namespace(), AdminUi.contract(ui, services, witness)));
        console.ifPresent(profile ->
                contracts.put(ConsoleConfig.NAMESPACE, new Contract(profile, ChatDialect.SILENT, List.of())));
        return contracts;
    }

    private List<ProfileDocuments> documents(Map<String, Contract> spoken) {
        Stream<ProfileDocuments> ofApps = Stream.concat(
                        Stream.ofNullable(config.namespaces().get("/")), config.namespaces().values().stream())
                .distinct()
                .map(profile -> Objects.requireNonNull(spoken.get(profile)).documents(profile));
        Stream<ProfileDocuments> ofOperators = config.adminUi().stream()
                .map(ui -> Objects.requireNonNull(operators.get(ui.namespace())).documents("admin-ui"));
        return Stream.concat(ofApps, ofOperators).toList();
    }

    /** The same, with a check in front of those whose namespaces want one. */
    private Map<String, Contract> validated(Map<String, Contract> spoken, MeterRegistry meters) {
        if (config.validateIn().isEmpty()) return spoken;
        Predicate<String> where = NamePattern.anyOf(config.validateIn());
        var checked = new LinkedHashMap<>(spoken);
        for (ProfileDocuments each : documents) {
            Counter refused = Counter.builder("parley.events.invalid")
                    .description("Events of clients that are not as their document says")
                    .tag("profile", each.profile())
                    .register(meters);
            Map<String, EventSchema> events = EventDocument.parse(each.events()).fromClients();
            checked.computeIfPresent(
                    each.profile(),
                    (name, contract) ->
                            contract.behind(new ValidatedProfile(contract.sockets(), where, events, refused)));
        }
        return checked;
    }

    private Namespaces ofNamespaces() {
        var profiles = new LinkedHashMap<String, Profile>();
        config.namespaces()
                .forEach((name, profile) -> profiles.put(name, contract(profile).sockets()));
        operators.forEach((name, contract) -> profiles.put(name, contract.sockets()));
        Namespaces all = Namespaces.of(profiles)
                .ofOperators(operators.keySet())
                .droppingOldestIn(config.sockets().limits().dropOldestIn());
        Profile own = contract("parley").sockets();
        Predicate<String> recoverable =
                config.recovery().namespaces().map(NamePattern::anyOf).orElse(name -> own.equals(all.profile(name)));
        return all.recoveringIn(name -> recoverable.test(name) && all.isOfApps(name));
    }

    private boolean speaks(String namespace, String profile) {
        return contract(profile).sockets().equals(namespaces.profile(namespace));
    }

    /** The namespaces of a profile. */
    private List<String> speaking(String profile) {
        return config.namespaces().entrySet().stream()
                .filter(each -> each.getValue().equals(profile))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Contract contract(String profile) {
        return Objects.requireNonNull(contracts.get(profile));
    }
}
