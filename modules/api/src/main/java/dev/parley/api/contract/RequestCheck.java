package dev.parley.api.contract;

import dev.parley.protocol.json.Members.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the contract says of the requests for one operation. Safe on every thread.
 *
 * @param query names of all parameters behind the {@code ?}; where there are none, nobody minds any
 * @param parameters those of which it says anything
 * @param body nothing if there is none to be
 * @param needsBody whether a request without one is a fault
 */
public record RequestCheck(
        Set<String> query, List<ParameterCheck> parameters, Optional<SchemaCheck> body, boolean needsBody) {

    public RequestCheck {
        query = Set.copyOf(query);
        parameters = List.copyOf(parameters);
    }

    static RequestCheck of(Operation operation) {
        RequestBody body = operation.getRequestBody();
        return new RequestCheck(
                operation.getParameters().stream()
                        .filter(parameter -> parameter.getIn() == Location.QUERY)
                        .map(Parameter::getName)
                        .collect(Collectors.toSet()),
                operation.getParameters().stream()
                        .map(ParameterCheck::of)
                        .flatMap(Optional::stream)
                        .toList(),
                Stream.ofNullable(body)
                        .flatMap(some -> some.getContent().values().stream())
                        .map(MediaType::getSchema)
                        .findFirst()
                        .map(SchemaCheck::new),
                body != null && body.isRequired());
    }

    /** Whether the document has this path: what stands in the place of a parameter may be a part of its name. */
    public boolean isPath(RoutingContext ctx) {
        return parameters.stream()
                .filter(ParameterCheck::chooses)
                .noneMatch(each -> each.faults(ctx).findAny().isPresent());
    }

    /** What is wrong with the parameters in the path, behind the {@code ?} and in headers. */
    public List<Fault> parameterFaults(RoutingContext ctx) {
        Stream<Fault> unknown = query.isEmpty()
                ? Stream.of()
                : ctx.queryParams().names().stream()
                        .filter(name -> !query.contains(name))
                        .map(name -> new Fault(name, "is no parameter that is known"));
        return Stream.concat(
                        parameters.stream().filter(each -> !each.chooses()).flatMap(each -> each.faults(ctx)), unknown)
                .toList();
    }

    /**
     * What is wrong with a body.
     *
     * @param json is JSON, by the strict reader
     */
    public List<Fault> bodyFaults(Buffer json) {
        return body.map(schema -> schema.faults(value(json))).orElse(List.of());
    }

    /** Within the strict reader's JSON there are numbers and names so long that the library takes none. */
    private static Object value(Buffer json) {
        try {
            return Json.decodeValue(json);
        } catch (DecodeException beyondAnyUse) {
            return List.of();
        }
    }
}
