package dev.vireo.hypervisor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.vireo.hypervisor",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule SCRIPT_IS_PURE =
      classes()
          .that()
          .resideInAPackage("..script..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.vireo.hypervisor",
              "dev.vireo.hypervisor.script",
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.nio",
              "java.nio.charset",
              "java.io",
              "java.security",
              "org.jspecify..");

  @ArchTest
  static final ArchRule CREDENTIALS_KNOW_NO_SSH =
      noClasses()
          .that()
          .resideInAPackage("..credential..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.sshd..", "dev.vireo.hypervisor.ssh..");

  @ArchTest
  static final ArchRule NO_FRAMEWORK_BUT_WHERE_A_SERVICE_IS_WIRED =
      noClasses()
          .that()
          .resideOutsideOfPackage("..service..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "jakarta..", "org.apache.kafka..");
}
