package dev.parley.store;

import java.util.Objects;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract, kept by the MongoDB that PARLEY_TEST_MONGODB_URI names, in collections of their own that are dropped. */
@EnabledIfEnvironmentVariable(named = "PARLEY_TEST_MONGODB_URI", matches = "mongodb.*")
class MongoContractTest extends StoreContract {

    @Override
    String uri() {
        return Objects.requireNonNull(System.getenv("PARLEY_TEST_MONGODB_URI"));
    }
}
