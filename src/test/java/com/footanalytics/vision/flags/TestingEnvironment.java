package com.footanalytics.vision.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An environment document as Flagsmith's API sends it. */
final class TestingEnvironment {

  private final List<String> features = new ArrayList<>();
  private final List<String> segments = new ArrayList<>();
  private final List<String> overrides = new ArrayList<>();

  TestingEnvironment with(Flag flag, boolean enabled) {
    features.add(state(flag, enabled, "null"));
    return this;
  }

  /** A feature that this service does not know. */
  TestingEnvironment withOther(String name) {
    features.add(
        """
        {"id": 9, "django_id": 9, "enabled": true, "feature_state_value": "blue",
         "multivariate_feature_state_values": [], "feature_segment": null,
         "featurestate_uuid": "40eb539d-3713-4720-bbd4-829dbef10d59",
         "feature": {"id": 99, "name": "%s", "type": "STANDARD"}}\
        """
            .formatted(name));
    return this;
  }

  /** A share of all identities gets it otherwise. */
  TestingEnvironment split(int segment, double percent, Flag flag, boolean enabled) {
    return segment(
        segment,
        "",
        """
        {"operator": "PERCENTAGE_SPLIT", "value": "%s", "property_": null}\
        """
            .formatted(String.format(Locale.ROOT, "%.2f", percent)),
        flag,
        enabled,
        10);
  }

  /** Identities with that trait get it otherwise, before what lower ranks say. */
  TestingEnvironment where(
      int segment, String trait, String operator, String value, Flag flag, boolean enabled) {
    return segment(segment, "", condition(trait, operator, value), flag, enabled, 1);
  }

  /** Identities with that trait meet a rule that cannot be evaluated. */
  TestingEnvironment impossibleWhere(String trait, String value, Flag flag, boolean enabled) {
    return segment(
        66, condition(trait, "EQUAL", value), condition(trait, "REGEX", "("), flag, enabled, 1);
  }

  private static String condition(String trait, String operator, String value) {
    return """
    {"operator": "%s", "value": "%s", "property_": "%s"}\
    """
        .formatted(operator, value, trait);
  }

  private TestingEnvironment segment(
      int id, String first, String condition, Flag flag, boolean enabled, int priority) {
    segments.add(
        """
        {"id": %d, "name": "segment %d",
         "rules": [{"type": "ALL", "conditions": [%s],
                    "rules": [{"type": "ALL", "rules": [], "conditions": [%s]}]}],
         "feature_states": [%s]}\
        """
            .formatted(
                id,
                id,
                first,
                condition,
                state(flag, enabled, "{\"priority\": %d}".formatted(priority))));
    return this;
  }

  /** One identity gets it otherwise, whatever segments say. */
  TestingEnvironment override(String identifier, Flag flag, boolean enabled) {
    overrides.add(
        """
        {"identifier": "%s", "environment_api_key": "client-key", "identity_traits": [],
         "created_date": "2026-11-01", "composite_key": "client-key_%s",
         "identity_uuid": "59efa2a7-6a45-46d6-b953-a7073a90eacf",
         "identity_features": [%s]}\
        """
            .formatted(identifier, identifier, state(flag, enabled, "null")));
    return this;
  }

  private static String state(Flag flag, boolean enabled, String segment) {
    int id = flag.ordinal() + 1;
    return """
    {"id": %d, "django_id": %d, "enabled": %s, "feature_state_value": null,
     "multivariate_feature_state_values": [], "feature_segment": %s,
     "featurestate_uuid": "40eb539d-3713-4720-bbd4-829dbef10d5%d",
     "feature": {"id": %d, "name": "%s", "type": "STANDARD"}}\
    """
        .formatted(id, id, enabled, segment, id, id, flag.key());
  }

  String json() {
    return """
    {"id": 7, "name": "Production", "api_key": "client-key", "updated_at": "2026-11-01T10:00:00Z",
     "allow_client_traits": true, "hide_sensitive_data": false,
     "project": {"id": 3, "name": "Vision", "hide_disabled_flags": false,
       "organisation": {"id": 1, "name": "FootAnalytics", "feature_analytics": false,
         "stop_serving_flags": false, "persist_trait_data": true},
       "server_key_only_feature_ids": [], "enable_realtime_updates": false, "segments": [%s]},
     "feature_states": [%s], "identity_overrides": [%s]}\
    """
        .formatted(
            String.join(",\n", segments),
            String.join(",\n", features),
            String.join(",\n", overrides));
  }
}
