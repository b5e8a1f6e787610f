package dev.vireo.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.vireo.inventory",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule domain_knows_the_language_of_the_bus_and_no_framework =
      classes()
          .that()
          .resideInAPackage("dev.vireo.inventory.domain")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.vireo.inventory.domain",
              "dev.vireo.bus",
              "dev.vireo.bus.inventory",
              "dev.vireo.bus.hosts",
              "dev.vireo.hypervisor",
              "dev.vireo.hypervisor.credential",
              "java.lang..",
              "java.math",
              "java.net",
              "java.time",
              "java.util..",
              "org.jspecify.annotations");

  @ArchTest
  static final ArchRule domain_does_no_input_or_output =
      noClasses()
          .that()
          .resideInAPackage("dev.vireo.inventory.domain")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(Socket|ServerSocket|URL.*|http\\..*)"
                  + "|java\\.util\\.concurrent\\..*"
                  + "|dev\\.vireo\\.bus\\.hosts\\.(HostDirectory|HostSelection)"
                  + "|dev\\.vireo\\.hypervisor\\.credential\\.(Credential(s|Files|Provider)|Secret)");

  @ArchTest
  static final ArchRule queries_read_the_projections_only =
      noClasses()
          .that()
          .resideInAPackage("dev.vireo.inventory.api")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.vireo.inventory.command",
              "dev.vireo.inventory.probe",
              "dev.vireo.inventory.discovery",
              "dev.vireo.bus.kit..");

  @ArchTest
  static final ArchRule projections_know_no_commands =
      noClasses()
          .that()
          .resideInAPackage("dev.vireo.inventory.projection")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.vireo.inventory.command",
              "dev.vireo.inventory.probe",
              "dev.vireo.inventory.api");

  @ArchTest
  static final ArchRule reaching_hosts_knows_no_bus_machinery =
      noClasses()
          .that()
          .resideInAnyPackage("dev.vireo.inventory.probe", "dev.vireo.inventory.discovery")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.vireo.bus.kit..", "dev.vireo.bus.service..", "jakarta..");
}
