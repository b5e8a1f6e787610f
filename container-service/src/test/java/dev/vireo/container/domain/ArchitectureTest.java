package dev.vireo.container.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses service =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.vireo.container");

  @Test
  void the_domain_knows_nothing_but_java() {
    classes()
        .that()
        .resideInAPackage("dev.vireo.container.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.vireo.container.domain..",
            "java.lang..",
            "java.nio.charset..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(service);
  }

  @Test
  void what_reads_the_words_of_vzctl_knows_the_domain_and_steps_of_a_script() {
    classes()
        .that()
        .resideInAPackage("dev.vireo.container.vzctl..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.vireo.container.vzctl..",
            "dev.vireo.container.domain..",
            "dev.vireo.hypervisor.script..",
            "java.lang..",
            "java.nio.charset..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(service);
  }
}
