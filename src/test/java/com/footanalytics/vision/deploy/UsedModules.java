package com.footanalytics.vision.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of the JDK's modules the classes of a packaged application name. */
final class UsedModules {

  /** Modules by package. */
  private static final Map<String, String> PACKAGES = packages();

  /** As Java names them, and as the tracing agent hides its own from the application. */
  private static final Pattern CLASS = Pattern.compile("(?<!module-info)[.]class(data)?$");

  private UsedModules() {}

  /**
   * Files that name something of a module, by the module.
   *
   * @param application the folder that Quarkus packages to, or that of the agent
   */
  static Map<String, Set<String>> of(Path application) throws IOException {
    Map<String, Set<String>> used = new TreeMap<>();
    try (Stream<Path> files = Files.walk(application)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        try (JarFile jar = new JarFile(file.toFile())) {
          for (JarEntry entry : Collections.list(jar.entries())) {
            if (CLASS.matcher(entry.getName()).find()) {
              add(jar, entry, file.getFileName().toString(), used);
            }
          }
        }
      }
    }
    return used;
  }

  /** Some modules and all that they require. */
  static Set<String> closure(Iterable<String> modules) {
    Set<String> all = new TreeSet<>();
    modules.forEach(module -> addRequired(module, all));
    return all;
  }

  private static void addRequired(String module, Set<String> all) {
    if (all.add(module)) {
      ModuleFinder.ofSystem()
          .find(module)
          .orElseThrow(() -> new AssertionError("the JDK has no module " + module))
          .descriptor()
          .requires()
          .forEach(required -> addRequired(required.name(), all));
    }
  }

  private static void add(JarFile jar, JarEntry entry, String file, Map<String, Set<String>> used) {
    try (InputStream bytes = jar.getInputStream(entry)) {
      for (PoolEntry constant : ClassFile.of().parse(bytes.readAllBytes()).constantPool()) {
        if (constant instanceof ClassEntry type) {
          String module = PACKAGES.get(packageOf(type.asInternalName()));
          if (module != null) {
            used.computeIfAbsent(module, _ -> new TreeSet<>()).add(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of an array, its elements' package. */
  private static String packageOf(String internalName) {
    String name = internalName.replaceFirst("^\\[+L?", "");
    return name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.');
  }

  private static Map<String, String> packages() {
    Map<String, String> packages = new HashMap<>();
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      module
          .descriptor()
          .packages()
          .forEach(name -> packages.put(name, module.descriptor().name()));
    }
    return packages;
  }
}
