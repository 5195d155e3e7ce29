package dev.parley.apps.registry;

import dev.parley.apps.App;
import java.util.List;
import java.util.Optional;

/**
 * Some of the apps.
 *
 * @param apps sorted by their ids
 * @param next the id after which the next page begins, if there is one
 */
public record AppPage(List<App> apps, Optional<String> next) {

    public AppPage {
        apps = List.copyOf(apps);
    }
}
