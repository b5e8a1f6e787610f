package dev.vireo.backup.domain;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses service =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.vireo.backup");

  @Test
  void the_domain_knows_nothing_but_java() {
    classes()
        .that()
        .resideInAPackage("dev.vireo.backup.domain..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "dev.vireo.backup.domain..",
                    "java.lang..",
                    "java.nio.charset..",
                    "java.util..",
                    "java.time..",
                    // Cron expressions: a parser and a calendar, no I/O.
                    "com.cronutils..",
                    "org.jspecify..")
                // Encodings of a secret, the bytes of a TLS hello, the grammar of an address (only
                // as a literal, which looks nothing up): computed in memory.
                .or(
                    belongToAnyOf(
                        URLEncoder.class,
                        ByteBuffer.class,
                        ByteArrayOutputStream.class,
                        Inet6Address.class)))
        .check(service);
  }
}
