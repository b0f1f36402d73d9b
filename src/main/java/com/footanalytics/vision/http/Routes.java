package com.footanalytics.vision.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every path that is answered, as the annotations of the resources and the Open Inference Protocol
 * say.
 */
final class Routes {

  static final List<Class<?>> RESOURCES =
      List.of(
          DetectResource.class,
          VideosResource.class,
          UploadsResource.class,
          JobsResource.class,
          JobEventsResource.class,
          JobResultsResource.class,
          LiveResource.class,
          AnalyticsResource.class,
          VideoFramesResource.class,
          InferenceHealthResource.class,
          ModelRepositoryResource.class);

  static final Routes ALL = new Routes(RESOURCES, ProtocolCall.templates());

  private final List<Route> routes;

  /**
   * One path.
   *
   * @param template such as {@code /v1/jobs/{id}}
   * @param head what a path of it begins with
   * @param tail what it ends with
   * @param form what it looks like
   * @param methods what can be done there
   */
  record Route(String template, String head, String tail, Pattern form, Set<String> methods) {

    static Route of(String template, Set<String> methods) {
      int first = template.indexOf('{');
      return new Route(
          template,
          first < 0 ? template : template.substring(0, first),
          template.substring(template.lastIndexOf('}') + 1),
          Routes.form(template),
          methods);
    }

    /** Looks at the ends first, for each request is held against many routes. */
    boolean matches(String path) {
      return path.startsWith(head) && path.endsWith(tail) && form.matcher(path).matches();
    }

    /** The value of the header {@code Allow}. */
    String allow() {
      return String.join(", ", methods);
    }
  }

  /**
   * @param others methods by template of paths that no resource answers
   */
  Routes(List<Class<?>> resources, Map<String, Set<String>> others) {
    TreeMap<String, Set<String>> methods = new TreeMap<>(others);
    for (Class<?> resource : resources) {
      for (Method method : resource.getDeclaredMethods()) {
        verbs(method)
            .forEach(verb ->
                methods
                    .computeIfAbsent(template(resource, method), _ -> new TreeSet<>())
                    .add(verb));
      }
    }
    routes =
        methods.entrySet().stream()
            .map(entry -> Route.of(entry.getKey(), entry.getValue()))
            .toList();
  }

  /** The route that a path is of; one slash more at its end makes no difference. */
  Optional<Route> of(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return routes.stream().filter(route -> route.matches(plain)).findFirst();
  }

  List<Route> all() {
    return routes;
  }

  private static Stream<String> verbs(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .flatMap(verb -> verb.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(verb));
  }

  private static String template(Class<?> resource, Method method) {
    Path rest = method.getAnnotation(Path.class);
    String root = resource.getAnnotation(Path.class).value();
    return rest == null ? root : root + "/" + rest.value();
  }

  private static Pattern form(String template) {
    return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
  }
}
