package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.UserQuestion.CreateUser;
import dev.parley.bus.chat.UserQuestion.Login;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What somebody signs up with, or why that does not do. */
sealed interface SignUp {

    List<String> ROLES = List.of("customer", "provider", "admin");
    int MAX_USERNAME = 100;
    int MAX_EMAIL = 254;
    int MAX_PASSWORD = 1_000;
    int MAX_PROFILE_TEXT = 500;

    Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /**
     * A new user.
     *
     * @param profile what is known of {@code fullName}, {@code phone} and {@code address}
     */
    record Ready(String username, String email, String password, String role, Map<String, String> profile)
            implements SignUp {
        public Ready {
            profile = Map.copyOf(profile);
        }

        CreateUser question(AppNamespace at, String passwordHash) {
            return new CreateUser(
                    at,
                    Optional.empty(),
                    IdForm.HEX,
                    Optional.ofNullable(profile.get("fullName")),
                    data(),
                    Optional.of(new Login(Set.of(usernameLogin(username), emailLogin(email)), passwordHash)));
        }

        private RawJson data() {
            return JsonWriter.object(w -> {
                w.name("username").string(username).name("email").string(email);
                w.name("role").string(role).name("profile").beginObject();
                profile.forEach((name, text) -> w.name(name).string(text));
                w.endObject();
            });
        }

        @Override
        public String toString() {
            return "Ready[" + username + "]";
        }
    }

    /**
     * Nothing that makes a user.
     *
     * @param status of the HTTP answer
     * @param why as clients are told
     */
    record Unfit(int status, String why) implements SignUp {}

    static String usernameLogin(String username) {
        return "username:" + username;
    }

    /** Nobody gets a second account by writing an address in capitals. */
    static String emailLogin(String email) {
        return "email:" + email.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code {"username","email","password","role","profile"?:{"fullName","phone","address"}}}.
     *
     * @param open roles that anybody may have
     */
    static SignUp read(RawJson body, Set<String> open) {
        Map<String, RawJson> members = body.members();
        String username = trimmed(members, "username");
        String email = trimmed(members, "email");
        String password = text(members, "password");
        String role = text(members, "role");
        if (username.isEmpty() || email.isEmpty() || password.isEmpty() || role.isEmpty())
            return new Unfit(400, "Username, email, password, and role are required");
        if (!ROLES.contains(role)) return new Unfit(400, "Role must be customer, provider, or admin");
        if (!open.contains(role)) return new Unfit(403, "Nobody can sign up as " + role);
        if (username.length() > MAX_USERNAME) return tooLong("Username", MAX_USERNAME);
        if (email.length() > MAX_EMAIL) return tooLong("Email", MAX_EMAIL);
        if (password.length() > MAX_PASSWORD) return tooLong("Password", MAX_PASSWORD);
        if (!EMAIL.matcher(email).matches()) return new Unfit(400, "Email is invalid");
        Map<String, String> profile = profile(members.getOrDefault("profile", RawJson.NULL));
        boolean fits = profile.values().stream().allMatch(text -> text.length() <= MAX_PROFILE_TEXT);
        return fits ? new Ready(username, email, password, role, profile) : tooLong("Profile", MAX_PROFILE_TEXT);
    }

    private static Unfit tooLong(String what, int most) {
        return new Unfit(400, what + " must have at most " + most + " characters");
    }

    private static Map<String, String> profile(RawJson value) {
        var known = new LinkedHashMap<String, String>();
        Map<String, RawJson> members = value.members();
        for (String name : List.of("fullName", "phone", "address")) {
            String text = trimmed(members, name);
            if (!text.isEmpty()) known.put(name, text);
        }
        return known;
    }

    private static String trimmed(Map<String, RawJson> members, String name) {
        return JsText.trim(text(members, name));
    }

    /** Empty for what is no text. */
    private static String text(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(RawJson::asString).orElse("");
    }
}
