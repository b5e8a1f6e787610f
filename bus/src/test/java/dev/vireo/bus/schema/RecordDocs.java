package dev.vireo.bus.schema;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the Javadoc of the message records says, read from their source: the one place where fields
 * are described. Texts are CommonMark; {@code x} in code font.
 */
final class RecordDocs {

  private final Map<String, TypeDoc> types;

  private RecordDocs(Map<String, TypeDoc> types) {
    this.types = types;
  }

  /**
   * A type's Javadoc.
   *
   * @param text what it says of the type
   * @param parts what it says of each component of a record or constant of an enum
   * @param key what a message is about: a component's name, or a fixed text in quotes; empty where
   *     it is neither
   */
  record TypeDoc(String text, Map<String, String> parts, Optional<String> key) {}

  /** Reads every type under a source folder. */
  static RecordDocs read(Path sources) {
    JavaCompiler compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK runs the tests");
    try (Stream<Path> files = Files.walk(sources, java.nio.file.FileVisitOption.FOLLOW_LINKS);
        StandardJavaFileManager manager =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<Path> java =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .sorted()
              .toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(java));
      DocTrees trees = DocTrees.instance(task);
      Map<String, TypeDoc> types = new HashMap<>();
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree declared) {
            String name = unit.getPackageName() + "." + declared.getSimpleName();
            types.put(name, typeDoc(trees, new TreePath(new TreePath(unit), declared), declared));
          }
        }
      }
      return new RecordDocs(types);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + sources, e);
    }
  }

  /** The Javadoc of a record or enum. */
  TypeDoc of(Class<?> type) {
    return Objects.requireNonNull(types.get(type.getName()), () -> type + " has no source here");
  }

  /** What the Javadoc says of a record's component or an enum's constant; empty: nothing. */
  String of(Class<?> type, String part) {
    return of(type).parts().getOrDefault(part, "");
  }

  /** CommonMark without its code font. */
  static String plain(String text) {
    return text.replace("`", "");
  }

  private static TypeDoc typeDoc(DocTrees trees, TreePath path, ClassTree type) {
    Map<String, String> parts = new LinkedHashMap<>();
    Optional<DocCommentTree> comment = Optional.ofNullable(trees.getDocCommentTree(path));
    comment.stream()
        .flatMap(doc -> doc.getBlockTags().stream())
        .filter(ParamTree.class::isInstance)
        .map(ParamTree.class::cast)
        .filter(param -> !param.isTypeParameter())
        .forEach(param -> parts.put(param.getName().toString(), text(param.getDescription())));
    if (type.getKind() == Tree.Kind.ENUM) {
      for (Tree member : type.getMembers()) {
        if (member instanceof VariableTree constant) {
          Optional.ofNullable(trees.getDocCommentTree(new TreePath(path, member)))
              .ifPresent(doc -> parts.put(constant.getName().toString(), text(doc.getFullBody())));
        }
      }
    }
    return new TypeDoc(comment.map(doc -> text(doc.getFullBody())).orElse(""), parts, key(type));
  }

  /** What {@code about()} returns, where that can be said in a word. */
  private static Optional<String> key(ClassTree type) {
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method
          && method.getName().contentEquals("about")
          && method.getBody() != null
          && method.getBody().getStatements().getFirst() instanceof ReturnTree result) {
        return switch (result.getExpression()) {
          case IdentifierTree component -> Optional.of(component.getName().toString());
          case com.sun.source.tree.LiteralTree literal ->
              Optional.of("\"" + literal.getValue() + "\"");
          default -> Optional.empty();
        };
      }
    }
    return type.getMembers().stream()
            .anyMatch(m -> m instanceof VariableTree v && v.getName().contentEquals("about"))
        ? Optional.of("about")
        : Optional.empty();
  }

  private static String text(List<? extends DocTree> trees) {
    return trees.stream()
        .map(RecordDocs::text)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String text(DocTree tree) {
    return switch (tree) {
      case TextTree text -> text.getBody();
      case LiteralTree literal ->
          literal.getKind() == DocTree.Kind.CODE
              ? "`" + literal.getBody().getBody().strip() + "`"
              : literal.getBody().getBody();
      case LinkTree link ->
          link.getLabel().isEmpty()
              ? "`" + link.getReference().getSignature() + "`"
              : text(link.getLabel());
      case EntityTree entity -> entity(entity.getName().toString());
      case StartElementTree ignored -> " ";
      default -> "";
    };
  }

  private static String entity(String name) {
    return switch (name) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "amp" -> "&";
      default -> throw new IllegalStateException("the entity &" + name + "; is not known here");
    };
  }
}
