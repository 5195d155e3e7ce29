package dev.parley.api.contract;

import dev.parley.protocol.json.Members.Fault;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the contract says of a parameter. Safe on every thread.
 *
 * @param chooses whether the value tells paths apart, so that one that is wrong is another path, which is not there
 * @param type that the schema wants
 * @param schema of the value, which is a number or a boolean where its text is one and the schema wants one
 */
record ParameterCheck(Location in, String name, boolean required, boolean chooses, String type, SchemaCheck schema) {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    /** Keywords by which any text is right. */
    private static final Set<String> LOOSE = Set.of("type", "default");

    /** Nothing if there is nothing to check. */
    static Optional<ParameterCheck> of(Parameter parameter) {
        JsonSchema schema = parameter.getSchema();
        boolean required = parameter.isRequired() && parameter.getIn() != Location.PATH;
        boolean anyText = "string".equals(schema.get("type")) && LOOSE.containsAll(schema.fieldNames());
        if (anyText && !required) return Optional.empty();
        return Optional.of(new ParameterCheck(
                parameter.getIn(),
                parameter.getName(),
                required,
                parameter.getIn() == Location.PATH && (schema.containsKey("enum") || schema.containsKey("pattern")),
                schema.get("type", "string"),
                new SchemaCheck(schema)));
    }

    Stream<Fault> faults(RoutingContext ctx) {
        List<String> values = values(ctx);
        if (values.isEmpty() && required) return Stream.of(new Fault(name, "must be there"));
        return values.stream()
                .flatMap(text -> schema.faults(value(text)).stream())
                .map(fault -> new Fault(name, fault.what()));
    }

    private List<String> values(RoutingContext ctx) {
        return switch (in) {
            case PATH -> Stream.ofNullable(ctx.pathParam(name)).toList();
            case QUERY -> ctx.queryParam(name);
            case HEADER -> ctx.request().headers().getAll(name);
            case COOKIE -> List.of();
        };
    }

    private Object value(String text) {
        return switch (type) {
            case "integer" -> WHOLE.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
            case "boolean" -> text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
            default -> text;
        };
    }
}
