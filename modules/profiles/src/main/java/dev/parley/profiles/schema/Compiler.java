package dev.parley.profiles.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import java.util.Locale;

/**
 * Compiles schemas that {@link SchemaFaults} has found to be in order. Immutable.
 *
 * <p>What clients send is matched against patterns in a time that grows with its length and no faster, whatever the
 * pattern; and nothing is ever fetched.
 */
final class Compiler {

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .regularExpressionFactory(Compiler::pattern)
            .formatAssertionsEnabled(true)
            .failFast(true)
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .build();

    private final SchemaRegistry registry;

    /**
     * @param usual the version of a schema that names none
     */
    Compiler(SpecificationVersion usual) {
        registry = SchemaRegistry.withDefaultDialect(
                usual, it -> it.schemaRegistryConfig(CONFIG).schemaLoader(loader -> loader.block(address -> true)));
    }

    Schema compile(JsonNode schema) {
        Schema compiled = registry.getSchema(schema);
        compiled.initializeValidators();
        return compiled;
    }

    private static RegularExpression pattern(String text) {
        Pattern pattern = Pattern.compile(text);
        return value -> pattern.matcher(value).find();
    }
}
