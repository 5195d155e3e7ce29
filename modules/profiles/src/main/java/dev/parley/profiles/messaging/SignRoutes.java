package dev.parley.profiles.messaging;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintJwt;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.UserQuestion.Credentials;
import dev.parley.bus.chat.UserQuestion.FindLogin;
import dev.parley.profiles.JsonBody;
import dev.parley.profiles.ProfileServices;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code POST /auth/sign-up} and {@code POST /auth/sign-in}: both answer {@code {"token","user"}}. Safe on every thread.
 *
 * @param at where users sign up
 */
record SignRoutes(MessagingConfig config, ProfileServices node, Passwords passwords, Supplier<AppNamespace> at) {

    private static final String NOT_JSON = "The body is not JSON";
    private static final String INVALID = "Username or Password is invalid";
    private static final String TOO_MANY = "Too many are signing in at the moment, try again";
    private static final String FAILED = "Failed to create user";

    void signUp(RoutingContext ctx) {
        Optional<RawJson> body = JsonBody.of(ctx);
        if (body.isEmpty()) {
            HttpReply.error(ctx, 400, NOT_JSON);
            return;
        }
        switch (SignUp.read(body.get(), config.openRoles())) {
            case SignUp.Unfit unfit -> HttpReply.error(ctx, unfit.status(), unfit.why());
            case SignUp.Ready ready ->
                passwords
                        .hash(ready.password())
                        .onSuccess(hash -> hash.ifPresentOrElse(
                                made -> create(ctx, ready, made), () -> HttpReply.error(ctx, 503, TOO_MANY)))
                        .onFailure(ctx::fail);
        }
    }

    private void create(RoutingContext ctx, SignUp.Ready ready, String hash) {
        AppNamespace here = at.get();
        node.chat().ask(ready.question(here, hash)).onSuccess(answer -> {
            switch (answer) {
                case Told<ChatUser> told -> welcome(ctx, here, told.value());
                case Refused<ChatUser> refused when refused.fault() == ChatFault.LOGIN_TAKEN -> taken(ctx, here, ready);
                case Refused<ChatUser> refused -> HttpReply.refused(ctx, refused.fault());
            }
        });
    }

    private void taken(RoutingContext ctx, AppNamespace here, SignUp.Ready ready) {
        node.chat()
                .ask(new FindLogin(here, SignUp.usernameLogin(ready.username())))
                .onSuccess(owner -> HttpReply.error(
                        ctx, 409, owner instanceof Told ? "Username already exists" : "Email already exists"));
    }

    void signIn(RoutingContext ctx) {
        Optional<RawJson> body = JsonBody.of(ctx);
        if (body.isEmpty()) {
            HttpReply.error(ctx, 400, NOT_JSON);
            return;
        }
        Map<String, RawJson> members = body.get().members();
        String username = JsText.trim(text(members, "username"));
        String password = text(members, "password");
        if (username.isEmpty()
                || username.length() > SignUp.MAX_USERNAME
                || password.isEmpty()
                || password.length() > SignUp.MAX_PASSWORD) {
            HttpReply.error(ctx, 401, INVALID);
            return;
        }
        AppNamespace here = at.get();
        node.chat()
                .ask(new FindLogin(here, SignUp.usernameLogin(username)))
                .onSuccess(answer -> found(ctx, here, password, answer));
    }

    private void found(RoutingContext ctx, AppNamespace here, String password, ChatAnswer<Credentials> answer) {
        switch (answer) {
            case Told<Credentials> told -> check(ctx, here, password, Optional.of(told.value()));
            case Refused<Credentials> refused
            when refused.fault() == ChatFault.BUSY || refused.fault() == ChatFault.UNAVAILABLE ->
                HttpReply.refused(ctx, refused.fault());
            case Refused<Credentials> refused -> check(ctx, here, password, Optional.empty());
        }
    }

    private void check(RoutingContext ctx, AppNamespace here, String password, Optional<Credentials> known) {
        passwords
                .check(password, known.map(Credentials::passwordHash))
                .onSuccess(right -> {
                    if (right.isEmpty()) HttpReply.error(ctx, 503, TOO_MANY);
                    else if (right.get() && known.isPresent())
                        welcome(ctx, here, known.get().user());
                    else HttpReply.error(ctx, 401, INVALID);
                })
                .onFailure(ctx::fail);
    }

    private void welcome(RoutingContext ctx, AppNamespace here, ChatUser user) {
        Account account = Account.of(user);
        node.bus()
                .ask(Addresses.MINT, new MintJwt(here.app(), account.claims(), config.tokenLifetime()))
                .onSuccess(decision -> minted(ctx, account, decision))
                .onFailure(lost -> HttpReply.error(ctx, 503, ChatFault.UNAVAILABLE.message()));
    }

    private static void minted(RoutingContext ctx, Account account, MintDecision decision) {
        switch (decision) {
            case Minted minted -> {
                RawJson answer = JsonWriter.object(w ->
                        account.whole(w.name("token").string(minted.token()).name("user")));
                HttpReply.ok(ctx, answer);
            }
            case MintRefused refused -> HttpReply.error(ctx, 500, FAILED);
        }
    }

    private static String text(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(RawJson::asString).orElse("");
    }
}
