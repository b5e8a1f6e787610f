package dev.vireo.ramcloud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = {"dev.vireo.ramcloud.memory", "dev.vireo.ramcloud.store"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule MEMORY_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("..memory..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.vireo.ramcloud.memory..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule STORE_KNOWS_MEMORY_AND_THE_JDK =
      classes()
          .that()
          .resideInAPackage("..store..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.vireo.ramcloud.store..",
              "dev.vireo.ramcloud.memory..",
              "java..",
              "org.jspecify..");
}
