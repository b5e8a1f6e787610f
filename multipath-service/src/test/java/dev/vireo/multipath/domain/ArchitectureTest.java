package dev.vireo.multipath.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses service =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.vireo.multipath");

  @Test
  void the_domain_knows_nothing_but_java() {
    classes()
        .that()
        .resideInAPackage("dev.vireo.multipath.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.vireo.multipath.domain..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(service);
  }

  @Test
  void what_reads_and_speaks_esxcli_knows_the_domain_and_steps_of_a_script() {
    classes()
        .that()
        .resideInAPackage("dev.vireo.multipath.esxcli..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.vireo.multipath.esxcli..",
            "dev.vireo.multipath.domain..",
            "dev.vireo.hypervisor.script..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(service);
  }
}
