package dev.parley.api.contract;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.impl.OpenAPIContractImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The operations of {@code openapi.yaml}. Immutable.
 *
 * <p>The library's own way in checks a document against the schemas of OpenAPI and resolves it, which takes 0.7 s of CPU
 * time, at each start the same. The build resolves it, and a test checks it.
 */
public final class Contract {

    static final JsonSchemaOptions SCHEMAS = new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("app://")
            .setOutputFormat(OutputFormat.Basic);

    private final OpenAPIContract contract;

    private Contract(OpenAPIContract contract) {
        this.contract = contract;
    }

    /** What the build has made of the document; blocks. */
    public static Contract load() {
        try (InputStream file =
                Objects.requireNonNull(Contract.class.getResourceAsStream("/dev/parley/api/operations.json"))) {
            return of(Buffer.buffer(file.readAllBytes()).toJsonObject());
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    /** A document without references. */
    static Contract of(JsonObject document) {
        return new Contract(new OpenAPIContractImpl(document, OpenAPIVersion.V3_1, SchemaRepository.create(SCHEMAS)));
    }

    /** Builds a router that has a route for each operation, and none besides. */
    public RouterBuilder router(Vertx vertx) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract);
        // Whoever checks here does it behind the door, and on the event loop: the library checks on a worker thread,
        // which costs more than the check, and decodes a second time what is decoded already.
        builder.getRoutes().forEach(route -> route.setDoValidation(false).setDoSecurity(false));
        return builder;
    }

    /** What requests for an operation are checked by. */
    public RequestCheck check(String operation) {
        Operation found = contract.operation(operation);
        if (found == null) throw new IllegalArgumentException("openapi.yaml has no operation " + operation);
        return RequestCheck.of(found);
    }
}
