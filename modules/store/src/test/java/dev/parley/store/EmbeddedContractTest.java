package dev.parley.store;

import dev.parley.store.embedded.EmbeddedStore;
import dev.parley.store.embedded.Opening;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded store. */
class EmbeddedContractTest extends StoreContract {

    @TempDir
    static Path folder;

    private EmbeddedStore store;

    @Override
    String uri() {
        store = ((Opening.Opened) EmbeddedStore.open(folder, 0)).store();
        return store.uri();
    }

    @AfterAll
    void close() {
        store.close();
    }
}
