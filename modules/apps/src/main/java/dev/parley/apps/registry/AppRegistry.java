package dev.parley.apps.registry;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.AppSettings;
import dev.parley.apps.Scope;
import dev.parley.apps.SigningSecret;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.Members.Fault;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Creates, changes and deletes apps for all nodes. Keeps nothing itself, and is safe on every thread. Of changes that meet,
 * none is lost: each is made to what the other left. A future fails only when the shared memory cannot be reached.
 *
 * <p>What is to be done comes as JSON, in the form that {@code openapi.yaml} describes, and with all its faults told at once.
 */
public final class AppRegistry {

    /** How long an answer may wait for this node to know what it has done. */
    private static final long KNOWN_WITHIN_MILLIS = 1_000;

    private static final String ID = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}";

    private final AppRecords records;
    private final AppDirectory directory;
    private final AppRules rules;
    private final InstantSource clock;
    private final RecordChange change;
    private final Mint mint = new Mint();
    private final KeyRing keys = new KeyRing(mint);
    private final SecretRing secrets = new SecretRing(mint);

    /**
     * The registry as one node uses it.
     *
     * @param directory what this node knows, which is brought up to date by each change
     */
    public AppRegistry(AppRecords records, AppDirectory directory, AppRules rules, InstantSource clock) {
        this.records = records;
        this.directory = directory;
        this.rules = rules;
        this.clock = clock;
        this.change = new RecordChange(records, rules.maxBytes());
    }

    /** An app with a first key for everything and a first secret. Creations that meet may go over the limit by as many. */
    public Future<Outcome<CreatedApp>> create(RawJson body) {
        Members members = Members.withoutNulls(body);
        Optional<String> id = members.text(
                "id",
                "1 to 64 letters, digits, '.', '_' and '-', and more than dots",
                text -> Optional.of(text).filter(name -> name.matches(ID)));
        AppSettings settings = SettingsReader.read(members, rules.plainLoopback());
        if (!members.faults().isEmpty()) return refused(new Refusal.Invalid(members.faults()));
        CreatedApp created = created(id.orElseGet(mint::appId), settings);
        String name = created.app().id();
        String text = AppJson.write(created.app());
        Optional<Refusal> tooLarge = change.tooLarge(text);
        if (tooLarge.isPresent()) return refused(tooLarge.get());
        if (isConfigured(name)) return refused(new Refusal.IdTaken(name));
        return known(records.all().compose(all -> {
            if (all.containsKey(name)) return refused(new Refusal.IdTaken(name));
            if (all.size() >= rules.most()) return refused(new Refusal.TooMany("apps", rules.most()));
            return records.create(name, text)
                    .compose(done -> done
                            ? Future.succeededFuture(new Outcome.Done<>(created))
                            : refused(new Refusal.IdTaken(name)));
        }));
    }

    private CreatedApp created(String id, AppSettings settings) {
        IssuedKey key = mint.key(EnumSet.allOf(Scope.class), Optional.empty());
        IssuedSecret secret = mint.secret();
        var app = new App(
                id,
                settings.name(),
                List.of(key.key()),
                List.of(secret.secret()),
                settings.trusts(),
                settings.hook(),
                settings.origins(),
                settings.md5JoinTokens(),
                settings.limits());
        return new CreatedApp(app, key, secret);
    }

    /**
     * The apps that can be read, among them the one of the configuration.
     *
     * @param after the id after which the page begins; empty for the first one
     */
    public Future<AppPage> list(String after, int most) {
        return records.all().map(all -> {
            var texts = new TreeMap<>(all);
            App configured = directory.configured();
            texts.put(configured.id(), "");
            var page = new ArrayList<App>();
            for (Map.Entry<String, String> each : texts.tailMap(after, false).entrySet()) {
                if (page.size() == most)
                    return new AppPage(page, Optional.of(page.getLast().id()));
                if (isConfigured(each.getKey())) page.add(configured);
                else AppJson.read(each.getKey(), each.getValue()).ifPresent(page::add);
            }
            return new AppPage(page, Optional.empty());
        });
    }

    public Future<Outcome<App>> get(String id) {
        if (isConfigured(id)) return Future.succeededFuture(new Outcome.Done<>(directory.configured()));
        return records.one(id).map(text -> {
            if (text.isEmpty()) return new Outcome.Refused<>(new Refusal.UnknownApp(id));
            return AppJson.read(id, text.get())
                    .<Outcome<App>>map(Outcome.Done::new)
                    .orElseGet(() -> new Outcome.Refused<>(new Refusal.Unreadable(id)));
        });
    }

    /** Changes the members that a merge patch (RFC 7396) names; {@code null} takes one away. */
    public Future<Outcome<App>> patch(String id, RawJson patch) {
        if (patch.kind() != RawJson.Kind.OBJECT) {
            return refused(new Refusal.Invalid(List.of(new Fault("", "must be an object"))));
        }
        return change(id, app -> {
            RawJson settings = JsonWriter.build(w -> {
                w.beginObject();
                SettingsJson.writeWithSecrets(w, app.settings());
                w.endObject();
            });
            Members members = Members.withoutNulls(MergePatch.apply(settings, patch));
            App patched = app.with(SettingsReader.read(members, rules.plainLoopback()));
            if (!members.faults().isEmpty()) return Changed.refused(new Refusal.Invalid(members.faults()));
            return Changed.to(patched, patched);
        });
    }

    /** Deletes an app with all its keys and secrets; tells its id. */
    public Future<Outcome<String>> delete(String id) {
        if (isConfigured(id)) return refused(new Refusal.Configured(id));
        return known(change.remove(id));
    }

    /** {@code {"scopes": [...], "until"?: time}}. */
    public Future<Outcome<IssuedKey>> addKey(String app, RawJson body) {
        return change(app, is -> keys.add(is, body, clock.instant()));
    }

    /** {@code {"overlap"?: seconds}}. */
    public Future<Outcome<IssuedKey>> rotateKey(String app, String key, RawJson body) {
        return change(app, is -> keys.rotate(is, key, body, clock.instant()));
    }

    public Future<Outcome<ApiKey>> revokeKey(String app, String key) {
        return change(app, is -> keys.revoke(is, key, clock.instant()));
    }

    /** {@code {"overlap"?: seconds}}. */
    public Future<Outcome<IssuedSecret>> rotateSecret(String app, RawJson body) {
        return change(app, is -> secrets.rotate(is, body, clock.instant()));
    }

    public Future<Outcome<SigningSecret>> revokeSecret(String app, String secret) {
        return change(app, is -> secrets.revoke(is, secret, clock.instant()));
    }

    private <T> Future<Outcome<T>> change(String id, Function<App, Outcome<Changed<T>>> step) {
        if (isConfigured(id)) return refused(new Refusal.Configured(id));
        return known(change.change(id, step));
    }

    public boolean isConfigured(String id) {
        return id.equals(directory.configured().id());
    }

    /** Done when this node knows too, so that whoever hears of it can go on here at once. */
    private <T> Future<Outcome<T>> known(Future<Outcome<T>> changed) {
        return changed.compose(outcome -> {
            if (outcome instanceof Outcome.Refused<T>) return Future.succeededFuture(outcome);
            return directory
                    .refresh()
                    .timeout(KNOWN_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                    .transform(known -> Future.succeededFuture(outcome));
        });
    }

    private static <T> Future<Outcome<T>> refused(Refusal why) {
        return Future.succeededFuture(new Outcome.Refused<>(why));
    }
}
