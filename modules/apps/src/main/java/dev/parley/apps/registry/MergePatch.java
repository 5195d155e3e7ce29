package dev.parley.apps.registry;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.LinkedHashMap;

/** JSON Merge Patch (RFC 7396). */
final class MergePatch {

    private MergePatch() {}

    /**
     * The target as the patch wants it, but for this: what the patch takes away stays there as {@code null}. The one who
     * reads the result takes that for absent, and still notices that a member was misspelt.
     */
    static RawJson apply(RawJson target, RawJson patch) {
        if (patch.kind() != RawJson.Kind.OBJECT) return patch;
        var merged = new LinkedHashMap<>(target.members());
        patch.members()
                .forEach((name, value) ->
                        merged.merge(name, apply(RawJson.NULL, value), (is, same) -> apply(is, value)));
        return JsonWriter.build(w -> {
            w.beginObject();
            merged.forEach((name, value) -> w.name(name).raw(value));
            w.endObject();
        });
    }
}
