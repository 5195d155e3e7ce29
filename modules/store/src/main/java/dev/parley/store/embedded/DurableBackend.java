package dev.parley.store.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A backend whose answers are true after a crash, too, and which tells nobody what was in a command that failed. Immutable.
 * It is a proxy since the interface names types of the network, which have no business here.
 */
final class DurableBackend {

    private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);

    private static final Touched HANDSHAKE = Touched.by("admin", new Document("hello", 1));

    private DurableBackend() {}

    /** The backend with a commit before each answer. */
    static MongoBackend over(MongoBackend backend, GroupCommit commits) {
        return (MongoBackend) Proxy.newProxyInstance(
                DurableBackend.class.getClassLoader(),
                new Class<?>[] {MongoBackend.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "handleMessage" -> answer(backend, commits, (MongoMessage) arguments[0]);
                    case "handleCommand" -> handshake(backend, commits, (String) arguments[2], method, arguments);
                    case "handleClose", "getClock", "close", "hashCode", "toString" -> call(backend, method, arguments);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The older form of a command, in which clients say hello. */
    private static Object handshake(
            MongoBackend backend, GroupCommit commits, String command, Method method, Object[] arguments) {
        if (!Touched.by("admin", new Document(command, 1)).equals(HANDSHAKE))
            throw new UnsupportedOperationException("only as a message");
        return commits.run(HANDSHAKE, () -> call(backend, method, arguments));
    }

    private static Document answer(MongoBackend backend, GroupCommit commits, MongoMessage message) {
        try {
            Document command = message.getDocument();
            Touched touched = Touched.by(message.getDatabaseName(), command);
            return withoutValues(commits.run(touched, () -> Batch.run(command, () -> backend.handleMessage(message))));
        } catch (RuntimeException | Error fault) {
            // Once is enough; clients ask again each second.
            boolean told = commits.broken().isDone();
            return refusal(fault, told ? Level.DEBUG : Level.WARN);
        }
    }

    /** The server itself would write the whole command to the log, secrets and all. */
    private static Document refusal(Throwable fault, Level level) {
        var answer = new Document("ok", 0);
        if (fault instanceof MongoServerError told) {
            log.debug("refused a command with code {}", told.getCode());
            return answer.append("errmsg", withoutValues(told.getMessageWithoutErrorCode(), told.getCodeName()))
                    .append("code", told.getCode())
                    .append("codeName", told.getCodeName());
        }
        log.atLevel(level).log("a command failed: {}", fault.getClass().getName());
        return answer.append("errmsg", "the store failed: " + fault.getClass().getSimpleName())
                .append("code", 1)
                .append("codeName", "InternalError");
    }

    private static Document withoutValues(Document answer) {
        if (answer.get("writeErrors") instanceof List<?> errors) {
            for (Object each : errors) {
                if (each instanceof Document error)
                    error.put("errmsg", withoutValues("" + error.get("errmsg"), "" + error.get("codeName")));
            }
        }
        return answer;
    }

    /** Of {@code ... index: name_1 dup key: { name: "Ann" }} what is before the key; of other texts nothing can be told. */
    private static String withoutValues(String text, String codeName) {
        int key = text.indexOf(" dup key:");
        return key < 0 ? "refused: " + codeName : text.substring(0, key);
    }

    private static Object call(MongoBackend backend, Method method, Object[] arguments) {
        try {
            return method.invoke(backend, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException fault) throw fault;
            if (thrown.getCause() instanceof Error fault) throw fault;
            throw new IllegalStateException(thrown.getCause());
        } catch (IllegalAccessException everybodyMay) {
            throw new IllegalStateException(everybodyMay);
        }
    }
}
