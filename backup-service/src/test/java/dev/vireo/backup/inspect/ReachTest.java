package dev.vireo.backup.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The script starts a diagnosis with a few of the service's jars. */
class ReachTest {

  /** What lies in those jars, or in the JDK; annotations need not be there when it runs. */
  private static final List<String> THERE =
      List.of("java.", "javax.", "org.xbill.DNS.", "org.slf4j.", "org.apache.sshd.");

  private static final String ANNOTATIONS = "org.jspecify.annotations.";

  private final JavaClasses ours =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.vireo");

  @Test
  void a_diagnosis_reaches_only_what_the_script_gives_it() {
    Set<String> missing = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(DiagnoseMain.class.getName()));
    while (!next.isEmpty()) {
      String name = next.pop();
      if (!seen.add(name)) {
        continue;
      }
      for (Dependency each : ours.get(name).getDirectDependenciesFromSelf()) {
        JavaClass used = each.getTargetClass().getBaseComponentType();
        if (used.getName().startsWith("dev.vireo.")) {
          next.push(used.getName());
        } else if (!used.isPrimitive()
            && !used.getName().startsWith(ANNOTATIONS)
            && THERE.stream().noneMatch(used.getName()::startsWith)) {
          missing.add(name + " -> " + used.getName());
        }
      }
    }
    assertThat(seen).contains("dev.vireo.backup.probe.Names", "dev.vireo.backup.probe.Tls");
    assertThat(missing).isEmpty();
  }
}
