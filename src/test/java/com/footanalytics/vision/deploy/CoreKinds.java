package com.footanalytics.vision.deploy;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' own kinds, held against the models of its Java client: fields that nobody knows,
 * fields that are missing, and values of another type are findings, at any depth.
 */
final class CoreKinds {

  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  private CoreKinds() {}

  /** The model of an object's kind, if it is Kubernetes' own. */
  static Optional<Class<?>> model(Manifest object) {
    String group = object.group();
    if (!group.isEmpty() && group.contains(".") && !group.endsWith(".k8s.io")) {
      return Optional.empty();
    }
    String version = object.version();
    String name = Character.toUpperCase(version.charAt(0)) + version.substring(1) + object.kind();
    try {
      return Optional.of(Class.forName(MODELS + name));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (Manifest object : manifests.all()) {
      model(object)
          .ifPresent(model -> check(object.title(), object.tree().value(), model, findings));
    }
    return findings;
  }

  private static void check(
      String place, @Nullable Object value, Type type, List<String> findings) {
    if (value == null) {
      findings.add(place + ": nothing");
    } else if (type instanceof ParameterizedType parameterized) {
      checkContainer(place, value, parameterized, findings);
    } else if (type instanceof Class<?> model && model.getName().startsWith(MODELS)) {
      checkModel(place, value, model, findings);
    } else if (type instanceof Class<?> scalar && !fits(value, scalar)) {
      findings.add("%s: %s (expected: %s)".formatted(place, value, scalar.getSimpleName()));
    }
  }

  private static void checkContainer(
      String place, Object value, ParameterizedType type, List<String> findings) {
    Type inner = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (type.getRawType() == List.class && value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(place + "[" + i + "]", list.get(i), inner, findings);
      }
    } else if (type.getRawType() == Map.class && value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> check(place + "." + key, element, inner, findings));
    } else if (type.getRawType() == List.class || type.getRawType() == Map.class) {
      findings.add(place + ": not a " + type.getTypeName());
    }
  }

  private static void checkModel(
      String place, Object value, Class<?> model, List<String> findings) {
    if (!(value instanceof Map<?, ?> map)) {
      findings.add(place + ": not a " + model.getSimpleName());
      return;
    }
    Set<Object> left = new HashSet<>(map.keySet());
    for (Field field : model.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null && left.remove(name.value())) {
        check(place + "." + name.value(), map.get(name.value()), field.getGenericType(), findings);
      }
    }
    left.forEach(unknown -> findings.add(place + ": unknown field " + unknown));
    for (Object required : required(model)) {
      if (!map.containsKey(required)) {
        findings.add(place + ": " + required + " is missing");
      }
    }
  }

  private static Set<?> required(Class<?> model) {
    try {
      return (Set<?>) model.getField("openapiRequiredFields").get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(model + " does not say what it requires", e);
    }
  }

  private static boolean fits(Object value, Class<?> type) {
    if (type == Integer.class || type == Long.class) {
      return value instanceof Integer || value instanceof Long;
    }
    if (type == Double.class) {
      return value instanceof Number;
    }
    if (type == Boolean.class) {
      return value instanceof Boolean;
    }
    if (type == IntOrString.class || type == Quantity.class) {
      return value instanceof Integer || value instanceof String;
    }
    return type == Object.class || value instanceof String;
  }
}
