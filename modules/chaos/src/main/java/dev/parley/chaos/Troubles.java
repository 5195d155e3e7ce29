package dev.parley.chaos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went wrong in the rig itself: it says nothing of the cluster, but the run is worth less. Safe on every thread. */
final class Troubles {

    private static final int MOST = 20;
    private static final int FRAMES = 4;
    private static final String OWN = Troubles.class.getPackageName();

    private final List<String> all = new CopyOnWriteArrayList<>();

    void add(Throwable fault) {
        if (all.size() < MOST) all.add(describe(fault));
    }

    /** With its causes, and where in the rig each comes from. */
    private static String describe(Throwable fault) {
        String own = Stream.of(fault.getStackTrace())
                .filter(each -> each.getClassName().startsWith(OWN))
                .limit(FRAMES)
                .map(each -> each.getFileName() + ":" + each.getLineNumber())
                .collect(Collectors.joining(" < "));
        String said = fault + " (" + own + ")";
        return fault.getCause() == null ? said : said + ", because of " + describe(fault.getCause());
    }

    /** A virtual thread that is not to fail. */
    Thread start(Runnable work) {
        return Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, fault) -> add(fault))
                .start(work);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
