package com.footanalytics.vision.flags;

import com.flagsmith.flagengine.Engine;
import com.flagsmith.flagengine.environments.EnvironmentModel;
import com.flagsmith.flagengine.features.FeatureStateModel;
import com.flagsmith.flagengine.identities.IdentityModel;
import com.flagsmith.flagengine.identities.traits.TraitModel;
import com.flagsmith.flagengine.segments.SegmentModel;
import com.flagsmith.flagengine.utils.exceptions.FeatureStateNotFound;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One environment document of Flagsmith, checked, and evaluated by Flagsmith's own engine.
 * Immutable, as the document is not touched any more; thread-safe.
 */
final class FlagRules {

  private static final System.Logger LOG = System.getLogger(FlagRules.class.getName());

  private final EnvironmentModel document;
  private final Map<String, IdentityModel> overridden = new HashMap<>();
  private final AtomicBoolean complained = new AtomicBoolean();

  private FlagRules(EnvironmentModel document) {
    this.document = document;
    for (IdentityModel identity : orEmpty(document.getIdentityOverrides())) {
      overridden.put(identity.getIdentifier(), identity);
    }
  }

  /**
   * Checks a document.
   *
   * @throws IllegalArgumentException if it is none that can be evaluated
   */
  static FlagRules of(@Nullable EnvironmentModel document) {
    if (document == null
        || document.getProject() == null
        || document.getProject().getSegments() == null
        || document.getFeatureStates() == null) {
      throw bad("expected: feature_states and project with segments");
    }
    document.getFeatureStates().forEach(FlagRules::check);
    document.getProject().getSegments().forEach(FlagRules::check);
    orEmpty(document.getIdentityOverrides()).forEach(FlagRules::check);
    FlagRules rules = new FlagRules(document);
    try {
      for (Flag flag : Flag.values()) {
        if (rules.has(flag)) {
          rules.evaluated(flag, Identity.caller("probe"));
          rules.evaluated(flag, Identity.job("probe"));
        }
      }
    } catch (RuntimeException | FeatureStateNotFound e) {
      throw bad("its rules cannot be evaluated: " + inOneLine(e));
    }
    return rules;
  }

  private static void check(@Nullable FeatureStateModel state) {
    if (state == null
        || state.getEnabled() == null
        || state.getFeature() == null
        || state.getFeature().getId() == null
        || state.getFeature().getName() == null) {
      throw bad("expected: enabled and feature with id and name in every feature state");
    }
  }

  private static void check(@Nullable SegmentModel segment) {
    if (segment == null || segment.getId() == null || segment.getFeatureStates() == null) {
      throw bad("expected: id and feature_states in every segment");
    }
    segment.getFeatureStates().forEach(FlagRules::check);
  }

  private static void check(@Nullable IdentityModel identity) {
    if (identity == null
        || identity.getIdentifier() == null
        || identity.getIdentityFeatures() == null) {
      throw bad("expected: identifier and identity_features in every identity override");
    }
    identity.getIdentityFeatures().forEach(FlagRules::check);
  }

  private static IllegalArgumentException bad(String reason) {
    return new IllegalArgumentException("not an environment document: " + reason);
  }

  private static String inOneLine(Exception e) {
    return e.toString().lines().findFirst().orElse("");
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /** Whether the document says anything of a flag. */
  boolean has(Flag flag) {
    return state(flag).isPresent();
  }

  /** Whether a flag is on for those that no rule is about. */
  boolean enabled(Flag flag) {
    return state(flag).orElseThrow().getEnabled();
  }

  /** Whether there are rules that are about some identities only. */
  boolean dependsOnIdentity(Flag flag) {
    return exceptions(flag).findAny().isPresent();
  }

  /** Whether a flag is on, or may be for some. */
  boolean enabledForAny(Flag flag) {
    return enabled(flag) || exceptions(flag).anyMatch(FeatureStateModel::getEnabled);
  }

  /** Whether a flag is on for someone; as for all others if a rule proves impossible. */
  boolean enabled(Flag flag, Identity identity) {
    try {
      return evaluated(flag, identity);
    } catch (RuntimeException | FeatureStateNotFound e) {
      if (complained.compareAndSet(false, true)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "flag %s: a rule cannot be evaluated and is passed over: %s"
                .formatted(flag.key(), inOneLine(e)));
      }
      return enabled(flag);
    }
  }

  private boolean evaluated(Flag flag, Identity identity) throws FeatureStateNotFound {
    IdentityModel known = overridden.get(identity.id());
    return Engine.getIdentityFeatureState(
            document, known == null ? identity(identity) : known, flag.key(), traits(identity))
        .getEnabled();
  }

  private IdentityModel identity(Identity identity) {
    IdentityModel model = new IdentityModel();
    model.setIdentifier(identity.id());
    model.setEnvironmentApiKey(document.getApiKey());
    return model;
  }

  private static List<TraitModel> traits(Identity identity) {
    return Arrays.asList(
        new TraitModel("id", identity.id()), new TraitModel("kind", identity.kind().label()));
  }

  private Optional<FeatureStateModel> state(Flag flag) {
    return document.getFeatureStates().stream().filter(state -> isOf(state, flag)).findFirst();
  }

  private Stream<FeatureStateModel> exceptions(Flag flag) {
    return Stream.concat(
            document.getProject().getSegments().stream()
                .flatMap(segment -> segment.getFeatureStates().stream()),
            overridden.values().stream()
                .flatMap(identity -> identity.getIdentityFeatures().stream()))
        .filter(state -> isOf(state, flag));
  }

  private static boolean isOf(FeatureStateModel state, Flag flag) {
    return state.getFeature().getName().equals(flag.key());
  }
}
