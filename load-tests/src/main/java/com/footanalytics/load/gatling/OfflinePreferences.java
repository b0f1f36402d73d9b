package com.footanalytics.load.gatling;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;
import org.jspecify.annotations.Nullable;

/**
 * Preferences of this process alone, found as the platform's by name of a service. In them Gatling,
 * which asks Maven Central for newer versions of itself whenever it writes a report, has just asked
 * and got no answer; so it asks nobody, and nothing is written to the user's home.
 */
public final class OfflinePreferences implements PreferencesFactory {

  private final Preferences root = new Node(null, "");

  @Override
  public Preferences systemRoot() {
    return root;
  }

  @Override
  public Preferences userRoot() {
    return root;
  }

  private static final class Node extends AbstractPreferences {

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Map<String, Node> children = new ConcurrentHashMap<>();

    Node(@Nullable Node parent, String name) {
      super(parent, name);
      values.put("lastCheckTimestamp", Long.toString(System.currentTimeMillis()));
    }

    @Override
    protected void putSpi(String key, String value) {
      values.put(key, value);
    }

    @Override
    protected @Nullable String getSpi(String key) {
      return values.get(key);
    }

    @Override
    protected void removeSpi(String key) {
      values.remove(key);
    }

    @Override
    protected void removeNodeSpi() {
      values.clear();
    }

    @Override
    protected String[] keysSpi() {
      return values.keySet().toArray(String[]::new);
    }

    @Override
    protected String[] childrenNamesSpi() {
      return children.keySet().toArray(String[]::new);
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      return children.computeIfAbsent(name, key -> new Node(this, key));
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
  }
}
